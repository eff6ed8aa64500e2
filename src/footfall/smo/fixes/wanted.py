"""The complete Open Graph and Twitter block a page should have, from the page's own facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from footfall.smo.fixes.addresses import is_web, own_address
from footfall.smo.fixes.descriptions import description_of
from footfall.smo.fixes.kinds import kind_of
from footfall.smo.fixes.locales import locale_of
from footfall.smo.fixes.picture import Found, card_for, picture_of
from footfall.smo.fixes.titles import site_name_of, title_of
from footfall.smo.fixes.words import plain

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

ORDER: Final = (
    *("og:title", "og:description", "og:image", "og:image:width", "og:image:height", "og:image:type", "og:image:alt"),
    *("og:url", "og:type", "og:site_name", "og:locale", "twitter:card", "theme-color"),
)
"""The order in which the block is written; a picture's own tags must follow it (ogp.me, structured properties)."""
_COLOUR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?|[a-z]{3,20}|rgb\([\d\s,.%]+\)", re.IGNORECASE)


def stated(page: Page, key: str) -> str:
    """What the page states for a key already, "" when nothing."""
    return page.meta_value(key)


def wanted(page: Page, context: FixContext) -> Mapping[str, str]:
    """The value of each key of `ORDER`: as the page states it, else worked out; keys without one are left out."""
    title = stated(page, "og:title") or title_of(page, context)
    picture = None if stated(page, "og:image") else sure_picture(page, context)
    found = {
        "og:title": title,
        "og:description": stated(page, "og:description") or description_of(page, title),
        **_picture_tags(page, picture),
        "og:url": stated(page, "og:url") or address_of(page),
        "og:type": stated(page, "og:type") or kind_of(page),
        "og:site_name": stated(page, "og:site_name") or site_name_of(page, context),
        "og:locale": stated(page, "og:locale") or locale_of(page.language),
        "theme-color": stated(page, "theme-color") or _colour(page),
    }
    found["twitter:card"] = _stated_card(page) or card_of(page, context, picture)
    return {key: found[key] for key in ORDER if found.get(key) and (key not in context.withheld or stated(page, key))}


def sure_picture(page: Page, context: FixContext) -> Found | None:
    """The picture, unless a person has to agree: one that the page merely shows needs a known size and words."""
    picture = picture_of(page, context)
    if picture is None or "og:image" in context.withheld:
        return None
    return picture if picture.offered or (picture.url in context.images and picture.width and picture.alt) else None


def address_of(page: Page) -> str:
    """The page's one public address: its canonical link, else its own address without identifiers; "" when unknown."""
    return page.canonical if is_web(page.canonical) and plain(page.canonical) else own_address(page)


def card_of(page: Page, context: FixContext, picture: Found | None) -> str:
    """The twitter:card that suits the page's picture."""
    if picture is not None:
        return card_for(picture.width, picture.height)
    href = stated(page, "og:image") or stated(page, "twitter:image") or stated(page, "twitter:image:src")
    if not href:
        return "summary"
    url = page.resolve(href)
    image = context.images.get(url)
    if image is not None:
        return card_for(image.width, image.height) if image.usable else "summary"
    declared = next((one.size for one in page.pictures if one.url == url), None)
    return card_for(*(declared or (None, None)))


CARDS: Final = ("summary", "summary_large_image", "app", "player")
"""The values X knows (developer.x.com, Cards markup, read 2026-11-22)."""


def _stated_card(page: Page) -> str:
    values = [meta.value.lower() for meta in page.metas_by_key.get("twitter:card", ())]
    return next((value for value in reversed(values) if value in CARDS), "")


def _picture_tags(page: Page, picture: Found | None) -> dict[str, str]:
    if picture is None:
        return {"og:image": stated(page, "og:image")}
    return {
        "og:image": picture.url,
        "og:image:width": str(picture.width) if picture.width else "",
        "og:image:height": str(picture.height) if picture.height else "",
        "og:image:type": picture.type,
        "og:image:alt": picture.alt,
    }


def _colour(page: Page) -> str:
    """A colour the page states for tiles or pinned tabs of browsers, which is meant for the same purpose."""
    mask = next((link.attrs.get("color", "") for link in page.links_of("mask-icon")), "")
    for value in (page.meta_value("msapplication-tilecolor"), page.meta_value("msapplication-navbutton-color"), mask):
        if _COLOUR.fullmatch(value.strip()):
            return value.strip()
    return ""
