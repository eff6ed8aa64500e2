"""Decoded pictures: thumbnails, colours, detail at the edges, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from footfall.wire.picture import THUMBNAIL_WIDTH, decode, measure_local


def packed(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


NOISE = Image.effect_noise((1200, 630), 50).convert("RGB")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "AVIF"])
def test_a_thumbnail_of_each_format(kind: str) -> None:
    picture = decode(packed(NOISE, kind, **({"speed": 10} if kind == "AVIF" else {})))
    assert picture is not None
    thumbnail = Image.open(BytesIO(picture.thumbnail))
    assert thumbnail.format == "JPEG"
    assert thumbnail.size == (THUMBNAIL_WIDTH, 336)
    assert len(picture.thumbnail) < 200_000


def test_small_pictures_stay_small_and_tall_ones_are_bounded() -> None:
    small = decode(packed(NOISE.resize((50, 40))))
    assert small is not None
    assert Image.open(BytesIO(small.thumbnail)).size == (50, 40)
    tall = decode(packed(Image.new("RGB", (20, 20_000))))
    assert tall is not None
    assert Image.open(BytesIO(tall.thumbnail)).height <= 4 * THUMBNAIL_WIDTH
    dot = decode(packed(Image.new("RGB", (1, 1))))
    assert dot is not None
    assert (dot.palette, dot.edge_detail) == (1, None)


def test_colours_tell_a_logo_from_a_photograph() -> None:
    logo = Image.new("RGB", (1200, 630), "white")
    ImageDraw.Draw(logo).rectangle((300, 200, 900, 400), fill="#cc0000")
    photo = Image.merge("RGB", [Image.linear_gradient("L").resize((1200, 630)).rotate(turn) for turn in (0, 90, 180)])
    flat, rich = decode(packed(logo)), decode(packed(photo, "JPEG"))
    assert flat is not None
    assert rich is not None
    assert flat.palette < 8
    assert rich.palette > 60
    grey = decode(packed(Image.linear_gradient("L").resize((1200, 630))))
    assert grey is not None
    assert 10 < grey.palette <= 16


def test_where_the_detail_lies() -> None:
    def drawn(box: tuple[int, int, int, int]) -> float | None:
        canvas = Image.new("RGB", (1000, 1000), "white")
        canvas.paste(NOISE.resize((box[2] - box[0], box[3] - box[1])), box)
        picture = decode(packed(canvas))
        assert picture is not None
        return picture.edge_detail

    centre, rim = drawn((300, 300, 700, 700)), drawn((0, 0, 1000, 80))
    assert centre is not None
    assert rim is not None
    assert centre < 0.01
    assert rim > 0.95
    even = decode(packed(NOISE))
    assert even is not None
    assert even.edge_detail == pytest.approx(0.36, abs=0.03)
    blank = decode(packed(Image.new("RGB", (400, 400), "red")))
    assert blank is not None
    assert blank.edge_detail is None


def test_transparent_parts_are_white() -> None:
    picture = decode(packed(Image.new("RGBA", (64, 64), (0, 0, 0, 0))))
    assert picture is not None
    assert Image.open(BytesIO(picture.thumbnail)).getpixel((5, 5)) == (255, 255, 255)


def test_pictures_are_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = decode(packed(NOISE, "JPEG", exif=exif))
    assert picture is not None
    assert Image.open(BytesIO(picture.thumbnail)).size[0] < Image.open(BytesIO(picture.thumbnail)).size[1]


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg width='10' height='10'></svg>",
        b"not a picture",
        packed(NOISE)[:5000],
        bomb(60_000, 60_000),
        bomb(9000, 9000),
        bomb(2**31 - 1, 1),
        packed(NOISE, "TIFF"),
        packed(NOISE, "JPEG")[:200],
    ],
    ids=["empty", "svg", "text", "cut", "bomb", "large", "wide", "tiff", "cut-jpeg"],
)
def test_what_is_not_decoded(data: bytes) -> None:
    assert decode(data) is None


def test_files_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "card ü.jpg"
    path.write_bytes(packed(NOISE, "JPEG"))
    image = measure_local(path, url="https://h/card.jpg", thumbnails=True)
    assert (image.url, image.status) == ("https://h/card.jpg", 200)
    assert (image.content_type, image.format) == ("image/jpeg", "jpeg")
    assert (image.width, image.height, image.size) == (1200, 630, path.stat().st_size)
    assert image.thumbnail
    assert image.usable
    plain = measure_local(path)
    assert plain.url.startswith("file:///")
    assert plain.thumbnail == b""
    assert measure_local(tmp_path / "missing.png").status == 404
    (tmp_path / "page.png").write_text("<p>no image")
    assert not measure_local(tmp_path / "page.png").usable
