"""Links, pictures, headings, paragraphs, scripts and frames of the body."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import turbohtml

from footfall.page.model import Frame
from footfall.page.parse import Source, TreeTag, attribute, attributes

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def fold(text: str) -> str:
    """White space runs as one space, none outside."""
    return " ".join(text.split())


class TreeAnchor:
    """An anchor that reads its text and attributes from the tree when asked for."""

    __slots__ = ("_source", "element", "href", "nth")

    def __init__(self, href: str, nth: int, element: turbohtml.Element, source: Source) -> None:
        self.href = href
        self.nth = nth
        self.element = element
        self._source = source

    @property
    def rel(self) -> str:
        rel = self.element.attr("rel")
        return rel.lower() if rel else ""

    @property
    def attrs(self) -> dict[str, str]:
        return attributes(self.element, self._source)

    @property
    def text(self) -> str:
        return fold(self._source.clean(self.element.text))

    @property
    def label(self) -> str:
        return label_of(self.element, self._source)

    @property
    def line(self) -> int:
        return self.element.source_line or 0


class Extent:
    """From where to where the body reaches in the source."""

    __slots__ = ("_length", "_start")

    def __init__(self, body: list[turbohtml.Element], size: int) -> None:
        where = body[0].source_location if body else None
        self._start = where.start_tag.end_offset if where else 0
        self._length = max(size - self._start, 1)

    def position_of(self, element: turbohtml.Element, *, after: bool) -> float:
        """Where an element (or, with `after`, its end) stands: 0 at the start of the body, 1 at its end."""
        where = element.source_location
        if where is None:
            return 0.0
        tag = where.end_tag if after and where.end_tag else where.start_tag
        return min(max((tag.start_offset - self._start) / self._length, 0.0), 1.0)


def read_anchors(elements: list[turbohtml.Element], source: Source) -> tuple[TreeAnchor, ...]:
    """The anchors with an address."""
    linked = ((element, href) for element in elements if (href := element.attr("href")) is not None)
    return tuple(
        TreeAnchor(source.clean(href).strip(), nth, element, source) for nth, (element, href) in enumerate(linked)
    )


def label_of(element: turbohtml.Element, source: Source) -> str:
    """What a screen reader says for a link or button: aria-label, text, title, or what a picture inside says."""
    for said in (element.attr("aria-label"), element.text, element.attr("title")):
        if said and (label := fold(source.clean(said))):
            return label
    return source.clean(_inner_alt(element))


def _inner_alt(element: turbohtml.Element) -> str:
    for inner in element.iter_elements(("img", "title", "svg")):
        said = inner.attr("alt") or inner.attr("aria-label") or (inner.text if inner.tag == "title" else "")
        if said and said.strip():
            return fold(said)
    return ""


class TreeImage(TreeTag):
    """An image whose address is at hand."""

    __slots__ = ("nth", "src")

    def __init__(self, element: turbohtml.Element, nth: int, source: Source) -> None:
        super().__init__(element, source)
        self.src = attribute(element, "src", source)
        self.nth = nth

    @property
    def alt(self) -> str | None:
        alt = self.element.attr("alt")
        return None if alt is None else self._source.clean(alt)

    @property
    def width(self) -> float | None:
        return number(self.element.attr("width"))

    @property
    def height(self) -> float | None:
        return number(self.element.attr("height"))


def read_images(elements: list[turbohtml.Element], source: Source) -> tuple[TreeImage, ...]:
    return tuple(TreeImage(element, nth, source) for nth, element in enumerate(elements))


def number(value: str | None) -> float | None:
    """The leading number of an attribute such as `640`, `640px` or `64.5`; None when there is none."""
    found = re.match(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(?:px)?\s*$", value) if value else None
    return float(found.group(1)) if found else None


class TreeHeading:
    """A heading whose text is at hand."""

    __slots__ = ("_element", "level", "line", "text")

    def __init__(self, element: turbohtml.Element, level: int, source: Source) -> None:
        self._element = element
        self.level = level
        self.text = fold(source.clean(element.text))
        self.line = element.source_line or 0

    @property
    def anchored(self) -> bool:
        return bool(self._element.attr("id")) or self._element.select_one("[id],a[name]") is not None

    @property
    def spot(self) -> tuple[int, int]:
        return self.line, self._element.source_col or 0


def read_headings(elements: dict[str, list[turbohtml.Element]], source: Source) -> tuple[TreeHeading, ...]:
    """All headings in document order."""
    found = [
        TreeHeading(element, level, source) for level, tag in enumerate(_HEADINGS, start=1) for element in elements[tag]
    ]
    return tuple(sorted(found, key=lambda heading: heading.spot))


def read_body_text(elements: list[turbohtml.Element], source: Source) -> str:
    if not elements:
        return ""
    hidden = {"script", "style", "noscript", "template"}
    texts = []
    stack: list[turbohtml.Node] = [elements[0]]
    while stack:
        node = stack.pop()
        if isinstance(node, turbohtml.Text):
            texts.append(node.data)
        elif isinstance(node, turbohtml.Element) and node.tag not in hidden:
            stack.extend(reversed(node.children))
    return fold(source.clean(" ".join(texts)))


class TreeScript(TreeTag):
    """A script whose address and type are at hand."""

    __slots__ = ("host", "src", "type")

    def __init__(self, element: turbohtml.Element, source: Source, own_host: str) -> None:
        super().__init__(element, source)
        self.src = attribute(element, "src", source)
        self.host = foreign_host(self.src, own_host) if self.src else ""
        self.type = attribute(element, "type", source).lower()


def read_scripts(elements: list[turbohtml.Element], source: Source, own_host: str) -> tuple[TreeScript, ...]:
    return tuple(TreeScript(element, source, own_host) for element in elements)


def read_frames(elements: dict[str, list[turbohtml.Element]], source: Source, own_host: str) -> tuple[Frame, ...]:
    frames = []
    for tag in ("iframe", "embed", "object"):
        for element in elements[tag]:
            attrs = attributes(element, source)
            src = (attrs.get("src") or attrs.get("data-src") or attrs.get("data") or "").strip()
            frames.append(Frame(src, foreign_host(src, own_host), attrs, element.source_line or 0))
    return tuple(sorted(frames, key=lambda frame: frame.line))


def foreign_host(address: str, own_host: str) -> str:
    """The lower-case host when the address leads elsewhere than to `own_host`, else ""."""
    if not address.startswith(("http://", "https://", "//")):
        return ""
    host = address[address.index("//") + 2 :].partition("/")[0].lower()
    if not _PLAIN_HOST.match(host):
        try:
            host = (urlsplit(address).hostname or "").lower()
        except ValueError:
            return ""
    return "" if host == own_host else host


_PLAIN_HOST = re.compile(r"[a-z0-9.-]+$")
