"""Formats and sizes from first bytes, on images that Pillow made."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from footfall.page.imagehead import UNKNOWN, Measured, measure

WIDTH, HEIGHT = 613, 317
NOISE = Image.effect_noise((WIDTH, HEIGHT), 60)


def drawn(kind: str, mode: str = "RGB", *, frames: int = 1, **options: Any) -> bytes:
    picture = NOISE.convert(mode)
    out = BytesIO()
    if frames > 1:
        more = [picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)] * (frames - 1)
        options.update(save_all=True, append_images=more)
    if kind == "AVIF":
        options["speed"] = 10
    picture.save(out, kind, **options)
    return out.getvalue()


STILL = [
    ("png", drawn("PNG"), 24),
    ("png", drawn("PNG", "P"), 24),
    ("jpeg", drawn("JPEG"), 256),
    ("jpeg", drawn("JPEG", progressive=True), 256),
    ("jpeg", drawn("JPEG", "L"), 256),
    ("gif", drawn("GIF", "P"), 13),
    ("webp", drawn("WEBP"), 30),
    ("webp", drawn("WEBP", lossless=True), 30),
    ("webp", drawn("WEBP", "RGBA", exif=b"Exif\0\0"), 30),
    ("avif", drawn("AVIF"), 1024),
    ("bmp", drawn("BMP"), 26),
    ("tiff", drawn("TIFF", "L", compression="tiff_lzw"), 10**9),
]


@pytest.mark.parametrize(("kind", "data", "enough"), STILL, ids=[f"{n}-{row[0]}" for n, row in enumerate(STILL)])
def test_still_images(kind: str, data: bytes, enough: int) -> None:
    expected = Measured(kind, WIDTH, HEIGHT, False)
    assert measure(data) == expected
    if enough < 10**9:
        assert measure(data[:enough]) == expected


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_moving_images(kind: str) -> None:
    data = drawn(kind, frames=3, **({"loop": 0} if kind == "GIF" else {}))
    assert measure(data) == Measured(kind.lower(), WIDTH, HEIGHT, True)
    assert measure(data[:1500]).animated


def test_a_looping_gif_of_one_frame_does_not_move() -> None:
    out = BytesIO()
    NOISE.convert("P").save(out, "GIF", save_all=True, loop=0)
    assert not measure(out.getvalue()).animated


def test_jpeg_size_beyond_a_large_profile() -> None:
    data = drawn("JPEG", icc_profile=b"p" * 200_000)
    assert measure(data[: 64 * 1024]) == Measured("jpeg", None, None, False)
    assert measure(data) == Measured("jpeg", WIDTH, HEIGHT, False)


def test_icons_give_their_largest_size() -> None:
    out = BytesIO()
    NOISE.resize((256, 256)).save(out, "ICO", sizes=[(16, 16), (256, 256), (48, 48)])
    assert measure(out.getvalue()) == Measured("ico", 256, 256, False)


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def heif(brand: bytes, *, turned: bool = False) -> bytes:
    """A hand-made file: a thumbnail of 160 x 120 and a primary item of 4000 x 3000."""
    small = box(b"ispe", bytes(4), struct.pack(">II", 160, 120))
    large = box(b"ispe", bytes(4), struct.pack(">II", 4000, 3000))
    turn = box(b"irot", bytes([1 if turned else 0]))
    links = struct.pack(">IHBB", 2, 1, 1, 2) + struct.pack(">HBBB", 2, 2, 1, 3)
    table = box(b"ipma", bytes(4), links)
    properties = box(b"iprp", box(b"ipco", large, small, turn), table)
    primary = box(b"pitm", bytes(4), struct.pack(">H", 2))
    meta = box(b"meta", bytes(4), primary, properties)
    return box(b"ftyp", brand, bytes(4), b"mif1") + meta + box(b"mdat", b"x" * 99)


def test_heic_reads_the_primary_item_and_its_turn() -> None:
    assert measure(heif(b"heic")) == Measured("heic", 4000, 3000, False)
    assert measure(heif(b"heic", turned=True)) == Measured("heic", 3000, 4000, False)
    assert measure(heif(b"avif")) == Measured("avif", 4000, 3000, False)
    assert measure(heif(b"isom")[:40]).format == "heic"


@pytest.mark.parametrize(
    ("source", "width", "height"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"/>', 120, 60),
        (b"<svg width='120px' height='60.4px' viewBox='0 0 1 1'>", 120, 60),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by -->\n<svg viewBox="0 0 24 12.4"></svg>', 24, 12),
        (b'<svg:svg xmlns:svg="x" viewBox="-5,-5,200,100">', 200, 100),
        (b'<svg width="100%" height="100%">', None, None),
        (b"<svg", None, None),
    ],
)
def test_drawings(source: bytes, width: int | None, height: int | None) -> None:
    found = measure(source)
    if source == b"<svg":
        assert found == UNKNOWN
    else:
        assert found == Measured("svg", width, height, False)


def test_moving_drawings() -> None:
    assert measure(b'<svg viewBox="0 0 1 1"><animate attributeName="x"/></svg>').animated


@pytest.mark.parametrize(
    "data",
    [b"", b"<!doctype html><p>404", b"GIF", b"\xff\xd8", b"RIFF1234WAVE", b'{"error":"<svg>"}', b"\0" * 100, b"%PDF"],
)
def test_what_is_no_image(data: bytes) -> None:
    assert measure(data) == UNKNOWN


@given(
    data=st.binary(max_size=200),
    start=st.sampled_from([row[1] for row in STILL] + [heif(b"heic")]),
    cut=st.integers(0, 400),
)
def test_damage_never_raises(data: bytes, start: bytes, cut: int) -> None:
    found = measure(start[:cut] + data)
    assert found.width is None or found.width > 0
    measure(start[: cut // 2] + data + start[cut // 2 :])
