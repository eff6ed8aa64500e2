"""What the sites of one crawl share: the client, the memory, the allowance of pages, and the way out for results."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from footfall.wire.facts import Collector
from footfall.wire.fetch import Fetcher
from footfall.wire.options import Crawled, CrawlOptions
from footfall.wire.robots import RobotsFiles
from footfall.wire.state import State

_WAITING = 16
"""Results that may wait for whoever reads them, before the crawl itself waits. Our choice."""


class Run:
    """What the sites of one crawl share. `left` counts the pages that may still be told."""

    def __init__(
        self,
        options: CrawlOptions,
        fetcher: Fetcher,
        collector: Collector | None,
        robots: RobotsFiles,
        state: State | None,
        notice: Callable[[str], None],
    ) -> None:
        self.options = options
        self.fetcher = fetcher
        self.collector = collector
        self.robots = robots
        self.state = state
        self.notice = notice
        self.left = options.max_pages
        self.results: asyncio.Queue[Crawled | None] = asyncio.Queue()
        self.unread = 0
        """Results that were handed over and not read yet."""
        self._room = asyncio.Semaphore(_WAITING)

    async def tell(self, crawled: Crawled) -> None:
        """Hand a result over; waits while many are waiting to be read."""
        await self._room.acquire()
        self.unread += 1
        self.results.put_nowait(crawled)

    def note_read(self) -> None:
        """A result was read: there is room for another."""
        self.unread -= 1
        self._room.release()
