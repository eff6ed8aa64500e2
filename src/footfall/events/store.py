"""Answers from Parquet parts and the tail together, by a DuckDB in this process."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np

from footfall.events import duck, packing, snapshot, tables
from footfall.events.door import Value
from footfall.events.loading import load
from footfall.events.render import Dialect, Report, bind, parse, render, report
from footfall.events.snapshot import Part, Snapshot
from footfall.flywheel.event import Event

KEPT = 256
"""Answers kept. Each holds at most KEPT_ROWS rows; our choice."""
KEPT_ROWS = 2_000
TRIES = 3

Rows = list[dict[str, Any]]


class DuckStore:
    """A `Store` over a folder. Threads may share it; each has its own cursor."""

    def __init__(self, folder: Path, *, memory: str = duck.MEMORY, threads: int = 0) -> None:
        self.folder = folder
        self._memory, self._threads = memory, threads
        self._lock = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._tables: sqlite3.Connection | None = None
        self._held = 0
        self._mine = threading.local()
        self._lows: Counter[int] = Counter()
        self._answers: OrderedDict[tuple[Any, ...], Rows] = OrderedDict()
        self._taken: Snapshot | None = None
        self._mark: tuple[int, int] | None = None

    def ask(self, name: str, values: Mapping[str, Value]) -> Rows:
        """See `footfall.events.door.Store.ask`."""
        return self.answer(report(name), values, key=name)

    def run(self, text: str, values: Mapping[str, Value]) -> Rows:
        """The same for a text that is no report."""
        return self.answer(parse(text), values, key=text)

    def load(self, events: Mapping[str, Any] | Iterable[Event], *, name: str = "") -> int:
        """Put many events in at once; see `footfall.events.loading.load`."""
        return load(self.folder, events, name=name)

    def answer(self, asked: Report, values: Mapping[str, Value], *, key: str) -> Rows:
        bound = bind(asked, values)
        for attempt in range(TRIES):
            with self._snapshot(fresh=attempt > 0) as now:
                known = (key, tuple(sorted(bound.items())), now.version, now.high)
                with self._lock:
                    if known in self._answers:
                        self._answers.move_to_end(known)
                        return [dict(row) for row in self._answers[known]]
                try:
                    return self._keep(known, self._answer(asked, bound, now))
                except duckdb.IOException:
                    # Compaction took a file away while this thread slept for minutes; the manifest knows better by now.
                    if attempt == TRIES - 1:
                        raise
        raise AssertionError("the loop returns or raises")

    def close(self) -> None:
        with self._lock:
            for held in (self._database, self._tables):
                if held is not None:
                    held.close()
            self._database = self._tables = self._taken = self._mark = None
            self._mine = threading.local()
            self._held = 0

    def _keep(self, known: tuple[Any, ...], rows: Rows) -> Rows:
        if len(rows) > KEPT_ROWS:
            return rows
        with self._lock:
            self._answers[known] = rows
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return [dict(row) for row in rows]

    def _answer(self, asked: Report, bound: Mapping[str, Value], now: Snapshot) -> Rows:
        parts = now.parts
        if asked.bounded:
            first, last = int(bound["first"]), int(bound["last"])
            parts = tuple(part for part in parts if first <= part.day <= last)
        cursor = self._cursor()
        self._see(cursor, now, parts)
        cursor.execute(render(asked.text, bound, Dialect.DUCKDB), dict(bound))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]

    def _see(self, cursor: duckdb.DuckDBPyConnection, now: Snapshot, parts: tuple[Part, ...]) -> None:
        """Make `events` this snapshot, for this thread alone."""
        seen = (now.version, now.high, len(parts), parts[0].day if parts else 0)
        if getattr(self._mine, "seen", None) == seen:
            return
        self._mine.seen = None
        sources = [f"SELECT {duck.NAMES} FROM tail WHERE batch BETWEEN {now.low} AND {now.high}"]
        if parts:
            paths = [snapshot.place(self.folder, part.path) for part in parts]
            sources.insert(0, f"SELECT {duck.NAMES} FROM {duck.files(paths)}")
        cursor.execute(f"CREATE OR REPLACE TEMP VIEW events AS {' UNION ALL '.join(sources)}")
        self._mine.seen = seen

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if getattr(self._mine, "cursor", None) is None:
            assert self._database is not None, "the snapshot was taken before"
            self._mine.cursor = self._database.cursor()
        return cast(duckdb.DuckDBPyConnection, self._mine.cursor)

    @contextmanager
    def _snapshot(self, *, fresh: bool) -> Iterator[Snapshot]:
        """The state now, with its tail in DuckDB; nothing of it leaves the tail meanwhile."""
        with self._lock:
            if self._tables is None or self._database is None:
                self._tables = tables.open_store(self.folder)
                self._database = duck.connect(self.folder, memory=self._memory, threads=self._threads)
                self._database.execute(f"CREATE TABLE tail (batch BIGINT, {duck.DDL})")
            mark = snapshot.mark(self._tables)
            if self._taken is None or mark != self._mark or fresh:
                self._taken, self._mark = self._load_tail(self._tables, self._database), mark
            now = self._taken
            self._lows[now.low] += 1
        try:
            yield now
        finally:
            with self._lock:
                self._lows[now.low] -= 1

    def _load_tail(self, connection: sqlite3.Connection, database: duckdb.DuckDBPyConnection) -> Snapshot:
        """Take in the batches that DuckDB does not hold yet, let go of those that went into parts and nobody reads."""
        with tables.reading(connection):
            now = snapshot.inside(connection)
            since = max(self._held, now.low - 1)
            rows = connection.execute(
                "SELECT batch, packed, rows FROM ready WHERE batch > ? ORDER BY batch", (since,)
            ).fetchall()
        if rows:
            columns = packing.unpack_columns(packed for _, packed, _ in rows)
            columns["batch"] = np.repeat([batch for batch, _, _ in rows], [size for _, _, size in rows])
            database.register("fresh", columns)
            database.execute(f"INSERT INTO tail SELECT batch, {duck.NAMES} FROM fresh")
            database.unregister("fresh")
            self._held = rows[-1][0]
        self._lows = +self._lows
        database.execute("DELETE FROM tail WHERE batch < ?", [min([now.low, *self._lows])])
        return now


def _plain(value: Any) -> Any:
    """Decimals are DuckDB's own idea of 1.0 * x."""
    return float(value) if isinstance(value, Decimal) else value
