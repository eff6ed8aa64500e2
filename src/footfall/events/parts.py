"""Parts: Parquet files of one day each, and the manifest that says which of them count.

A file is written under another name, brought to the disk, renamed; then one transaction makes it count. A crash before
leaves a file that nobody reads and that the next start removes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from footfall.events import duck, snapshot, tables
from footfall.events.snapshot import PARTS, Part

LEVEL = 3
"""zstd's level; 9 saves one hundredth. Version 1 of Parquet has no delta encoding, which random ids suffer from: both
measured 2026-11-22, see docs/decisions/0012."""
LINGER = 600_000
"""Milliseconds that a file stays after it left the manifest, for readers under way."""
_TEMPORARY = ".tmp"


@contextmanager
def making(folder: Path) -> Iterator[None]:
    """Only one process makes or removes files at a time; the system lets go when it dies."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "parts.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(
    database: duckdb.DuckDBPyConnection, source: str, folder: Path, *, day: int, lo: int = 0, hi: int = 0, now: int
) -> Part | None:
    """Write a day's events to a file that does not count yet; None where there are none.

    Args:
        source: SQL that gives all columns.
    """
    into = folder / PARTS / f"day={day}"
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"part-{lo}-{hi}-{secrets.token_hex(4)}.parquet"
    partial = into / f"{_TEMPORARY}{name}"
    (rows,) = database.execute(
        f"COPY (SELECT {duck.WRITTEN} FROM ({source}) WHERE day = {day} ORDER BY {duck.SORTED}) "
        f"TO {duck.quoted(str(partial))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {LEVEL}, "
        "PARQUET_VERSION v1, ROW_GROUP_SIZE 122880)"
    ).fetchone() or (0,)
    if not rows:
        partial.unlink()
        return None
    digest = _settle(partial)
    partial.rename(into / name)
    for place in (into, into.parent, folder):
        _sync(place)
    path = f"day={day}/{name}"
    return Part(path, day, lo, hi, rows, (into / name).stat().st_size, digest, now)


def swap(connection: sqlite3.Connection, came: Iterable[Part], left: Iterable[Part], now: int) -> None:
    """Inside of a transaction: these parts count from now on, and those no longer."""
    for part in left:
        connection.execute("DELETE FROM part WHERE path = ?", (part.path,))
        connection.execute("INSERT OR REPLACE INTO leaving VALUES (?, ?)", (part.path, now))
    connection.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)", list(came))
    tables.step(connection)


def unlink_left(connection: sqlite3.Connection, folder: Path, now: int, *, linger: int = LINGER) -> int:
    """Remove files that left the manifest long enough ago; returns how many."""
    paths = [row[0] for row in connection.execute("SELECT path FROM leaving WHERE at <= ?", (now - linger,))]
    for path in paths:
        place = snapshot.place(folder, path)
        place.unlink(missing_ok=True)
        connection.execute("DELETE FROM leaving WHERE path = ?", (path,))
    return len(paths)


def remove_unlisted(connection: sqlite3.Connection, folder: Path) -> int:
    """Remove what a crash left: files that the manifest does not know. Call it under `making`; returns how many."""
    known = {row[0] for row in connection.execute("SELECT path FROM part UNION ALL SELECT path FROM leaving")}
    removed = 0
    for place in (folder / PARTS).glob("day=*/*"):
        if place.relative_to(folder / PARTS).as_posix() not in known:
            place.unlink(missing_ok=True)
            removed += 1
    return removed


def missing(connection: sqlite3.Connection, folder: Path) -> list[str]:
    """Parts of the manifest whose file is not there, or has another size: damage from outside."""
    rows = connection.execute("SELECT path, bytes FROM part").fetchall()
    places = {path: snapshot.place(folder, path) for path, _ in rows}
    return [path for path, size in rows if not places[path].exists() or places[path].stat().st_size != size]


def _settle(path: Path) -> str:
    """Bring a file to the disk; returns its SHA-256."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
