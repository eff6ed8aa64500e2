"""The one place that knows the HTML library: bytes → Page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeGuard

import turbohtml

from footfall.page.encoding import Decoded, clean, decode
from footfall.page.model import Place, Quoting, Span

if TYPE_CHECKING:
    from footfall.page.page import Page

_META_KEYS = ("property", "name", "itemprop")
STRIDE = 4096
"""Characters between remembered byte offsets; measured as good as 1024 and 16384 on 89 real pages (2026-11-22)."""


NOWHERE = Span(0, 0, 0)
"""Of what the source doesn't write."""
_STRINGS = {str}
_DOUBLY_QUOTED = re.compile(r'<meta(?:\s+[\w:-]+="[^"]*")*\s*/?>', re.IGNORECASE)
"""The usual way to write a tag; any other is looked at attribute by attribute."""


new: Final = tuple.__new__
"""Makes a NamedTuple without the Python call of its constructor, which costs as much as the tuple itself."""


class Elements(dict[str, list[turbohtml.Element]]):
    """The page's elements by tag name, in document order, each list made when first asked for."""

    def __init__(self, document: turbohtml.Document) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, tag: str) -> list[turbohtml.Element]:
        found = self[tag] = self._document.find_all(tag)
        return found


class Source:
    """The decoded text and the way from the library's positions (newlines normalised) back to bytes."""

    __slots__ = (
        *("_ascii", "_bom", "_breaks", "_marks", "_narrow", "_next_break", "_seen_byte", "_seen_position"),
        *("_simple", "_text", "decoded"),
    )

    def __init__(self, decoded: Decoded) -> None:
        self.decoded = decoded
        self._text = text = decoded.text
        self._bom = decoded.bom
        self._narrow = not decoded.encoding.startswith("utf-16")
        self._ascii = self._narrow and text.isascii()
        self._breaks: list[int] = []
        # One character is found many times faster than two, and most pages have no carriage return at all.
        self._next_break = text.find("\r\n") if "\r" in text else -1
        self._simple = self._ascii and self._next_break < 0
        self._seen_position = 0
        self._seen_byte = decoded.bom
        self._marks = [decoded.bom]

    def position(self, normalised: int) -> int:
        """Index into the decoded text of a position in the newline-normalised text."""
        while 0 <= self._next_break - len(self._breaks) < normalised:
            self._breaks.append(self._next_break - len(self._breaks))
            self._next_break = self.decoded.text.find("\r\n", self._next_break + 2)
        return normalised + bisect_left(self._breaks, normalised) if self._breaks else normalised

    def byte(self, normalised: int) -> int:
        """Offset in the file; each call costs at most a stretch of `STRIDE` characters, in whatever order they come."""
        if self._simple:
            return self._bom + normalised
        position = self.position(normalised)
        if self._ascii:
            return self._bom + position
        stretch = position // STRIDE
        while len(self._marks) <= stretch:
            start = (len(self._marks) - 1) * STRIDE
            self._marks.append(self._marks[-1] + self._bytes_between(start, start + STRIDE))
        if not stretch * STRIDE <= self._seen_position <= position:
            self._seen_position, self._seen_byte = stretch * STRIDE, self._marks[stretch]
        self._seen_byte += self._bytes_between(self._seen_position, position)
        self._seen_position = position
        return self._seen_byte

    def _bytes_between(self, start: int, end: int) -> int:
        """Bytes between two indexes into the decoded text."""
        piece = self._text[start:end]
        return len(piece) if self._narrow and piece.isascii() else self.decoded.byte_length(piece)

    def span(self, tag: turbohtml.SourceSpan) -> Span:
        first, last, line = tag.start_offset, tag.end_offset, tag.start_line
        if self._simple:
            return new(Span, (self._bom + first, self._bom + last, line))
        start = self.byte(first)
        return new(Span, (start, start + self._bytes_between(self.position(first), self.position(last)), line))

    def text(self, start: int, end: int) -> str:
        """The source text between two normalised positions."""
        return self._text[self.position(start) : self.position(end)]

    def clean(self, value: str) -> str:
        return clean(value, self.decoded.encoding) if self.decoded.damaged else value


def parse_page(url: str, data: bytes, *, content_type: str = "", encoding: str = "") -> Page:
    """Parse one page. Never fails: whatever the bytes are, something like a page comes out.

    Args:
        url: the absolute address the page is known under, "" when unknown.
        data: the body as received, decompressed.
        content_type: the Content-Type header, "" when there was none.
        encoding: a codec that overrules what the page and its header say, for consumers with habits of their own.
    """
    from footfall.page.page import Page

    decoded = decode(data, content_type, encoding)
    document = turbohtml.parse(decoded.text, source_locations=True)
    return Page(url, data, content_type, document, Elements(document), Source(decoded))


def place_of(element: turbohtml.Element) -> Place:
    """The part of the tree an element ended up in."""
    parent = element.parent
    if isinstance(parent, turbohtml.Element) and parent.tag == "head":
        return Place.HEAD
    inside = {ancestor.tag for ancestor in element.ancestors if isinstance(ancestor, turbohtml.Element)}
    if "template" in inside:
        return Place.TEMPLATE
    if "noscript" in inside:
        return Place.NOSCRIPT
    return Place.HEAD if "head" in inside else Place.BODY


def attributes(element: turbohtml.Element, source: Source) -> dict[str, str]:
    """All attributes as strings, class lists joined again."""
    attrs = element.attrs.copy()
    found = attrs if _all_strings(attrs) else {name: _joined(value) for name, value in attrs.items()}
    if source.decoded.damaged:
        return {name: source.clean(value) for name, value in found.items()}
    return found


def _all_strings(attrs: Mapping[str, object]) -> TypeGuard[dict[str, str]]:
    return set(map(type, attrs.values())) == _STRINGS


def _joined(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else " ".join(value or ())


def attribute(element: turbohtml.Element, name: str, source: Source) -> str:
    """One attribute, trimmed; "" when absent."""
    value = element.attr(name)
    if not value:
        return ""
    return source.clean(value).strip() if source.decoded.damaged else value.strip()


class TreeTag:
    """A tag that reads its attributes and its place from the tree when asked for."""

    __slots__ = ("_source", "_span", "element")

    def __init__(self, element: turbohtml.Element, source: Source) -> None:
        self.element = element
        self._source = source
        self._span: Span | None = None

    @property
    def attrs(self) -> dict[str, str]:
        return attributes(self.element, self._source)

    @property
    def line(self) -> int:
        return self.element.source_line or 0

    @property
    def place(self) -> Place:
        return place_of(self.element)

    @property
    def span(self) -> Span:
        if self._span is None:
            self._span = span_of(self.element, self._source)
        return self._span


def span_of(element: turbohtml.Element, source: Source) -> Span:
    """The start tag of an element that the source writes."""
    where = element.source_location
    return source.span(where.start_tag) if where else NOWHERE


class Whole:
    """An element from the start of its first tag to the end of its last, looked up when asked for."""

    __slots__ = ("_element", "_source", "_span", "line")

    def __init__(self, element: turbohtml.Element, source: Source) -> None:
        self._element = element
        self._source = source
        self._span: Span | None = None
        self.line = element.source_line or 0

    @property
    def span(self) -> Span:
        """From tag to tag; all zeros for an element that the source doesn't write."""
        if self._span is None:
            self._span = self._look_up()
        return self._span

    def _look_up(self) -> Span:
        where = self._element.source_location
        if where is None:
            return NOWHERE
        start, end = where.start_tag, where.end_tag or where.start_tag
        return Span(self._source.byte(start.start_offset), self._source.byte(end.end_offset), start.start_line)


class TreeMeta:
    """A meta that reads its place from the tree when asked for."""

    __slots__ = (
        *("_element", "_place", "_quoting", "_source", "_span"),
        *("attrs", "content", "itemprop", "key", "line", "name", "nth", "prop", "value"),
    )

    def __init__(self, element: turbohtml.Element, line: int, nth: int, source: Source) -> None:
        self.attrs = attrs = attributes(element, source)
        get = attrs.get
        self.prop = prop = get("property", "").strip()
        self.name = name = get("name", "").strip()
        self.itemprop = itemprop = get("itemprop", "").strip()
        self.content = content = get("content")
        self.value = content.strip() if content else ""
        self.key = (prop or name or itemprop).lower()
        self.line = line
        self.nth = nth
        self._element = element
        self._source = source
        self._span: Span | None = None
        self._place: Place | None = None
        self._quoting: Quoting | None = None

    @property
    def span(self) -> Span:
        if self._span is None:
            self._span = span_of(self._element, self._source)
        return self._span

    @property
    def place(self) -> Place:
        if self._place is None:
            self._place = place_of(self._element)
        return self._place

    @property
    def quoting(self) -> Quoting:
        if self._quoting is None:
            self._quoting = quoting_of(self._element, self._source)
        return self._quoting


def read_metas(elements: Iterable[turbohtml.Element], source: Source) -> tuple[TreeMeta, ...]:
    """All metas that have a source position, in document order."""
    placed = [(element, line) for element in elements if (line := element.source_line) is not None]
    return tuple([TreeMeta(element, line, nth, source) for nth, (element, line) in enumerate(placed)])


def quoting_of(element: turbohtml.Element, source: Source) -> Quoting:
    """How a meta's name and content are quoted: the weakest of them."""
    where = element.source_location
    if where and _DOUBLY_QUOTED.fullmatch(source.text(where.start_tag.start_offset, where.start_tag.end_offset)):
        return Quoting.DOUBLE
    worst = Quoting.DOUBLE
    for name in (*_META_KEYS, "content"):
        span = where.attrs.get(name) if where else None
        if span is None:
            continue
        last = source.text(span.end_offset - 1, span.end_offset)
        if last == "'":
            worst = Quoting.SINGLE
        elif last != '"':
            return Quoting.NONE
    return worst


class TreeLink(TreeTag):
    """A link whose relation and address are at hand."""

    __slots__ = ("href", "rel")

    def __init__(self, element: turbohtml.Element, source: Source) -> None:
        super().__init__(element, source)
        self.rel = tuple(attribute(element, "rel", source).lower().split())
        self.href = attribute(element, "href", source)

    @property
    def type(self) -> str:
        return attribute(self.element, "type", self._source).lower()

    @property
    def sizes(self) -> str:
        return attribute(self.element, "sizes", self._source)

    @property
    def title(self) -> str:
        return attribute(self.element, "title", self._source)


def read_links(elements: Iterable[turbohtml.Element], source: Source) -> tuple[TreeLink, ...]:
    """All `<link>` tags that have a source position, in document order."""
    return tuple(TreeLink(element, source) for element in elements if element.source_line is not None)
