"""The shelf of one machine: Parquet parts in the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from footfall.events import compaction, duck, keeping, parts, tables
from footfall.events.packing import unpack_columns
from footfall.flywheel.owned import SiteRules

ROWS = 20_000
"""Waiting events that are stored at once whatever their age."""
FEW = 5_000
AGE = 60_000
"""Milliseconds after which FEW events are enough; measured: the tail of 20,000 costs a reader 40 ms once."""
OLD = 600_000
"""Milliseconds after which any number is. Small sites get few small files so."""


class ParquetShelf:
    """See `footfall.events.sealer.Shelf`."""

    def __init__(self, folder: Path, store: sqlite3.Connection) -> None:
        self._folder, self._store = folder, store
        self._database = duck.connect(folder, memory="300MB")
        keeping.remove_stale(folder)
        with parts.making(folder):
            parts.remove_unlisted(store, folder)

    def store_ready(self, now: int, *, all_of_it: bool = False) -> int:
        parts.unlink_left(self._store, self._folder, now)
        rows, since = self._store.execute("SELECT coalesce(sum(rows), 0), coalesce(min(at), 0) FROM ready").fetchone()
        age = abs(now - since)
        if not rows or not (all_of_it or rows >= ROWS or (rows >= FEW and age >= AGE) or age >= OLD):
            return 0
        with parts.making(self._folder):
            return self._store_all(now)

    def tidy(self, now: int) -> None:
        with parts.making(self._folder):
            compaction.compact(self._database, self._store, self._folder, now)

    def forget(self, rules: Sequence[SiteRules], now: int) -> None:
        with parts.making(self._folder):
            compaction.retain(self._database, self._store, self._folder, rules, now)

    def erase(self, site: int, visitor: int, now: int) -> None:
        with parts.making(self._folder):
            self._store_all(now)
            where = f"site = {site:d}" + (f" AND visitor = {visitor:d}" if visitor else "")
            compaction.rewrite_without(self._database, self._store, self._folder, where, now)

    def close(self) -> None:
        self._database.close()

    def _store_all(self, now: int) -> int:
        """Write `ready` as parts, then swap both in one transaction."""
        batches = self._store.execute("SELECT batch, packed FROM ready ORDER BY batch").fetchall()
        if not batches:
            return 0
        lo, hi = batches[0][0], batches[-1][0]
        columns = unpack_columns(packed for _, packed in batches)
        days = sorted({int(day) for day in columns["day"]})
        self._database.register("fresh", columns)
        try:
            made = [
                parts.write(self._database, "SELECT * FROM fresh", self._folder, day=day, lo=lo, hi=hi, now=now)
                for day in days
            ]
        finally:
            self._database.unregister("fresh")
        with tables.writing(self._store):
            parts.swap(self._store, [part for part in made if part], [], now)
            self._store.execute("DELETE FROM ready WHERE batch BETWEEN ? AND ?", (lo, hi))
        return len(columns["day"])
