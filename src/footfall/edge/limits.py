"""How often a client may do something, counted in this process's memory."""

from __future__ import annotations

import time
from collections.abc import Callable

MOST_CLIENTS = 100_000
"""Clients remembered at once, about 15 MB; who comes later in the same minute is not limited. Our choice."""


class Limit:
    """So many within `seconds`, counted from fixed points in time."""

    def __init__(self, most: int, *, seconds: float = 60.0, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._counts: dict[bytes, int] = {}
        self._ends = 0.0

    def take(self, client: bytes, number: int = 1) -> int:
        """Count it. Returns 0, or the seconds to wait where it is too much."""
        now = self._now()
        if now >= self._ends:
            self._counts, self._ends = {}, now + self._seconds
        had = self._counts.get(client, 0)
        if had + number > self._most:
            return max(1, round(self._ends - now))
        if had or len(self._counts) < MOST_CLIENTS:
            self._counts[client] = had + number
        return 0

    def spent(self, client: bytes) -> int:
        """Like `take`, but counts nothing."""
        now = self._now()
        if now >= self._ends or self._counts.get(client, 0) < self._most:
            return 0
        return max(1, round(self._ends - now))
