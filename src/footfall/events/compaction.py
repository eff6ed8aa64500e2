"""Few files instead of many, and files without what has to go. Readers notice nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import duckdb

from footfall.events import duck, parts, snapshot, tables
from footfall.events.snapshot import Part
from footfall.flywheel.event import DAY
from footfall.flywheel.owned import SiteRules

HOUR = 3_600_000
CROWD = 64
"""Parts of a day that are merged whatever the hour."""


def compact(database: duckdb.DuckDBPyConnection, store: sqlite3.Connection, folder: Path, now: int) -> int:
    """Merge the parts of finished days into one each, and today's of each finished hour. Call it under `parts.making`;
    returns how many parts became fewer."""
    saved = 0
    for day, found in groupby(snapshot.take(store).parts, key=lambda part: part.day):
        for group in _groups(list(found), finished=day < now // DAY, now=now):
            saved += _merge(database, store, folder, group, now)
    return saved


def _groups(found: list[Part], *, finished: bool, now: int) -> list[list[Part]]:
    """Which parts of a day are merged with which."""
    if finished or len(found) >= CROWD:
        return [found] if len(found) > 1 else []
    by_hour = groupby(sorted(found, key=lambda part: part.made), key=lambda part: part.made // HOUR)
    groups = [(hour, list(group)) for hour, group in by_hour]
    return [group for hour, group in groups if hour < now // HOUR and len(group) > 1]


def _merge(
    database: duckdb.DuckDBPyConnection, store: sqlite3.Connection, folder: Path, group: list[Part], now: int
) -> int:
    source = f"SELECT {duck.NAMES} FROM {duck.files([snapshot.place(folder, part.path) for part in group])}"
    lo, hi = min(part.lo for part in group), max(part.hi for part in group)
    made = parts.write(database, source, folder, day=group[0].day, lo=lo, hi=hi, now=now)
    if made is None or made.rows != sum(part.rows for part in group):
        raise RuntimeError(f"Merging the parts of day {group[0].day} lost events; they stay as they are.")
    # It belongs to the hour of its sources, else it would be merged again with those of the next.
    _put(store, [made._replace(made=max(part.made for part in group))], group, now)
    return len(group) - 1


def retain(
    database: duckdb.DuckDBPyConnection,
    store: sqlite3.Connection,
    folder: Path,
    rules: Iterable[SiteRules],
    now: int,
) -> None:
    """Remove the days that their site no longer keeps. Call it under `parts.making`."""
    today = now // DAY
    limits = {rule.site: today - rule.days for rule in rules if rule.days > 0}
    for part in snapshot.take(store).parts:
        sites = [site for site, first in limits.items() if part.day < first]
        if sites:
            _without(database, store, folder, [part], f"site IN ({', '.join(map(str, sites))})", now)


def rewrite_without(
    database: duckdb.DuckDBPyConnection, store: sqlite3.Connection, folder: Path, where: str, now: int
) -> None:
    """Remove the events of a condition wherever they are. Call it under `parts.making`."""
    _without(database, store, folder, snapshot.take(store).parts, where, now)


def _without(
    database: duckdb.DuckDBPyConnection,
    store: sqlite3.Connection,
    folder: Path,
    among: Sequence[Part],
    where: str,
    now: int,
) -> None:
    """In one transaction, so that nobody sees half of it."""
    came, left = [], []
    for part in among:
        source = duck.files([snapshot.place(folder, part.path)])
        (gone,) = database.execute(f"SELECT count(*) FROM {source} WHERE {where}").fetchone() or (0,)
        if not gone:
            continue
        kept = f"SELECT {duck.NAMES} FROM {source} WHERE NOT ({where})"
        made = parts.write(database, kept, folder, day=part.day, lo=part.lo, hi=part.hi, now=now)
        came += [made._replace(made=part.made)] if made else []
        left.append(part)
    if left:
        _put(store, came, left, now)


def _put(store: sqlite3.Connection, came: Sequence[Part], left: Sequence[Part], now: int) -> None:
    with tables.writing(store):
        parts.swap(store, came, left, now)
