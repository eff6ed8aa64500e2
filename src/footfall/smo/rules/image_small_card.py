"""The preview picture is so small that it is drawn as a thumbnail.

Looks at: the measured size of `og:image`, or of the picture the page offers in its place; where it was not fetched, the
one that the page declares, in its tags or in JSON-LD.

Why it matters: Facebook draws pictures below 600 × 315 pixels as a small square beside the text, LinkedIn those below
401 pixels in width. A large card takes several times the room in a feed.

Bad:
    <meta property="og:image" content="https://bakery.example/bread-400x210.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/bread-1200x630.jpg">

Sources: developers.facebook.com, Sharing, Images (2026-11-22); for LinkedIn guides only (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import Size, about, first_size
from footfall.smo.judging.wording import named
from footfall.smo.rule import PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-small-card",
    Severity.HIGH,
    Fix.MANUAL,
    consumers=(*FACEBOOK, "linkedin"),
)

LARGE = {"facebook": (600, 315), "linkedin": (401, 0)}
"""Least width and height of a large card (Facebook documented, LinkedIn from guides; 2026-11-22), unless the profile
says otherwise."""
REFUSED = 200
"""Facebook shows nothing below this; image-too-small-hard reports it (2026-11-22)."""


def check(subject: Subject) -> Outcome:
    first = first_size(subject)
    if not isinstance(first, Size):
        return first
    small = [name for name in LARGE if _is_small(subject, name, first)]
    if min(first.width, first.height) < REFUSED:
        small = [name for name in small if name != "facebook"]
    if not small:
        return PASS
    consumers = tuple(name for name in RULE.consumers if name in small or ("facebook" in small and name != "linkedin"))
    return (
        about(
            first.picture,
            f"The picture has {first}, too small for a large card on {named(tuple(small), subject.previews.profiles)}.",
            "Offer a picture of 1200 × 630 pixels.",
            consumers=consumers,
        ),
    )


def _is_small(subject: Subject, name: str, size: Size) -> bool:
    profile = subject.previews.profiles.get(name)
    width, height = LARGE[name]
    if profile is not None:
        width = profile.integer("card.large_width") or width
        height = profile.integer("card.large_height") or height
    return size.width < width or size.height < height
