"""Links that people shared lead to addresses that are gone.

Looks at: visits from social networks that end at a 404 or after several redirects.

Why it matters: somebody recommended the page, somebody else clicked, and both are let down. A redirect brings these
visitors back at once.

Sources: the article that this project follows, which asks for links that work wherever they are shared (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import Fix, Rule, Severity, Status

RULE = Rule(
    "link-inbound-broken",
    Severity.HIGH,
    Fix.MANUAL,
    consumers=(),
    heuristic=True,
    status=Status.PLANNED,
    waits_for="measured visits from social networks with the status that they were answered with",
)
