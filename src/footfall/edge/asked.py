"""What was asked and what is answered, the same for every server interface."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

Headers = list[tuple[str, str]]


class Request(NamedTuple):
    """The head of a request."""

    method: str
    path: str
    """Decoded."""
    query: str
    """As it was sent, without the question mark."""
    peer: str
    """The address of the connection, without port."""
    header: Callable[[str], str]
    """The value of a header by its name in lower case; "" where there is none."""
    every: Callable[[str], list[str]]
    """All values of a header, in their order."""


class Answer(NamedTuple):
    """A whole response. `content-length` is the server's business."""

    status: int
    headers: Headers
    body: bytes = b""


Read = Callable[[int, float], Awaitable[bytes]]
"""Reads the body: at most so many bytes, and within so many seconds.

Raises:
    TooLargeError, TooSlowError, LeftError: see `footfall.edge.bodies`.
"""

_NOSNIFF = ("x-content-type-options", "nosniff")


def says(status: int, sentence: str, *more: tuple[str, str]) -> Answer:
    """A plain sentence."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), _NOSNIFF, *more]
    return Answer(status, headers, f"{sentence}\n".encode())
