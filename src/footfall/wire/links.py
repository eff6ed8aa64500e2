"""The addresses that a page's links lead to, resolved without the cost of a general URL library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from footfall.page import Page
from footfall.wire.address import origin_of

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def links_of(page: Page) -> Iterator[str]:
    """Absolute http(s) addresses of the page's anchors, in order; dots and fragments are left for `normal`."""
    base = page.base_url
    origin = origin_of(base)
    scheme = origin.partition("//")[0]
    folder = base.partition("?")[0].partition("#")[0]
    folder = folder[: folder.rfind("/") + 1] if folder.count("/") > 2 else f"{folder}/"
    for anchor in page.anchors:
        href = anchor.href
        if not href or href[0] == "#":
            continue
        if href[0] == "/":
            yield scheme + href if href.startswith("//") else origin + href
        elif href.startswith(("https://", "http://")):
            yield href
        elif href[0] == "?":
            yield _join(base, href)
        elif not _SCHEME.match(href):
            yield folder + href
        elif href[:4].lower() == "http":
            yield _join(base, href)


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""
