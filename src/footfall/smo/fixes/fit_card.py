"""Fits twitter:card to the picture: a large card for a wide one, a small card where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.page.facts import Fault
from footfall.page.model import Place
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.social import with_value
from footfall.smo.fixes.tag import read_tag

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

SMALL: Final = "card-summary-with-wide-image"
LARGE: Final = "card-large-without-image"
FIXER = Fixer("fit-card", (SMALL, LARGE), "Fits twitter:card to the size of the page's picture.", order=80)
LEAST: Final = (300, 157)
"""Pixels of the smallest picture of a large card (developer.x.com, Cards markup, read 2026-11-22)."""
LARGE_FROM: Final = (600, 315)
"""Pixels from which a large card is drawn everywhere (developers.facebook.com, Sharing, Images, read 2026-11-22)."""
WIDE: Final = 1.5
"""Width by height from which a square crop loses a third and more (own judgement, 2026-11)."""
_REASONS: Final = {
    "summary_large_image": "Asks for a large card, since the picture is wide enough to fill one.",
    "summary": "Asks for a small card, since the page has no picture that fills a large one.",
}
_RULES: Final = {"summary_large_image": SMALL, "summary": LARGE}


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    meta = page.meta("twitter:card")
    if meta is None or meta.place not in (Place.HEAD, Place.BODY) or meta.value not in _REASONS:
        return
    image = context.images.get(page.resolve(page.meta_value("twitter:image") or page.meta_value("og:image")))
    if image is not None and not image.usable and image.fault is not Fault.ROBOTS:
        message = "twitter:card asks for a large card, but its picture could not be read; repair the picture's address."
        yield Proposal(LARGE, message)
    fitting = _fitting(page, context)
    if fitting and fitting != meta.value:
        tag = read_tag(page, meta.span, meta.attrs)
        if tag is not None:
            yield with_value(page, tag, "content", fitting, _REASONS[fitting], _RULES[fitting])


def _fitting(page: Page, context: FixContext) -> str:
    """The card that suits the page's picture for certain; "" where its size isn't known."""
    if not page.pictures:
        return "summary"
    picture = next((one for one in page.pictures if not one.open_graph), page.pictures[0])
    image = context.images.get(picture.url)
    seen = image is not None and image.usable
    width, height = (image.width, image.height) if image is not None and seen else picture.size or (None, None)
    if not (width and height):
        return ""
    if width < LEAST[0] or height < LEAST[1]:
        return "summary"
    fills = width >= LARGE_FROM[0] and height >= LARGE_FROM[1] and width / height >= WIDE
    return "summary_large_image" if fills else ""
