"""Small sites for the crawler to visit: pages by path, with a note of every request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import aclosing
from typing import Any

from aiohttp import web

from footfall.wire.crawl import crawl
from footfall.wire.fetch import Fetcher
from footfall.wire.options import Crawled, CrawlOptions
from tests.wire.conftest import lenient


class SmallSite:
    """Answers from a mapping of paths to HTML, (status, HTML), or a function of the request."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.times: list[float] = []
        self.requests: list[web.BaseRequest] = []

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        self.times.append(time.monotonic())
        self.requests.append(request)
        page = self.pages.get(request.path_qs, (404, "no such page"))
        if callable(page):
            page = page(request)
        if isinstance(page, web.StreamResponse):
            return page
        status, body = page if isinstance(page, tuple) else (200, page)
        return web.Response(status=status, text=body, content_type="text/html")

    def pages_asked(self) -> list[str]:
        """Requests without those for robots.txt and sitemaps."""
        return [path for path in self.asked if path not in ("/robots.txt", "/sitemap.xml")]


def text(body: str) -> Callable[[object], web.Response]:
    """Plain text answers."""
    return lambda _: web.Response(text=body, content_type="text/plain")


def links(*hrefs: str) -> str:
    """A page that links to these."""
    return "<title>t</title>" + "".join(f'<a href="{href}">x</a>' for href in hrefs)


async def visit_all(
    targets: str | Iterable[str], *, fetcher: Fetcher | None = None, notices: list[str] | None = None, **options: Any
) -> list[Crawled]:
    """Crawl to the end, without extra probes unless asked for."""
    options.setdefault("probes", None)
    options.setdefault("concurrency", 1)
    wanted = [targets] if isinstance(targets, str) else list(targets)
    note = notices.append if notices is not None else None
    if fetcher is not None:
        async with aclosing(crawl(wanted, CrawlOptions(**options), fetcher=fetcher, notice=note)) as found:
            return [crawled async for crawled in found]
    async with (
        lenient(retries=0) as own,
        aclosing(crawl(wanted, CrawlOptions(**options), fetcher=own, notice=note)) as found,
    ):
        return [crawled async for crawled in found]


def paths(results: Iterable[Crawled]) -> list[str]:
    """The visited addresses without their origin."""
    return ["/" + crawled.url.split("/", 3)[3] for crawled in results]
