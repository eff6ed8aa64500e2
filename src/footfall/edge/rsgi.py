"""The edge behind granian's own interface, RSGI (as of granian 2.8.7), which costs less a request than ASGI does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from footfall.edge.asked import Answer, Request
from footfall.edge.bodies import LeftError, TooLargeError, TooSlowError
from footfall.edge.bridge import Message, Receive, Scope, Send
from footfall.edge.door import Door
from footfall.edge.front import Front


class Granian:
    """The application: RSGI for granian, ASGI for every other server.

    Args:
        closing: called when the server stops, after the last answer.
    """

    def __init__(self, door: Door, front: Front, *, closing: Callable[[], None] = lambda: None) -> None:
        self._door, self._front, self._closing = door, front, closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._door(scope, receive, send)

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if scope.proto != "http":
            return
        headers = scope.headers
        if not self._front.concerns(scope.path, headers.get("host", "")):
            await _Exchange(scope, proto).through(self._door)
            return
        get = headers.get
        request = Request(
            scope.method,
            scope.path,
            scope.query_string,
            scope.client.rpartition(":")[0].strip("[]"),
            lambda name: get(name, ""),
            headers.get_all,
        )
        try:
            answer = await self._front.answer(request, _Body(headers, proto).read)
        except LeftError:
            answer = Answer(400, [])
        if answer.body:
            proto.response_bytes(answer.status, answer.headers, answer.body)
        else:
            proto.response_empty(answer.status, answer.headers)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        del loop
        self._closing()


class _Body:
    """A request's body that is read with limits."""

    def __init__(self, headers: Any, proto: Any) -> None:
        self._headers, self._proto = headers, proto

    async def read(self, most: int, seconds: float) -> bytes:
        declared = self._headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > most:
            raise TooLargeError
        try:
            async with asyncio.timeout(seconds):
                return await self._whole(most, sized="content-length" in self._headers)
        except TimeoutError:
            raise TooSlowError from None
        except (OSError, RuntimeError):  # What granian raises when the connection breaks.
            raise LeftError from None

    async def _whole(self, most: int, *, sized: bool) -> bytes:
        if sized:
            whole: bytes = await self._proto()
            return whole
        taken = bytearray()
        async for piece in self._proto:
            taken += piece
            if len(taken) > most:
                raise TooLargeError
        return bytes(taken)


class _Exchange:
    """One request as ASGI's messages."""

    def __init__(self, scope: Any, proto: Any) -> None:
        self._scope, self._proto = scope, proto
        self._pieces = proto.__aiter__()
        sized = "content-length" in scope.headers or "transfer-encoding" in scope.headers
        self._read = self._empty = scope.http_version.startswith("1") and not sized
        self._start: Message = {}
        self._first = b""
        self._stream: Any = None

    async def through(self, door: Door) -> None:
        await door.desk(self._as_scope(), self._receive, self._send)

    def _as_scope(self) -> Scope:
        scope = self._scope
        client, _, port = scope.client.rpartition(":")
        server, _, own_port = scope.server.rpartition(":")
        return {
            "type": "http",
            "http_version": scope.http_version,
            "method": scope.method,
            "scheme": scope.scheme,
            "path": scope.path,
            "raw_path": quote(scope.path).encode(),
            "query_string": scope.query_string.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in scope.headers.items()],
            "client": (client.strip("[]"), int(port) if port.isdecimal() else 0),
            "server": (server.strip("[]"), int(own_port) if own_port.isdecimal() else 0),
        }

    async def _receive(self) -> Message:
        if self._empty:
            self._empty = False
            return {"type": "http.request", "body": b"", "more_body": False}
        if self._read:
            await self._proto.client_disconnect()
            return {"type": "http.disconnect"}
        try:
            # Not anext(…, None): with a default it crashed Python 3.11 on granian's iterator (2.8.7, 2026-11-22).
            piece = bytes(await self._pieces.__anext__())
        except StopAsyncIteration:
            self._read, piece = True, b""
        except (OSError, RuntimeError):
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": not self._read}

    async def _send(self, message: Message) -> None:
        """The first piece waits for the second: most pages are whole with it, and go out at once."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._stream is not None:
            if body:
                await self._stream.send_bytes(body)
        elif not more:
            self._proto.response_bytes(self._start["status"], self._headers(), self._first + body)
        elif not self._first:
            self._first = body
        else:
            self._stream = self._proto.response_stream(self._start["status"], self._headers())
            await self._stream.send_bytes(self._first)
            await self._stream.send_bytes(body)

    def _headers(self) -> list[tuple[str, str]]:
        return [(name.decode(), value.decode("utf-8", "replace")) for name, value in self._start["headers"]]
