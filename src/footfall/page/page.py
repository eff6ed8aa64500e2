"""The page as everything above sees it: lists of things with their places, made from one parse when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import turbohtml

from footfall.page import content, profiles, reading, share, structured, widgets
from footfall.page.encoding import codec_name, declared_in_meta
from footfall.page.kept import kept
from footfall.page.kind import Kind, kind_of
from footfall.page.model import (
    Frame,
    Heading,
    ImageTag,
    JsonLd,
    LinkTag,
    Meta,
    MicrodataItem,
    Place,
    ProfileLink,
    Script,
    ShareControl,
    Span,
    Widget,
)
from footfall.page.parse import Source, Whole, attributes, place_of, read_links, read_metas
from footfall.page.pictures import Picture, read_pictures, read_sizes

if TYPE_CHECKING:
    from collections.abc import Mapping


class Page:
    """One parsed web page. Lists are in document order; everything is computed at most once."""

    def __init__(
        self,
        url: str,
        data: bytes,
        content_type: str,
        document: turbohtml.Document,
        elements: dict[str, list[turbohtml.Element]],
        source: Source,
    ) -> None:
        self.url = url
        self.data = data
        self.content_type = content_type
        self.document = document
        self.elements = elements
        self.source = source

    # The head

    @property
    def encoding(self) -> str:
        """The Python codec the text was decoded with."""
        return self.source.decoded.encoding

    @property
    def encoding_source(self) -> str:
        """What decided the encoding: "bom", "header", "meta", "utf-8" or "guess"."""
        return self.source.decoded.source

    @property
    def damaged(self) -> bool:
        """Some bytes are invalid in the page's encoding."""
        return self.source.decoded.damaged

    @kept
    def disputed_encoding(self) -> bool:
        """Header, `<meta charset>` and bytes don't agree, so consumers may read different letters."""
        if self.damaged or self.text_source.isascii():
            return self.damaged
        late = max(2048, len(self.data) // 20)
        declared = codec_name(declared_in_meta(self.data) or declared_in_meta(self.data, late))
        return bool(declared) and declared != self.encoding

    @property
    def text_source(self) -> str:
        """The decoded source text."""
        return self.source.decoded.text

    @kept
    def metas(self) -> tuple[Meta, ...]:
        return read_metas(self.elements["meta"], self.source)

    @kept
    def metas_by_key(self) -> Mapping[str, tuple[Meta, ...]]:
        """Metas by the lower-case value of each of their property, name and itemprop attributes."""
        found: dict[str, list[Meta]] = {}
        for meta in self.metas:
            for key in dict.fromkeys((meta.prop.lower(), meta.name.lower(), meta.itemprop.lower())):
                if key:
                    found.setdefault(key, []).append(meta)
        return {key: tuple(metas) for key, metas in found.items()}

    @kept
    def preview_metas(self) -> tuple[Meta, ...]:
        """The og: and twitter: tags and the description, where readers of HTML see them: in head or body."""
        return tuple(
            meta
            for meta in self.metas
            if (meta.key.startswith(("og:", "twitter:")) or meta.name.lower() == "description")
            and meta.place in (Place.HEAD, Place.BODY)
        )

    @kept
    def preview_tags(self) -> Mapping[str, tuple[Meta, ...]]:
        """`preview_metas` by their lower-case names, in the order in which the names first stand."""
        found: dict[str, list[Meta]] = {}
        for meta in self.preview_metas:
            found.setdefault(meta.key, []).append(meta)
        return {key: tuple(metas) for key, metas in found.items()}

    def meta(self, key: str) -> Meta | None:
        """The first meta of that lower-case key that stands in head or body and isn't blank."""
        for meta in self.metas_by_key.get(key, ()):
            if meta.value and meta.place in (Place.HEAD, Place.BODY):
                return meta
        return None

    def meta_value(self, key: str) -> str:
        """The value of that meta, "" when the page has none."""
        meta = self.meta(key)
        return meta.value if meta else ""

    @kept
    def links(self) -> tuple[LinkTag, ...]:
        return read_links(self.elements["link"], self.source)

    def links_of(self, rel: str) -> Iterator[LinkTag]:
        """The `<link>` tags of one lower-case relation."""
        return (link for link in self.links if rel in link.rel)

    @kept
    def title(self) -> str:
        """The text of the first `<title>` outside SVG, white space folded."""
        element = self._title_element
        return " ".join(self.source.clean(element.text).split()) if element else ""

    @kept
    def title_span(self) -> Span | None:
        """The whole title element, from `<title` to `</title>`."""
        return self.title_place.span if self.title_place else None

    @kept
    def title_place(self) -> Whole | None:
        """The same, looked up when its span is asked for."""
        element = self._title_element
        return Whole(element, self.source) if element and element.source_line is not None else None

    @kept
    def _title_element(self) -> turbohtml.Element | None:
        for element in self.elements["title"]:
            if element.namespace is turbohtml.Namespace.HTML:
                return element
        return None

    @kept
    def canonical(self) -> str:
        """The absolute canonical address, "" when none is stated."""
        link = next((link for link in self.links_of("canonical") if link.href), None)
        return self.resolve(link.href) if link else ""

    @kept
    def language(self) -> str:
        """The `lang` of the root element as written, "" when absent."""
        return self.root_attributes.get("lang", "").strip()

    @kept
    def root_attributes(self) -> Mapping[str, str]:
        roots = self.elements["html"]
        return attributes(roots[0], self.source) if roots else {}

    @kept
    def oembed_links(self) -> tuple[LinkTag, ...]:
        """Discovery links to oEmbed documents, JSON first come first served."""
        return tuple(
            link
            for link in self.links
            if "alternate" in link.rel and link.href and link.type in ("application/json+oembed", "text/xml+oembed")
        )

    @kept
    def icons(self) -> tuple[LinkTag, ...]:
        wanted = ("icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon")
        return tuple(link for link in self.links if link.href and any(rel in wanted for rel in link.rel))

    @kept
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures stated for link previews: first and last og:image, twitter:image; each address once."""
        return read_pictures(self)

    @kept
    def picture_sizes(self) -> Mapping[str, tuple[int, int]]:
        """Width and height of pictures in pixels, by absolute address, as the page's JSON-LD declares them."""
        return read_sizes(self)

    @kept
    def json_ld(self) -> tuple[JsonLd, ...]:
        return structured.read_json_ld(self.elements["script"], self.source)

    @kept
    def json_ld_items(self) -> tuple[Mapping[str, object], ...]:
        """All JSON-LD objects, with lists and `@graph` unfolded."""
        return tuple(item for block in self.json_ld for item in structured.items(block.data))

    @kept
    def microdata(self) -> tuple[MicrodataItem, ...]:
        return structured.read_microdata(self.document)

    # Places for fixes

    @kept
    def head_span(self) -> Span | None:
        """The `<head …>` start tag, None when the source doesn't write one."""
        return self._start_tag("head")

    @kept
    def root_span(self) -> Span | None:
        """The `<html …>` start tag, None when the source doesn't write one."""
        return self._start_tag("html")

    @kept
    def body_span(self) -> Span | None:
        """The `<body …>` start tag, None when the source doesn't write one."""
        return self._start_tag("body")

    def _start_tag(self, tag: str) -> Span | None:
        for element in self.elements[tag]:
            if element.source_location is not None:
                return self.source.span(element.source_location.start_tag)
        return None

    def anchor_span(self, index: int) -> Span | None:
        """The start tag of the anchor with that index."""
        networked = (anchor for anchor, _ in self.anchor_sorts.networked if anchor.nth == index)
        return self._start_of((next(networked, None) or self.anchors[index]).element)

    def image_span(self, index: int) -> Span | None:
        """The tag of the image with that index."""
        return self._start_of(self.elements["img"][index])

    def _start_of(self, element: turbohtml.Element) -> Span | None:
        where = element.source_location
        return self.source.span(where.start_tag) if where else None

    # The body

    @kept
    def anchors(self) -> tuple[content.TreeAnchor, ...]:
        """All anchors with an address; `anchor_sorts` has at hand those that lead elsewhere."""
        return content.read_anchors(self.elements["a"], self.source)

    @kept
    def images(self) -> tuple[ImageTag, ...]:
        return content.read_images(self.elements["img"], self.source)

    @kept
    def headings(self) -> tuple[Heading, ...]:
        return content.read_headings(self.elements, self.source)

    @kept
    def body_text(self) -> str:
        """All visible text of the body, white space folded."""
        return content.read_body_text(self.elements["body"], self.source)

    @kept
    def scripts(self) -> tuple[Script, ...]:
        return content.read_scripts(self.elements["script"], self.source, self.host)

    @kept
    def frames(self) -> tuple[Frame, ...]:
        return content.read_frames(self.elements, self.source, self.host)

    @kept
    def anchor_sorts(self) -> share.AnchorSorts:
        """The anchors that lead to a known social network, and those that lead nowhere and act by script."""
        return share.sort_anchors(self)

    @kept
    def marked_elements(self) -> list[turbohtml.Element]:
        """Elements whose class or role says that they may share or show something of a network."""
        return share.marked_elements(self)

    @kept
    def share_controls(self) -> tuple[ShareControl, ...]:
        return share.find_controls(self)

    @kept
    def widgets(self) -> tuple[Widget, ...]:
        return widgets.find_widgets(self)

    @kept
    def profile_links(self) -> tuple[ProfileLink, ...]:
        return profiles.find_profiles(self)

    @kept
    def kind(self) -> Kind:
        """What a visitor would call the page: an article, a product, the home page …"""
        return kind_of(self)

    @kept
    def reading(self) -> reading.Reading | None:
        """The main text, None when the page has no paragraphs worth the name."""
        return reading.read_main_text(self)

    def position_of(self, element: turbohtml.Element, *, after: bool = False) -> float:
        """Where an element (or, with `after`, its end) stands: 0 at the start of the body, 1 at its end."""
        return self.extent.position_of(element, after=after)

    @kept
    def extent(self) -> content.Extent:
        """From where to where the body reaches."""
        return content.Extent(self.elements["body"], len(self.text_source))

    def select(self, selector: str) -> list[turbohtml.Element]:
        """Elements by CSS selector, for the few questions that have no list of their own."""
        return self.document.select(selector)

    def has(self, selector: str) -> bool:
        """Whether any element answers to a CSS selector; looks no further than the first."""
        return self.document.select_one(selector) is not None

    def attributes(self, element: turbohtml.Element) -> dict[str, str]:
        """All attributes of an element as strings."""
        return attributes(element, self.source)

    def place(self, element: turbohtml.Element) -> Place:
        return place_of(element)

    # Addresses

    @kept
    def base_url(self) -> str:
        """What relative addresses are resolved against: `<base href>` or the page's own address."""
        for element in self.elements["base"]:
            href = (element.attr("href") or "").strip()
            if href:
                return _join(self.url, href)
        return self.url

    @kept
    def host(self) -> str:
        """The lower-case host of the page's address, "" when unknown."""
        return host_of(self.url)

    def resolve(self, href: str) -> str:
        """The absolute address of `href` as written on this page; as written when that is impossible."""
        if not href.isprintable() or " " in href:
            href = _as_browsers_write(href)
        if href.startswith(("https://", "http://")):
            return href
        return _join(self.base_url, href)


def _as_browsers_write(href: str) -> str:
    """Tabs and line breaks dropped, spaces encoded (WHATWG URL, basic URL parser, read 2026-11-22)."""
    return "".join(href.strip().splitlines()).replace("\t", "").replace(" ", "%20")


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def host_of(url: str) -> str:
    """The lower-case host of an address, "" when it has none or is malformed."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
