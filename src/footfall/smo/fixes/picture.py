"""The page's picture for a card, from what the page says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from footfall.page.facts import Image
from footfall.page.structured import image_of
from footfall.smo.fixes import linked
from footfall.smo.fixes.addresses import absolute, secure
from footfall.smo.fixes.words import plain

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.page.model import ImageTag
    from footfall.smo.fixes.model import FixContext

WIDE_ENOUGH: Final = 600
"""Pixels: the width from which Facebook draws a large card (developers.facebook.com, Sharing, Images; 2026-11-22)."""
LEAST: Final = 200
"""Pixels: Facebook shows nothing smaller (same page)."""
SHOWN: Final = ("jpeg", "png", "gif", "webp")
"""Formats every consumer with a known list shows; SVG and AVIF fail at X, Mastodon and Facebook (2026-11-22)."""
TYPES: Final = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
_BY_NAME: Final = {**TYPES, "jpg": "image/jpeg"}
_UNFIT_NAME = re.compile(r"\.(?:svgz?|avif|heic|heif|bmp|ico|tiff?)$", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"logo|icon|sprite|avatar|gravatar|placeholder|pixel|spacer|blank\.|badge|button|emoji|captcha|tracking|/ads?/|banner",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A picture: absolute address, size in pixels where known, MIME type and alternative text or "".

    `offered`: the page names it as its picture, rather than merely showing it.
    """

    url: str
    width: int | None = None
    height: int | None = None
    type: str = ""
    alt: str = ""
    offered: bool = True


def picture_of(page: Page, context: FixContext) -> Found | None:
    """The picture of twitter:image, JSON-LD, rel=image_src, or the largest content image; None when none is fit."""
    alts = {image.src: plain(image.alt or "") for image in page.images if image.alt}
    for href, alt, is_offered in _stated(page):
        if not plain(href):
            continue
        url = secure(absolute(page, href), page, context)
        image, size = context.images.get(url), page.picture_sizes.get(page.resolve(href))
        if not url or url == page.url or not fit(url, image):
            continue
        if image is not None and image.usable:
            size = (image.width, image.height) if image.width and image.height else None
        if size and min(size) < LEAST:
            continue
        width, height = size or (None, None)
        return Found(url, width, height, type_of(url, image), alt or alts.get(href, ""), is_offered)
    return None


Stated = tuple[str, str, bool]
"""Address, alternative text, and whether the page names it as its picture."""


def _stated(page: Page) -> Iterator[Stated]:
    alt = plain(page.meta_value("twitter:image:alt"))
    for key in ("og:image:secure_url", "og:image:url"):
        yield page.meta_value(key), alt, True
    for key in ("twitter:image", "twitter:image:src"):
        yield page.meta_value(key), alt, True
    item = linked.main_item(page)
    for value in (item.get("image"), item.get("thumbnailUrl")):
        yield image_of(value), "", True
    for link in page.links_of("image_src"):
        yield link.href, "", True
    largest = _largest(page)
    if largest is not None:
        yield largest.src, plain(largest.alt or ""), False


def _largest(page: Page) -> ImageTag | None:
    """The picture with the largest declared area, at least 600 pixels wide, that is no logo or ornament."""
    fit_ones = [
        image
        for image in page.images
        if (image.width or 0) >= WIDE_ENOUGH
        and (image.height or 0) >= LEAST
        and image.src
        and not image.src.startswith("data:")
        and not _ORNAMENT.search(f"{image.src} {image.attrs.get('class', '')} {image.attrs.get('id', '')}")
    ]
    return max(fit_ones, key=lambda image: (image.width or 0) * (image.height or 0), default=None)


def fit(url: str, image: Image | None) -> bool:
    """Whether nothing known speaks against showing this picture on a card."""
    if image is not None:
        return image.usable and image.format in SHOWN
    try:
        return not _UNFIT_NAME.search(urlsplit(url).path)
    except ValueError:
        return False


def type_of(url: str, image: Image | None) -> str:
    """The MIME type that the file's bytes say, or its name where nobody looked; "" when neither does."""
    if image is not None and image.usable:
        return TYPES.get(image.format, "")
    try:
        return _BY_NAME.get(urlsplit(url).path.rpartition(".")[2].lower(), "")
    except ValueError:
        return ""


def card_for(width: int | None, height: int | None) -> str:
    """The twitter:card for a picture of that size: large unless it is known to be small or about square.

    X draws large pictures from 300 × 157 pixels at 2:1 (guides, 2026-11-22); below 4:3 a crop cuts too much off.
    """
    if width and height and (width < 300 or height < 157 or width / height < 4 / 3):
        return "summary"
    return "summary_large_image"
