"""The sealer: takes hits out of the inbox, has them judged, and puts events where questions find them."""

from __future__ import annotations

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from footfall.events import erasing, memory, tables
from footfall.events.packing import pack_events, pack_hits, unpack_hits
from footfall.events.parquet import ParquetShelf
from footfall.flywheel.event import Event
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory
from footfall.flywheel.owned import SiteRules

log = logging.getLogger("footfall.sealer")
PAUSE = 0.5
"""Seconds between two looks into an empty inbox."""
BATCH = 10_000
"""Hits sealed in one transaction."""
HOUR = 3_600_000

Seal = Callable[[Sequence[Hit], Memory], list[Event]]
"""Judges hits in the order in which they came. What it remembers it keeps in the memory alone."""


class Shelf(Protocol):
    """Where sealed batches go for good."""

    def store_ready(self, now: int, *, all_of_it: bool = False) -> int:
        """Move waiting batches there when there are enough of them; returns how many events."""

    def tidy(self, now: int) -> None:
        """What is done once an hour."""

    def forget(self, rules: Sequence[SiteRules], now: int) -> None:
        """Remove what is older than its site keeps."""

    def erase(self, site: int, visitor: int, now: int) -> None:
        """Remove every event of a visitor, those that wait as well."""

    def close(self) -> None: ...


MakeShelf = Callable[[Path, sqlite3.Connection], Shelf]


class BusyError(Exception):
    """Another sealer works on the folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """
    Raises:
        BusyError: another process is the folder's sealer.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "sealer.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"Another sealer works on {folder}.") from None
        yield


class Sealer:
    """One for each folder; hold `alone` while it works.

    Args:
        rules: what is known of the sites now; asked once an hour for how long they keep events.
        clock: milliseconds since 1970, UTC.
    """

    def __init__(
        self,
        folder: Path,
        seal: Seal,
        *,
        rules: Callable[[], Sequence[SiteRules]] = lambda: (),
        shelf: MakeShelf = ParquetShelf,
        clock: Callable[[], int] = lambda: int(time.time() * 1000),
    ) -> None:
        self._folder, self._seal, self._rules, self._clock = folder, seal, rules, clock
        self._inbox = tables.open_inbox(folder)
        self._store = tables.open_store(folder)
        self._shelf = shelf(folder, self._store)
        (self._origin,) = self._inbox.execute("SELECT name FROM origin").fetchone()
        self._mark = self._take_up()

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set. Errors are logged and shown by `standing`; what they concern is tried again."""
        wait = PAUSE
        while not stop.is_set():
            try:
                busy = self.step()
                wait = PAUSE
            except Exception as error:  # A full disk, a ClickHouse that is away: the next try may find it mended.
                busy, wait = False, min(wait * 2, 60.0)
                self._complain(error)
            if not busy:
                stop.wait(wait)

    def step(self) -> bool:
        """Seal once, store if it is time, tidy if it is time. True when more hits wait."""
        more = self.seal_some()
        now = self._clock()
        if not more:  # What somebody did before asking to be erased may still wait in the inbox.
            erasing.carry_out(self._store, self._shelf, now)
        self._shelf.store_ready(now)
        if now // HOUR != tables.number(self._store, "tidied"):
            self.tidy(now)
        return more

    def once(self) -> int:
        """Seal and store everything that is there; returns how many events were stored."""
        while self.seal_some():
            pass
        now = self._clock()
        erasing.carry_out(self._store, self._shelf, now)
        stored = self._shelf.store_ready(now, all_of_it=True)
        self.tidy(now)
        return stored

    def tidy(self, now: int) -> None:
        memory.forget(self._store, now)
        self._shelf.forget(self._rules(), now)
        self._shelf.tidy(now)
        tables.set_fact(self._store, "tidied", now // HOUR)

    def seal_some(self) -> bool:
        """One batch from the inbox to `ready`. True when it was a full one."""
        rows, size = [], 0
        for row in self._inbox.execute("SELECT seq, packed, hits FROM raw WHERE seq > ? ORDER BY seq", (self._mark,)):
            rows.append(row[:2])
            size += row[2]
            if size >= BATCH:
                break
        now = self._clock()
        if not rows:
            self._beat(now)
            return False
        last = rows[-1][0]
        try:
            self._seal_rows(rows, last, now)
        except (sqlite3.Error, OSError):
            raise
        except Exception as error:
            log.exception("A batch of %d hits can't be sealed together; they are sealed one by one.", size)
            self._one_by_one(rows, now, error)
        self._mark = last
        self._inbox.execute("DELETE FROM raw WHERE seq <= ?", (last,))
        return size >= BATCH

    def close(self) -> None:
        self._shelf.close()
        self._inbox.close()
        self._store.close()

    def _take_up(self) -> int:
        """Where the one before stopped: rows up to there are sealed, even if they are still in the inbox."""
        known, mark = tables.text(self._store, "sealed"), tables.number(self._store, "sealed")
        if known != self._origin:
            return 0
        self._inbox.execute("DELETE FROM raw WHERE seq <= ?", (mark,))
        return mark

    def _seal_rows(self, rows: Sequence[tuple[int, bytes]], last: int, now: int) -> None:
        hits = [hit for _, packed in rows for hit in unpack_hits(packed)]
        remembered = memory.SqliteMemory(self._store, hits, now)
        events = self._seal(hits, remembered)
        packed = pack_events(events)
        with tables.writing(self._store):
            if events:
                self._store.execute("INSERT INTO ready (rows, at, packed) VALUES (?, ?, ?)", (len(events), now, packed))
            remembered.write()
            tables.set_fact(self._store, "sealed", last, self._origin)
            tables.set_fact(self._store, "beat", now)

    def _one_by_one(self, rows: Sequence[tuple[int, bytes]], now: int, error: Exception) -> None:
        """What can't be judged is put aside with the reason; nothing behind it has to wait."""
        for seq, packed in rows:
            good, refused = [], []
            for hit in unpack_hits(packed):
                try:
                    pack_events(self._seal([hit], memory.SqliteMemory(self._store, [hit], now)))
                    good.append(hit)
                except Exception as failure:
                    refused.append((seq, now, f"{type(failure).__name__}: {failure}", pack_hits([hit])))
            with tables.writing(self._store):
                self._store.executemany("INSERT INTO refused VALUES (?, ?, ?, ?)", refused)
            self._seal_rows([(seq, pack_hits(good))], seq, now)
        tables.set_fact(self._store, "error", now, f"{type(error).__name__}: {error}")

    def _beat(self, now: int) -> None:
        """A sign of life, once a few seconds."""
        if abs(now - tables.number(self._store, "beat")) > 5_000:
            tables.set_fact(self._store, "beat", now)

    def _complain(self, error: Exception) -> None:
        log.error("Sealing stopped and is tried again: %s", error)
        try:
            tables.set_fact(self._store, "error", self._clock(), f"{type(error).__name__}: {error}")
        except sqlite3.Error:
            log.error("Nor can that be noted in the store.")
