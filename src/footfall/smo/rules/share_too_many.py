"""The page offers so many networks that choosing is work.

Looks at: how many different networks the share controls name; e-mail, copying and share menus don't count.

Why it matters: less is more. Each further button takes attention from the ones that readers use, and a row of icons
looks like advertising.

Bad:
    Facebook X LinkedIn Pinterest Reddit Tumblr VK Flipboard Hacker News

Good:
    Facebook X LinkedIn Copy link

Sources: social media optimization in general, "less is more" (2026-11-22); the number six is Footfall's own judgement
(heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.smo.judging.shares import about, name_of, public_networks
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-too-many", Severity.LOW, Fix.MANUAL, consumers=(), heuristic=True)

MOST: Final = 6
"""Networks a reader takes in at a glance (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    controls = subject.page.share_controls
    if not controls:
        return NOT_APPLICABLE
    if len(controls) <= MOST:
        return PASS
    networks = public_networks(subject.page)
    if len(networks) <= MOST:
        return PASS
    first = next(control for control in controls if control.network in networks)
    return (
        about(
            subject.page,
            first,
            f"The page offers {len(networks)} networks to share to ({listed(map(name_of, networks))}); with more than "
            f"{MOST}, readers stop choosing.",
            "Keep the three to six networks that bring you visitors, and put the rest behind one share menu.",
        ),
    )
