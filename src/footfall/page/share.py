"""Share controls: links to a share page, buttons that share by script, places that a network's script fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote_plus

import turbohtml

from footfall.page import networks
from footfall.page.buttons import may_share, read_button, those_that_may_share
from footfall.page.content import TreeAnchor, label_of
from footfall.page.model import Control, ShareControl
from footfall.page.networks import AtHost, Endpoint, endpoint_of
from footfall.page.parse import attributes

if TYPE_CHECKING:
    from footfall.page.page import Page

MARKED: Final = ':is([class*="shar" i],[data-href],[role="button"],share-button)'
"""One pass over the tree for all that isn't a plain link or button; what it brings is looked at more closely.

In `:is()` the list takes a sixth less time than bare (measured 2026-11-22).
"""
_FLOATING: Final = re.compile(
    r"(?<![a-z])(?:float(?:ing|er|y)|sticky|fixed(?!-?(?:width|height|size))|side-?bar|(?:side|left|right|social)-?rail)"
    r"(?![a-z])|\bfloat\b(?!-)"
)
_FLOATING_WORDS: Final = ("float", "sticky", "fixed", "side", "rail")
_FIXED_STYLE: Final = re.compile(r"position\s*:\s*(?:fixed|sticky)", re.IGNORECASE)
_FLOATING_DEPTH: Final = 4
"""How far up a floating box is looked for."""
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>]+")
_NATIVE: Final = "navigator.share"
_PLACEHOLDERS: Final = ("data-share-url", "data-permalink", "data-url", "data-sharer")
_MOST_BOXES: Final = 200
"""Boxes that act as buttons, looked at on one page: nested in each other, each contains the text of all the rest."""
_NO_TARGET: Final = frozenset(("", "#", "#!", "#0"))


class AnchorSorts(NamedTuple):
    """A page's anchors of interest."""

    networked: tuple[tuple[TreeAnchor, AtHost], ...]
    """To a known social network, each with what its host is known for."""
    outward: tuple[TreeAnchor, ...]
    """To any other host than the page's own."""
    scripted: tuple[turbohtml.Element, ...]
    """Without a target: a script acts on the click. Those that have no address at all come last."""
    linked: int
    """How many anchors have an address."""


def sort_anchors(page: Page) -> AnchorSorts:
    """One look at every anchor; links within the site itself lead to no network, and nothing is made of them."""
    networked: list[tuple[TreeAnchor, AtHost]] = []
    outward: list[TreeAnchor] = []
    scripted: list[turbohtml.Element] = []
    bare: list[turbohtml.Element] = []
    own = ("/", f"https://{page.host}/", f"http://{page.host}/") if page.host else ("/",)
    source, damaged = page.source, page.damaged
    nth = -1
    for element in page.elements["a"]:
        href = element.attr("href")
        if href is None:
            bare.append(element)
            continue
        nth += 1
        if href.startswith(own) and href[:2] != "//":
            continue
        href = (source.clean(href) if damaged else href).strip()
        if href.startswith(("http", "/")):
            if href.startswith(own) and href[:2] != "//":
                continue
            outward.append(anchor := TreeAnchor(href, nth, element, source))
            if known := networks.at_host(href):
                networked.append((anchor, known))
        elif href in _NO_TARGET or href[:10].lower() == "javascript":
            scripted.append(element)
        elif href[0] != "#" and (known := networks.at_address(href)):
            networked.append((TreeAnchor(href, nth, element, source), known))
    return AnchorSorts(tuple(networked), tuple(outward), (*scripted, *bare), nth + 1)


def find_controls(page: Page) -> tuple[ShareControl, ...]:
    """All share controls in the order of the source, each element once."""
    reader = _Reader(page)
    found = [*reader.linked(), *reader.scripted()]
    if not found:
        found = [*reader.placeholders(), *reader.native_in_script()]
    return tuple(sorted(found, key=lambda control: (control.position, control.line)))


def marked_elements(page: Page) -> list[turbohtml.Element]:
    """Elements whose class or role says that they may share or show something of a network."""
    return page.select(MARKED)


def shared_by(href: str, endpoint: Endpoint) -> tuple[str, str]:
    """(address, text) that a share link carries, decoded; "" for what it doesn't say."""
    text = parameter(href, endpoint.text)
    stated = parameter(href, endpoint.url)
    address = None if stated else _ADDRESS.search(text)
    return (address.group(0) if address else stated), text


def parameter(href: str, name: str) -> str:
    """The decoded value of a query parameter, "" when absent."""
    if not name:
        return ""
    query = href.partition("?")[2].partition("#")[0]
    start = f"{name.lower()}="
    for part in query.split("&"):
        if part[: len(start)].lower() == start:
            return unquote_plus(part[len(start) :]).strip()
    return ""


class _Reader:
    """Reads one page, remembering which elements are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: set[turbohtml.Element] = set()
        self.boxes = 0

    def linked(self) -> Iterator[ShareControl]:
        for anchor, known in self.page.anchor_sorts.networked:
            endpoint = networks.endpoint_among(known.endpoints, anchor.href)
            if endpoint is not None:
                shared, text = shared_by(anchor.href, endpoint)
                network = endpoint.network
                if networks.networks()[network].kit:
                    network = networks.words().get(anchor.label.lower(), network)
                yield self._control(anchor.element, network, Control.LINK, anchor.href, shared, text, anchor=anchor.nth)

    def scripted(self) -> Iterator[ShareControl]:
        """Buttons, links without a target, and marked elements that share by script or wait for a network's."""
        for element in those_that_may_share([*self.page.elements["button"], *self.page.anchor_sorts.scripted]):
            yield from self._button(element, None)
        for element in self.page.marked_elements:
            if element in self.seen:
                continue
            if element.tag in ("a", "button", "share-button"):
                href = element.attr("href") if element.tag == "a" else None
                if not href or "share" in href or may_share(element):
                    yield from self._button(element, href.strip().lower() if href else None)
            elif self.boxes < _MOST_BOXES:
                yield from self._box(element)

    def _button(self, element: turbohtml.Element, target: str | None) -> Iterator[ShareControl]:
        if element in self.seen:
            return
        button = read_button(element, self.page.source, target)
        if button is None:
            return
        endpoint = endpoint_of(button.address) if button.address else None
        shared, text = shared_by(button.address, endpoint) if endpoint else (self._own_address(element), "")
        yield self._control(element, button.network, button.kind, button.address, shared, text, label=button.label)

    def _box(self, element: turbohtml.Element) -> Iterator[ShareControl]:
        """A box that a network's script fills, that names a share address, or that acts as a button."""
        known = networks.classes()
        names = (element.attr("class") or "").split()
        network = next((known[name][1] for name in names if name in known and known[name][0] == "button"), "")
        address = (element.attr("data-href") or "").strip()
        names_endpoint = bool(address) and endpoint_of(address) is not None
        if not network and not names_endpoint and element.attr("role") != "button":
            return
        self.boxes += 1
        if network:
            yield self._control(element, network, Control.SDK, "", address, "")
        elif names_endpoint or element.select_one("a[href],button") is None:
            yield from self._button(element, None)

    def _own_address(self, element: turbohtml.Element) -> str:
        for name in ("data-share-url", "data-url"):
            value = (element.attr(name) or "").strip()
            if value:
                return unquote_plus(value) if "%3A" in value[:12] else value
        return ""

    def placeholders(self) -> Iterator[ShareControl]:
        """Boxes that a script will fill with buttons; asked for only on pages that have no button of their own."""
        for element in self.page.marked_elements:
            address = next((value for name in _PLACEHOLDERS if (value := element.attr(name))), "")
            if address and "shar" in (element.attr("class") or "").lower():
                yield self._control(element, "many", Control.SDK, "", address.strip(), "", label="")

    def native_in_script(self) -> Iterator[ShareControl]:
        if _NATIVE not in self.page.text_source:
            return
        for element in self.page.elements["script"]:
            if element.attr("src") is None and _NATIVE in element.text:
                yield self._control(element, "native", Control.NATIVE, "", "", "", label="")
                return

    def _control(
        self,
        element: turbohtml.Element,
        network: str,
        kind: Control,
        href: str,
        shared: str,
        text: str,
        *,
        label: str | None = None,
        anchor: int | None = None,
    ) -> ShareControl:
        self.seen.add(element)
        known = networks.networks().get(network)
        attrs = attributes(element, self.page.source) if element.tag != "script" else {}
        return ShareControl(
            network="many" if known and known.kit else network,
            kind=kind,
            href=href,
            shared_url=shared or attrs.get("data-url", "").strip(),
            text=text or attrs.get("data-text", "").strip(),
            label=label_of(element, self.page.source) if label is None else label,
            position=self.page.position_of(element),
            floating=_floats(element),
            line=element.source_line or 0,
            anchor=anchor,
            tag=element.tag,
            attrs=attrs,
        )


def _floats(element: turbohtml.Element) -> bool:
    names = ""
    node: turbohtml.Node | None = element
    for _ in range(_FLOATING_DEPTH):
        if not isinstance(node, turbohtml.Element) or node.tag == "body":
            break
        names += f" {node.attr('class') or ''}"
        style = node.attr("style")
        if style and _FIXED_STYLE.search(style):
            return True
        node = node.parent
    lower = names.lower()
    return any(word in lower for word in _FLOATING_WORDS) and _FLOATING.search(lower) is not None
