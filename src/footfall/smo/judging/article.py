"""Whether a page is one article, by what it says of itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from footfall.page import Page
from footfall.page.structured import types_of

ARTICLE_TYPES = frozenset(
    (
        *("Article", "NewsArticle", "BlogPosting", "TechArticle", "ScholarlyArticle", "LiveBlogPosting", "Report"),
        *("ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "AdvertiserContentArticle"),
    )
)
"""Schema.org's Article and the kinds of it that sites use (schema.org/Article, read 2026-11-22)."""


def sign_of_article(page: Page) -> str:
    """What on the page says that it is an article, as the subject of a sentence; "" when nothing does.

    A front page or a page with several article objects is a list, not an article.
    """
    if _is_front(page.url):
        return ""
    if page.meta("article:published_time"):
        return "article:published_time"
    kinds = [kind for item in page.json_ld_items for kind in types_of(item)[:1] if kind in ARTICLE_TYPES]
    return f"its JSON-LD {kinds[0]}" if len(kinds) == 1 else ""


def _is_front(url: str) -> bool:
    try:
        return bool(url) and urlsplit(url).path in ("", "/")
    except ValueError:
        return False
