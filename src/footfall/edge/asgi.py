"""ASGI's messages as requests of the edge."""

from __future__ import annotations

import asyncio

from footfall.edge.asked import Read, Request
from footfall.edge.bodies import LeftError, TooLargeError, TooSlowError
from footfall.edge.bridge import Receive, Scope


def request_of(scope: Scope) -> Request:
    headers: list[tuple[bytes, bytes]] = scope["headers"]

    def every(name: str) -> list[str]:
        wanted = name.encode()
        return [value.decode("utf-8", "replace") for known, value in headers if known == wanted]

    def first(name: str) -> str:
        found = every(name)
        return found[0] if found else ""

    peer = (scope.get("client") or ("",))[0]
    return Request(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), peer, first, every)


def body_of(scope: Scope, receive: Receive) -> Read:
    async def read(most: int, seconds: float) -> bytes:
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > most:
            raise TooLargeError
        try:
            async with asyncio.timeout(seconds):
                return await _whole(receive, most)
        except TimeoutError:
            raise TooSlowError from None

    return read


async def _whole(receive: Receive, most: int) -> bytes:
    taken = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise LeftError
        taken += message.get("body", b"")
        if len(taken) > most:
            raise TooLargeError
        if not message.get("more_body", False):
            return bytes(taken)
