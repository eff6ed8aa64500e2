"""Texts in pictures: measured, broken into lines, cut with an ellipsis, drawn run by run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from PIL import Image, ImageDraw

from footfall.smo.draw.fonts import EMOJI_SIZE, Run, Weight, clusters, runs, shapes

ELLIPSIS: Final = "…"
MOST: Final = 1000
"""Characters looked at of one text."""
CLOSING: Final = frozenset("、。，．・：；？！）］｝」』】〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that may not begin a line (common line-breaking rules of Chinese and Japanese, JIS X 4051)."""


class Style(NamedTuple):
    """How a text is set; `size` and `leading` (from line to line) in pixels of the picture."""

    weight: Weight
    size: int
    leading: int
    colour: str


def width_of(text: str, style: Style) -> float:
    """How wide the text is on one line, in pixels."""
    return sum(_run_width(run, style.size) for run in runs(text, style.weight, style.size))


def _run_width(run: Run, size: int) -> float:
    length = float(run.font.getlength(run.text))
    return length * size / EMOJI_SIZE if run.emoji else length


def flow(text: str, style: Style, width: float, limit: int) -> list[str]:
    """The text on at most `limit` lines of `width` pixels; what doesn't fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text[:MOST].split())):
        if not line or width_of((line + piece).rstrip(), style) <= width:
            line += piece
            continue
        if len(lines) == limit - 1:
            return [*lines, _cut(line + piece, style, width, always=True)]
        lines.append(line.rstrip())
        line = piece.lstrip()
    lines.append(line.rstrip())
    shown = [_cut(one, style, width) for one in lines]
    if len(text) > MOST and not shown[-1].endswith(ELLIPSIS):
        shown[-1] = _cut(shown[-1], style, width, always=True)
    return shown


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a word with the blank behind it; each wide character for itself."""
    piece = ""
    for cluster in clusters(text):
        wide = east_asian_width(cluster[0]) in "WF"
        if piece and (piece[-1] == " " or (wide and cluster not in CLOSING)):
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _cut(line: str, style: Style, width: float, *, always: bool = False) -> str:
    if not always and width_of(line, style) <= width:
        return line
    kept = list(clusters(line.rstrip()))
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of("".join(kept[:middle]).rstrip() + ELLIPSIS, style) <= width:
            low = middle
        else:
            high = middle - 1
    return "".join(kept[:low]).rstrip(" ,;:.-–—") + ELLIPSIS


def write(
    picture: Image.Image, x: float, y: float, line: str, style: Style, *, width: float = 0, rtl: bool = False
) -> None:
    """Draw one line, its top at `y`. `rtl` orders it from the right and sets it right in its `width` pixels."""
    parts = runs(line, style.weight, style.size)
    if rtl:
        parts.reverse()
        x += max(0.0, width - sum(_run_width(run, style.size) for run in parts)) if width else 0.0
    baseline = y + (style.leading + style.size * 0.72) / 2
    draw = ImageDraw.Draw(picture)
    for run in parts:
        if run.emoji:
            _write_emoji(picture, x, baseline, run, style.size)
        else:
            direction = "rtl" if rtl and shapes(run.font) else None
            draw.text((x, baseline), run.text, font=run.font, fill=style.colour, anchor="ls", direction=direction)
        x += _run_width(run, style.size)


def _write_emoji(picture: Image.Image, x: float, baseline: float, run: Run, size: int) -> None:
    length = max(1, round(float(run.font.getlength(run.text))))
    tile = Image.new("RGBA", (length, round(EMOJI_SIZE * 1.3)))
    ImageDraw.Draw(tile).text((0, EMOJI_SIZE), run.text, font=run.font, embedded_color=True, anchor="ls")
    scale = size / EMOJI_SIZE
    small = tile.resize((max(1, round(length * scale)), max(1, round(tile.height * scale))), Image.Resampling.LANCZOS)
    picture.paste(small, (round(x), round(baseline - EMOJI_SIZE * scale)), small)
