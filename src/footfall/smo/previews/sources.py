"""Where values come from: each source name a profile may use, turned into candidates in document order.

A source is written `og:title`, `twitter:title` or `meta:description` (tags, read by the attribute rules of the
profile), `name~description` (any name that contains the word), or one of the names in `READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import turbohtml

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import LinkTag, Meta
from footfall.page.structured import image_of, items, text_of, types_of

ARTICLE_TYPES = ("NewsArticle", "WebPage")
"""The JSON-LD types Mastodon reads (app/lib/link_details_extractor.rb@016c1e4e, read 2026-11-22)."""


ENOUGH_TEXT = 1000
"""Characters of body text after which no consumer reads on."""


class Candidate(NamedTuple):
    """A value with its place; `meta` is set where a tag carries it."""

    value: str
    source: str
    attribute: str
    line: int
    start: int
    end: int
    meta: Meta | None = None


Reader = Callable[[Page, PageFacts], Iterator[Candidate]]


def read(source: str, page: Page, facts: PageFacts) -> Iterator[Candidate]:
    """All candidates of one source, in document order."""
    reader = READERS.get(source)
    if reader is not None:
        yield from reader(page, facts)
    elif "~" in source:
        attribute, _, word = source.partition("~")
        yield from _containing(page, attribute, word)
    else:
        key = source.removeprefix("meta:")
        for meta in page.metas_by_key.get(key, ()):
            yield from_meta(meta, source)


def from_meta(meta: Meta, source: str, attribute: str = "") -> Candidate:
    carried = attribute or ("property" if meta.prop else "name" if meta.name else "itemprop")
    return Candidate(meta.content or "", source, carried, meta.span.line, meta.span.start, meta.span.end, meta)


def _containing(page: Page, attribute: str, word: str) -> Iterator[Candidate]:
    for meta in page.metas:
        if word in meta.attrs.get(attribute, "").lower():
            yield from_meta(meta, f"{attribute}~{word}", attribute)


def _title(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    if page.title and page.title_span:
        yield Candidate(page.title, "title", "", page.title_span.line, page.title_span.start, page.title_span.end)


def _title_text(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    """All title elements one after the other, those of drawings too, white space as written."""
    text = "".join(element.text for element in page.elements["title"])
    first = next((element for element in page.elements["title"] if element.source_location), None)
    if text.strip() and first is not None:
        yield _element(page, first, "title-text", page.source.clean(text))


def _element(page: Page, element: turbohtml.Element, source: str, value: str) -> Candidate:
    where = element.source_location
    if where is None:
        return Candidate(value, source, "", element.source_line or 0, 0, 0)
    end = where.end_tag or where.start_tag
    start = page.source.byte(where.start_tag.start_offset)
    return Candidate(value, source, "", where.start_tag.start_line, start, page.source.byte(end.end_offset))


def _h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for element in page.elements["h1"]:
        text = " ".join(element.text.split())
        if text:
            yield _element(page, element, "h1", page.source.clean(text))


def sole_text(element: turbohtml.Element) -> str | None:
    """The text of an element that contains nothing but one text, however deep; None otherwise."""
    while len(element.children) == 1:
        child = element.children[0]
        if isinstance(child, (turbohtml.Text, turbohtml.Comment)):
            return child.data
        if not isinstance(child, turbohtml.Element):
            return None
        element = child
    return None


def _first_heading(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    found = [element for tag in ("title", "h1", "h2", "h3") for element in page.elements[tag]]
    for element in sorted(found, key=lambda element: element.position or (0, 0)):
        text = sole_text(element)
        if text is not None:
            yield _element(page, element, "first-heading", page.source.clean(text).strip())
            return


def _paragraph_after_h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    h1 = next(iter(page.elements["h1"]), None)
    paragraphs = page.elements["p"]
    after = [p for p in paragraphs if h1 is None or (p.position or (0, 0)) > (h1.position or (0, 0))]
    for element in (after or paragraphs)[:1]:
        text = " ".join(element.text.split())
        if text:
            yield _element(page, element, "paragraph", page.source.clean(text))


def _image(page: Page, index: int, source: str) -> Candidate:
    image = page.images[index]
    span = page.image_span(index)
    return Candidate(image.src, source, "src", image.line, span.start if span else 0, span.end if span else 0)


def _first_image(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for image in page.images:
        if image.src:
            yield _image(page, image.nth, "img-first")
            return


def _largest_image(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    best, best_area = None, 0.0
    for image in page.images:
        width, height = _float(image.attrs.get("width")), _float(image.attrs.get("height"))
        if image.src and width > 10 and height > 10 and width * height > best_area:
            best, best_area = image.nth, width * height
    if best is not None:
        yield _image(page, best, "img-largest")


def _float(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _image_after_h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for h1 in page.elements["h1"]:
        for sibling in h1.next_siblings:
            if isinstance(sibling, turbohtml.Element) and sibling.tag == "img" and sibling.attr("src"):
                yield _element(page, sibling, "img-after-h1", sibling.attr("src") or "")
                return


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


def _body_text(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    """The page's visible text, one text node a line, for consumers that summarise it."""
    texts = [""] * _blank_texts_before_head(page)
    total = 2 * len(texts)
    for node in visible_text(page.document):
        texts.append(re.sub(r"\s+", "\n", node).strip())
        total += len(texts[-1]) + 2
        if total > ENOUGH_TEXT:
            break
    if any(texts):
        yield Candidate(page.source.clean("\n\n".join(texts)), "body-text", "", 0, 0, 0)


def _blank_texts_before_head(page: Page) -> int:
    """White space that the HTML standard drops, but that a summary by Beautiful Soup counts as empty paragraphs."""
    head = page.head_span
    if head is None or head.start > MOST_PROLOGUE:
        return 0
    prologue = _COMMENT.sub("<>", page.data[: head.start].decode("latin-1")) + "<"
    return len(_BLANK_TEXT.findall(prologue))


MOST_PROLOGUE = 4096
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANK_TEXT = re.compile(r">\s+(?=<)")
HIDDEN = frozenset(
    ("head", "header", "nav", "aside", "footer", "script", "noscript", "style", "svg", "iframe", "video", "canvas")
) | {"img", "picture"}
"""Elements whose text Matrix servers leave out of a summary (synapse/media/preview_html.py 1.163.2, 2026-11-22)."""
HIDDEN_ROLES = frozenset(("directory", "menu", "menubar", "toolbar"))


def visible_text(document: turbohtml.Document) -> Iterator[str]:
    """Text nodes outside the hidden elements, in document order."""
    stack: list[turbohtml.Node] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, turbohtml.Text):
            yield node.data
        elif isinstance(node, turbohtml.Document) or (
            isinstance(node, turbohtml.Element) and node.tag not in HIDDEN and node.attr("role") not in HIDDEN_ROLES
        ):
            stack.extend(reversed(node.children))


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
READERS: Mapping[str, Reader] = {
    "title": _title,
    "title-text": _title_text,
    "h1": _h1,
    "first-heading": _first_heading,
    "paragraph": _paragraph_after_h1,
    "body-text": _body_text,
    "img-first": _first_image,
    "img-largest": _largest_image,
    "img-after-h1": _image_after_h1,
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
