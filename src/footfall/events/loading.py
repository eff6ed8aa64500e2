"""Many events at once, straight into parts: for imports, the demo and benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from footfall.events import duck, parts, tables
from footfall.events.packing import TEXTS, Columns, as_array
from footfall.flywheel.event import COLUMNS, Event

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
    total, chunk = 0, []
    for event in events:
        chunk.append(event)
        if len(chunk) == CHUNK:
            total += _load(folder, _columns(chunk))
            chunk = []
    return total + (_load(folder, _columns(chunk)) if chunk else 0)


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
    rest = ", ".join(f"{_nothing(name)} AS {name}" for name in COLUMNS if name not in columns)
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


def _nothing(name: str) -> str:
    return "''" if name in TEXTS else "0"
