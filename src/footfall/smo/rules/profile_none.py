"""The page links to none of the site's accounts.

Looks at: links to accounts on networks anywhere on the page, and rel="me" links.

Why it matters: a visitor who likes the page finds no way to follow, and all the attention that sharing brought is gone
with the closed tab.

Bad:
    <footer>© Corner Bakery</footer>

Good:
    <footer><a href="https://www.instagram.com/cornerbakery">Corner Bakery on Instagram</a></footer>

Sources: social media optimization in general, "click path to profiles" (2026-11-22); page checkers such as squirrelscan
have the same rule (2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page.networks import at_address
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("profile-none", Severity.MEDIUM, Fix.MANUAL, consumers=())

FEWEST_LINKS: Final = 5
"""Links below which a page is a fragment without header and footer (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.anchor_sorts.linked < FEWEST_LINKS or (page.host and at_address(f"//{page.host}/")):
        return NOT_APPLICABLE
    if page.profile_links or any("me" in link.rel for link in page.links):
        return PASS
    return (
        Finding(
            message="The page links to no account on any network, so whoever likes it finds no way to follow.",
            advice="Link the accounts you keep alive in the header or footer, each with its name as text or label.",
        ),
    )
