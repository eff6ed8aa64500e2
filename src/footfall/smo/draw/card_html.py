"""One card as HTML: our own neutral drawing, styled by card.css, without a single inline style."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from footfall.smo.draw.layout import Layout, Line, Part, Picture, Place, Shape
from footfall.smo.draw.markup import Markup, join, tag
from footfall.smo.draw.spoken import shortened

TINTS: Final = 6
"""Placeholder colours in card.css: equal pictures get equal colours."""
MOST_LINES: Final = 6
"""Line clamps in card.css."""
ROUND: Final = 12
"""Pixels of radius from which a card counts as round."""
SIGNATURES: Final = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"RIFF", "image/webp"))


@cache
def card_css() -> str:
    """The style sheet of cards and walls; it expects the colour tokens of the page it stands on."""
    return Path(__file__).with_name("card.css").read_text("utf-8")


def card_html(layout: Layout, *, symbols: Mapping[str, str] | None = None) -> Markup:
    """The card.

    Args:
        layout: what to draw.
        symbols: ids of `<symbol>` elements by address of a picture, where the page holds pictures once for many
            cards (`picture_symbol`); other thumbnails are written into the card as data: addresses.
    """
    label = f"How {layout.name} draws the link"
    if layout.shape is Shape.BARE:
        address = tag("p", shortened(layout.address, 120) or "the bare address", class_="linkcard-address", dir="ltr")
        return tag("div", address, class_="linkcard linkcard-bare", role="group", aria_label=label)
    picture = _picture(layout.picture, symbols or {}) if layout.picture else None
    text = tag("div", [_line(line, layout.shape) for line in layout.lines], class_="linkcard-words")
    below = layout.picture is not None and layout.picture.place in (Place.BOTTOM, Place.RIGHT)
    parts = (text, picture) if below else (picture, text)
    return tag("div", join(parts), class_=_classes(layout), role="group", aria_label=label)


def _classes(layout: Layout) -> str:
    names = ["linkcard", f"linkcard-{layout.shape}"]
    if layout.picture is not None:
        names.append(f"picture-{layout.picture.place}")
    if layout.stripe:
        names.append("linkcard-stripe")
    if layout.radius == 0 or layout.radius >= ROUND:
        names.append("linkcard-round" if layout.radius else "linkcard-square")
    return " ".join(names)


def _line(line: Line, shape: Shape) -> Markup:
    shown = shortened(line.text, 1000)
    clamp = min(max(line.limit, 1), MOST_LINES)
    link = " linkcard-link" if line.part is Part.TITLE and shape is Shape.EMBED else ""
    return tag("p", shown, class_=f"linkcard-{line.part} clamp-{clamp}{link}", dir="auto")


def _picture(picture: Picture, symbols: Mapping[str, str]) -> Markup:
    beside = picture.place in (Place.LEFT, Place.RIGHT)
    inside = None if picture.missing else _image(picture, symbols)
    box = tag(
        "svg",
        inside,
        viewBox=f"0 0 {picture.width} {picture.height}",
        width=picture.width if beside else None,
        height=picture.height if beside else None,
        preserveAspectRatio="xMidYMid slice" if beside else None,
        aria_hidden="true",
    )
    if picture.missing:
        return tag("div", box, tag("span", "no image"), class_="linkcard-picture linkcard-none")
    if inside is not None:
        return tag("div", box, class_="linkcard-picture", role="img", aria_label=f"Picture: {file_name(picture.url)}")
    name = None if beside else tag("span", file_name(picture.url))
    label = f"Stands for the picture {file_name(picture.url)}"
    return tag("div", box, name, class_=f"linkcard-picture tint-{picture.tint % TINTS}", role="img", aria_label=label)


def _image(picture: Picture, symbols: Mapping[str, str]) -> Markup | None:
    box = {"width": picture.width, "height": picture.height}
    if picture.url in symbols:
        return tag("use", href=f"#{symbols[picture.url]}", **box)
    href = data_address(picture.thumbnail)
    return tag("image", href=href, **box, preserveAspectRatio="xMidYMid slice") if href else None


def picture_symbol(symbol: str, thumbnail: bytes) -> Markup | None:
    """The definition of a picture that many cards show; None when the bytes are no JPEG, PNG or WebP."""
    href = data_address(thumbnail)
    if not href:
        return None
    image = tag("image", href=href, width="100%", height="100%", preserveAspectRatio="xMidYMid slice")
    return tag("symbol", image, id=symbol)


def data_address(thumbnail: bytes) -> str:
    """The picture as a data: address, "" when its bytes are no JPEG, PNG or WebP."""
    kind = next((kind for start, kind in SIGNATURES if thumbnail.startswith(start)), "")
    return f"data:{kind};base64,{b64encode(thumbnail).decode()}" if kind else ""


def file_name(url: str) -> str:
    """The last part of a picture's address, short enough for a label."""
    if url.lower().startswith("data:"):
        return "written into the page"
    try:
        parts = urlsplit(url)
    except ValueError:
        return shortened(url, 40)
    return shortened(unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc or url, 40)
