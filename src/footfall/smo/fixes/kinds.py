"""Whether a page is an article, for og:type."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import turbohtml

from footfall.smo.fixes import linked
from footfall.smo.rules._article import sign_of_article

if TYPE_CHECKING:
    from footfall.page import Page

ENOUGH_PARAGRAPHS = 3
"""Paragraphs in the one `<article>` of a page that make it an article rather than a teaser (own judgement, 2026-11)."""


def kind_of(page: Page) -> str:
    """`article` where JSON-LD, article:published_time or a dated `<article>` says so, else `website`."""
    if sign_of_article(page) or _written_article(page):
        return "article"
    return "website"


def _written_article(page: Page) -> bool:
    """Exactly one `<article>` at the top, with a `<time>` in it and some paragraphs, not on a front page."""
    try:
        if page.url and urlsplit(page.url).path in ("", "/"):
            return False
    except ValueError:
        return False
    if linked.main_item(page) and not sign_of_article(page):
        return False
    outer = [one for one in page.elements["article"][:50] if not _inside_article(one)]
    if len(outer) != 1 or len(page.elements["article"]) > 50:
        return False
    dated = any(outer[0] in time.ancestors for time in page.elements["time"][:50])
    inside = sum(outer[0] in p.ancestors for p in page.elements["p"][:200])
    return dated and inside >= ENOUGH_PARAGRAPHS


def _inside_article(element: turbohtml.Element) -> bool:
    return any(isinstance(one, turbohtml.Element) and one.tag == "article" for one in element.ancestors)
