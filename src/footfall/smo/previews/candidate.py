"""A value found on a page, with its place: what every source turns the page into."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import turbohtml

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Meta, Placed, Span
from footfall.page.parse import Whole


class Candidate(NamedTuple):
    """A value with its place, looked up when asked for; `meta` is set where a tag carries it."""

    value: str
    source: str
    attribute: str
    line: int
    place: Placed
    meta: Meta | None = None

    @property
    def start(self) -> int:
        """Bytes from the start of the file."""
        return self.place.span.start

    @property
    def end(self) -> int:
        """The same of the byte behind."""
        return self.place.span.end


class Nowhere(NamedTuple):
    """The place of what doesn't stand in one piece."""

    span: Span = Span(0, 0, 0)


NOWHERE: Final = Nowhere()

new: Final = tuple.__new__
"""Makes a NamedTuple without the Python call of its constructor, which costs as much as the tuple: 200 times a page."""

Reader = Callable[[Page, PageFacts], Iterable[Candidate]]


def from_meta(meta: Meta, source: str, attribute: str) -> Candidate:
    """A tag's value; `attribute` is the one that carries its name."""
    return new(Candidate, (meta.content or "", source, attribute, meta.line, meta, meta))


def from_element(page: Page, element: turbohtml.Element, source: str, value: str) -> Candidate:
    """A value that stands in an element of the body."""
    whole = Whole(element, page.source)
    return Candidate(value, source, "", whole.line, whole)
