"""What an image's first bytes say: its format, its size in pixels, and whether it moves."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from struct import unpack_from
from typing import NamedTuple

from footfall.page.imageboxes import measure_heif, measure_webp


class Measured(NamedTuple):
    """`format` is "" when the bytes are no image we know; width and height are pixels, None when not (yet) readable.

    An image can be recognised without being measured: its size may stand beyond the bytes at hand.
    """

    format: str
    width: int | None
    height: int | None
    animated: bool


UNKNOWN = Measured("", None, None, False)

_Reader = Callable[[bytes], tuple[int | None, int | None, bool]]


def measure(data: bytes) -> Measured:
    """Read format (jpeg png gif webp avif svg bmp ico heic tiff), size and animation from an image's first bytes.

    Never raises: truncated or damaged data gives None for what could not be read.
    """
    format_name = _recognise(data)
    if not format_name:
        return UNKNOWN
    try:
        width, height, animated = _READERS[format_name](data)
    except (struct.error, IndexError, ValueError):
        return Measured(format_name, None, None, False)
    return Measured(format_name, width or None, height or None, animated)


_HEIF_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "heic"),
}

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


def _recognise(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return _heif_kind(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    return "svg" if _SVG_ROOT.search(data, 0, 4096) and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else ""


def _heif_kind(data: bytes) -> str:
    end = min(int.from_bytes(data[:4], "big"), len(data), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))]
    kinds = [_HEIF_BRANDS[brand] for brand in brands if brand in _HEIF_BRANDS]
    return "avif" if "avif" in kinds else kinds[0] if kinds else ""


def _png(data: bytes) -> tuple[int | None, int | None, bool]:
    width, height = unpack_from(">II", data, 16)
    picture = data.find(b"IDAT")
    control = data.find(b"acTL", 33, picture if picture >= 0 else len(data))
    return width, height, control >= 0


_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length after them."""


def _jpeg(data: bytes) -> tuple[int | None, int | None, bool]:
    at = 2
    while True:
        at = data.index(b"\xff", at) + 1
        marker = data[at]
        if marker in (0x00, 0xFF) or marker in _JPEG_BARE:
            continue
        if marker in _JPEG_FRAMES:
            height, width = unpack_from(">HH", data, at + 4)
            return width, height, False
        if marker == 0xDA:  # Picture data begins; a frame header must have stood before it.
            return None, None, False
        at += 1 + int(unpack_from(">H", data, at + 1)[0])


def _gif(data: bytes) -> tuple[int | None, int | None, bool]:
    width, height = unpack_from("<HH", data, 6)
    return width, height, _gif_moves(data)


def _gif_moves(data: bytes) -> bool:
    """Whether a second frame follows; when the data ends before one, whether the file asks to be looped."""
    at = 13 + _gif_palette(data[10])
    frames = 0
    try:
        while data[at] != 0x3B:
            if data[at] == 0x2C:
                frames += 1
                if frames == 2:
                    return True
                at += 11 + _gif_palette(data[at + 9])
            elif data[at] == 0x21:
                at += 2
            else:
                return False
            while data[at]:
                at += 1 + data[at]
            at += 1
    except IndexError:
        return b"NETSCAPE2.0" in data
    return False


def _gif_palette(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _bmp(data: bytes) -> tuple[int | None, int | None, bool]:
    if unpack_from("<I", data, 14)[0] == 12:
        width, height = unpack_from("<HH", data, 18)
        return width, height, False
    width, height = unpack_from("<ii", data, 18)
    return abs(width), abs(height), False


def _ico(data: bytes) -> tuple[int | None, int | None, bool]:
    (count,) = unpack_from("<H", data, 4)
    sizes = [(data[at] or 256, data[at + 1] or 256) for at in range(6, 6 + 16 * min(count, 64), 16)]
    width, height = max(sizes)
    return width, height, False


_TIFF_NUMBER = {3: "H", 4: "I"}


def _tiff(data: bytes) -> tuple[int | None, int | None, bool]:
    order = "<" if data[:2] == b"II" else ">"
    (at,) = unpack_from(order + "I", data, 4)
    (count,) = unpack_from(order + "H", data, at)
    sizes: dict[int, int] = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind = unpack_from(order + "HH", data, entry)
        if tag in (256, 257) and kind in _TIFF_NUMBER:
            (sizes[tag],) = unpack_from(order + _TIFF_NUMBER[kind], data, entry + 8)
    return sizes.get(256), sizes.get(257), False


_SVG_ROOT = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)
_SVG_TAG = re.compile(rb"<(?:\w+:)?svg\b([^>]*)>", re.IGNORECASE | re.DOTALL)
_SVG_MOVES = re.compile(rb"<(?:\w+:)?animate(?:Transform|Motion)?\b")
_SVG_LENGTH = re.compile(rb"""\s(width|height)\s*=\s*["']\s*([\d.]+)\s*(?:px)?\s*["']""")
_SVG_BOX = re.compile(rb"""\sviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)""")


def _svg(data: bytes) -> tuple[int | None, int | None, bool]:
    root = _SVG_TAG.search(data)
    moves = _SVG_MOVES.search(data) is not None
    if root is None:
        return None, None, moves
    lengths = {name: round(float(value)) for name, value in _SVG_LENGTH.findall(root[1])}
    box = _SVG_BOX.search(root[1])
    width, height = (round(float(box[1])), round(float(box[2]))) if box else (None, None)
    return lengths.get(b"width", width), lengths.get(b"height", height), moves


_READERS: dict[str, _Reader] = {
    "png": _png,
    "jpeg": _jpeg,
    "gif": _gif,
    "bmp": _bmp,
    "ico": _ico,
    "tiff": _tiff,
    "svg": _svg,
    "webp": measure_webp,
    "avif": measure_heif,
    "heic": measure_heif,
}
