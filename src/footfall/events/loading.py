"""Many events at once, straight into parts: for imports, the demo and benchmarks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from footfall.events import duck, parts, tables
from footfall.events.packing import TEXTS, Columns, as_array
from footfall.events.snapshot import Part
from footfall.flywheel.event import COLUMNS, Event

_NOTHING: dict[str, int | str] = {name: "" if name in TEXTS else 0 for name in COLUMNS}
CHUNK = 200_000
"""Events of an iterable that are held at once."""


class KnownError(Exception):
    """What has this name was put in before."""


def load(folder: Path, events: Mapping[str, Any] | Iterable[Event], *, name: str = "") -> int:
    """Put events beside what was collected; returns how many. All of them count from the same moment on.

    Args:
        events: columns by name, arrays of equal length (text: arrays of str; one left out is 0 or ""), or events.
        name: what is put in, where it must not be put in twice.

    Raises:
        ValueError: the columns have no `day`, differ in length, or there is no such column.
        KnownError: something of this name was put in before.
    """
    chunks = [_checked(events)] if isinstance(events, Mapping) else _chunks(events, CHUNK)
    now, total = int(time.time() * 1000), 0
    with (
        parts.making(folder),
        closing(tables.open_store(folder)) as connection,
        closing(duck.connect(folder)) as database,
    ):
        refuse_known(connection, name)
        made: list[Part] = []
        for columns in chunks:
            made += _write(database, folder, columns, now)
            total += len(columns["day"])
        with tables.writing(connection):
            parts.swap(connection, made, [], now)
            note(connection, name, total, now)
    return total


def refuse_known(connection: sqlite3.Connection, name: str) -> None:
    """
    Raises:
        KnownError: something of this name was put in before.
    """
    if name and connection.execute("SELECT 1 FROM imported WHERE name = ?", (name,)).fetchone():
        raise KnownError(name)


def note(connection: sqlite3.Connection, name: str, rows: int, now: int) -> None:
    if name:
        connection.execute("INSERT INTO imported VALUES (?, ?, ?)", (name, rows, now))


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


def _write(database: duckdb.DuckDBPyConnection, folder: Path, columns: Columns, now: int) -> list[Part]:
    """A part for each day; none counts yet."""
    days = columns["day"]
    if not len(days):
        return []
    order = np.argsort(days, kind="stable")
    bounds = [0, *(np.flatnonzero(np.diff(days[order])) + 1).tolist(), len(days)]
    rest = ", ".join(f"{_NOTHING[name]!r} AS {name}" for name in COLUMNS if name not in columns)
    source = f"SELECT *{', ' + rest if rest else ''} FROM given"
    made = []
    for low, high in pairwise(bounds):
        chosen = order[low:high]
        database.register("given", {name: _plain(values[chosen]) for name, values in columns.items()})
        made.append(parts.write(database, source, folder, day=int(days[chosen[0]]), now=now))
        database.unregister("given")
    return [part for part in made if part]


def _plain(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Text as DuckDB reads it from numpy: an array of objects."""
    return values.astype(object) if values.dtype.kind in "US" else values
