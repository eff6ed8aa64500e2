"""The access that feeds a widget runs out within two weeks.

Looks at: the expiry dates of the connections through which feeds are read.

Why it matters: Instagram's tokens live 60 days, others shorter. When one runs out, the feed stops without a word, and
the page shows old posts or an empty box for weeks.

Sources: wp-calypso#59203, observed: feeds that die when their token expires (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import Fix, Rule, Severity, Status

RULE = Rule(
    "widget-token-expiry",
    Severity.HIGH,
    Fix.MANUAL,
    consumers=(),
    status=Status.PLANNED,
    waits_for="the connections to your accounts and their tokens' dates of expiry.",
)
