"""Small sites on loopback for the desk to audit, served from a thread of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.wire.conftest import serving
from tests.wire.sites import SmallSite


@contextmanager
def served(pages: dict[str, Any] | SmallSite) -> Iterator[tuple[str, SmallSite]]:
    """The address of the site without a final slash, and the site."""
    site = pages if isinstance(pages, SmallSite) else SmallSite(pages)
    ready: threading.Event = threading.Event()
    ends: list[Callable[[], object]] = []
    found: list[str] = []

    async def serve() -> None:
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        async with serving(site) as address:
            found.append(address)
            ends.append(lambda: loop.call_soon_threadsafe(over.set))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10), "the small site did not start"
        yield found[0], site
    finally:
        ends[0]()
        thread.join(10)


def page(title: str, *hrefs: str, head: str = "") -> str:
    """A page with a title, links and whatever its head is to hold."""
    links = "".join(f'<a href="{href}">to {href}</a>' for href in hrefs)
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{links}"
