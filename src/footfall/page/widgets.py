"""Feed widgets, embedded posts and the scripts behind them, recognised by what networks.toml says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

import turbohtml

from footfall.page import networks
from footfall.page.content import foreign_host
from footfall.page.model import Widget

if TYPE_CHECKING:
    from footfall.page.page import Page

_ADDRESSES: Final = ("data-href", "cite", "href", "data-instgrm-permalink", "data-bluesky-uri", "data-url")
_MOST: Final = 300
"""Posts looked at on one page: nested in each other, each costs a walk through all that it contains."""
_RUNNABLE: Final = ("", "module", "text/javascript", "application/javascript", "text/ecmascript")
"""Script types that a browser runs; consent tools park scripts under others, mostly text/plain (WHATWG, 2026-11-22)."""


def find_widgets(page: Page) -> tuple[Widget, ...]:
    found = [*_class_widgets(page), *_script_widgets(page), *_frame_widgets(page)]
    return tuple(sorted(found, key=lambda widget: widget.line))


def _class_widgets(page: Page) -> Iterator[Widget]:
    known = networks.classes()
    seen: set[turbohtml.Element] = set()
    found = 0
    links = (anchor.element for anchor, _ in page.anchor_sorts.networked)
    for element in (*page.elements["blockquote"], *page.marked_elements, *links):
        if element in seen:
            continue
        seen.add(element)
        for name in (element.attr("class") or "").split():
            kind, network = known.get(name, ("", ""))
            if kind in ("feed", "post"):
                empty = next(iter(element.stripped_strings), None) is None
                yield Widget(kind, network, _address_of(element), "", empty, element.source_line or 0)
                found += 1
                break
        if found >= _MOST:
            return


def _address_of(element: turbohtml.Element) -> str:
    for name in _ADDRESSES:
        if value := element.attr(name):
            return value.strip()
    links = [link.attr("href") or "" for link in islice(element.iter_elements("a"), _MOST)]
    return links[-1].strip() if links else ""


def _script_widgets(page: Page) -> Iterator[Widget]:
    for element in page.elements["script"]:
        address = element.attr("src") or element.attr("data-src")
        if not address or "//" not in address:
            continue
        kind, network = networks.script_of(address.strip())
        host = foreign_host(address.strip(), page.host) if kind else ""
        if host:
            gated = (element.attr("type") or "").strip().lower() not in _RUNNABLE or not element.attr("src")
            yield Widget(kind, network, address.strip(), host, False, element.source_line or 0, gated)


def _frame_widgets(page: Page) -> Iterator[Widget]:
    for frame in page.frames:
        if not frame.host:
            continue
        kind, network = networks.frame_of(frame.src)
        if kind in ("feed", "post"):
            gated = not frame.attrs.get("src", "").strip()
            yield Widget(kind, network, frame.src, frame.host, False, frame.line, gated)
