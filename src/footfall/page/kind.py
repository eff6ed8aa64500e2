"""What kind of page this is, by what it says of itself and, failing that, by how it is built."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import turbohtml

from footfall.page.structured import types_of

if TYPE_CHECKING:
    from footfall.page.page import Page


class Kind(StrEnum):
    """What a visitor would call the page."""

    ARTICLE = "article"
    RECIPE = "recipe"
    PRODUCT = "product"
    MEDIA = "recording"
    """One film, song or podcast episode."""
    HOME = "home page"
    OTHER = "page"


_TYPES: Final = {
    **dict.fromkeys(("Recipe",), Kind.RECIPE),
    **dict.fromkeys(("Product", "ProductGroup", "IndividualProduct"), Kind.PRODUCT),
    **dict.fromkeys(
        (
            *("Article", "NewsArticle", "BlogPosting", "TechArticle", "ScholarlyArticle", "LiveBlogPosting", "Report"),
            *("ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "AdvertiserContentArticle"),
            *("SocialMediaPosting", "HowTo", "Review"),
        ),
        Kind.ARTICLE,
    ),
    **dict.fromkeys(("VideoObject", "PodcastEpisode", "MusicRecording", "AudioObject", "Episode"), Kind.MEDIA),
}
"""Schema.org types that a page is about (schema.org, read 2026-11-22)."""
_RANK: Final = (Kind.RECIPE, Kind.PRODUCT, Kind.ARTICLE, Kind.MEDIA)
"""Which of several kinds counts: a recipe page is often marked as an article with a film, too."""
_OPEN_GRAPH: Final = (
    (re.compile(r"(?:^|[:.])recipe"), Kind.RECIPE),
    (re.compile(r"(?:^|[:.])product"), Kind.PRODUCT),
    (re.compile(r"^(?:video|music)(?:[:.]|$)|podcast"), Kind.MEDIA),
    (re.compile(r"(?:^|[:.])(?:article|blogpost)"), Kind.ARTICLE),
)
_FRONT: Final = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)\.\w{3,5})?$", re.IGNORECASE)
"""Paths of a home page, with or without a language."""
_LONG_TEXT: Final = 1500
"""Characters of main text, some 250 words, from which a page with one <article> counts as an article (heuristic)."""
_VERY_LONG_TEXT: Final = 2500
"""The same for a page without."""
_ENOUGH_PARAGRAPHS: Final = 3
"""Paragraphs in the one dated <article> of a page that make it an article rather than a teaser (heuristic)."""
_MOST_ARTICLES: Final = 50
_MOST_PARAGRAPHS: Final = 200
"""Elements that are looked at; a page with more articles is a list."""


def kind_of(page: Page) -> Kind:
    if page.url and _FRONT.match(_path(page.url)):
        return Kind.HOME
    stated = _by_json_ld(page)
    if stated in (Kind.RECIPE, Kind.PRODUCT):
        return stated
    og_type = page.meta_value("og:type").lower()
    for pattern, kind in _OPEN_GRAPH:
        if pattern.search(og_type):
            return kind
    if stated is not None:
        return stated
    if page.meta("article:published_time") or _built_as_article(page) or dated_article(page):
        return Kind.ARTICLE
    return Kind.OTHER


def _by_json_ld(page: Page) -> Kind | None:
    """The kind that one object states; several articles or products are a list of them."""
    found = [_TYPES[name] for item in page.json_ld_items for name in types_of(item) if name in _TYPES]
    for kind in _RANK:
        if found.count(kind) == 1 or (found.count(kind) and kind is Kind.MEDIA):
            return kind
    return None


def _built_as_article(page: Page) -> bool:
    text = page.reading
    if text is None:
        return False
    return text.characters >= (_LONG_TEXT if len(page.elements["article"]) == 1 else _VERY_LONG_TEXT)


def dated_article(page: Page) -> bool:
    """Exactly one outermost `<article>`, with a `<time>` in it and some paragraphs."""
    articles, times = page.elements["article"], page.elements["time"]
    if not articles or not times or len(articles) > _MOST_ARTICLES:
        return False
    outer = [one for one in articles if not _inside_article(one)]
    if len(outer) != 1 or not any(outer[0] in time.ancestors for time in times[:_MOST_ARTICLES]):
        return False
    inside = (p for p in page.elements["p"][:_MOST_PARAGRAPHS] if outer[0] in p.ancestors)
    return sum(1 for _ in islice(inside, _ENOUGH_PARAGRAPHS)) == _ENOUGH_PARAGRAPHS


def _inside_article(element: turbohtml.Element) -> bool:
    return any(isinstance(one, turbohtml.Element) and one.tag == "article" for one in element.ancestors)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return url
