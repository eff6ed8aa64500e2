"""The way in: many callers share one commit, and nobody is told "done" before the disk has it."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from footfall.events.door import FullError
from footfall.events.packing import pack_hits
from footfall.events.tables import open_inbox
from footfall.flywheel.hit import Hit

MOST = 50_000
"""Hits that wait for the disk at most: five seconds of the largest load that one process was measured at."""
BATCH = 5_000
"""Hits of one commit at most, so that one row of the inbox stays below a few megabytes."""
SPARE = 64_000_000
"""Bytes on the disk that are left alone: the sealer needs room to make room. Our choice."""
LOOK = 1.0
"""Seconds between two looks at the disk's free space."""

Waiter = Callable[[BaseException | None], None]


class SqliteInbox:
    """An `Inbox` in a folder on a local disk. Any number of processes may have one open.

    Args:
        most: hits that may wait; more are refused.
        spare: bytes that stay free on the disk; below, everything is refused until there is room again.
    """

    def __init__(self, folder: Path, *, most: int = MOST, spare: int = SPARE) -> None:
        self._folder, self._most, self._spare = folder, most, spare
        self._lock = threading.Condition()
        self._waiting: list[tuple[Sequence[Hit], Waiter]] = []
        self._count = 0
        self._thread: threading.Thread | None = None
        self._closing = False
        self._looked, self._free = 0.0, True

    async def put(self, hits: Sequence[Hit]) -> None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._add(hits, _Waiter(loop, future))
        await future

    def put_now(self, hits: Sequence[Hit]) -> None:
        future: Future[None] = Future()

        def done(error: BaseException | None) -> None:
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)

        self._add(hits, done)
        future.result()

    def close(self) -> None:
        """Write what waits, then stop."""
        with self._lock:
            self._closing = True
            self._lock.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _add(self, hits: Sequence[Hit], waiter: Waiter) -> None:
        with self._lock:
            if self._count + len(hits) > self._most or self._closing:
                raise FullError(f"{self._count} hits wait for the disk.")
            self._waiting.append((hits, waiter))
            self._count += len(hits)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="footfall-inbox", daemon=True)
                self._thread.start()
            if len(self._waiting) == 1:
                self._lock.notify()

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        while taken := self._take():
            error: BaseException | None = None
            try:
                if not self._room():
                    raise FullError("The disk is almost full.")
                connection = connection or open_inbox(self._folder)
                self._write(connection, [hit for hits, _ in taken for hit in hits])
            except FullError as full:
                error = full
            except ValueError:
                taken = self._one_by_one(connection, taken)
            except Exception as failure:  # Whatever it is: nobody may wait for ever.
                error = FullError(f"The inbox can't be written: {failure}")
                error.__cause__ = failure
                if connection is not None:
                    with suppress(sqlite3.Error):
                        connection.close()
                connection = None  # Opened anew for the next batch: after an I/O error the old one may be of no use.
            _tell(taken, error)
        if connection is not None:
            connection.close()

    def _take(self) -> list[tuple[Sequence[Hit], Waiter]]:
        """What waits, as much as goes into one commit; empty when it is time to stop."""
        with self._lock:
            while not self._waiting and not self._closing:
                self._lock.wait()
            number, hits = 0, 0
            while number < len(self._waiting) and (number == 0 or hits + len(self._waiting[number][0]) <= BATCH):
                hits += len(self._waiting[number][0])
                number += 1
            taken, self._waiting = self._waiting[:number], self._waiting[number:]
            self._count -= hits
            return taken

    def _room(self) -> bool:
        now = time.monotonic()
        if now - self._looked >= LOOK or not self._free:
            self._looked = now
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._free = shutil.disk_usage(self._folder).free > self._spare
        return self._free

    @staticmethod
    def _write(connection: sqlite3.Connection, hits: list[Hit]) -> None:
        # One statement, so that this thread gives up the interpreter once a commit and not once a row.
        connection.execute(
            "INSERT INTO raw (hits, at, packed) VALUES (?, ?, ?)", (len(hits), int(time.time() * 1000), pack_hits(hits))
        )

    def _one_by_one(
        self, connection: sqlite3.Connection | None, taken: list[tuple[Sequence[Hit], Waiter]]
    ) -> list[tuple[Sequence[Hit], Waiter]]:
        """One caller gave what can't be written: only that one is told so. Returns those nobody told anything yet."""
        good = []
        for hits, waiter in taken:
            try:
                pack_hits(hits)
                good.append((hits, waiter))
            except ValueError as error:
                _tell([(hits, waiter)], error)
        if good and connection is not None:
            try:
                self._write(connection, [hit for hits, _ in good for hit in hits])
            except sqlite3.Error as failure:
                _tell(good, FullError(f"The inbox can't be written: {failure}"))
                return []
        return good


class _Waiter:
    """Wakes a coroutine. Comparing costs less than a closure for each of thousands a second."""

    __slots__ = ("future", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop, future: asyncio.Future[None]) -> None:
        self.loop, self.future = loop, future

    def __call__(self, error: BaseException | None) -> None:
        if self.future.done():
            return  # The caller did not want to wait any longer.
        if error is None:
            self.future.set_result(None)
        else:
            self.future.set_exception(error)


def _tell(taken: list[tuple[Sequence[Hit], Waiter]], error: BaseException | None) -> None:
    """Tell everybody; one call into each event loop, however many wait there."""
    loops: dict[asyncio.AbstractEventLoop, list[_Waiter]] = {}
    for _, waiter in taken:
        if isinstance(waiter, _Waiter):
            loops.setdefault(waiter.loop, []).append(waiter)
        else:
            waiter(error)
    for loop, waiters in loops.items():
        with suppress(RuntimeError):  # The loop was closed meanwhile: nobody waits there.
            loop.call_soon_threadsafe(_wake, waiters, error)


def _wake(waiters: list[_Waiter], error: BaseException | None) -> None:
    for waiter in waiters:
        waiter(error)
