"""Whole images decoded: a thumbnail for reports, how many colours they have, and where their detail lies."""

from __future__ import annotations

import mimetypes
import warnings
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageChops, ImageOps, ImageStat

from footfall.page.facts import Image
from footfall.page.imagehead import measure

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
"""What is decoded; other formats never get into a preview, and fewer decoders mean fewer ways in."""
MOST_PIXELS = 40_000_000
"""Larger pictures are not decoded: 40 megapixels take 160 MB. Our choice; X's limit is 16.8 (4096 squared)."""
THUMBNAIL_WIDTH = 640
THUMBNAIL_QUALITY = 80
PALETTE_WIDTH = 64
PALETTE_STEPS = 16
"""Shades a channel for counting colours: 16 hide JPEG noise and keep a photograph in the hundreds."""
EDGE = 0.1
"""The outer share of width and height, on every side, that platforms may crop or cover."""
# Pillow warns of damaged metadata on standard error, which nobody who reads a report can use. Not done around each
# call, since pictures are decoded in threads and the filters belong to the whole process.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class Picture(NamedTuple):
    """What decoding told.

    `palette`: distinct colours of the picture sampled 64 px wide, at 16 shades a channel: a logo has a handful, a grey
    photograph up to 16, a coloured one dozens to hundreds. `edge_detail`: share of the gradient energy in the outer
    tenth on every side, 0.36 when spread evenly, None for a blank picture. `thumbnail`: a JPEG at most 640 px wide.
    """

    palette: int
    edge_detail: float | None
    thumbnail: bytes


def decode(data: bytes) -> Picture | None:
    """Decode an image; None when it is damaged, too large, or of a format that is not decoded."""
    head = measure(data)
    if not head.width or not head.height or head.width * head.height > MOST_PIXELS:
        return None
    try:
        with Pillow.open(BytesIO(data), formats=FORMATS) as image:
            return _read(image)
    except (OSError, ValueError, SyntaxError, EOFError, Pillow.DecompressionBombError, Warning):
        return None


def _read(image: Pillow.Image) -> Picture | None:
    if image.width * image.height > MOST_PIXELS:
        return None
    image.draft("RGB", (2 * THUMBNAIL_WIDTH, 2 * THUMBNAIL_WIDTH))
    upright = ImageOps.exif_transpose(image)
    plain = _on_white(upright)
    plain.thumbnail((THUMBNAIL_WIDTH, 4 * THUMBNAIL_WIDTH))
    out = BytesIO()
    plain.save(out, "JPEG", quality=THUMBNAIL_QUALITY, optimize=True)
    return Picture(_palette(plain), _edge_detail(plain), out.getvalue())


def _on_white(image: Pillow.Image) -> Pillow.Image:
    """Transparent parts as consumers show them on a light page."""
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Pillow.new("RGBA", layered.size, "white")
    ground.alpha_composite(layered)
    return ground.convert("RGB")


def _palette(image: Pillow.Image) -> int:
    height = max(1, round(image.height * PALETTE_WIDTH / image.width))
    small = image.resize((PALETTE_WIDTH, min(height, 4 * PALETTE_WIDTH)), Pillow.Resampling.NEAREST)
    step = 256 // PALETTE_STEPS
    quantised = small.point([value // step * step for value in range(256)] * 3)
    return len(quantised.getcolors(PALETTE_STEPS**3) or ())


def _edge_detail(image: Pillow.Image) -> float | None:
    """Squared differences between neighbours, outer tenth against all."""
    grey = image.convert("L")
    grey.thumbnail((256, 256))
    energy = ImageChops.add(_gradient(grey, 1, 0), _gradient(grey, 0, 1))
    width, height = energy.size
    left, top = round(width * EDGE), round(height * EDGE)
    inner = energy.crop((left, top, width - left, height - top))
    total = _energy(energy)
    return 1 - _energy(inner) / total if total else None


def _gradient(grey: Pillow.Image, right: int, down: int) -> Pillow.Image:
    """Absolute difference of each pixel to a neighbour, without the wrapped last row or column."""
    width, height = grey.size
    moved = ImageChops.difference(grey, ImageChops.offset(grey, -right, -down))
    return moved.crop((0, 0, max(1, width - 1), max(1, height - 1)))


def _energy(image: Pillow.Image) -> float:
    return float(ImageStat.Stat(image).sum2[0]) if min(image.size) else 0.0


def measure_local(path: Path, *, url: str = "", thumbnails: bool = False) -> Image:
    """An image file of a folder that is audited, as if it had been fetched from `url` (default: its file address).

    A missing file has status 404, as it will once the folder is on a server.
    """
    address = url or path.absolute().as_uri()
    if not path.is_file():
        return Image(address, status=404, final_url=address)
    with path.open("rb") as file:
        data = file.read() if thumbnails and path.stat().st_size <= 8 * 1024 * 1024 else file.read(1024 * 1024)
    head = measure(data)
    picture = decode(data) if thumbnails else None
    return Image(
        address,
        content_type=mimetypes.guess_type(path.name)[0] or "",
        format=head.format,
        width=head.width,
        height=head.height,
        size=path.stat().st_size,
        animated=head.animated,
        final_url=address,
        palette=picture.palette if picture else None,
        edge_detail=picture.edge_detail if picture else None,
        thumbnail=picture.thumbnail if picture else b"",
    )
