"""Crawls that are stopped, left, continued, or made a second time."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import aclosing
from pathlib import Path

import pytest
from aiohttp import web

from footfall.wire.crawl import crawl
from footfall.wire.options import CrawlOptions
from footfall.wire.probe import ProbeOptions
from footfall.wire.state import State, StateError
from tests.wire.conftest import html, lenient, serving
from tests.wire.sites import SmallSite, links, paths, visit_all


async def test_stopping_from_outside(tmp_path: Path) -> None:
    site = SmallSite({f"/{n}": links(f"/{n + 1}", f"/x{n}") for n in range(10_000)})
    stop = asyncio.Event()
    options = CrawlOptions(max_pages=10_000, probes=None, state=tmp_path / "state")
    seen = []
    async with serving(site) as url, lenient() as fetcher:
        async with aclosing(crawl([f"{url}/0"], options, fetcher=fetcher, stop=stop)) as found:
            async for crawled in found:
                seen.append(crawled.url)
                if len(seen) == 20:
                    stop.set()
        assert 20 <= len(seen) < 200
        again = []
        async with aclosing(crawl([f"{url}/0"], options, fetcher=fetcher)) as found:
            async for crawled in found:
                again.append(crawled)
                if not crawled.kept:
                    break
    assert set(seen) <= {crawled.url for crawled in again}
    assert len({crawled.url for crawled in again}) == len(again)


async def test_leaving_early_lets_go_of_everything(tmp_path: Path) -> None:
    site = SmallSite({f"/{n}": links(*(f"/{k}" for k in range(n, n + 50))) for n in range(1000)})
    async with serving(site) as url:
        async with lenient() as fetcher:
            options = CrawlOptions(max_pages=1000, probes=None, state=tmp_path / "state")
            async with aclosing(crawl([f"{url}/0"], options, fetcher=fetcher)) as found:
                async for _ in found:
                    break
        assert {task for task in asyncio.all_tasks() if "Site." in repr(task)} == set()


async def test_a_second_crawl_asks_for_changes_only(tmp_path: Path) -> None:
    version = {"/a": "1"}

    def page(request: web.Request) -> web.Response:
        tag = f'"{version.get(request.path, "0")}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return html(links("/a", "/b") + f"<p>{tag}", headers={"ETag": tag})

    def dated(request: web.Request) -> web.Response:
        if request.headers.get("If-Modified-Since"):
            return web.Response(status=304)
        return html("<title>b</title>", headers={"Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"})

    site = SmallSite({"/": page, "/a": page, "/b": dated})
    async with serving(site) as url:
        options = {"state": tmp_path / "state"}
        first = await visit_all(url, **options)
        version["/a"] = "2"
        second = await visit_all(url, **options)
        third = await visit_all(url, **options)
    assert [crawled.kept for crawled in first] == [False] * 3
    assert {path: crawled.kept for path, crawled in zip(paths(second), second, strict=True)} == {
        "/": True,
        "/a": False,
        "/b": True,
    }
    assert [crawled.kept for crawled in third] == [True] * 3
    assert b'"2"' in third[1].data
    assert third[0].page is not None
    assert third[0].facts.response is not None
    assert third[0].facts.response.status == 200


async def test_an_unchanged_page_has_its_picture_looked_at_again(tmp_path: Path) -> None:
    def page(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match"):
            return web.Response(status=304, headers={"X-New": "yes"})
        return html('<meta property="og:image" content="/i.png">', headers={"ETag": '"1"', "X-Old": "yes"})

    site = SmallSite({"/": page, "/i.png": (404, "")})
    async with serving(site) as url:
        options = {"state": tmp_path / "state", "probes": ProbeOptions(deep_pages=0)}
        (first,) = await visit_all(url, **options)
        gif = b"GIF89a\x02\x00\x03\x00\x00\x00\x00;"
        site.pages["/i.png"] = lambda _: web.Response(body=gif, content_type="image/gif")
        (second,) = await visit_all(url, **options)
    assert [image.status for image in first.facts.images.values()] == [404]
    assert [(image.status, image.width, image.height) for image in second.facts.images.values()] == [(200, 2, 3)]
    assert second.kept
    assert second.data == first.data
    assert second.facts.response is not None
    assert second.facts.response.status == 200
    assert second.facts.response.header("x-old") == second.facts.response.header("x-new") == "yes"


async def test_the_first_pages_questions_are_not_repeated_when_a_crawl_continues(tmp_path: Path) -> None:
    site = SmallSite({"/": links("/a", "/b"), "/a": "", "/b": ""})
    options = CrawlOptions(state=tmp_path / "state", probes=ProbeOptions(), concurrency=1)
    async with serving(site) as url, lenient() as fetcher:
        async with aclosing(crawl([url], options, fetcher=fetcher)) as found:
            async for _ in found:
                break
        async with aclosing(crawl([url], options, fetcher=fetcher)) as found:
            results = [crawled async for crawled in found]
    assert [crawled.facts.head is not None for crawled in results] == [True, False, False]


async def test_an_unchanged_start_that_moved_house(tmp_path: Path) -> None:
    def home(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match"):
            return web.Response(status=304, headers={"Content-Type": "text/plain"})
        return html(links("/a"), headers={"ETag": '"1"'})

    site = SmallSite({"/": home, "/a": ""})
    async with serving(site) as url:

        async def moved(request: web.Request) -> web.Response:
            raise web.HTTPMovedPermanently(f"{url}/")

        async with serving(moved) as old:
            first = await visit_all(f"{old}/", state=tmp_path / "state")
            second = await visit_all(f"{old}/", state=tmp_path / "state")
    assert [crawled.url for crawled in first] == [crawled.url for crawled in second]
    assert len(second) == 2
    assert second[0].kept
    assert second[0].facts.response is not None
    assert second[0].facts.response.header("content-type").startswith("text/html")


async def test_a_disk_that_is_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(State, "finish_visit", full)
    async with serving(SmallSite({"/": ""})) as url:
        with pytest.raises(StateError, match="free space"):
            await visit_all(url, state=tmp_path / "state")
