"""What is asked of a site by way of one of its pages: other methods, agents and spellings, and third parties."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from footfall.page import Page, parse_page
from footfall.page.facts import Asset, BotView, Image, Probe
from footfall.page.model import Control
from footfall.wire.address import host_of, origin_of
from footfall.wire.images import refuses_foreign_referer
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.probe import Asker, Gathered, probe_of
from footfall.wire.ranges import is_address
from footfall.wire.request import PAGE_LIMIT

RANGE_BYTES = 1024
ASSET_LIMIT = 5 * 1024 * 1024
"""Bytes up to which a script is weighed; the heaviest share scripts are below one megabyte. Our choice."""
MOST_EACH = 12
"""Profiles, share endpoints, scripts and embedded posts asked for on one page, each. Our choice."""


async def ask_deep(page: Page, answer: Fetched, agents: tuple[str, ...], found: Gathered, asker: Asker) -> None:
    """Gather the facts that hold for the whole site, or cost too much for every page.

    The page's own server is asked one thing at a time; third parties are asked alongside.
    """
    found.profiles, found.shares, found.assets, found.embeds = {}, {}, {}, {}
    posts = (widget.url for widget in page.widgets if widget.kind == "post" and widget.url)
    await asyncio.gather(
        _ask_own_server(answer, agents, found, asker),
        _peek_all((page.resolve(link.url) for link in page.profile_links), found.profiles, asker),
        _peek_all(_share_addresses(page), found.shares, asker),
        _weigh_all(_script_addresses(page), found.assets, asker),
        _peek_all(map(page.resolve, posts), found.embeds, asker),
        _try_hotlinks(found.images, asker),
    )


async def _ask_own_server(answer: Fetched, agents: tuple[str, ...], found: Gathered, asker: Asker) -> None:
    head = await asker.ask(asker.request(answer.url, method="HEAD"))
    found.head = probe_of(answer.url, head) if head else None
    found.range = await _ask_range(answer, asker)
    await _ask_as_bots(answer.asked, agents, found.bots, asker)
    found.variants = []
    for url in variants_of(answer.url):
        probe = await asker.peek(url)
        if probe is not None:
            found.variants.append(probe)


async def _ask_range(answer: Fetched, asker: Asker) -> Probe | None:
    """Ask for the page's first bytes, and compare them with the page."""
    headers = {"Range": f"bytes=0-{RANGE_BYTES - 1}", "Accept-Encoding": "identity"}
    part = await asker.ask(asker.request(answer.url, headers=headers, limit=RANGE_BYTES))
    if not isinstance(part, Fetched):
        return probe_of(answer.url, part) if part else None
    if part.status not in (200, 206):
        return probe_of(answer.url, part)
    same = part.body == answer.body[:RANGE_BYTES]
    return probe_of(answer.url, part, matches=same or await _is_stable(answer, asker))


async def _is_stable(answer: Fetched, asker: Asker) -> bool | None:
    """False: the page's beginning is the same each time, so a differing part is corrupt. None: it changes anyway."""
    again = await asker.ask(asker.request(answer.url, limit=RANGE_BYTES, headers={"Accept-Encoding": "identity"}))
    if isinstance(again, Fetched) and again.body == answer.body[:RANGE_BYTES]:
        return False
    return None


async def _ask_as_bots(url: str, agents: tuple[str, ...], views: list[BotView], asker: Asker) -> None:
    for agent in agents:
        outcome = await asker.ask(asker.request(url, headers={"User-Agent": agent}, limit=PAGE_LIMIT))
        if isinstance(outcome, Failed):
            views.append(BotView(agent, status=0, fault=outcome.fault))
        elif outcome is not None:
            views.append(BotView(agent, outcome.status, None, tags_of(outcome)))


def tags_of(answer: Fetched) -> tuple[tuple[str, str], ...]:
    """The og: and twitter: pairs of an answer, in order."""
    if "html" not in answer.media_type:
        return ()
    metas = parse_page(answer.url, answer.body, content_type=answer.content_type).metas
    return tuple((meta.key, meta.value) for meta in metas if meta.key.startswith(("og:", "twitter:")))


def variants_of(url: str) -> tuple[str, ...]:
    """The same page under the other scheme, with or without www, and with or without the final slash."""
    scheme, _, rest = url.partition("://")
    authority, slash, tail = rest.partition("/")
    found = []
    has_port = origin_of(url).rpartition(":")[2].isdigit()
    if not has_port:
        found.append(f"{'http' if scheme == 'https' else 'https'}://{rest}")
    if not has_port and "." in authority and not is_address(host_of(url)):
        other = authority.removeprefix("www.") if authority.startswith("www.") else f"www.{authority}"
        found.append(f"{scheme}://{other}{slash}{tail}")
    path, mark, query = tail.partition("?")
    if path and "." not in path.rpartition("/")[2]:
        other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
        found.append(f"{scheme}://{authority}/{other}{mark}{query}")
    return tuple(found)


def _share_addresses(page: Page) -> Iterable[str]:
    """One share link for each network and endpoint: what differs is only the page they share."""
    endpoints: dict[str, str] = {}
    for control in page.share_controls:
        if control.kind is Control.LINK and control.href:
            href = page.resolve(control.href)
            endpoints.setdefault(href.partition("?")[0], href)
    return endpoints.values()


def _script_addresses(page: Page) -> Iterable[str]:
    """Scripts of networks, button kits and feed services."""
    return (page.resolve(widget.url) for widget in page.widgets if widget.url.endswith(".js") or widget.kind == "sdk")


async def _peek_all(urls: Iterable[str], found: dict[str, Probe], asker: Asker) -> None:
    async def one(url: str) -> None:
        probe = await asker.peek(url)
        if probe is not None:
            found[url] = probe

    await asyncio.gather(*map(one, _first_few(urls)))


async def _weigh_all(urls: Iterable[str], found: dict[str, Asset], asker: Asker) -> None:
    async def one(url: str) -> None:
        asset = await _weigh(url, asker)
        if asset is not None:
            found[url] = asset

    await asyncio.gather(*map(one, _first_few(urls)))


def _first_few(urls: Iterable[str]) -> list[str]:
    return [url for url in dict.fromkeys(urls) if url.startswith(("http://", "https://"))][:MOST_EACH]


async def _weigh(url: str, asker: Asker) -> Asset | None:
    outcome = await asker.ask(replace(asker.request(url, limit=ASSET_LIMIT), sink=lambda _: True))
    if outcome is None:
        return None
    if isinstance(outcome, Failed) or outcome.status != 200:
        return Asset(url, None)
    return Asset(url, outcome.wire_bytes, outcome.elapsed)


async def _try_hotlinks(images: dict[str, Image], asker: Asker) -> None:
    for url, image in list(images.items()):
        if image.usable:
            images[url] = replace(image, refuses_foreign_referer=await refuses_foreign_referer(image, asker))
