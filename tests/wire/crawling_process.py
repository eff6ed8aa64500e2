"""A crawl in a process of its own, for tests that kill it: `python crawling_process.py URL STATE`; one line a page."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from pathlib import Path

from footfall.wire.crawl import crawl
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.options import CrawlOptions


async def main(url: str, state: str) -> None:
    options = CrawlOptions(max_pages=1000, probes=None, state=Path(state))
    async with (
        Fetcher(guard=Guard(allow_private=True)) as fetcher,
        aclosing(crawl([url], options, fetcher=fetcher)) as found,
    ):
        async for crawled in found:
            print("kept" if crawled.kept else "new", crawled.url, len(crawled.data), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
