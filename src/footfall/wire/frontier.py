"""What is left to visit of one site: each address once, first come first served, within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from footfall.wire.address import endless, may_be_page, normal, site_of

MOST_VARIANTS = 100
"""Addresses followed that differ only in their query; sitemaps may list more. Our choice."""
_MEMORY = 50_000
"""Spellings whose normal form is remembered, so that a menu on every page is worked out once."""


class Source(IntEnum):
    """How we learned of an address."""

    START = 0
    SITEMAP = 1
    LINK = 2


class Visit(NamedTuple):
    """An address to visit, in its normal form."""

    url: str
    source: Source


class Frontier:
    """Queue and memory of one site's addresses. Holds at most `capacity` addresses in all, done ones included."""

    def __init__(self, start: str, *, capacity: int, most_variants: int = MOST_VARIANTS) -> None:
        self.sites = {site_of(start)}
        """Normally one; a second when the start redirects to another host."""
        self._capacity = capacity
        self._most_variants = most_variants
        self._queue: deque[Visit] = deque()
        self._seen: set[str] = set()
        self._variants: dict[str, int] = {}
        self._spellings: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._queue)

    def take(self) -> Visit | None:
        """The next address to visit."""
        return self._queue.popleft() if self._queue else None

    def widen(self, site: str) -> None:
        """Count another host as part of this site."""
        self.sites.add(site)
        self._spellings.clear()

    def seen(self, url: str) -> bool:
        """Whether a normal form was queued or visited before; from now on it was."""
        if url in self._seen:
            return True
        self._seen.add(url)
        return False

    def add(self, addresses: Iterable[str], source: Source) -> list[Visit]:
        """Queue those absolute addresses that are new, of this site, and no trap; returns what was queued."""
        added = []
        for address in addresses:
            url = normal(address) if source is Source.START else self._normal(address)
            if url and url not in self._seen and self._welcome(url, source):
                self._seen.add(url)
                visit = Visit(url, source)
                self._queue.append(visit)
                added.append(visit)
        return added

    def restore(self, visits: Iterable[Visit], done: Iterable[str]) -> None:
        """Take up where an interrupted crawl left off."""
        self._queue.extend(visits)
        self._seen.update(visit.url for visit in self._queue)
        self._seen.update(done)

    def _normal(self, address: str) -> str:
        """The normal form of an address of this site that may be a page, else ""."""
        known = self._spellings.get(address)
        if known is not None:
            return known
        url = normal(address)
        if site_of(url) not in self.sites or not may_be_page(url) or endless(url):
            url = ""
        if len(self._spellings) >= _MEMORY:
            self._spellings.clear()
        self._spellings[address] = url
        return url

    def _welcome(self, url: str, source: Source) -> bool:
        if len(self._seen) >= self._capacity:
            return False
        path, mark, _ = url.partition("?")
        if not mark or source is not Source.LINK:
            return True
        self._variants[path] = self._variants.get(path, 0) + 1
        return self._variants[path] <= self._most_variants
