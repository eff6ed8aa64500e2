"""A value found on a page, with its place: what every source turns the page into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import turbohtml

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Meta


class Candidate(NamedTuple):
    """A value with its place; `meta` is set where a tag carries it."""

    value: str
    source: str
    attribute: str
    line: int
    start: int
    end: int
    meta: Meta | None = None


new: Final = tuple.__new__
"""Makes a NamedTuple without the Python call of its constructor, which costs as much as the tuple: 200 times a page."""

Reader = Callable[[Page, PageFacts], Iterator[Candidate]]


def from_meta(meta: Meta, source: str, attribute: str) -> Candidate:
    """A tag's value; `attribute` is the one that carries its name."""
    span = meta.span
    return new(Candidate, (meta.content or "", source, attribute, span.line, span.start, span.end, meta))


def from_element(page: Page, element: turbohtml.Element, source: str, value: str) -> Candidate:
    """A value that stands in an element of the body."""
    where = element.source_location
    if where is None:
        return Candidate(value, source, "", element.source_line or 0, 0, 0)
    end = where.end_tag or where.start_tag
    start = page.source.byte(where.start_tag.start_offset)
    return Candidate(value, source, "", where.start_tag.start_line, start, page.source.byte(end.end_offset))
