"""A preview laid out the way its consumer lays out cards: a picture's box, lines of text, their limits."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from footfall.page.facts import Image
from footfall.smo.previews.model import Card, Preview
from footfall.smo.previews.profile import Profile


class Shape(StrEnum):
    """How a consumer arranges a card."""

    STACKED = "stacked"
    """Picture above, text below."""
    SIDE = "side"
    """A thumbnail beside the text."""
    OVERLAY = "overlay"
    """The text stands on the picture."""
    EMBED = "embed"
    """Text with a stripe at its side, the picture below or at the right."""
    TEXT = "text"
    """Text alone."""
    BARE = "bare"
    """No card: the address as it was typed."""


class Place(StrEnum):
    """Where the picture stands."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"
    BEHIND = "behind"


class Part(StrEnum):
    """What a line of a card says."""

    SITE = "site"
    TITLE = "title"
    DESCRIPTION = "description"
    DOMAIN = "domain"


class Line(NamedTuple):
    """A text of the card and how many lines it may take; what is longer ends in an ellipsis."""

    part: Part
    text: str
    limit: int


class Picture(NamedTuple):
    """The picture's box in CSS pixels, and what is known of the picture in it.

    `missing`: none is shown there. `tint` numbers the colour that stands for a picture nobody fetched.
    """

    place: Place
    width: int
    height: int
    url: str
    thumbnail: bytes
    missing: bool
    tint: int = 0


class Layout(NamedTuple):
    """One card, ready to be drawn. `width` and `radius` in CSS pixels; `address` is what a bare link shows."""

    consumer: str
    name: str
    shape: Shape
    width: int
    radius: int
    stripe: bool
    lines: tuple[Line, ...]
    picture: Picture | None
    address: str


ORDERS: Final = {
    Shape.STACKED: (Part.DOMAIN, Part.TITLE, Part.DESCRIPTION),
    Shape.SIDE: (Part.TITLE, Part.DESCRIPTION, Part.DOMAIN),
    Shape.OVERLAY: (Part.TITLE, Part.DOMAIN),
    Shape.EMBED: (Part.SITE, Part.TITLE, Part.DESCRIPTION),
    Shape.TEXT: (Part.SITE, Part.TITLE, Part.DESCRIPTION),
    Shape.BARE: (),
}
"""The lines of a card whose profile doesn't say which."""
WIDTH, RATIO, THUMB, RADIUS = 500, 1.91, 96, 8
"""A card whose profile doesn't say more; 1.91 is Open Graph's usual picture (developers.facebook.com, 2026-11-22)."""
TITLE_LINES, DESCRIPTION_LINES = 2, 2
FLATTEST, TALLEST = 4.0, 0.5
"""Proportions beyond which a picture is cropped where the consumer keeps the picture's own."""


def layout_of(preview: Preview, profile: Profile, *, url: str = "", image: Image | None = None) -> Layout:
    """Where everything of one card goes.

    Args:
        preview: what the consumer shows.
        profile: the same consumer's; its `draw` table may leave every key out.
        url: the page's address, for its domain.
        image: what was learnt of the shown picture; without it the picture's box stands for it.
    """
    shape = _shape(preview, profile)
    width = _number(profile, "width", WIDTH)
    return Layout(
        consumer=preview.consumer,
        name=profile.name,
        shape=shape,
        width=width,
        radius=_number(profile, "radius", RADIUS),
        stripe=bool(profile.draw.get("stripe", shape is Shape.EMBED)) and shape is not Shape.BARE,
        lines=_lines(preview, profile, shape, url),
        picture=_picture(preview, profile, shape, width, image),
        address=url or preview.site_name,
    )


def _shape(preview: Preview, profile: Profile) -> Shape:
    if preview.card is Card.NONE:
        return Shape.BARE
    large = _shape_named(profile.draw.get("shape"), Shape.STACKED)
    if preview.card is Card.LARGE:
        return large
    fallback = Shape.EMBED if large is Shape.EMBED else Shape.TEXT if large is Shape.TEXT else Shape.SIDE
    small = _shape_named(profile.draw.get("small_shape"), fallback)
    if preview.image is None and small in (Shape.STACKED, Shape.OVERLAY):
        return Shape.SIDE
    return small


def _shape_named(value: object, otherwise: Shape) -> Shape:
    try:
        return Shape(str(value)) if value else otherwise
    except ValueError:
        return otherwise


def _number(profile: Profile, key: str, otherwise: int) -> int:
    value = profile.draw.get(key)
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 else otherwise


def _lines(preview: Preview, profile: Profile, shape: Shape, url: str) -> tuple[Line, ...]:
    texts = {
        Part.SITE: preview.site_name,
        Part.TITLE: preview.shown_title,
        Part.DESCRIPTION: preview.shown_description,
        Part.DOMAIN: _cased(domain(url), str(profile.draw.get("domain_case", ""))),
    }
    limits = {
        Part.TITLE: _number(profile, "title_lines", TITLE_LINES),
        Part.DESCRIPTION: _number(profile, "description_lines", DESCRIPTION_LINES),
    }
    lines: list[Line] = []
    for part in _order(profile, shape):
        limit = limits.get(part, 1)
        if limit and texts[part].strip() and not _said_elsewhere(part, texts, lines):
            lines.append(Line(part, " ".join(texts[part].split()), limit))
    return tuple(lines)


def _said_elsewhere(part: Part, texts: Mapping[Part, str], lines: list[Line]) -> bool:
    """A site's name that is the title, or the domain, isn't written twice."""
    said = {line.text.casefold() for line in lines} | {texts[Part.TITLE].casefold()}
    return part is not Part.TITLE and texts[part].casefold() in said


def _order(profile: Profile, shape: Shape) -> tuple[Part, ...]:
    named = profile.draw.get("order")
    if shape is Shape.BARE or not isinstance(named, list):
        return ORDERS[shape]
    known = {part.value: part for part in Part}
    return tuple(known[name] for name in named if name in known)


def domain(url: str) -> str:
    """The host of an address without `www.`, "" when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _cased(value: str, case: str) -> str:
    return value.upper() if case == "upper" else value.lower() if case == "lower" else value


def _picture(preview: Preview, profile: Profile, shape: Shape, width: int, image: Image | None) -> Picture | None:
    if shape in (Shape.BARE, Shape.TEXT):
        return None
    missing = preview.image is None
    if missing and not profile.words("image.order"):
        return None
    place = _place(preview, profile, shape)
    if place in (Place.LEFT, Place.RIGHT):
        box = _thumb(profile, image)
    else:
        box = (width, max(1, round(width / _ratio(profile, image))))
    thumbnail = image.thumbnail if image is not None and not missing else b""
    return Picture(place, *box, preview.shown_image, thumbnail, missing)


def _thumb(profile: Profile, image: Image | None) -> tuple[int, int]:
    """Square beside a small card; a consumer that draws nothing but side cards has proportions of its own."""
    side = _number(profile, "thumb", THUMB) or THUMB
    always_beside = _shape_named(profile.draw.get("shape"), Shape.STACKED) is Shape.SIDE and "ratio" in profile.draw
    return side, max(1, round(side / _ratio(profile, image))) if always_beside else side


def _place(preview: Preview, profile: Profile, shape: Shape) -> Place:
    if shape is Shape.SIDE or (preview.card is Card.SMALL and shape is Shape.EMBED):
        side = profile.draw.get("thumb_side", "right" if shape is Shape.EMBED else "left")
        return Place.RIGHT if side == "right" else Place.LEFT
    return {Shape.OVERLAY: Place.BEHIND, Shape.EMBED: Place.BOTTOM}.get(shape, Place.TOP)


def _ratio(profile: Profile, image: Image | None) -> float:
    """Width by height of the picture's box: the consumer's, else the picture's own, else the usual."""
    value = profile.draw.get("ratio")
    if isinstance(value, (int, float)) and value > 0:
        return float(value)
    if image is not None and image.width and image.height:
        return min(max(image.width / image.height, TALLEST), FLATTEST)
    return RATIO
