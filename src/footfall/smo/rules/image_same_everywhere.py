"""Most pages of the site share one preview picture.

Looks at: the `og:image` of all pages together.

Why it matters: a feed in which every link of a site carries the same picture tells readers nothing about the page
behind it, and people scroll past what they have seen.

Bad:
    80 of 100 pages state https://bakery.example/share-default.png

Good:
    each page states a picture of its own; pages without one get a generated card with their title

Sources: guides on link previews (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity
from footfall.smo.site import SiteFacts

RULE = Rule("image-same-everywhere", Severity.MEDIUM, Fix.MANUAL, site=True)

MOST = 0.5
"""Share of a site's pages that may have one picture (guides, 2026-11-22)."""
FEWEST_PAGES = 4
"""Smaller sites can't be judged by shares (Footfall's own judgement, 2026-11-22)."""


def check_site(site: SiteFacts) -> Outcome:
    if site.pages < FEWEST_PAGES or not site.with_image:
        return NOT_APPLICABLE
    most = max(site.images, key=lambda group: group.count, default=None)
    if most is None or most.count <= site.pages * MOST:
        return PASS
    return (
        Finding(
            message=f"{most.count} of {site.pages} pages show the same preview picture, so their links look all alike.",
            advice="Give each page a picture of its own, or have a card with the page's title generated for it.",
            excerpt=shortened(most.value, 160),
            urls=most.urls,
        ),
    )
