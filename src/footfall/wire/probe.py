"""Extra questions to servers within a page's budget: how they may be asked, and how answers become probes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from footfall.page.facts import Asset, BotView, Image, OEmbed, PageFacts, Probe
from footfall.wire.fetch import Fetcher
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.request import Request


@dataclass(frozen=True, slots=True)
class ProbeOptions:
    """What is asked beyond the page itself.

    `tokens`: robots.txt names of preview bots. `agents`: agent strings to compare, an ordinary browser first; leave it
    empty for sites that aren't yours. The first `deep_pages` pages of a run are asked everything, later ones only for
    their preview images and oEmbed. `max_requests` and `seconds` bound what one page may cost. `thumbnails` fetches
    and decodes whole images for reports. `rendered` opens the deep pages in a browser.
    """

    tokens: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    deep_pages: int = 1
    max_requests: int = 120
    seconds: float = 90.0
    max_images: int = 6
    thumbnails: bool = False
    rendered: bool = False


@dataclass(slots=True)
class Gathered:
    """Facts as they come in, so that what is known when the time is up counts. Field by field as in `PageFacts`."""

    images: dict[str, Image] = field(default_factory=dict)
    oembed: dict[str, OEmbed] = field(default_factory=dict)
    bots: list[BotView] = field(default_factory=list)
    head: Probe | None = None
    range: Probe | None = None
    variants: list[Probe] | None = None
    profiles: dict[str, Probe] | None = None
    shares: dict[str, Probe] | None = None
    assets: dict[str, Asset] | None = None
    embeds: dict[str, Probe] | None = None
    rendered: tuple[tuple[str, str], ...] | None = None

    def added_to(self, facts: PageFacts) -> PageFacts:
        """The facts, completed by what was gathered."""
        return replace(
            facts,
            images=self.images,
            oembed=self.oembed,
            bots=tuple(self.bots) or None,
            head=self.head,
            range=self.range,
            variants=None if self.variants is None else tuple(self.variants),
            profiles=self.profiles,
            shares=self.shares,
            assets=self.assets,
            embeds=self.embeds,
            rendered=self.rendered,
        )


class Asker:
    """Asks on behalf of one page, until its budget of requests is spent. At most `PARALLEL` questions at a time."""

    PARALLEL = 4

    def __init__(self, fetcher: Fetcher, *, from_public: bool, max_requests: int) -> None:
        self.fetcher = fetcher
        self.from_public = from_public
        self._left = max_requests
        self._lanes: asyncio.Semaphore | None = None

    async def ask(self, request: Request) -> Fetched | Failed | None:
        """The outcome, None when the budget is spent: then nobody knows."""
        if self._left <= 0:
            return None
        self._left -= 1
        if self._lanes is None:
            self._lanes = asyncio.Semaphore(self.PARALLEL)
        async with self._lanes:
            return await self.fetcher.fetch(request)

    def request(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        limit: int = 0,
        whole: bool = False,
    ) -> Request:
        """A question that is asked once. A limit of 0 leaves the body unread."""
        return Request(
            url,
            method,
            headers or {},
            from_public=self.from_public,
            limit=limit,
            whole=whole,
            wanted=None if limit else _no_body,
            retry=False,
        )

    async def peek(self, url: str) -> Probe | None:
        """Status, headers and final address of a GET whose body is left unread."""
        outcome = await self.ask(self.request(url))
        return probe_of(url, outcome) if outcome is not None else None


def _no_body(_status: int, _headers: Mapping[str, str]) -> bool:
    return False


def probe_of(url: str, outcome: Fetched | Failed, *, matches: bool | None = None) -> Probe:
    """An outcome as the engines read it."""
    if isinstance(outcome, Failed):
        return Probe(url, fault=outcome.fault, final_url=outcome.url)
    size = len(outcome.body) if outcome.body else None
    return Probe(url, outcome.status, None, outcome.url, outcome.headers, size, matches)
