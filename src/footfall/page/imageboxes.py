"""Sizes of images kept in boxes: WebP (RIFF chunks), and AVIF and HEIC (ISO media file boxes)."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple


def measure_webp(data: bytes) -> tuple[int | None, int | None, bool]:
    """Width, height and animation of a WebP file (RFC 9649, November 2024); needs its first 30 bytes.

    Raises struct.error or IndexError when the data ends too early.
    """
    kind = data[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(_exactly(data, 24, 3), "little") + 1
        height = int.from_bytes(_exactly(data, 27, 3), "little") + 1
        return width, height, bool(data[20] & 0x02)
    if kind == b"VP8L":
        (bits,) = unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, False
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF, False
    return None, None, False


def _exactly(data: bytes, start: int, length: int) -> bytes:
    if len(data) < start + length:
        raise IndexError
    return data[start : start + length]


class _Box(NamedTuple):
    kind: bytes
    start: int
    end: int


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    """The boxes between two offsets; the last one may reach beyond the data."""
    while start + 8 <= min(end, len(data)):
        size, kind = unpack_from(">I4s", data, start)
        header = 8
        if size == 1 and start + 16 <= len(data):
            (size,) = unpack_from(">Q", data, start + 8)
            header = 16
        elif size == 0:
            size = end - start
        if size < header:
            return
        yield _Box(kind, start + header, min(start + size, end))
        start += size


def _child(data: bytes, parent: _Box, kind: bytes, skip: int = 0) -> _Box | None:
    return next((box for box in _boxes(data, parent.start + skip, parent.end) if box.kind == kind), None)


def measure_heif(data: bytes) -> tuple[int | None, int | None, bool]:
    """Width, height and animation of an AVIF or HEIC file (ISO/IEC 23008-12): the size of its primary item, turned.

    Raises struct.error or IndexError when the data ends too early.
    """
    animated = data[8:12] in (b"avis", b"msf1", b"hevc", b"hevx")
    meta = _child(data, _Box(b"", 0, len(data)), b"meta")
    properties = meta and _child(data, meta, b"iprp", skip=4)
    container = properties and _child(data, properties, b"ipco")
    if not (meta and properties and container):
        return None, None, animated
    held = list(_boxes(data, container.start, container.end))
    mine = _primary_properties(data, meta, properties)
    chosen = [held[index - 1] for index in mine if 0 < index <= len(held)] or held
    sizes = [unpack_from(">II", data, box.start + 4) for box in chosen if box.kind == b"ispe"]
    if not sizes:
        return None, None, animated
    width, height = max(sizes)
    turned = any(box.kind == b"irot" and data[box.start] & 1 for box in chosen)
    return (height, width, animated) if turned else (width, height, animated)


def _primary_properties(data: bytes, meta: _Box, properties: _Box) -> list[int]:
    """Numbers (from 1) of the properties that belong to the primary item; empty when the file doesn't say."""
    primary = _child(data, meta, b"pitm", skip=4)
    table = _child(data, properties, b"ipma")
    if primary is None or table is None:
        return []
    wide = data[primary.start] > 0
    (item,) = unpack_from(">I" if wide else ">H", data, primary.start + 4)
    return next((numbers for owner, numbers in _associations(data, table) if owner == item), [])


def _associations(data: bytes, table: _Box) -> Iterator[tuple[int, list[int]]]:
    version, flags = data[table.start], data[table.start + 3]
    owner, step = (">I", 4) if version else (">H", 2)
    (count,) = unpack_from(">I", data, table.start + 4)
    at = table.start + 8
    for _ in range(min(count, 1024)):
        (item,) = unpack_from(owner, data, at)
        entries = data[at + step]
        at += step + 1
        if flags & 1:
            yield item, [unpack_from(">H", data, at + 2 * n)[0] & 0x7FFF for n in range(entries)]
            at += 2 * entries
        else:
            yield item, [data[at + n] & 0x7F for n in range(entries)]
            at += entries
