"""What the block leaves to a person: a title that says too little, a picture that fits badly or isn't described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.smo.fixes.model import Proposal
from footfall.smo.fixes.titles import SHORTEST
from footfall.smo.fixes.writing import meta_tag
from footfall.smo.previews import profiles

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

BEST: Final = (1200, 630)
"""Pixels of a large card's picture (developers.facebook.com, Sharing, Images, read 2026-11-22)."""
OFF: Final = 0.05
"""Share by which a picture may miss that shape before it is noticed (own judgement, 2026-11)."""


def notes(page: Page, context: FixContext) -> Iterator[Proposal]:
    """Proposals about the values that the page states now."""
    title = page.meta_value("og:title")
    if title and len(title) < SHORTEST:
        message = f"The title “{title}” says little; write one that tells what a reader gets here."
        yield Proposal("meta-title-too-short", message, meta_tag("og:title", "…"))
    longest = profiles()["x"].table("title.clip").get("at") if "x" in profiles() else None
    for key in ("og:title", "twitter:title"):
        if isinstance(longest, int) and len(page.meta_value(key)) > longest:
            message = f"X cuts {key} after {longest} characters; put what matters first, or write a shorter one."
            yield Proposal("meta-title-too-long", message)
    if not page.pictures:
        return
    if not (page.meta("og:image:alt") or page.meta("twitter:image:alt")):
        message = "Nothing says in words what the preview picture shows; write it for people who can't see it."
        yield Proposal("image-alt-missing", message, meta_tag("og:image:alt", "…"))
    yield from _size(page, context)


def _size(page: Page, context: FixContext) -> Iterator[Proposal]:
    picture = page.pictures[0]
    image = context.images.get(picture.url)
    width, height = (image.width, image.height) if image is not None else (picture.width, picture.height)
    if not (width and height):
        return
    size = f"{width} × {height} pixels"
    if width < BEST[0] or height < BEST[1]:
        message = f"The preview picture has {size}; choose one of 1200 × 630, which stays sharp on a large card."
        yield Proposal("image-below-recommended", message)
    ratio = BEST[0] / BEST[1]
    if abs(width / height - ratio) / ratio > OFF:
        message = f"The preview picture has {size}; cut it to 1.91 times as wide as high, so that cards show all of it."
        yield Proposal("image-ratio", message)
