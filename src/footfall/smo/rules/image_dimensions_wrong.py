"""The page declares another size for its preview picture than the picture has.

Looks at: `og:image:width` and `og:image:height` against the measured size.

Why it matters: Facebook lays out the first card by the declared size. With a wrong shape the picture is cut where
nobody expects it; with a size declared too large a thumbnail card turns up instead of the large one.

Bad:
    <meta property="og:image:width" content="1200"> for a picture 600 pixels wide

Good:
    <meta property="og:image:width" content="600"> for a picture 600 pixels wide

Sources: Footfall's own judgement (heuristic) on developers.facebook.com, Sharing, Images (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Image
from footfall.page.pictures import Picture
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import RATIO_TOLERANCE, about, read
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-dimensions-wrong",
    Severity.MEDIUM,
    Fix.AUTOMATIC,
    consumers=FACEBOOK,
    heuristic=True,
)

ROUNDING = 0.01
"""Share by which a declared side may differ: resizing rounds (Footfall's own judgement, 2026-11-22)."""
LARGE = (600, 315)
"""Least size of a large card (developers.facebook.com, Sharing, Images, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    if not pictures or pictures[0].width is None or pictures[0].height is None:
        return NOT_APPLICABLE
    seen = read(subject)
    if not isinstance(seen, tuple):
        return seen
    picture, image = seen[0]
    if picture is not pictures[0] or not image.width or not image.height or image.format == "svg":
        return NOT_APPLICABLE
    declared = pictures[0].width, pictures[0].height
    if _close(declared[0], image.width) and _close(declared[1], image.height):
        return PASS
    return (_finding(picture, image, declared),)


def _finding(picture: Picture, image: Image, declared: tuple[int, int]) -> Finding:
    width, height = image.width or 1, image.height or 1
    same_shape = abs(declared[0] / declared[1] * height / width - 1) <= RATIO_TOLERANCE
    harmless = same_shape and width >= LARGE[0] and height >= LARGE[1]
    harm = "it is drawn smaller or less sharp" if same_shape else "Facebook's first card cuts it in the wrong place"
    return about(
        picture,
        f"The page declares {declared[0]} × {declared[1]} pixels, but the picture has {width} × {height}: {harm}.",
        f"Declare {width} and {height}, or put a picture of the declared size at that address.",
        severity=Severity.LOW if harmless else None,
    )


def _close(declared: int, real: int) -> bool:
    return abs(declared - real) <= max(1, real * ROUNDING)
