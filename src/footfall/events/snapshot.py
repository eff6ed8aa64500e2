"""What exists at one moment: the parts of the manifest and the batches that are in no part yet."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from footfall.events import tables

PARTS = "parts"
"""The folder of Parquet files, one folder a day in it."""


class Part(NamedTuple):
    """A file of events of one day: a row of the manifest."""

    path: str
    """Below the folder of parts."""
    day: int
    lo: int
    """First and last batch that went into it; 0 for what was loaded."""
    hi: int
    rows: int
    bytes: int
    sha256: str
    made: int
    """Milliseconds."""


class Snapshot(NamedTuple):
    """One consistent state: every event stands in exactly one part or batch."""

    version: int
    parts: tuple[Part, ...]
    low: int
    """Batches from here ..."""
    high: int
    """... to here are the tail; `high` < `low` for none."""


def take(connection: sqlite3.Connection) -> Snapshot:
    """The state now, in one read transaction."""
    with tables.reading(connection):
        return inside(connection)


def inside(connection: sqlite3.Connection) -> Snapshot:
    """The same inside of a transaction under way."""
    version = tables.number(connection, "version")
    parts = tuple(Part(*row) for row in connection.execute("SELECT * FROM part ORDER BY day, path"))
    low, high = connection.execute("SELECT min(batch), max(batch) FROM ready").fetchone()
    return Snapshot(version, parts, low or 1, high or 0)


def mark(connection: sqlite3.Connection) -> tuple[int, int]:
    """What tells one state from another, cheaply: the version of the manifest and the last batch."""
    with tables.reading(connection):
        version = tables.number(connection, "version")
        (high,) = connection.execute("SELECT max(batch) FROM ready").fetchone()
    return version, high or 0


def place(folder: Path, path: str) -> Path:
    return folder / PARTS / path
