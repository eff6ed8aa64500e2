"""Preview images: fetched by their first bytes, measured, weighed, and tried as a bot would try them."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

from footfall.page import Page
from footfall.page.facts import Image
from footfall.page.imagehead import Measured, measure
from footfall.page.structured import image_of
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.probe import Asker
from footfall.wire.request import Request
from footfall.wire.robots import RobotsFiles

HEAD_BYTES = 64 * 1024
"""First request: enough to measure 99 % of images (our design target, 2026-11)."""
MORE_BYTES = 1024 * 1024
"""Second request, for JPEG files that carry a large profile or preview before their size."""
WEIGH_LIMIT = 32 * 1024 * 1024
"""An image whose server doesn't state its size is read to count, up to here: four times Facebook's limit."""
THUMBNAIL_LIMIT = 8 * 1024 * 1024
"""Whole images are fetched for decoding up to Facebook's limit (developers.facebook.com, Images; read 2026-11)."""
REMEMBERED = 512
"""Images kept in a run, for pages that share theirs."""
FOREIGN_REFERER = "https://www.example.com/"
_TOTAL = re.compile(r"bytes\s+(?:\d+-\d+|\*)/(\d+)")
_META_KEYS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


def candidates(page: Page) -> Iterator[str]:
    """Absolute addresses of the images that link previews may show, most telling first, each once."""
    seen: set[str] = set()
    for raw in _stated(page):
        url = page.resolve(raw.strip())
        if url not in seen and url.startswith(("http://", "https://")):
            seen.add(url)
            yield url


def _stated(page: Page) -> Iterator[str]:
    for key in _META_KEYS:
        yield from (meta.value for meta in page.metas_by_key.get(key, ()) if meta.value)
    for item in page.json_ld_items:
        if "image" in item:
            yield image_of(item["image"])
    yield from (link.href for link in page.links_of("image_src") if link.href)
    yield from (meta.value for meta in page.metas_by_key.get("image", ()) if meta.itemprop and meta.value)


class Images:
    """The images of a run. Each address is asked for once, however many pages show it."""

    def __init__(self, robots: RobotsFiles, *, tokens: tuple[str, ...], thumbnails: bool) -> None:
        self._robots = robots
        self._tokens = tokens
        self._thumbnails = thumbnails
        self._known: OrderedDict[tuple[str, bool], asyncio.Future[Image | None]] = OrderedDict()

    async def of(self, url: str, asker: Asker) -> Image | None:
        """The image at an absolute address; None when the page's budget doesn't allow to ask."""
        key = (url, asker.from_public)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return await asyncio.shield(known)
        future: asyncio.Future[Image | None] = asyncio.get_running_loop().create_future()
        self._known[key] = future
        image = None
        try:
            image = await self._probe(url, asker)
        finally:
            if image is None:
                self._known.pop(key, None)
            future.set_result(image)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return image

    async def _probe(self, url: str, asker: Asker) -> Image | None:
        first = await asker.ask(_ranged(asker, url, HEAD_BYTES))
        if isinstance(first, Fetched) and first.status == 416:
            first = await asker.ask(asker.request(url, limit=HEAD_BYTES))
        if first is None:
            return None
        if isinstance(first, Failed):
            return Image(url, status=0, fault=first.fault, final_url=first.url)
        image = _described(url, first, await _measured(first, asker))
        if image.usable and image.size is None:
            image = replace(image, size=await _weigh(url, asker))
        if self._tokens:
            image = replace(image, blocked_agents=await self._blocked(image, first, asker))
        return await _with_picture(image, asker) if self._thumbnails else image

    async def _blocked(self, image: Image, answer: Fetched, asker: Asker) -> frozenset[str]:
        """Tokens that the robots.txt of any address on the way turns away."""
        found: frozenset[str] = frozenset()
        for url in dict.fromkeys((*(hop.url for hop in answer.hops), image.final_url)):
            robots = await self._robots.of(url, from_public=asker.from_public)
            found |= robots.blocked(url, self._tokens) or frozenset()
        return found


async def refuses_foreign_referer(image: Image, asker: Asker) -> bool | None:
    """Whether an image that we got is refused when another site shows it; None when nobody knows."""
    headers = {"Referer": FOREIGN_REFERER, "Range": "bytes=0-1023", "Accept-Encoding": "identity"}
    answer = await asker.ask(asker.request(image.url, headers=headers, limit=1024))
    if not isinstance(answer, Fetched) or not image.usable:
        return None
    return answer.status not in (200, 206) or measure(answer.body).format != image.format


def _ranged(asker: Asker, url: str, size: int) -> Request:
    headers = {"Range": f"bytes=0-{size - 1}", "Accept-Encoding": "identity", "Accept": "image/*,*/*;q=0.8"}
    return asker.request(url, headers=headers, limit=size)


def _described(url: str, answer: Fetched, measured: Measured) -> Image:
    return Image(
        url,
        status=200 if answer.status == 206 else answer.status,
        content_type=answer.content_type,
        format=measured.format,
        width=measured.width,
        height=measured.height,
        size=_total(answer),
        animated=measured.animated,
        elapsed=answer.elapsed,
        final_url=answer.url,
        headers=answer.headers,
    )


async def _measured(answer: Fetched, asker: Asker) -> Measured:
    """What the bytes say; more are fetched when a known format's size stands further back."""
    found = measure(answer.body)
    if not found.format or found.width is not None or len(answer.body) < HEAD_BYTES:
        return found
    more = await asker.ask(_ranged(asker, answer.url, MORE_BYTES))
    return measure(more.body) if isinstance(more, Fetched) and more.status in (200, 206) else found


def _total(answer: Fetched) -> int | None:
    """Bytes of the whole file, as far as the answer tells."""
    if answer.status == 206:
        found = _TOTAL.match(answer.headers.get("content-range", ""))
        return int(found[1]) if found else None
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and not answer.headers.get("content-encoding"):
        return int(length)
    return None if answer.cut else len(answer.body)


async def _weigh(url: str, asker: Asker) -> int | None:
    size = 0

    def count(piece: bytes) -> bool:
        nonlocal size
        size += len(piece)
        return True

    answer = await asker.ask(replace(asker.request(url, limit=WEIGH_LIMIT), sink=count))
    return size if isinstance(answer, Fetched) and answer.status == 200 else None


async def _with_picture(image: Image, asker: Asker) -> Image:
    """The image with what decoding it tells, where it can be decoded."""
    from footfall.wire.picture import decode  # Pillow takes a tenth of a second to load and is rarely wanted.

    if not image.usable or (image.size or 0) > THUMBNAIL_LIMIT:
        return image
    answer = await asker.ask(asker.request(image.url, limit=THUMBNAIL_LIMIT, whole=True))
    if not isinstance(answer, Fetched) or answer.status != 200:
        return image
    picture = await asyncio.to_thread(decode, answer.body)
    if picture is None:
        return image
    return replace(image, palette=picture.palette, edge_detail=picture.edge_detail, thumbnail=picture.thumbnail)
