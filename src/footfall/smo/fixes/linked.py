"""What the page's JSON-LD says about the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footfall.page.structured import text_of
from footfall.smo.fixes.addresses import same_site
from footfall.smo.judging.linked import THING_TYPES, is_of, main_item, of_types

if TYPE_CHECKING:
    from footfall.page import Page

__all__ = ["headline", "main_item", "site_names"]

SITE_TYPES = ("WebSite",)
OWNER_TYPES = ("Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness")


def site_names(page: Page) -> Iterator[str]:
    """The names of the site, of its publisher, and of an organisation whose home is this site, as JSON-LD has them."""
    for item in of_types(page, SITE_TYPES):
        yield text_of(item.get("name"))
    yield text_of(main_item(page).get("publisher"))
    for item in of_types(page, OWNER_TYPES):
        home = text_of(item.get("url"))
        if home and page.host and same_site(home, page.url) and urlsplit(home).path in ("", "/"):
            yield text_of(item.get("name"))


def headline(page: Page) -> str:
    item = main_item(page)
    return text_of(item.get("headline")) or (text_of(item.get("name")) if is_of(item, THING_TYPES) else "")
