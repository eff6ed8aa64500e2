"""The whole wall as one picture, to paste into a mail or a slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from footfall.smo.draw.card_png import Plan, encoded, paint, planned
from footfall.smo.draw.fonts import Weight
from footfall.smo.draw.palette import DARK, LIGHT, Palette
from footfall.smo.draw.textflow import Style, flow, width_of, write
from footfall.smo.draw.wall import State, Tile

MARGIN, GUTTER, ROW_GAP, COLUMN = 40, 20, 36, 317
"""CSS pixels: around the wall, between columns, between rows, the width a column should have."""
WHY_LINES: Final = 3


class Placed(NamedTuple):
    """A tile with its measured card and its sentence."""

    tile: Tile
    plan: Plan
    why: list[str]
    height: int


class Pens(NamedTuple):
    """The wall's styles at one scale."""

    title: Style
    subtitle: Style
    name: Style
    label: Style
    why: Style


def wall_png(
    tiles: Sequence[Tile],
    *,
    title: str = "How your link looks",
    subtitle: str = "",
    dark: bool = False,
    width: int = 1280,
    scale: int = 2,
) -> bytes:
    """All cards as PNG, `width` CSS pixels wide; as many columns as fit."""
    palette = DARK if dark else LIGHT
    pens = _pens(scale, palette)
    inner = width - 2 * MARGIN
    columns = max(1, min((inner + GUTTER) // (COLUMN + GUTTER) or 1, 6))
    column = (inner - GUTTER * (columns - 1)) * scale // columns
    placed = [_placed(tile, column, scale, palette, pens) for tile in tiles]
    rows = [placed[index : index + columns] for index in range(0, len(placed), columns)]
    top = (MARGIN + 44 + (28 if subtitle else 0) + 20) * scale
    heights = [max(one.height for one in row) for row in rows]
    total = top + sum(heights) + ROW_GAP * scale * max(0, len(rows) - 1) + MARGIN * scale
    sheet = Image.new("RGB", (width * scale, total), palette.paper)
    _write_head(sheet, title, subtitle, pens, scale)
    y = top
    for row, height in zip(rows, heights, strict=True):
        for number, one in enumerate(row):
            _paint_tile(sheet, one, MARGIN * scale + number * (column + GUTTER * scale), y, scale, palette, pens)
        y += height + ROW_GAP * scale
    return encoded(sheet)


def _pens(scale: int, palette: Palette) -> Pens:
    return Pens(
        title=Style(Weight.TITLE, 28 * scale, 40 * scale, palette.ink),
        subtitle=Style(Weight.PLAIN, 15 * scale, 22 * scale, palette.muted),
        name=Style(Weight.BOLD, 13 * scale, 18 * scale, palette.ink),
        label=Style(Weight.PLAIN, 13 * scale, 18 * scale, palette.ink),
        why=Style(Weight.PLAIN, 13 * scale, 18 * scale, palette.muted),
    )


def _placed(tile: Tile, column: int, scale: int, palette: Palette, pens: Pens) -> Placed:
    plan = planned(tile.layout, column, scale, palette)
    why = flow(tile.verdict.sentence, pens.why, column, WHY_LINES)
    height = pens.name.leading + 8 * scale + plan.height + 8 * scale + pens.why.leading * len(why)
    return Placed(tile, plan, why, height)


def _write_head(sheet: Image.Image, title: str, subtitle: str, pens: Pens, scale: int) -> None:
    x, inner = MARGIN * scale, sheet.width - 2 * MARGIN * scale
    write(sheet, x, MARGIN * scale, flow(title, pens.title, inner, 1)[0], pens.title)
    if subtitle:
        write(sheet, x, (MARGIN + 44) * scale, flow(subtitle, pens.subtitle, inner, 1)[0], pens.subtitle)


def _paint_tile(sheet: Image.Image, one: Placed, x: int, y: int, scale: int, palette: Palette, pens: Pens) -> None:
    state = one.tile.verdict.state
    _sign(sheet, state, x, y, scale, palette.state(state))
    write(sheet, x + 16 * scale, y, one.tile.layout.name, pens.name)
    label = one.tile.verdict.label
    write(sheet, x + one.plan.width - width_of(label, pens.label), y, label, pens.label)
    y += pens.name.leading + 8 * scale
    paint(sheet, one.tile.layout, one.plan, x, y, scale, palette)
    y += one.plan.height + 8 * scale
    for number, line in enumerate(one.why):
        write(sheet, x, y + number * pens.why.leading, line, pens.why)


def _sign(sheet: Image.Image, state: State, x: int, y: int, scale: int, colour: str) -> None:
    """The state's shape, drawn, so that it needs no font: triangle, diamond, tick."""
    many = 4
    side = 11 * scale
    tile = Image.new("L", (side * many, side * many))
    draw = ImageDraw.Draw(tile)
    full = side * many - 1
    if state is State.BROKEN:
        draw.polygon([(full // 2, 0), (full, full), (0, full)], fill=255)
    elif state is State.DOUBTFUL:
        draw.polygon([(full // 2, 0), (full, full // 2), (full // 2, full), (0, full // 2)], fill=255)
    else:
        points = [(full * 0.05, full * 0.55), (full * 0.36, full * 0.88), (full * 0.92, full * 0.12)]
        draw.line(points, fill=255, width=round(full * 0.16), joint="curve")
    sheet.paste(colour, (x, y + 4 * scale), tile.resize((side, side), Image.Resampling.BOX))
