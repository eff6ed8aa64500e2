"""The crawl of one site: its workers, its pace, its sitemaps and its robots.txt."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from footfall.wire.address import host_of, is_this_machine, normal, origin_of, site_of
from footfall.wire.frontier import Frontier, Source, Visit
from footfall.wire.links import links_of
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.pace import LONGEST_DELAY, USUAL_DELAY, Pace
from footfall.wire.robots import Robots
from footfall.wire.run import Run
from footfall.wire.sitemap import SitemapReader, read_sitemaps
from footfall.wire.visit import (
    NOTHING,
    Visited,
    failed,
    is_html,
    parsed,
    record_of,
    refused_by_robots,
    request_for,
    unchanged,
    unreadable,
)

_SLACK = 1000
"""Addresses queued beyond twice the page limit, for those that turn out to be no pages. Our choice."""


class Site:
    """Visits one site's addresses, starting from `starts`, until none or no allowance is left.

    `queued` and `done` are what an interrupted run left behind.
    """

    def __init__(self, starts: list[str], run: Run, *, queued: Iterable[Visit] = (), done: Iterable[str] = ()) -> None:
        self._run = run
        self._start = starts[0]
        options = run.options
        capacity = 2 * options.max_pages + len(starts) + _SLACK
        self._frontier = Frontier(self._start, capacity=capacity, most_variants=options.max_variants)
        delay = options.delay
        if delay is None:
            delay = 0.0 if is_this_machine(host_of(self._start)) else USUAL_DELAY
        self._pace = Pace(delay)
        self._from_public = False
        self._busy = 0
        self._turned_away = 0
        self._changed = asyncio.Event()
        restored = run.state is not None and run.state.seeded
        self._seeded = restored or not (options.sitemaps and options.follow) or options.max_pages <= len(starts)
        self._frontier.restore(queued, done)
        self._queue(starts, Source.START)

    @property
    def waiting(self) -> int:
        """Addresses that are queued."""
        return len(self._frontier)

    @property
    def busy(self) -> int:
        """Visits under way."""
        return self._busy

    async def crawl(self) -> None:
        """Visit everything. Bugs surface as exceptions; whatever servers do becomes a result."""
        await self._ask_for_pace()
        workers = 1 if self._pace.delay > 0 else max(1, self._run.options.concurrency)
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(self._work())
        if self._turned_away:
            host = host_of(self._start)
            self._run.notice(f"{self._turned_away} linked pages of {host} were left out: its robots.txt turns us away.")

    async def _ask_for_pace(self) -> None:
        if self._run.options.ignore_robots:
            return
        asked = (await self._run.robots.of(self._start)).delay()
        self._pace.at_least(asked)
        if asked > LONGEST_DELAY:
            host = host_of(self._start)
            self._run.notice(f"{host} asks for {asked:g} seconds between pages; we leave {LONGEST_DELAY:g}.")

    async def _work(self) -> None:
        run = self._run
        while True:
            visit = self._frontier.take() if run.left > 0 else None
            if visit is None and not self._busy:
                self._changed.set()
                return
            if visit is None:
                self._changed.clear()
                await self._changed.wait()
                continue
            self._busy += 1
            run.left -= 1
            try:
                if not await self._visit(visit):
                    run.left += 1
            finally:
                self._busy -= 1
                self._changed.set()

    async def _visit(self, visit: Visit) -> bool:
        """Visit one address, tell what came; answers whether it counts as a page."""
        visited = await self._fetch(visit)
        page = visited.crawled.page if visited.crawled else None
        if self._run.options.follow and visited.answer is not None and visited.answer.status == 200:
            if visit.source is Source.START and not self._seeded:
                await self._seed()
            if page is not None:
                self._queue(links_of(page), Source.LINK)
        if self._run.state is not None:
            final = normal(visited.answer.url) if visited.answer is not None and visited.answer.hops else ""
            self._run.state.finish_visit(visit.url, visited.record, final=final)
        if visited.crawled is None:
            return False
        await self._run.tell(visited.crawled)
        return True

    async def _fetch(self, visit: Visit) -> Visited:
        run = self._run
        if not run.options.ignore_robots:
            robots = await run.robots.of(visit.url, from_public=self._from_public)
            if not robots.allows(visit.url):
                return self._turn_away(visit, robots)
        await self._pace.turn()
        old = run.state.old_record(visit.url) if run.state else None
        answer = await run.fetcher.fetch(request_for(visit, old, from_public=self._from_public_to(visit)))
        if isinstance(answer, Failed):
            return failed(visit, answer)
        if visit.source is Source.START:
            self._from_public = not answer.private
        if answer.status in (429, 503):
            self._pace.at_least(2 * self._pace.delay or USUAL_DELAY)
        known = unchanged(answer, old) if answer.status == 304 and old is not None else None
        return await self._judge(visit, known or answer, kept=known is not None)

    def _turn_away(self, visit: Visit, robots: Robots) -> Visited:
        if visit.source is Source.LINK and robots.known:
            self._turned_away += 1
            return NOTHING
        crawled = refused_by_robots(visit.url, robots)
        return Visited(None, crawled, record_of(crawled, None))

    async def _judge(self, visit: Visit, answer: Fetched, *, kept: bool) -> Visited:
        """Sort out what is no page of this site, or was seen before; gather facts about the rest."""
        if answer.hops and not self._is_news(visit, normal(answer.url)):
            return NOTHING
        if answer.brotli_only and not answer.body:
            return unreadable(visit, answer)
        failure = answer.status >= 400 and not answer.unread
        other = not (is_html(answer) or failure)
        if other and (visit.source is not Source.START or await self._take_sitemap(answer)):
            return NOTHING
        return await parsed(visit, answer, self._run.collector, kept=kept)

    def _is_news(self, visit: Visit, final: str) -> bool:
        """Whether the address that a redirect led to belongs to this site and was not seen before."""
        if visit.source is Source.START:
            self._frontier.widen(site_of(final))
            self._frontier.seen(final)
            return True
        if site_of(final) not in self._frontier.sites:
            return False
        return final == visit.url or not self._frontier.seen(final)

    async def _take_sitemap(self, answer: Fetched) -> bool:
        """For a start that is a sitemap: queue what it and the sitemaps in it list; answers whether it was one."""
        reader = SitemapReader(self._run.options.max_pages)
        reader.feed(answer.body)
        reader.finish()
        self._queue(reader.pages, Source.SITEMAP)
        await self._read_sitemaps(reader.sitemaps)
        return bool(reader.pages or reader.sitemaps)

    async def _seed(self) -> None:
        """Queue what the site's own sitemaps list."""
        self._seeded = True
        robots = await self._run.robots.of(self._start)
        await self._read_sitemaps(robots.sitemaps or (f"{origin_of(self._start)}/sitemap.xml",))
        if self._run.state is not None:
            self._run.state.mark_seeded()

    async def _read_sitemaps(self, addresses: Iterable[str]) -> None:
        found = read_sitemaps(
            self._run.fetcher,
            addresses,
            limit=self._run.options.max_pages,
            from_public=lambda url: self._from_public or site_of(url) not in self._frontier.sites,
        )
        async for address in found:
            self._queue((address,), Source.SITEMAP)

    def _from_public_to(self, visit: Visit) -> bool:
        return visit.source is not Source.START and self._from_public

    def _queue(self, addresses: Iterable[str], source: Source) -> None:
        added = self._frontier.add(addresses, source)
        if added and self._run.state is not None:
            self._run.state.queue(added)
