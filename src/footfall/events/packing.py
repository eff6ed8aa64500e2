"""Hits and events as bytes: many in one row, so that a commit costs one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, get_type_hints

import numpy as np
import orjson

from footfall.flywheel.event import COLUMNS, Event
from footfall.flywheel.hit import Hit

TEXTS = frozenset(name for name, kind in get_type_hints(Event).items() if kind is str)
"""Columns that hold text; all others hold whole numbers."""
LARGE = frozenset(
    {"id", "ts", "visitor", "session", "link", "post", "card", "share", "via", "root", "src_post", "value"}
)
"""Columns of 64 bits; the other numbers have 32."""
_LARGEST = 2**63 - 1

Columns: TypeAlias = dict[str, "np.ndarray[Any, Any]"]
"""Each column's values: int64 or int32, object arrays of str for text."""


def pack_hits(hits: Sequence[Hit]) -> bytes:
    """
    Raises:
        ValueError: a hit holds something else than text and whole numbers of 64 bits.
    """
    rows = [tuple(hit) for hit in hits]
    try:
        return orjson.dumps(rows)
    except TypeError:
        return orjson.dumps([[_plain(value) for value in row] for row in rows])


def _plain(value: object) -> int | str:
    """Half a surrogate pair can't be written as UTF-8: a question mark takes its place."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and -_LARGEST <= value <= _LARGEST:
        return int(value)
    raise ValueError(f"A hit can't hold {value!r}.")


def unpack_hits(packed: bytes) -> list[Hit]:
    return [Hit(*row) for row in orjson.loads(packed)]


def pack_events(events: Sequence[Event]) -> bytes:
    """Column by column.

    Raises:
        OverflowError, ValueError, TypeError: an event holds what its column can't.
    """
    columns = list(zip(*events, strict=True)) or [()] * len(COLUMNS)
    for name, values in zip(COLUMNS, columns, strict=True):
        if name not in TEXTS:
            as_array(name, values)
    return orjson.dumps(columns)


def unpack_events(packed: bytes) -> list[Event]:
    return [Event(*row) for row in zip(*orjson.loads(packed), strict=True)]


def unpack_columns(blocks: Iterable[bytes]) -> Columns:
    """The columns of several blocks, one after the other."""
    lists: list[list[Any]] = [[] for _ in COLUMNS]
    for block in blocks:
        for whole, more in zip(lists, orjson.loads(block), strict=True):
            whole.extend(more)
    return {name: as_array(name, values) for name, values in zip(COLUMNS, lists, strict=True)}


def as_array(name: str, values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """A column's values in the type of that column."""
    if name in TEXTS:
        made = np.empty(len(values), dtype=object)
        made[:] = values
        return made
    return np.asarray(values, dtype=np.int64 if name in LARGE else np.int32)
