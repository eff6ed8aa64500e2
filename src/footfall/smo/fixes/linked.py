"""What the page's JSON-LD says about the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footfall.page.structured import text_of, types_of
from footfall.smo.fixes.addresses import same_site
from footfall.smo.rules._article import ARTICLE_TYPES

if TYPE_CHECKING:
    from footfall.page import Page

PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage", "ContactPage", "CollectionPage", "ProfilePage", "FAQPage")
THING_TYPES = ("Product", "Recipe", "VideoObject", "Event", "Book", "Movie", "PodcastEpisode", "SoftwareApplication")
"""Kinds of things of which a page usually shows one (schema.org, read 2026-11-22)."""
SITE_TYPES = ("WebSite",)
OWNER_TYPES = ("Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness")


def main_item(page: Page) -> Mapping[str, object]:
    """The one object that stands for the page: its article, else the thing it shows, else the page; {} when unclear."""
    for kinds in (ARTICLE_TYPES, THING_TYPES, PAGE_TYPES):
        found = list(_of_types(page, kinds))
        if found:
            return found[0] if len(found) == 1 else {}
    return {}


def site_names(page: Page) -> Iterator[str]:
    """The names of the site, of its publisher, and of an organisation whose home is this site, as JSON-LD has them."""
    for item in _of_types(page, SITE_TYPES):
        yield text_of(item.get("name"))
    yield text_of(main_item(page).get("publisher"))
    for item in _of_types(page, OWNER_TYPES):
        home = text_of(item.get("url"))
        if home and page.host and same_site(home, page.url) and urlsplit(home).path in ("", "/"):
            yield text_of(item.get("name"))


def headline(page: Page) -> str:
    item = main_item(page)
    return text_of(item.get("headline")) or (text_of(item.get("name")) if _is(item, THING_TYPES) else "")


def _of_types(page: Page, kinds: object) -> Iterator[Mapping[str, object]]:
    return (item for item in page.json_ld_items if _is(item, kinds))


def _is(item: Mapping[str, object], kinds: object) -> bool:
    names = types_of(item)
    return isinstance(kinds, (tuple, frozenset)) and any(name in kinds for name in names)
