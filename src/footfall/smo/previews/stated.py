"""Sources beside the tags: `<link>` elements, JSON-LD, microdata and oEmbed answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import LinkTag
from footfall.page.structured import image_of, items, text_of, types_of
from footfall.smo.previews.candidate import Candidate, Reader

ARTICLE_TYPES = ("NewsArticle", "WebPage")
"""The JSON-LD types Mastodon reads (app/lib/link_details_extractor.rb@016c1e4e, read 2026-11-22)."""


def _link(page: Page, source: str, wanted: Callable[[LinkTag], bool]) -> Iterator[Candidate]:
    for link in page.links:
        if link.href and wanted(link):
            yield Candidate(link.href, source, "href", link.span.line, link.span.start, link.span.end)


def _rel(source: str, *rels: str) -> Reader:
    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        return _link(page, source, lambda link: " ".join(link.rel) in rels)

    return reader


def _icon(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    return _link(page, "icon", lambda link: "icon" in link.rel)


def _largest_icon(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    def size(link: LinkTag) -> int:
        found = re.match(r"\d+", link.sizes)
        return int(found.group(0)) if found else 0

    icons = sorted((icon for icon in page.icons if "mask-icon" not in icon.rel), key=size, reverse=True)
    for icon in icons[:1]:
        yield Candidate(icon.href, "icon-largest", "href", icon.span.line, icon.span.start, icon.span.end)


def _json_ld(field: str) -> Reader:
    source = f"jsonld:{field}"

    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        for block in page.json_ld:
            for item in items(block.data):
                if not set(types_of(item)).intersection(ARTICLE_TYPES):
                    continue
                value = image_of(item.get("image")) if field == "image" else text_of(item.get(field))
                yield Candidate(value, source, "", block.span.line, block.span.start, block.span.end)
                return

    return reader


def _microdata(field: str) -> Reader:
    def reader(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
        for item in page.microdata:
            if value := item.properties.get(field):
                yield Candidate(value, f"microdata:{field}", "itemprop", 0, 0, 0)
                return

    return reader


def _oembed(field: str, *, kinds: tuple[str, ...]) -> Reader:
    def reader(page: Page, facts: PageFacts) -> Iterator[Candidate]:
        for link in page.oembed_links:
            answer = facts.oembed.get(page.resolve(link.href))
            data = answer.data if answer else None
            if data is None or data.get("type") not in kinds:
                continue
            value = data.get(field)
            if isinstance(value, str):
                yield Candidate(value, f"oembed:{field}", "", link.span.line, link.span.start, link.span.end)
            return

    return reader


ALL_KINDS = ("link", "photo", "video", "rich")
STATED: Mapping[str, Reader] = {
    "image_src": _rel("image_src", "image_src"),
    "apple-touch-icon": _rel("apple-touch-icon", "apple-touch-icon"),
    "apple-touch-icon image_src": _rel("apple-touch-icon image_src", "apple-touch-icon image_src"),
    "icon": _icon,
    "icon-largest": _largest_icon,
    "jsonld:headline": _json_ld("headline"),
    "jsonld:description": _json_ld("description"),
    "jsonld:image": _json_ld("image"),
    "microdata:name": _microdata("name"),
    "microdata:description": _microdata("description"),
    "microdata:image": _microdata("image"),
    "oembed:title": _oembed("title", kinds=ALL_KINDS),
    "oembed:description": _oembed("description", kinds=ALL_KINDS),
    "oembed:thumbnail_url": _oembed("thumbnail_url", kinds=ALL_KINDS),
    "oembed-card:title": _oembed("title", kinds=("link", "photo", "video")),
    "oembed-card:thumbnail_url": _oembed("thumbnail_url", kinds=("link", "photo", "video")),
    "oembed-photo:url": _oembed("url", kinds=("photo",)),
}
