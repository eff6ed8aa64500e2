"""A response on its way: a thread writes as fast as it can, the client reads as slowly as it likes."""

from __future__ import annotations

import asyncio
import threading
from tempfile import SpooledTemporaryFile

IN_MEMORY = 1_000_000
"""Bytes of a response kept in memory; the rest goes to a temporary file. Our choice."""
LARGEST = 1_000_000_000
"""Bytes written ahead of a slow client before the thread has to wait for it. Our choice, as nginx's."""
PIECE = 65_536
PATIENCE = 60.0
"""Seconds that a thread waits for a client that reads nothing at all."""


class GoneError(Exception):
    """The client left; what is still to be written interests nobody."""


class Spool:
    """Bytes written by one thread and read by one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._news = asyncio.Event()
        self._room = threading.Condition()
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._written = self._read = 0
        self._over = self._gone = False

    @property
    def gone(self) -> bool:
        return self._gone

    def write(self, data: bytes) -> None:
        """From the thread.

        Raises:
            GoneError: the client left, or has not read for a minute though a gigabyte waits for it.
        """
        with self._room:
            if self._written >= LARGEST:
                self._room.wait_for(lambda: self._gone or self._read == self._written, timeout=PATIENCE)
                if self._read < self._written:
                    self._gone = True
            if self._gone:
                raise GoneError
            if self._written >= LARGEST:
                self._file.seek(0)
                self._file.truncate()
                self._written = self._read = 0
            self._file.seek(self._written)
            self._file.write(data)
            self._written += len(data)
        self._tell()

    def finish(self) -> None:
        """From the thread: nothing follows."""
        self._over = True
        self._tell()

    async def read(self) -> bytes:
        """From the loop: the next piece, empty at the end."""
        while True:
            self._news.clear()
            over = self._over  # Asked before the bytes: what is written until then is read below.
            with self._room:
                if self._read < self._written:
                    self._file.seek(self._read)
                    piece = self._file.read(min(PIECE, self._written - self._read))
                    self._read += len(piece)
                    self._room.notify()
                    return piece
            if over or self._gone:
                return b""
            await self._news.wait()

    def leave(self) -> None:
        """From the loop: the client is gone."""
        with self._room:
            self._gone = True
            self._room.notify()
        self._news.set()

    def close(self) -> None:
        """From the loop, when nobody writes any more."""
        self._file.close()

    def _tell(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)
