"""The page's description for a card, from what the page says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import turbohtml

from footfall.page.structured import text_of
from footfall.smo.fixes import linked
from footfall.smo.fixes.words import describes, plain, statement, unescaped

if TYPE_CHECKING:
    from footfall.page import Page

_ASIDE = frozenset(("header", "nav", "footer", "aside", "noscript", "template", "form", "dialog", "figure", "button"))
_ASIDE_CLASS = re.compile(
    r"cookie|consent|gdpr|banner|newsletter|subscri|promo|caption|byline|author|breadcrumb|comment|modal|popup|sidebar"
    r"|footer|menu|disclaimer|related",
    re.IGNORECASE,
)
PARAGRAPHS = 8
"""Paragraphs that are looked at before giving up: a lead stands at the start."""


def description_of(page: Page, title: str) -> str:
    """JSON-LD description, twitter:description, meta description, or the first fit paragraph; "" when none is fit."""
    stated = (
        unescaped(text_of(linked.main_item(page).get("description"))),
        plain(page.meta_value("twitter:description")),
        plain(page.meta_value("description")),
    )
    for text in stated:
        if describes(text, title, page.title):
            return text
    return _lead(page, title)


def _lead(page: Page, title: str) -> str:
    for element in _main_paragraphs(page)[:PARAGRAPHS]:
        text = statement(page.source.clean(element.text))
        if text and describes(text, title, page.title):
            return text
    return ""


def _main_paragraphs(page: Page) -> list[turbohtml.Element]:
    """Paragraphs of the page's one article or main part, else of the whole body, without asides."""
    paragraphs = page.elements["p"]
    for tag in ("article", "main"):
        if len(page.elements[tag]) == 1:
            inside = [p for p in paragraphs if page.elements[tag][0] in p.ancestors]
            return [p for p in inside if not _set_aside(p)]
    return [p for p in paragraphs[: PARAGRAPHS * 4] if not _set_aside(p)]


def _set_aside(element: turbohtml.Element) -> bool:
    for node in (element, *element.ancestors):
        if not isinstance(node, turbohtml.Element) or node.tag in ("body", "main", "article"):
            return False
        marks = f"{node.attr('class') or ''} {node.attr('id') or ''}"
        if node.tag in _ASIDE or node.attr("hidden") is not None or _ASIDE_CLASS.search(marks):
            return True
    return False
