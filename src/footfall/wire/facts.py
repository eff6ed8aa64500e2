"""Everything the network can tell about one page, gathered within bounds."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

from footfall.page import Page
from footfall.page.facts import OEmbed, PageFacts
from footfall.wire.deep import ask_deep
from footfall.wire.fetch import Fetcher
from footfall.wire.images import Images, candidates
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.probe import Asker, Gathered, ProbeOptions
from footfall.wire.render import render
from footfall.wire.robots import RobotsFiles

OEMBED_LIMIT = 1024 * 1024
MOST_OEMBED = 3


class Collector:
    """Gathers facts for the pages of a run; remembers images and robots.txt files that pages share."""

    def __init__(self, fetcher: Fetcher, robots: RobotsFiles, options: ProbeOptions | None = None) -> None:
        self.options = options or ProbeOptions()
        self._fetcher = fetcher
        self._robots = robots
        self._images = Images(robots, tokens=self.options.tokens, thumbnails=self.options.thumbnails)
        self._deep_left = self.options.deep_pages

    def note_deep(self, facts: PageFacts) -> None:
        """Count a page that an earlier part of this run has asked everything."""
        if facts.head is not None or facts.variants is not None:
            self._deep_left -= 1

    async def collect(self, page: Page, answer: Fetched) -> PageFacts:
        """Facts about a page that was fetched. What the budget or the time doesn't allow stays None: unknown."""
        facts = PageFacts(
            response=answer.response(),
            blocked_agents=await self._blocked(answer),
            brotli_only=answer.brotli_only,
            mislabelled=answer.mislabelled,
        )
        if answer.status != 200:
            return facts
        wanted = list(candidates(page))[: self.options.max_images]
        endpoints = [page.resolve(link.href) for link in page.oembed_links][:MOST_OEMBED]
        deep = self._deep_left > 0
        if not (wanted or endpoints or deep):
            return facts
        self._deep_left -= deep
        asker = Asker(self._fetcher, from_public=not answer.private, max_requests=self.options.max_requests)
        found = Gathered()
        with suppress(TimeoutError):  # What has come by then counts; the rest stays unknown.
            async with asyncio.timeout(self.options.seconds):
                await self._ask_pictures(wanted, endpoints, found, asker)
                if deep:
                    await self._ask_deep(page, answer, found, asker)
        return found.added_to(facts)

    async def _ask_pictures(self, wanted: list[str], endpoints: list[str], found: Gathered, asker: Asker) -> None:
        async def picture(url: str) -> None:
            image = await self._images.of(url, asker)
            if image is not None:
                found.images[url] = image

        async def embed(url: str) -> None:
            answer = await ask_oembed(url, asker)
            if answer is not None:
                found.oembed[url] = answer

        if len(wanted) == 1 and not endpoints:
            await picture(wanted[0])
        else:
            await asyncio.gather(*map(picture, wanted), *map(embed, endpoints))

    async def _ask_deep(self, page: Page, answer: Fetched, found: Gathered, asker: Asker) -> None:
        await ask_deep(page, answer, self.options.agents, found, asker)
        if self.options.rendered:
            found.rendered = await render(answer.url, self._fetcher.guard, from_public=asker.from_public)

    async def _blocked(self, answer: Fetched) -> frozenset[str] | None:
        """Tokens that robots.txt turns away from the address asked for or from where it leads."""
        if not self.options.tokens:
            return None
        found: frozenset[str] = frozenset()
        for url in dict.fromkeys((answer.asked, *(hop.url for hop in answer.hops[1:]), answer.url)):
            robots = await self._robots.of(url, from_public=url != answer.asked and not answer.private)
            blocked = robots.blocked(url, self.options.tokens)
            if blocked is None:
                return None
            found |= blocked
        return found


async def ask_oembed(url: str, asker: Asker) -> OEmbed | None:
    """A discovered oEmbed endpoint's answer; None when the budget is spent."""
    headers = {"Accept": "application/json, text/xml;q=0.5"}
    answer = await asker.ask(asker.request(url, headers=headers, limit=OEMBED_LIMIT, whole=True))
    if answer is None:
        return None
    if isinstance(answer, Failed):
        return OEmbed(url, status=0, fault=answer.fault)
    return OEmbed(url, answer.status, None, answer.content_type, _json_object(answer.body))


def _json_object(body: bytes) -> dict[str, object] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
