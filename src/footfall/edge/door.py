"""The front door: answers what must be quick itself and hands everything else to Django in a pool of threads."""

from __future__ import annotations

from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import Receive, Scope, Send
from a2wsgi.wsgi_typing import WSGIApp

THREADS = 8
"""Requests that Django works on at once in a process; the others wait in line."""


class Door:
    """The ASGI application in front of a WSGI one."""

    def __init__(self, behind: WSGIApp, *, threads: int = THREADS) -> None:
        self._behind = WSGIMiddleware(behind, workers=threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/healthz":
            await _say(send, 200, b"ok\n")
        elif scope["type"] == "http":
            await self._behind(scope, receive, send)


async def _say(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
