"""A WSGI application behind ASGI, such that slow clients hold no thread.

The body is read before a thread is asked for, and the response is spooled: a thread is busy only while the application
works. a2wsgi gives a thread to each client for as long as it reads: eight slow readers of a large download stopped the
server (tried with 1.10.10, 2026-11-22).
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from footfall.edge.spool import GoneError, Spool

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[bytes, bytes]]

log = logging.getLogger("footfall.edge")
IN_MEMORY = 256_000
"""Bytes of a request's body kept in memory. Our choice."""
PATIENCE = 30.0
"""Seconds that a client may send nothing in the middle of its body. Our choice."""


class TooLargeError(Exception):
    """The body is larger than allowed."""


class TooSlowError(Exception):
    """The body did not come in time."""


class LeftError(Exception):
    """The client left in the middle of its body."""


class Bridge:
    """Gives requests to a WSGI application, `threads` of them at once; the others wait in line."""

    def __init__(self, application: WSGIApp, *, threads: int, largest_body: int) -> None:
        self._application = application
        self._largest = largest_body
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="desk")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Raises:
            TooLargeError, TooSlowError, LeftError: the body did not come as it should; nothing was answered.
        """
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            length = await self._take(scope, receive, body)
            exchange = _Exchange(self._application, environment(scope, body, length), asyncio.get_running_loop())
            await exchange.run(self._pool, receive, send)

    async def _take(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int:
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > self._largest:
            raise TooLargeError
        length, more = 0, True
        while more:
            try:
                message = await asyncio.wait_for(receive(), PATIENCE)
            except TimeoutError:
                raise TooSlowError from None
            if message["type"] == "http.disconnect":
                raise LeftError
            piece = message.get("body", b"")
            length += len(piece)
            if length > self._largest:
                raise TooLargeError
            body.write(piece)
            more = message.get("more_body", False)
        body.seek(0)
        return length


class _Exchange:
    """One request in a thread, and its response on the way back."""

    def __init__(self, application: WSGIApp, environ: dict[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        self._application = application
        self._environ = environ
        self._loop = loop
        self._spool = Spool(loop)
        self._start: Message | None = None

    async def run(self, pool: ThreadPoolExecutor, receive: Receive, send: Send) -> None:
        work = self._loop.run_in_executor(pool, copy_context().run, self._work)
        watch = asyncio.ensure_future(self._watch(receive))
        try:
            await self._answer(send)
        finally:
            self._spool.leave()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            try:
                await work
            finally:
                self._spool.close()

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._spool.leave()

    async def _answer(self, send: Send) -> None:
        piece = await self._spool.read()
        if self._spool.gone or self._start is None:
            return
        await send(self._start)
        while piece:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await self._spool.read()
        if not self._spool.gone:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _work(self) -> None:
        """In the thread."""
        try:
            if self._spool.gone:
                return  # The client left while its request stood in line.
            pieces = self._application(self._environ, self._begin)
            try:
                for piece in pieces:
                    if piece:
                        self._spool.write(piece)
            finally:
                close = getattr(pieces, "close", None)
                if close is not None:
                    close()
            self._spool.finish()
        except GoneError:
            log.debug("The client left before the end.")
        except BaseException:
            self._loop.call_soon_threadsafe(self._spool.leave)
            raise

    def _begin(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        del exc_info  # Headers that were set anew replace the old ones: none were sent before the first byte.
        named: Headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._start = {"type": "http.response.start", "status": int(status.split(" ", 1)[0]), "headers": named}
        return self._spool.write


def environment(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as PEP 3333 wants it. Headers with an underscore are left out: they would pass for others (a client's
    `X_Forwarded_For` for the proxy's `X-Forwarded-For`)."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    path = scope.get("raw_path") or scope["path"].encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.split(b"?", 1)[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1] or 0),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").upper()
        if "_" in name or name in ("CONTENT-LENGTH", "TRANSFER-ENCODING"):
            continue
        key = "CONTENT_TYPE" if name == "CONTENT-TYPE" else f"HTTP_{name.replace('-', '_')}"
        said = value.decode("latin-1")
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{said}" if key in environ else said
    return environ
