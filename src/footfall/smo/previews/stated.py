"""Sources beside the tags: `<link>` elements, JSON-LD, microdata and oEmbed answers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import JsonLd, LinkTag, Span
from footfall.page.structured import image_of, load, text_of, types_of
from footfall.smo.previews.candidate import NOWHERE, Candidate, Reader

ARTICLE_TYPES: Final = ("NewsArticle", "WebPage")
"""The JSON-LD types Mastodon reads (app/lib/link_details_extractor.rb@016c1e4e, read 2026-11-22)."""
PIN_TYPES: Final = ("Product", "Recipe", "Article", "NewsArticle", "BlogPosting")
"""The Schema.org types that make a Pin rich, the first wins (developers.pinterest.com, Rich Pins, 2026-11-22)."""
TOUCH_ICON: Final = 60
"""Pixels an Apple touch icon counts for where it states no size (Apple's LinkPresentation script, 2026-11-22)."""
CARD_KINDS: Final = ("link", "photo", "video")
"""The oEmbed types of which Mastodon makes a card (app/services/fetch_link_card_service.rb@00793a86, 2026-11-22)."""
_QUOTES: Final = re.compile("&(?:quot|QUOT|#0*34|#[xX]0*22);")


def _link(page: Page, source: str, wanted: Callable[[LinkTag], bool]) -> Iterator[Candidate]:
    for link in page.links:
        if link.href and wanted(link):
            yield Candidate(link.href, source, "href", link.line, link)


def _rel(source: str, *rels: str) -> Reader:
    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        return _link(page, source, lambda link: " ".join(link.rel) in rels)

    return reader


def _icon(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    return _link(page, "icon", lambda link: "icon" in link.rel)


def _largest_icon(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    """Touch icons before favicons, each by stated size, the way Apple sorts them."""
    icons = sorted((icon for icon in page.icons if "mask-icon" not in icon.rel), key=_icon_rank, reverse=True)
    for icon in icons[:1]:
        yield Candidate(icon.href, "icon-largest", "href", icon.line, icon)


def _icon_rank(link: LinkTag) -> tuple[bool, int, bool]:
    touch = link.rel[:1] in (("apple-touch-icon",), ("apple-touch-icon-precomposed",))
    found = re.match(r"\d{1,6}", link.sizes)
    size = int(found.group(0)) if found else TOUCH_ICON if touch else 0
    return touch, size, "apple-touch-icon-precomposed" in link.rel


def _json_ld(field: str) -> Reader:
    """A property of the first NewsArticle or WebPage, with the limits of Mastodon's reader.

    Only the outermost object or list is looked at; entities are decoded before the JSON is parsed, so that an escaped
    quote inside a text makes the whole block unreadable.
    """
    source = f"jsonld:{field}"

    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        for block in page.json_ld:
            data = _decoded(block)
            for item in data if isinstance(data, list) else [data]:
                if not isinstance(item, dict) or item.get("@type") not in ARTICLE_TYPES:
                    continue
                value = item.get(field)
                if isinstance(value, dict):
                    value = value.get("@value")
                if isinstance(value, str):
                    yield Candidate(value, source, "", block.line, _Tagged(block))
                return

    return reader


class _Tagged(NamedTuple):
    """A block from its text's start to the end of its end tag."""

    block: JsonLd

    @property
    def span(self) -> Span:
        span = self.block.span
        return span._replace(end=span.end + len("</script>"))


def _decoded(block: JsonLd) -> object | None:
    quoted = "&" in block.text and _QUOTES.search(block.text)
    return load(html.unescape(block.text))[0] if quoted else block.data


def _pin(field: str) -> Reader:
    """A property of the page's Product, Recipe or Article in JSON-LD, in this order."""
    names = ("name", "headline") if field == "name" else (field,)

    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        for wanted in PIN_TYPES:
            for item in page.json_ld_items:
                if wanted not in types_of(item):
                    continue
                found = [image_of(item.get(name)) if field == "image" else text_of(item.get(name)) for name in names]
                value = next(filter(None, found), "")
                if value:
                    yield Candidate(value, f"jsonld:{field}", "", 0, NOWHERE)
                    return

    return reader


def _microdata(field: str) -> Reader:
    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        for item in page.microdata:
            if value := item.properties.get(field):
                yield Candidate(value, f"microdata:{field}", "itemprop", 0, NOWHERE)
                return

    return reader


def _oembed(field: str) -> Reader:
    def reader(page: Page, facts: PageFacts) -> Iterator[Candidate]:
        for link, data in _answers(page, facts):
            value = data.get(field)
            if isinstance(value, str):
                yield Candidate(value, f"oembed:{field}", "", link.line, link)
            return

    return reader


def _oembed_card(field: str) -> Reader:
    """A field of an answer that becomes the whole card: what it leaves out is blank, and nothing else is asked."""
    source = f"oembed-card:{field}"

    def reader(page: Page, facts: PageFacts) -> Iterator[Candidate]:
        for link, data in _answers(page, facts):
            kind = data.get("type")
            if kind not in CARD_KINDS or str(data.get("version")) != "1.0":
                return
            value = data.get("url" if (field, kind) == ("thumbnail_url", "photo") else field)
            text = value if isinstance(value, str) and field != "description" else ""
            yield Candidate(text, source, "", link.line, link)
            return

    return reader


def _answers(page: Page, facts: PageFacts) -> Iterator[tuple[LinkTag, Mapping[str, object]]]:
    if not facts.oembed:
        return
    for link in sorted(page.oembed_links, key=lambda link: "json" not in link.type):
        answer = facts.oembed.get(page.resolve(link.href))
        if answer is not None and answer.data is not None:
            yield link, answer.data


STATED: Final[Mapping[str, Reader]] = {
    "image_src": _rel("image_src", "image_src"),
    "apple-touch-icon": _rel("apple-touch-icon", "apple-touch-icon"),
    "apple-touch-icon-precomposed": _rel("apple-touch-icon-precomposed", "apple-touch-icon-precomposed"),
    "apple-touch-icon image_src": _rel("apple-touch-icon image_src", "apple-touch-icon image_src"),
    "shortcut icon": _rel("shortcut icon", "shortcut icon"),
    "icon": _icon,
    "icon-largest": _largest_icon,
    "jsonld:headline": _json_ld("headline"),
    "jsonld:description": _json_ld("description"),
    "microdata:name": _microdata("name"),
    "microdata:description": _microdata("description"),
    "microdata:image": _microdata("image"),
    "pin:name": _pin("name"),
    "pin:description": _pin("description"),
    "pin:image": _pin("image"),
    "oembed:title": _oembed("title"),
    "oembed:description": _oembed("description"),
    "oembed:thumbnail_url": _oembed("thumbnail_url"),
    "oembed-card:title": _oembed_card("title"),
    "oembed-card:description": _oembed_card("description"),
    "oembed-card:thumbnail_url": _oembed_card("thumbnail_url"),
}
