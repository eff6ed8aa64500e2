"""Which characters a font file has: its `cmap` table, read without opening the whole font."""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

MOST_GROUPS = 20_000
"""Ranges read of one font; the largest CJK fonts have some ten thousand."""

CMAP = int.from_bytes(b"cmap", "big")


class Coverage(NamedTuple):
    """Ranges of code points, both ends included, in ascending order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, code: int) -> bool:
        index = bisect_right(self.starts, code) - 1
        return index >= 0 and code <= self.ends[index]


NOTHING = Coverage((), ())


@cache
def coverage(path: Path) -> Coverage:
    """What the font covers; nothing where the file can't be read as a font."""
    try:
        with path.open("rb") as file:
            return _read(file)
    except (OSError, struct.error, ValueError):
        return NOTHING


def _read(file: BinaryIO) -> Coverage:
    start = 0
    if file.read(4) == b"ttcf":
        start = _unpacked(file, 12, ">I")[0]
    tables = _unpacked(file, start + 4, ">H")[0]
    for index in range(min(tables, 100)):
        tag, _sum, offset, _length = _unpacked(file, start + 12 + 16 * index, ">IIII")
        if tag == CMAP:
            return _best(file, offset)
    return NOTHING


def _unpacked(file: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    file.seek(offset)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _best(file: BinaryIO, cmap: int) -> Coverage:
    """The widest Unicode subtable: format 12 before format 4."""
    found = {}
    for index in range(min(_unpacked(file, cmap + 2, ">H")[0], 50)):
        platform, _encoding, offset = _unpacked(file, cmap + 4 + 8 * index, ">HHI")
        if platform in (0, 3):
            found[_unpacked(file, cmap + offset, ">H")[0]] = cmap + offset
    if 12 in found:
        return _format_12(file, found[12])
    return _format_4(file, found[4]) if 4 in found else NOTHING


def _format_12(file: BinaryIO, offset: int) -> Coverage:
    count = min(_unpacked(file, offset + 12, ">I")[0], MOST_GROUPS)
    numbers = _unpacked(file, offset + 16, f">{3 * count}I")
    return Coverage(numbers[0::3], numbers[1::3])


def _format_4(file: BinaryIO, offset: int) -> Coverage:
    count = _unpacked(file, offset + 6, ">H")[0] // 2
    ends = _unpacked(file, offset + 14, f">{count}H")
    starts = _unpacked(file, offset + 16 + 2 * count, f">{count}H")
    return Coverage(starts, ends)
