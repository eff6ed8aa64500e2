"""The X card as a page states it: which kind, which picture, how large."""

from __future__ import annotations

from footfall.page import Page
from footfall.page.model import Meta
from footfall.page.pictures import Picture
from footfall.smo.rule import Subject

CARDS = ("summary", "summary_large_image", "app", "player")
"""developer.x.com, Cards markup (read 2026-11-22)."""


def stated_cards(page: Page) -> list[Meta]:
    """The twitter:card tags that say something, in document order."""
    return [meta for meta in page.preview_tags.get("twitter:card", ()) if meta.value]


def card_of(page: Page) -> Meta | None:
    """The twitter:card that counts: the last one (guides, read 2026-11-22)."""
    stated = stated_cards(page)
    return stated[-1] if stated else None


def picture_of(page: Page) -> Picture | None:
    """The picture of the card: twitter:image before og:image (developer.x.com, Cards markup, read 2026-11-22)."""
    pictures = page.pictures
    return next((picture for picture in pictures if not picture.open_graph), pictures[0] if pictures else None)


def size_of(subject: Subject, picture: Picture) -> tuple[int, int] | None:
    """Width and height in pixels, measured where the picture was fetched, otherwise declared; None when nobody says."""
    image = subject.facts.images.get(picture.url)
    if image is not None and image.width and image.height:
        return image.width, image.height
    return picture.size
