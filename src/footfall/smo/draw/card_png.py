"""One card as a picture, drawn with Pillow: the same layout as in HTML."""

from __future__ import annotations

from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from footfall.smo.draw.card_html import file_name
from footfall.smo.draw.fonts import Weight, right_to_left
from footfall.smo.draw.layout import Layout, Line, Part, Picture, Place, Shape
from footfall.smo.draw.palette import DARK, LIGHT, Palette
from footfall.smo.draw.picture import filled, rounded
from footfall.smo.draw.spoken import shortened
from footfall.smo.draw.textflow import Style, flow, width_of, write

PAD, GAP, STRIPE, MARGIN = 12, 1, 4, 16
"""CSS pixels: inside a card, between its lines, of an embed's stripe, around a single card."""
WIDEST_THUMB: Final = 120


class Box(NamedTuple):
    """A rectangle in pixels of the picture."""

    x: int
    y: int
    width: int
    height: int


class Text(NamedTuple):
    """Lines of one text with their place and the width they are set in."""

    x: int
    y: int
    width: int
    lines: list[str]
    style: Style
    rtl: bool = False


class Plan(NamedTuple):
    """Where everything of one card goes, from the card's own corner."""

    width: int
    height: int
    texts: list[Text]
    picture: Box | None


def card_png(layout: Layout, *, dark: bool = False, scale: int = 2) -> bytes:
    """The card on its paper, as PNG; `scale` is the number of pixels of a CSS pixel."""
    palette = DARK if dark else LIGHT
    plan = planned(layout, layout.width * scale, scale, palette)
    margin = MARGIN * scale
    sheet = Image.new("RGB", (plan.width + 2 * margin, plan.height + 2 * margin), palette.paper)
    paint(sheet, layout, plan, margin, margin, scale, palette)
    return encoded(sheet)


def encoded(sheet: Image.Image) -> bytes:
    """The picture as PNG; the same pixels give the same bytes."""
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def planned(layout: Layout, width: int, scale: int, palette: Palette) -> Plan:
    """Measure a card of that width in pixels."""
    pad = PAD * scale
    if layout.shape is Shape.BARE:
        style = Style(Weight.PLAIN, 13 * scale, 18 * scale, palette.link)
        shown = shortened(layout.address, 120) or "the bare address"
        text = Text(pad, pad, width - 2 * pad, flow(shown, style, width - 2 * pad, 2), style)
        return Plan(width, 2 * pad + style.leading * len(text.lines), [text], None)
    left = STRIPE * scale if layout.stripe else 0
    picture = layout.picture
    if picture is None:
        texts, height = _texts(layout, left + pad, 0, width - left - 2 * pad, scale, palette)
        return Plan(width, height, texts, None)
    if picture.place in (Place.LEFT, Place.RIGHT):
        return _beside(layout, picture, width, left, scale, palette)
    return _above_or_below(layout, picture, width, left, scale, palette)


def _beside(layout: Layout, picture: Picture, width: int, left: int, scale: int, palette: Palette) -> Plan:
    pad = PAD * scale
    thumb = min(picture.width, WIDEST_THUMB) * scale
    embedded = layout.shape is Shape.EMBED
    room = thumb + (pad if embedded else 0)
    at_left = picture.place is Place.LEFT
    x = left + pad + (room if at_left else 0)
    texts, height = _texts(layout, x, 0, width - left - 2 * pad - room, scale, palette)
    high = min(picture.height, WIDEST_THUMB) * scale
    total = max(height, high + (2 * pad if embedded else 0))
    edge = left + (pad if embedded else 0) if at_left else width - room
    box = Box(edge, pad, thumb, high) if embedded else Box(edge, 0, thumb, total)
    return Plan(width, total, texts, box)


def _above_or_below(layout: Layout, picture: Picture, width: int, left: int, scale: int, palette: Palette) -> Plan:
    pad = PAD * scale
    if picture.place is Place.BOTTOM:
        texts, top = _texts(layout, left + pad, 0, width - left - 2 * pad, scale, palette)
        inner = width - left - 2 * pad
        high = round(inner * picture.height / picture.width)
        return Plan(width, top + high + pad, texts, Box(left + pad, top, inner, high))
    high = round((width - left) * picture.height / picture.width)
    box = Box(left, 0, width - left, high)
    if picture.place is Place.BEHIND:
        _unplaced, needed = _texts(layout, left + 2 * pad, 0, width - left - 4 * pad, scale, palette)
        texts, _end = _texts(
            layout, left + 2 * pad, max(0, high - needed - pad), width - left - 4 * pad, scale, palette
        )
        return Plan(width, max(high, needed + 2 * pad), texts, box)
    texts, bottom = _texts(layout, left + pad, high, width - left - 2 * pad, scale, palette)
    return Plan(width, bottom, texts, box)


def _texts(layout: Layout, x: int, y: int, width: int, scale: int, palette: Palette) -> tuple[list[Text], int]:
    """The card's texts from `y` on, and where the part with texts ends."""
    pad = PAD * scale
    y += pad
    texts = []
    for line in layout.lines:
        style = _style(line, layout, scale, palette)
        lines = flow(line.text, style, max(width, 40 * scale), line.limit)
        texts.append(Text(x, y, width, lines, style, right_to_left(line.text)))
        y += style.leading * len(lines) + GAP * scale
    return texts, y + pad - (GAP * scale if texts else 0)


def _style(line: Line, layout: Layout, scale: int, palette: Palette) -> Style:
    over = layout.shape is Shape.OVERLAY and layout.picture is not None and layout.picture.place is Place.BEHIND
    if line.part is Part.TITLE:
        colour = DARK.ink if over else palette.link if layout.shape is Shape.EMBED else palette.ink
        return Style(Weight.BOLD, 14 * scale, 19 * scale, colour)
    return Style(Weight.PLAIN, 13 * scale, 18 * scale, DARK.ink if over else palette.muted)


def paint(sheet: Image.Image, layout: Layout, plan: Plan, x: int, y: int, scale: int, palette: Palette) -> None:
    """Draw a planned card with its corner at `x`, `y`."""
    card = Image.new("RGB", (plan.width, plan.height), palette.paper if layout.shape is Shape.BARE else palette.surface)
    draw = ImageDraw.Draw(card)
    if layout.stripe:
        draw.rectangle((0, 0, STRIPE * scale - 1, plan.height), fill=palette.stripe)
    if layout.picture is not None and plan.picture is not None:
        _paint_picture(card, layout, layout.picture, plan.picture, scale, palette)
    if layout.picture is not None and layout.picture.place is Place.BEHIND and plan.texts:
        _shade(card, plan.texts, scale)
    for text in plan.texts:
        for number, line in enumerate(text.lines):
            top = text.y + number * text.style.leading
            write(card, text.x, top, line, text.style, width=text.width, rtl=text.rtl)
    rounded(sheet, card, (x, y), layout.radius * scale, outline=palette.line, line=max(1, scale // 2))


def _paint_picture(card: Image.Image, layout: Layout, picture: Picture, box: Box, scale: int, palette: Palette) -> None:
    size = (max(1, box.width), max(1, box.height))
    inside = filled(picture, size, scale, palette)
    if picture.missing:
        _label(inside, "no image", palette.surface, palette.muted, scale)
    elif not picture.thumbnail and picture.place not in (Place.LEFT, Place.RIGHT):
        corner = "top" if picture.place is Place.BEHIND else "bottom"
        _label(inside, file_name(picture.url), "#2a211a", "#ffffff", scale, corner=corner)
    if layout.shape is Shape.EMBED:
        rounded(card, inside, (box.x, box.y), 6 * scale)
    else:
        card.paste(inside, (box.x, box.y))


def _label(inside: Image.Image, said: str, field: str, colour: str, scale: int, *, corner: str = "") -> None:
    """A few words on a field of their own, in the middle or in a corner at the left."""
    style = Style(Weight.PLAIN, 12 * scale, 16 * scale, colour)
    edge, away = 5 * scale, 8 * scale
    shown = flow(said, style, max(1, inside.width - 2 * (edge + (away if corner else 0))), 1)[0]
    length = round(width_of(shown, style))
    x = away + edge if corner else (inside.width - length) // 2
    free = inside.height - style.leading
    y = away if corner == "top" else free - away if corner else free // 2
    box = (x - edge, y - scale, x + length + edge, y + style.leading + scale)
    ImageDraw.Draw(inside).rounded_rectangle(box, 4 * scale, fill=field)
    write(inside, x, y, shown, style)


def _shade(card: Image.Image, texts: list[Text], scale: int) -> None:
    """The dark field on which text stands before a picture."""
    edge = 6 * scale
    widest = max(width_of(line, text.style) for text in texts for line in text.lines)
    last = texts[-1]
    bottom = last.y + last.style.leading * len(last.lines) + edge
    box = (texts[0].x - edge, texts[0].y - edge, round(texts[0].x + widest) + edge, bottom)
    shade = Image.new("L", card.size)
    ImageDraw.Draw(shade).rounded_rectangle(box, 4 * scale, fill=184)
    card.paste("#000000", (0, 0), shade)
