"""Many events at once, straight into parts: for imports, the demo and benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from footfall.events import duck, parts, tables
from footfall.events.packing import TEXTS, Columns, as_array
from footfall.flywheel.event import COLUMNS, Event

_NOTHING: dict[str, int | str] = {name: "" if name in TEXTS else 0 for name in COLUMNS}
CHUNK = 200_000
"""Events of an iterable that are held at once."""


def load(folder: Path, events: Mapping[str, Any] | Iterable[Event]) -> int:
    """Put events beside what was collected; returns how many. All of a call's columns, or of a chunk of an iterable,
    count from the same moment on.

    Args:
        events: columns by name, arrays of equal length (text: arrays of str; one left out is 0 or ""), or events.

    Raises:
        ValueError: the columns have no `day`, differ in length, or there is no such column.
    """
    if isinstance(events, Mapping):
        return _load(folder, _checked(events))
    return sum(_load(folder, columns) for columns in _chunks(events, CHUNK))


def in_chunks(events: Mapping[str, Any] | Iterable[Event], size: int) -> Iterator[Columns]:
    """All columns of at most `size` events at a time."""
    if not isinstance(events, Mapping):
        yield from _chunks(events, size)
        return
    given = _checked(events)
    for low in range(0, len(given["day"]), size):
        some = {name: values[low : low + size] for name, values in given.items()}
        count = len(some["day"])
        yield {name: some[name] if name in some else as_array(name, [_NOTHING[name]] * count) for name in COLUMNS}


def _chunks(events: Iterable[Event], size: int) -> Iterator[Columns]:
    left = iter(events)
    while chunk := list(islice(left, size)):
        yield _columns(chunk)


def _columns(events: list[Event]) -> Columns:
    return {name: as_array(name, values) for name, values in zip(COLUMNS, zip(*events, strict=True), strict=True)}


def _checked(given: Mapping[str, Any]) -> Columns:
    unknown = given.keys() - set(COLUMNS)
    if unknown:
        raise ValueError(f"Events have no column {', '.join(sorted(unknown))}.")
    columns = {name: np.asarray(values) for name, values in given.items()}
    if "day" not in columns or len({len(values) for values in columns.values()}) != 1:
        raise ValueError("The columns need a `day` and one length.")
    return columns


def _load(folder: Path, columns: Columns) -> int:
    days = columns["day"]
    if not len(days):
        return 0
    order = np.argsort(days, kind="stable")
    bounds = [0, *(np.flatnonzero(np.diff(days[order])) + 1).tolist(), len(days)]
    now = int(time.time() * 1000)
    made = []
    rest = ", ".join(f"{_NOTHING[name]!r} AS {name}" for name in COLUMNS if name not in columns)
    source = f"SELECT *{', ' + rest if rest else ''} FROM given"
    with parts.making(folder):
        database = duck.connect(folder)
        connection = tables.open_store(folder)
        try:
            for low, high in pairwise(bounds):
                chosen = order[low:high]
                database.register("given", {name: _plain(values[chosen]) for name, values in columns.items()})
                made.append(parts.write(database, source, folder, day=int(days[chosen[0]]), now=now))
                database.unregister("given")
            with tables.writing(connection):
                parts.swap(connection, [part for part in made if part], [], now)
        finally:
            connection.close()
            database.close()
    return len(days)


def _plain(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Text as DuckDB reads it from numpy: an array of objects."""
    return values.astype(object) if values.dtype.kind in "US" else values
