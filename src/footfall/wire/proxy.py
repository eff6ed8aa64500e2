"""A small forward proxy on this machine, so that a browser's requests pass our address guard too."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from footfall.wire.guard import Guard, Refused

CONNECT_SECONDS = 10.0
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FAILED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class GuardedProxy:
    """An asynchronous context manager around the listener; `port` is where it listens on 127.0.0.1.

    It carries CONNECT tunnels, and plain http requests one a connection.
    """

    def __init__(self, guard: Guard, *, from_public: bool) -> None:
        self.port = 0
        self._guard = guard
        self._from_public = from_public
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
        try:
            await self._carry(reader, writer)
        except (OSError, ValueError, EOFError, asyncio.LimitOverrunError, TimeoutError):
            pass  # A browser gives connections up at any moment.
        finally:
            writer.close()
            if task is not None:
                self._open.discard(task)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line, _, rest = head.partition(b"\r\n")
        method, target, _ = line.decode("latin-1").split(" ", 2)
        tunnel = method == "CONNECT"
        parts = urlsplit(f"https://{target}" if tunnel else target)
        port = parts.port or (443 if tunnel else 80)
        scheme = "https" if tunnel else parts.scheme
        admitted = await self._guard.admit(scheme, parts.hostname or "", port, from_public=self._from_public)
        if isinstance(admitted, Refused):
            writer.write(_REFUSED)
            await writer.drain()
            return
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                onward = await _connect(admitted.addresses, port)
        except (OSError, TimeoutError):
            writer.write(_FAILED)
            await writer.drain()
            return
        if tunnel:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            onward[1].write(_origin_form(method, path, rest))
        await _pump_both(reader, writer, *onward)


async def _connect(addresses: tuple[str, ...], port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for address in addresses[:-1]:
        with suppress(OSError):
            return await asyncio.open_connection(address, port)
    return await asyncio.open_connection(addresses[-1], port)


def _origin_form(method: str, path: str, headers: bytes) -> bytes:
    """The request as the server expects it, for one exchange on this connection."""
    kept = [
        line
        for line in headers.split(b"\r\n")
        if line and not line.lower().startswith((b"proxy-", b"connection:", b"keep-alive:"))
    ]
    first = f"{method} {path} HTTP/1.1".encode("latin-1")
    return b"\r\n".join((first, *kept, b"Connection: close", b"", b""))


async def _pump_both(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    onward_reader: asyncio.StreamReader,
    onward_writer: asyncio.StreamWriter,
) -> None:
    up = asyncio.create_task(_pump(reader, onward_writer))
    try:
        await _pump(onward_reader, writer)
    finally:
        up.cancel()
        await asyncio.gather(up, return_exceptions=True)
        onward_writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65536):
            sink.write(piece)
            await sink.drain()
