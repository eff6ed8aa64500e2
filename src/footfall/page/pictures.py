"""The pictures that a page offers to link previews in its tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from footfall.page.content import number
from footfall.page.model import Meta, Place, Span
from footfall.page.structured import image_of, text_of, types_of

if TYPE_CHECKING:
    from footfall.page.page import Page

OPEN_GRAPH = ("og:image", "og:image:url", "og:image:secure_url")
"""Tags that state a picture, the usual one first (ogp.me, structured properties, read 2026-11-22)."""
TWITTER = ("twitter:image", "twitter:image:src")


LISTED = 50
"""Pictures of one JSON-LD list that are looked at."""


class Picture(NamedTuple):
    """A picture stated in a tag: its absolute address, the tag, and the size that its own tags declare, in pixels.

    `beside` is the size that the page's JSON-LD declares for the same address.
    """

    url: str
    meta: Meta
    width: int | None
    height: int | None
    beside: tuple[int, int] | None = None

    @property
    def open_graph(self) -> bool:
        return self.meta.key.startswith("og:")

    @property
    def size(self) -> tuple[int, int] | None:
        """The declared width and height, wherever the page declares them."""
        return (self.width, self.height) if self.width and self.height else self.beside

    @property
    def value(self) -> str:
        return self.meta.value

    @property
    def span(self) -> Span | None:
        return self.meta.span


def read_pictures(page: Page) -> tuple[Picture, ...]:
    """The first og:image, the last one (for those who read the last), and the twitter:image; each address once."""
    found: dict[str, Picture] = {}
    stated = _stated(page, OPEN_GRAPH)
    for meta in (*stated[:1], *stated[-1:], *_stated(page, TWITTER)[:1]):
        url = page.resolve(meta.value)
        if url not in found:
            size = _declared(page, meta, alone=len(stated) == 1)
            found[url] = Picture(url, meta, *size, page.picture_sizes.get(url))
    return tuple(found.values())


def _stated(page: Page, keys: Iterable[str]) -> list[Meta]:
    """The tags of the first of these keys that says anything."""
    for key in keys:
        metas = [
            meta for meta in page.metas_by_key.get(key, ()) if meta.value and meta.place in (Place.HEAD, Place.BODY)
        ]
        if metas:
            return metas
    return []


def _declared(page: Page, picture: Meta, *, alone: bool) -> tuple[int | None, int | None]:
    """The og:image:width and -height that belong to this og:image: those after it and before the next one."""
    if not picture.key.startswith("og:"):
        return None, None
    following = (meta.nth for meta in page.metas_by_key.get("og:image", ()) if meta.nth > picture.nth)
    end = next(following, len(page.metas))
    begin = -1 if alone else picture.nth
    return _pixels(page, "og:image:width", begin, end), _pixels(page, "og:image:height", begin, end)


def _pixels(page: Page, key: str, begin: int, end: int) -> int | None:
    for meta in page.metas_by_key.get(key, ()):
        if begin < meta.nth < end:
            value = number(meta.value)
            return int(value) if value else None
    return None


def read_sizes(page: Page) -> Mapping[str, tuple[int, int]]:
    """Width and height in pixels by absolute address, as the page's JSON-LD declares them; the first word counts."""
    found: dict[str, tuple[int, int]] = {}
    for item in page.json_ld_items:
        for one in _image_objects(item):
            width, height = _side(one.get("width")), _side(one.get("height"))
            address = image_of(dict(one)) if width and height else ""
            if address:
                found.setdefault(page.resolve(address), (width, height))
    return found


def _image_objects(item: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    if "ImageObject" in types_of(item):
        yield item
    for name in ("image", "thumbnail", "primaryImageOfPage"):
        value = item.get(name)
        for one in value[:LISTED] if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                yield one


def _side(value: object) -> int:
    return int(number(str(value) if isinstance(value, (int, float)) else text_of(value)) or 0)
