"""Whether a page is an article, for og:type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footfall.page.kind import Kind, dated_article
from footfall.smo.fixes import linked
from footfall.smo.judging.article import sign_of_article

if TYPE_CHECKING:
    from footfall.page import Page


def kind_of(page: Page) -> str:
    """`article` where JSON-LD, article:published_time or a dated `<article>` says so, else `website`."""
    return "article" if passed_on(page) and (sign_of_article(page) or _written_article(page)) else "website"


def passed_on(page: Page) -> bool:
    """Whether the rules count the page among those that people pass on, so that calling it an article is no news."""
    return page.kind not in (Kind.HOME, Kind.OTHER)


def _written_article(page: Page) -> bool:
    return not linked.main_item(page) and dated_article(page)
