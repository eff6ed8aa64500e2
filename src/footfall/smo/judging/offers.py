"""The picture that a page offers where it has none in its preview tags: by JSON-LD, or by `rel="image_src"`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footfall.page import Page
from footfall.page.model import Span
from footfall.page.structured import image_of
from footfall.smo.judging.linked import main_item


class Offer(NamedTuple):
    """A picture as its source writes it: absolute address, place, and the size that JSON-LD declares, in pixels.

    `source` is what a person calls it. Pinterest reads JSON-LD, Misskey and Reddit `rel="image_src"`; `footfall fix`
    writes an og:image from either.
    """

    url: str
    source: str
    value: str
    span: Span | None
    size: tuple[int, int] | None

    @property
    def open_graph(self) -> bool:
        return False


def offered(page: Page) -> Offer | None:
    """The picture of the page's own object in JSON-LD, else of its `image_src` link; None without any."""
    for source, value, span in _stated(page):
        if value:
            url = page.resolve(value)
            return Offer(url, source, value, span, page.picture_sizes.get(url))
    return None


def _stated(page: Page) -> Iterator[tuple[str, str, Span | None]]:
    item = main_item(page)
    if item:
        span = next((block.span for block in page.json_ld if "image" in block.text or "thumb" in block.text), None)
        for name in ("image", "thumbnailUrl"):
            yield f"JSON-LD's {name}", image_of(item.get(name)), span
    for link in page.links_of("image_src"):
        yield "the image_src link", link.href, link.span
