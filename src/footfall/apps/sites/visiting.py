"""The pages of a site as they come: crawled, or read from the example's folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from footfall.apps.sites.files import crawl_file
from footfall.apps.sites.models import Audit, Site
from footfall.apps.work.jobs import UnableError
from footfall.page import parse_page
from footfall.page.facts import Fault, PageFacts
from footfall.smo.agents import preview_agents
from footfall.smo.fixes import url_for
from footfall.wire.ahead import Ahead
from footfall.wire.crawl import crawl
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.local import local_facts, pages_in
from footfall.wire.options import Crawled, CrawlOptions
from footfall.wire.probe import ProbeOptions
from footfall.wire.request import PAGE_LIMIT

TICK = 0.1
"""Seconds after which a look around is possible although no page came."""


class Pages(Protocol):
    """An iterator of pages; None where none came for a tick. Close it when leaving early."""

    def __iter__(self) -> Iterator[Crawled | None]: ...

    @property
    def ahead(self) -> int | None:
        """Pages still to come, as far as known; None while that is not known."""

    def close(self) -> None: ...


def pages_of(audit: Audit) -> Pages:
    """The pages of the audit's site. Where an earlier worker was interrupted, what it fetched comes first.

    Raises:
        UnableError: it is the example, and the operator names no folder for it.
    """
    return FolderPages(audit.site) if audit.site.is_example else CrawledPages(audit)


class CrawledPages:
    """The crawler's pages, for code that isn't asynchronous: the crawler gets on while the next page is asked for.

    All in one thread, since a second one would only fight with the rules for the interpreter, and Django's connections
    belong to threads.
    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._ahead = Ahead()
        self._runner = asyncio.Runner()
        self._pages = self._crawl()
        self._next: asyncio.Task[Crawled | None] | None = None

    @property
    def ahead(self) -> int | None:
        return self._ahead.pages

    def __iter__(self) -> Iterator[Crawled | None]:
        loop = self._runner.get_loop()
        while True:
            if self._next is None:
                self._next = loop.create_task(self._step())
            loop.run_until_complete(asyncio.wait((self._next,), timeout=TICK))
            if not self._next.done():
                yield None
                continue
            done, self._next = self._next, None
            crawled = done.result()
            if crawled is None:
                return
            yield crawled

    def close(self) -> None:
        """Give up requests under way; the state file stays whole, so that another worker can go on."""
        loop = self._runner.get_loop()
        if self._next is not None:
            self._next.cancel()
            loop.run_until_complete(asyncio.wait((self._next,)))
        loop.run_until_complete(self._pages.aclose())
        self._runner.close()

    async def _step(self) -> Crawled | None:
        return await anext(self._pages, None)

    async def _crawl(self) -> AsyncGenerator[Crawled, None]:
        site = self._audit.site
        options = CrawlOptions(
            max_pages=site.max_pages,
            probes=ProbeOptions(tokens=preview_agents(), thumbnails=True),
            state=crawl_file(self._audit.pk),
        )
        guard = Guard(allow_private=settings.ALLOW_PRIVATE)
        async with (
            Fetcher(guard=guard) as fetcher,
            aclosing(crawl([site.address], options, fetcher=fetcher, ahead=self._ahead)) as pages,
        ):
            async for crawled in pages:
                yield crawled


class FolderPages:
    """The pages of a built site on disk, under the site's address."""

    def __init__(self, site: Site) -> None:
        self._address = site.address
        if not settings.EXAMPLE_SITE:
            raise UnableError(_("This Footfall was started without the example site, so it cannot be audited again."))
        self._folder = Path(settings.EXAMPLE_SITE)
        self._files = pages_in(self._folder)[: site.max_pages]
        self._given = 0

    @property
    def ahead(self) -> int | None:
        return len(self._files) - self._given

    def __iter__(self) -> Iterator[Crawled | None]:
        for path in self._files:
            self._given += 1
            yield self._page(path)

    def close(self) -> None:
        """Nothing is open."""

    def _page(self, path: Path) -> Crawled:
        url = url_for(self._address, path.relative_to(self._folder).as_posix())
        try:
            with path.open("rb") as file:
                data = file.read(PAGE_LIMIT)
        except OSError as error:
            sentence = f"Its file can't be read ({error.strerror}). Give the desk the right to read it."
            return Crawled(url, b"", PageFacts(), None, Fault.REFUSED, sentence)
        page = parse_page(url, data)
        return Crawled(url, data, local_facts(page, str(self._folder), self._address, thumbnails=True), page)
