"""What stands in a picture's box: the thumbnail, a gradient in its place, or stripes where there is none."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageOps

from footfall.smo.draw.layout import Picture
from footfall.smo.draw.palette import TINTS, Palette

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST = 4_000_000
"""Pixels of a thumbnail that are decoded; a report's thumbnails have some ten thousand."""


def filled(picture: Picture, size: tuple[int, int], scale: int, palette: Palette) -> Image.Image:
    """The box's inside at that size in pixels."""
    if picture.missing:
        return stripes(size, scale, palette)
    decoded = _decoded(picture.thumbnail) if picture.thumbnail else None
    if decoded is not None:
        return ImageOps.fit(decoded, size, Image.Resampling.LANCZOS)
    return gradient(*TINTS[picture.tint % len(TINTS)], size)


@lru_cache(maxsize=8)
def _decoded(data: bytes) -> Image.Image | None:
    """The thumbnail, None where its bytes are no picture: they may come from anywhere."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > LARGEST:
                return None
            return image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def gradient(start: str, end: str, size: tuple[int, int]) -> Image.Image:
    """A diagonal from one colour to the other."""
    down = Image.linear_gradient("L")
    across = down.transpose(Image.Transpose.TRANSPOSE)
    mask = ImageChops.add(across, down, scale=2).resize(size, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, start), mask)


def stripes(size: tuple[int, int], scale: int, palette: Palette) -> Image.Image:
    """Diagonal stripes: there is no picture."""
    inside = Image.new("RGB", size, palette.surface)
    draw = ImageDraw.Draw(inside)
    width, height = size
    step = 22 * scale
    for x in range(-height, width + height, step):
        draw.line((x, height, x + height, 0), fill=palette.stripe, width=8 * scale)
    return inside


def rounded(
    sheet: Image.Image, card: Image.Image, corner: tuple[int, int], radius: int, *, outline: str = "", line: int = 1
) -> None:
    """Paste a card with round corners, smoothly, and draw its hairline."""
    many = 4
    mask = Image.new("L", (card.width * many, card.height * many))
    box = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * many, fill=255)
    if outline:
        edge = Image.new("L", mask.size)
        ImageDraw.Draw(edge).rounded_rectangle(box, radius * many, outline=255, width=line * many)
        card.paste(outline, (0, 0), edge.resize(card.size, Image.Resampling.BOX))
    sheet.paste(card, corner, mask.resize(card.size, Image.Resampling.BOX))
