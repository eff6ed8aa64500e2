"""The front door: answers what must be quick itself and hands everything else to Django in a pool of threads."""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass

from footfall.edge.bridge import Bridge, LeftError, Message, Receive, Scope, Send, TooLargeError, TooSlowError, WSGIApp
from footfall.trace import trace

THREADS = 8
"""Requests that Django works on at once in a process; the others wait in line."""
LARGEST_BODY = 3_000_000
"""Bytes of a request's body. Nothing that the desk takes is larger; our choice."""
access = logging.getLogger("footfall.access")
_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


@dataclass(slots=True)
class _Said:
    """What was answered, for the log."""

    status: int = 0
    size: int = 0


class Door:
    """The ASGI application in front of a WSGI one.

    Args:
        log_requests: one line a request in the log `footfall.access`.
        believe_ids: take the id of a request from a proxy's X-Request-ID.
    """

    def __init__(
        self,
        behind: WSGIApp,
        *,
        threads: int = THREADS,
        largest_body: int = LARGEST_BODY,
        log_requests: bool = False,
        believe_ids: bool = False,
    ) -> None:
        self._bridge = Bridge(behind, threads=threads, largest_body=largest_body)
        self._log_requests = log_requests
        self._believe_ids = believe_ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == "/healthz":
            await _say(send, 200, "ok")
            return
        name = self._name(scope)
        scope["headers"] = [*(pair for pair in scope["headers"] if pair[0] != b"x-request-id"), (b"x-request-id", name)]
        said, began = _Said(), time.monotonic()
        trace.set(name.decode())

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                said.status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", name)]
            else:
                said.size += len(message.get("body", b""))
            await send(message)

        try:
            await self._hand_over(scope, receive, send_named)
        finally:
            if self._log_requests:
                _log(scope, said, time.monotonic() - began)

    async def _hand_over(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._bridge(scope, receive, send)
        except TooLargeError:
            await _say(send, 413, "This is larger than Footfall takes. Send less than 3 MB at a time.", close=True)
        except TooSlowError:
            await _say(send, 408, "The rest of the request did not come. Send it again.", close=True)
        except LeftError:
            return

    def _name(self, scope: Scope) -> bytes:
        if self._believe_ids:
            for header, value in scope["headers"]:
                if header == b"x-request-id" and _ID.fullmatch(value):
                    return bytes(value)
        return secrets.token_hex(8).encode()


def _log(scope: Scope, said: _Said, seconds: float) -> None:
    client = (scope.get("client") or ("",))[0]
    fields = {
        "method": scope["method"],
        "path": scope["path"],
        "status": said.status,
        "bytes": said.size,
        "ms": round(seconds * 1000),
        "client": client,
    }
    line = "%(method)s %(path)s %(status)d, %(bytes)d bytes in %(ms)d ms for %(client)s"
    access.info(line, fields, extra={"fields": fields})


async def _say(send: Send, status: int, sentence: str, *, close: bool = False) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode(), "more_body": False})
