"""The one object that stands for a page in its JSON-LD."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from footfall.page import Page
from footfall.page.structured import types_of
from footfall.smo.judging.article import ARTICLE_TYPES

PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage", "ContactPage", "CollectionPage", "ProfilePage", "FAQPage")
THING_TYPES = ("Product", "Recipe", "VideoObject", "Event", "Book", "Movie", "PodcastEpisode", "SoftwareApplication")
"""Kinds of things of which a page usually shows one (schema.org, read 2026-11-22)."""


def main_item(page: Page) -> Mapping[str, object]:
    """The one object that stands for the page: its article, else the thing it shows, else the page; {} when unclear."""
    for kinds in (ARTICLE_TYPES, THING_TYPES, PAGE_TYPES):
        found = list(of_types(page, kinds))
        if found:
            return found[0] if len(found) == 1 else {}
    return {}


def of_types(page: Page, kinds: Collection[str]) -> Iterator[Mapping[str, object]]:
    return (item for item in page.json_ld_items if is_of(item, kinds))


def is_of(item: Mapping[str, object], kinds: Collection[str]) -> bool:
    return any(name in kinds for name in types_of(item))
