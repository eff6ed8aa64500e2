"""Targets that are fetched: options for the crawler, where it remembers, and its pages as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footfall.cli.manner import Manner, state_file
from footfall.cli.say import notice, stop
from footfall.cli.target import Kind, Target
from footfall.cli.work import Audited
from footfall.smo.audit import audit_parsed

if TYPE_CHECKING:
    from footfall.cli.run import Run
    from footfall.wire.options import Crawled, CrawlOptions

MOST_FROM_SITEMAP = 50_000
"""Addresses taken from one sitemap, the most that one may list (sitemaps.org protocol, read 2026-11-22)."""


def audit_fetched(run: Run, targets: list[Target], manner: Manner) -> None:
    """Audit pages as the crawler brings them; Ctrl-C ends the crawl in good order."""
    asyncio.run(_audit(run, targets, manner))


async def _audit(run: Run, targets: list[Target], manner: Manner) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    with run.until_interrupted(lambda: loop.call_soon_threadsafe(ended.set)):
        async for crawled in crawled_pages(targets, manner, ended):
            if crawled.page is not None:
                run.take(Audited(audit_parsed(crawled.page, crawled.facts), crawled.url, crawled.facts))


async def crawled_pages(targets: list[Target], manner: Manner, ended: asyncio.Event) -> AsyncGenerator[Crawled]:
    """The pages of the targets as the crawler brings them. Failures go to `manner.failures`."""
    from footfall.wire.crawl import crawl
    from footfall.wire.fetch import Fetcher
    from footfall.wire.guard import Guard
    from footfall.wire.state import StateError

    guard = Guard(allow_private=not manner.guard, allow_hosts=frozenset(manner.allow_hosts))
    async with Fetcher(guard=guard) as fetcher:
        starts = [target.address for target in targets if target.fetched]
        listed = [address for target in targets if not target.fetched for address in _listed(target, manner)]
        options = _options(targets, manner, follow=any(target.kind is Kind.ADDRESS for target in targets))
        pages = crawl([*starts, *listed], options, fetcher=fetcher, stop=ended, notice=notice)
        try:
            async with aclosing(pages) as stream:
                async for crawled in stream:
                    if crawled.page is None:
                        manner.failures.append((crawled.url, crawled.detail))
                    else:
                        yield crawled
        except StateError as error:
            stop(str(error))


def _options(targets: list[Target], manner: Manner, *, follow: bool) -> CrawlOptions:
    from footfall.smo.agents import bot_agent_strings, preview_agents
    from footfall.wire.options import CrawlOptions
    from footfall.wire.probe import ProbeOptions

    own = manner.own_site or all(_is_here(target.address) for target in targets)
    probes = ProbeOptions(
        tokens=preview_agents(),
        agents=bot_agent_strings() if own else (),
        thumbnails=manner.thumbnails,
        rendered=manner.render,
    )
    return CrawlOptions(
        max_pages=manner.max_pages,
        delay=manner.delay,
        follow=follow,
        sitemaps=follow,
        ignore_robots=manner.ignore_robots,
        probes=probes if manner.probes else None,
        state=state_file(targets, manner) if manner.remember else None,
    )


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _listed(target: Target, manner: Manner) -> list[str]:
    """The page addresses of a sitemap on disk, bounded by the pages wanted."""
    from footfall.wire.sitemap import SitemapReader

    most = min(manner.max_pages, MOST_FROM_SITEMAP)
    reader = SitemapReader(most)
    with target.path.open("rb") as file:
        while (piece := file.read(65536)) and reader.feed(piece):
            pass
    reader.finish()
    if not reader.pages:
        stop(f"No page addresses were found in {target.typed}. Check that it is a sitemap (sitemaps.org).")
    return reader.pages[:most]
