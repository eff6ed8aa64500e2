"""Politeness: how long to leave between requests to one site."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

USUAL_DELAY = 1.0
"""Seconds between two pages of a site that belongs to somebody. Our choice."""
LONGEST_DELAY = 30.0
"""Seconds. A Crawl-delay beyond this is cut to it, with a notice. Our choice."""


class Pace:
    """Gives turns at least `delay` seconds apart; without a delay every turn is at once."""

    def __init__(
        self,
        delay: float,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.delay = delay
        self._sleep = sleep
        self._clock = clock
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until the next request may begin."""
        if self.delay <= 0:
            return
        now = self._clock()
        begin = max(now, self._next)
        self._next = begin + self.delay
        if begin > now:
            await self._sleep(begin - now)

    def at_least(self, delay: float) -> None:
        """Slow down to a delay that the site asks for; never speeds up."""
        self.delay = max(self.delay, min(delay, LONGEST_DELAY))
