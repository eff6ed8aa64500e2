"""Shared links carry no campaign tags, so nobody can tell which visits they bring.

Looks at: whether the address that each share link carries has a campaign parameter (`utm_source` and its like). Switch
the rule off where your policy is to share bare addresses.

Why it matters: apps and messengers send no referrer. Without a tag the visits that sharing brings look like people who
typed the address, and nobody sees what the buttons are worth.

Bad:
    <a href="https://wa.me/?text=https%3A%2F%2Fbakery.example%2Fsourdough">WhatsApp</a>

Good:
    <a href="https://wa.me/?text=https%3A%2F%2Fbakery.example%2Fsourdough%3Futm_source%3Dwhatsapp">WhatsApp</a>

Sources: Footfall's own judgement: shares can only be measured when they are tagged (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page.model import Control
from footfall.smo.judging.address import without_www
from footfall.smo.judging.shares import about, names_of
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-no-utm", Severity.LOW, Fix.MANUAL, consumers=(), heuristic=True)

TAGGED: Final = re.compile(
    r"[?&#](?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|wt_mc|wt\.\w+|s?cid|cmp(?:id)?|mbid|smid|smtyp|ns_\w+|ito|ocid|at_\w+|sh|soc_\w+"
    r"|ref|ref_src|via|src|source|share\w*|sr_share|campaign|tag|xtor|leadsource|linkid|guccounter)=",
    re.IGNORECASE,
)
"""Parameters that web statistics count as a campaign, and those that large publishers use (read 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    host = without_www(page.host)
    own = [
        control
        for control in page.share_controls
        if control.kind is Control.LINK and host and _host_of(control.shared_url) == host
    ]
    if not own:
        return NOT_APPLICABLE
    bare = [control for control in own if not TAGGED.search(control.shared_url)]
    if not bare:
        return PASS
    some = f"{len(bare)} of {len(own)} share links carry" if len(bare) < len(own) else "The share links carry"
    return (
        about(
            page,
            bare[0],
            f"{some} no campaign tag ({names_of(bare)}), so the visits they bring can't be told from others.",
            "Add utm_source with the network's name (and utm_medium=social) to the address that each button shares.",
        ),
    )


def _host_of(url: str) -> str:
    return without_www(url.partition("//")[2].partition("/")[0].partition("?")[0].lower())
