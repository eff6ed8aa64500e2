"""A crawl's memory in one SQLite file: what is queued, what is done, and every page as it came."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from footfall.page.facts import Fault, PageFacts
from footfall.wire.frontier import Source, Visit
from footfall.wire.record import from_text, to_text

FORMAT = 2
"""Of the tables; a file of another format is begun anew."""
BATCH_PAGES = 50
BATCH_SECONDS = 1.0
"""A transaction is committed after this many pages or seconds, whichever comes first: what a kill can cost."""
RESUME_SECONDS = 24 * 3600.0
"""An interrupted run continues within a day; later its pages may have changed, and a new run begins. Our choice."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER, targets TEXT, seeded INTEGER, finished INTEGER, at REAL
);
CREATE TABLE IF NOT EXISTS visit (
    url TEXT PRIMARY KEY, run INTEGER, place INTEGER, source INTEGER, done INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS visit_order ON visit (run, done, place);
CREATE TABLE IF NOT EXISTS record (
    url TEXT PRIMARY KEY, run INTEGER, etag TEXT, modified TEXT, body BLOB, facts TEXT, fault TEXT, detail TEXT
);
"""
_TRY_AGAIN = """
UPDATE visit SET done = 0 WHERE run = ? AND url IN (
    SELECT url FROM record WHERE run = ? AND fault IN ('DNS', 'REFUSED', 'TIMEOUT')
)
"""
"""Failures that may have passed when an interrupted run continues."""


class StateError(Exception):
    """The state file can't be used; the text is a whole sentence for a person."""


class Record(NamedTuple):
    """A page's stored result. `fault` None means that it was fetched."""

    url: str
    body: bytes
    facts: PageFacts
    fault: Fault | None = None
    detail: str = ""
    etag: str = ""
    modified: str = ""
    run: int = 0


class State:
    """A context manager around the file. Nothing is written for good before a batch is full or `commit` is called.

    `resumed` says that an unfinished run was found; otherwise a new run has begun, which knows the old records.
    Raises StateError when the file belongs to another crawl, is in use, or is no state file. `clock` counts seconds,
    `now` tells the time in seconds since 1970.
    """

    def __init__(
        self,
        path: Path,
        targets: Iterable[str],
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self._targets = "\n".join(targets)
        self._clock = clock
        self._now = now
        self._pending = 0
        self._written = clock()
        self._place = 0
        self._run = 1
        self.resumed = False
        self.seeded = False

    def __enter__(self) -> Self:
        try:
            self._db = sqlite3.connect(self._path, timeout=1.0, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise self.explained(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit()
            self._db.execute("COMMIT")
        except sqlite3.Error as problem:
            raise self.explained(problem) from problem
        finally:
            self._db.close()

    def queued(self) -> list[Visit]:
        """What this run has still to visit, in order."""
        rows = self._db.execute("SELECT url, source FROM visit WHERE run = ? AND done = 0 ORDER BY place", (self._run,))
        return [Visit(url, Source(source)) for url, source in rows]

    def done(self) -> list[str]:
        """The addresses that this run has visited."""
        return [
            url
            for (url,) in self._db.execute(
                "SELECT url FROM visit WHERE run = ? AND done = 1 ORDER BY place", (self._run,)
            )
        ]

    def results(self) -> Iterator[Record]:
        """The stored results of this run so far, in the order of their visits."""
        for url in self.done():
            record = self.record(url)
            if record is not None and record.run == self._run:
                yield record

    def old_record(self, url: str) -> Record | None:
        """What an earlier run stored for an address."""
        return self.record(url) if self._run > 1 else None

    def record(self, url: str) -> Record | None:
        """The last stored result for an address, of whatever run."""
        row = self._db.execute(
            "SELECT url, run, etag, modified, body, facts, fault, detail FROM record WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return None
        address, run, etag, modified, body, facts, fault, detail = row
        try:
            kept = from_text(PageFacts, facts)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None  # Written by another version; the page is simply fetched again.
        problem = Fault[fault] if fault else None
        return Record(address, zlib.decompress(body), kept, problem, detail, etag, modified, run)

    def queue(self, visits: Iterable[Visit]) -> None:
        """Remember what was added to the frontier."""
        rows = []
        for visit in visits:
            self._place += 1
            rows.append((visit.url, self._run, self._place, int(visit.source)))
        self._db.executemany("INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?, 0)", rows)

    def finish_visit(self, url: str, record: Record | None, *, final: str = "") -> None:
        """Remember that an address was visited, where it led, and its result unless it was passed over."""
        self._db.execute("UPDATE visit SET done = 1 WHERE url = ?", (url,))
        if final:
            self._db.execute("INSERT OR IGNORE INTO visit VALUES (?, ?, 0, 0, 1)", (final, self._run))
        if record is not None:
            fault = record.fault.name if record.fault else ""
            row = (url, self._run, record.etag, record.modified, zlib.compress(record.body, 1), to_text(record.facts))
            self._db.execute(
                "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, fault, record.detail)
            )
        self._pending += 1
        if self._pending >= BATCH_PAGES or self._clock() - self._written >= BATCH_SECONDS:
            self.commit()

    def mark_seeded(self) -> None:
        """The sitemaps have been read into the queue."""
        self.seeded = True
        self._db.execute("UPDATE run SET seeded = 1")

    def mark_finished(self) -> None:
        """The run is complete: the next one starts anew, and asks only for what has changed."""
        self._db.execute("UPDATE run SET finished = 1")
        self._db.execute("DELETE FROM record WHERE run < ?", (self._run,))
        self._db.execute("DELETE FROM visit WHERE run < ?", (self._run,))

    def explained(self, error: sqlite3.Error) -> StateError:
        """A database error, told to a person."""
        return StateError(_sentence(self._path, error))

    def commit(self) -> None:
        """Write for good what has gathered."""
        self._db.execute("UPDATE run SET at = ?", (self._now(),))
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")
        self._pending = 0
        self._written = self._clock()

    def _prepare(self) -> None:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute("BEGIN IMMEDIATE")
        self._make_tables()
        row = self._db.execute("SELECT number, targets, seeded, finished, at FROM run").fetchone()
        if row is None:
            self._db.execute("INSERT INTO run VALUES (1, 1, ?, 0, 0, ?)", (self._targets, self._now()))
            return
        number, targets, seeded, finished, at = row
        if targets != self._targets:
            self._db.close()
            raise StateError(
                f"The state file {self._path} belongs to another crawl. Choose another file, or delete this one."
            )
        self.resumed = not finished and self._now() - at < RESUME_SECONDS
        self.seeded = bool(seeded and self.resumed)
        self._run = number if self.resumed else number + 1
        self._db.execute("UPDATE run SET number = ?, finished = 0, seeded = ?", (self._run, int(self.seeded)))
        if self.resumed:
            self._db.execute(_TRY_AGAIN, (self._run, self._run))
        (self._place,) = self._db.execute("SELECT coalesce(max(place), 0) FROM visit").fetchone()

    def _make_tables(self) -> None:
        (form,) = self._db.execute("PRAGMA user_version").fetchone()
        if form not in (0, FORMAT):
            for table in ("run", "visit", "record"):
                self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in filter(str.strip, _SCHEMA.split(";")):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")


def _sentence(path: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"Another crawl is using the state file {path}. Wait for it to end, or choose another file."
    if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
        return f"{path} is not a crawl's state file. Choose another file."
    return f"The state file {path} cannot be opened or written. Check its folder, its permissions, and the free space."
