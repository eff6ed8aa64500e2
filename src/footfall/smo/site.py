"""What the pages of a site say together: built page by page, small enough for millions of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EXAMPLES = 5
"""Addresses kept of each group of equal values: what a report can show."""


MOST_VALUES = 10_000
"""Different values remembered of each kind. A value first seen after so many others is not counted: memory stays flat,
and what repeats on a large site has long repeated by then."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that share one value: the value (shortened), how many pages, the first addresses."""

    value: str
    count: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one page contributes to the judgement of its site."""

    url: str
    title: str
    description: str
    image: str


@dataclass(slots=True)
class Tally:
    """Counts equal values, with a few examples of each."""

    first: dict[int, str] = field(default_factory=dict)
    groups: dict[int, tuple[str, int, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, value: str, url: str) -> None:
        if not value:
            return
        key = hash(value)
        if key in self.groups:
            text, count, urls = self.groups[key]
            self.groups[key] = (text, count + 1, (*urls, url) if len(urls) < EXAMPLES else urls)
        elif key in self.first:
            self.groups[key] = (value[:300], 2, (self.first[key], url))
        elif len(self.first) < MOST_VALUES:
            self.first[key] = url

    def repeated(self) -> tuple[Group, ...]:
        """Groups of two pages and more, the largest first."""
        found = (Group(text, count, urls) for text, count, urls in self.groups.values())
        return tuple(sorted(found, key=lambda group: (-group.count, group.value)))


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The site as its rules see it. `titles`, `descriptions` and `images` hold values that two pages or more share."""

    pages: int
    titles: tuple[Group, ...]
    descriptions: tuple[Group, ...]
    images: tuple[Group, ...]
    with_image: int = 0
    """Pages that state an og:image at all."""
    counts: Mapping[str, int] = field(default_factory=dict)


class SiteBuilder:
    """Collects digests, in any order of pages, and gives the site's facts."""

    def __init__(self) -> None:
        self._pages = 0
        self._with_image = 0
        self._titles, self._descriptions, self._images = Tally(), Tally(), Tally()

    def add(self, digest: Digest) -> None:
        self._pages += 1
        self._with_image += bool(digest.image)
        self._titles.add(digest.title, digest.url)
        self._descriptions.add(digest.description, digest.url)
        self._images.add(digest.image, digest.url)

    def facts(self) -> SiteFacts:
        return SiteFacts(
            self._pages,
            self._titles.repeated(),
            self._descriptions.repeated(),
            self._images.repeated(),
            self._with_image,
        )
