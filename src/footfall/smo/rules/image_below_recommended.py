"""The preview picture gives a large card, but not a sharp one.

Looks at: the measured size of `og:image`, or of the picture the page offers in its place; where it was not fetched, the
one that the page declares, in its tags or in JSON-LD.

Why it matters: screens with high resolution draw a large card with 1200 pixels and more. A smaller picture is
enlarged and looks blurred next to the posts around it.

Bad:
    <meta property="og:image" content="https://bakery.example/bread-800x420.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/bread-1200x630.jpg">

Sources: developers.facebook.com, Sharing, Images: "at least 1200 x 630 pixels for the best display on high resolution
devices" (2026-11-22). Heights a twentieth lower are let pass, so that 1200 × 627 (LinkedIn's guides) and 2:1 fit.
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import RATIO_TOLERANCE, Size, about, first_size
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-below-recommended",
    Severity.MEDIUM,
    Fix.MANUAL,
    consumers=(*FACEBOOK, "linkedin", "x"),
)

WIDTH, HEIGHT = 1200, 630
"""Pixels for a sharp large card (developers.facebook.com, Sharing, Images, 2026-11-22)."""
LARGE = (600, 315)
"""Below this the card itself is small, and image-small-card reports it (same source)."""


def check(subject: Subject) -> Outcome:
    first = first_size(subject)
    if not isinstance(first, Size):
        return first
    if first.width < LARGE[0] or first.height < LARGE[1]:
        return NOT_APPLICABLE
    if first.width >= WIDTH and first.height >= HEIGHT * (1 - RATIO_TOLERANCE):
        return PASS
    return (
        about(
            first.picture,
            f"The picture has {first}; below {WIDTH} × {HEIGHT} a large card looks blurred on sharp screens.",
            f"Offer a picture of {WIDTH} × {HEIGHT} pixels.",
        ),
    )
