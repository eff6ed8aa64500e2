"""Whole crawls over small sites."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from footfall.page import Page
from footfall.page.facts import Fault
from footfall.wire import visit as visit_module
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from tests.wire.conftest import html, serving, serving_raw
from tests.wire.guards import as_public
from tests.wire.sites import SmallSite, links, paths, text, visit_all


async def test_breadth_first_from_the_start_with_the_sitemap_before_links() -> None:
    site = SmallSite(
        {
            "/": links("/a", "/b", "https://example.com/elsewhere", "mailto:x@y.z"),
            "/a": links("/a1", "/"),
            "/b": links("/b1", "/a#part"),
            "/a1": "",
            "/b1": "",
            "/mapped": "",
        }
    )
    async with serving(site) as url:
        site.pages["/sitemap.xml"] = text(f"{url}/mapped\n{url}/b\nhttps://example.com/\n")
        results = await visit_all(f"{url}/")
    assert paths(results) == ["/", "/mapped", "/b", "/a", "/b1", "/a1"]
    assert site.asked[:2] == ["/robots.txt", "/"]
    assert len(site.asked) == len(set(site.asked))
    first = results[0]
    assert first.page is not None
    assert first.page.title == "t"
    assert first.data == first.page.data
    assert first.facts.response is not None
    assert first.facts.response.status == 200
    assert first.fault is None


async def test_sitemaps_named_by_robots_txt() -> None:
    site = SmallSite({"/": links(), "/x": "", "/sitemap.xml": text("never asked")})
    async with serving(site) as url:
        site.pages["/robots.txt"] = text(f"Sitemap: {url}/maps.txt")
        site.pages["/maps.txt"] = text(f"{url}/x")
        assert paths(await visit_all(url)) == ["/", "/x"]
    assert "/sitemap.xml" not in site.asked


async def test_a_sitemap_as_the_target() -> None:
    site = SmallSite({"/a": links("/b"), "/b": ""})
    async with serving(site) as url:
        site.pages["/map.xml"] = text(f"{url}/a")
        assert paths(await visit_all(f"{url}/map.xml", sitemaps=False)) == ["/a", "/b"]
        assert paths(await visit_all(f"{url}/map.xml", follow=False)) == ["/a"]
        site.pages["/index.xml"] = text(f"<sitemapindex><sitemap><loc>{url}/map.xml</loc></sitemap></sitemapindex>")
        assert paths(await visit_all(f"{url}/index.xml", follow=False)) == ["/a"]


async def test_the_page_limit_and_single_pages() -> None:
    site = SmallSite({f"/{n}": links(*(f"/{n + k}" for k in range(1, 5))) for n in range(100)})
    async with serving(site) as url:
        assert len(await visit_all(f"{url}/0", max_pages=7)) == 7
        assert len(await visit_all(f"{url}/0", max_pages=7, concurrency=8)) == 7
        site.asked.clear()
        assert paths(await visit_all([f"{url}/0", f"{url}/5#x", f"{url}/0"], follow=False)) == ["/0", "/5"]
        assert site.asked == ["/robots.txt", "/0", "/5"]


async def test_many_workers_visit_everything_once() -> None:
    site = SmallSite({f"/{n}": links(*(f"/{(n * 7 + k) % 200}" for k in range(9))) for n in range(200)})
    async with serving(site) as url:
        results = await visit_all(f"{url}/0", concurrency=8)
    assert len(results) == len(set(paths(results))) == 200
    assert sorted(site.pages_asked()) == sorted(paths(results))


async def test_addresses_are_normalised_before_they_are_compared() -> None:
    site = SmallSite({"/": links("/a?utm_source=x", "/a#1", "./a", "/b/../a", "/a?fbclid=1"), "/a": ""})
    async with serving(site) as url:
        assert paths(await visit_all(f"{url.upper()}#top".replace("HTTP", "http"))) == ["/", "/a"]
    assert site.pages_asked() == ["/", "/a"]


async def test_what_is_no_page_is_passed_over() -> None:
    pdf = web.Response(body=b"%PDF" * 1000, content_type="application/pdf")
    site = SmallSite(
        {
            "/": links("/report", "/picture.png", "/untyped", "/data"),
            "/report": lambda _: pdf,
            "/untyped": lambda _: web.Response(
                body=b"<!DOCTYPE html><title>u</title>", headers={"Content-Type": "application/octet-stream"}
            ),
            "/data": lambda _: web.Response(text="{}", content_type="application/json"),
        }
    )
    async with serving(site) as url:
        assert paths(await visit_all(url)) == ["/", "/untyped"]
        assert "/picture.png" not in site.asked
        named = await visit_all(f"{url}/data", follow=False)
    assert named[0].page is not None
    assert named[0].facts.response is not None
    assert named[0].facts.response.header("content-type").startswith("application/json")


async def test_the_body_of_what_is_no_page_is_not_fetched() -> None:
    sent = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        head = await reader.readuntil(b"\r\n\r\n")
        if b"GET /film " in head:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
            while True:
                writer.write(b"x" * 65536)
                sent += 65536
                await writer.drain()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + links("/film").encode())
        await writer.drain()

    async with serving_raw(talk) as url:
        assert paths(await visit_all(url, ignore_robots=True, sitemaps=False)) == ["/"]
    assert sent < 8_000_000


async def test_pages_that_are_missing_or_broken_are_told() -> None:
    site = SmallSite({"/": links("/gone", "/error"), "/error": (500, "<title>oops</title>")})
    async with serving(site) as url:
        results = await visit_all(url)
    assert [crawled.facts.response.status for crawled in results if crawled.facts.response] == [200, 404, 500]
    assert all(crawled.page is not None for crawled in results)


async def test_missing_pages_are_told_whatever_their_type() -> None:
    site = SmallSite(
        {
            "/": links("/gone", "/api", "/note"),
            "/gone": lambda _: web.Response(status=410, text="gone"),
            "/api": lambda _: web.json_response({}, status=401),
            "/note": lambda _: web.Response(text="a note"),
        }
    )
    async with serving(site) as url:
        results = await visit_all(url)
    assert paths(results) == ["/", "/gone"]


async def test_a_page_that_breaks_us_does_not_end_the_crawl(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    real = visit_module.parse_page

    def broken(url: str, data: bytes, *, content_type: str = "") -> Page:
        if url.endswith("/bad"):
            raise RecursionError("too deep")
        return real(url, data, content_type=content_type)

    monkeypatch.setattr(visit_module, "parse_page", broken)
    site = SmallSite({"/": links("/bad", "/good"), "/bad": "", "/good": ""})
    async with serving(site) as url:
        results = await visit_all(url, state=tmp_path / "state")
    assert [(crawled.page is None, bool(crawled.detail)) for crawled in results] == [
        (False, False),
        (True, True),
        (False, False),
    ]
    assert "Error" not in results[1].detail
    assert "/bad failed" in caplog.text


async def test_redirects_within_the_site_count_once_and_those_away_not_at_all() -> None:
    def to(where: str) -> object:
        return lambda _: web.Response(status=302, headers={"Location": where})

    site = SmallSite(
        {
            "/": links("/old", "/new", "/old2", "/older", "/away"),
            "/old": to("/new"),
            "/new": "",
            "/old2": to("/hidden"),
            "/older": to("/hidden"),
            "/hidden": links("/hidden"),
        }
    )
    other = SmallSite({"/": "elsewhere"})
    async with serving(other) as away, serving(site) as url:
        site.pages["/away"] = to(f"{away}/")
        results = await visit_all(url)
    assert paths(results) == ["/", "/new", "/old2"]
    assert results[2].page is not None
    assert results[2].page.url == f"{url}/hidden"


async def test_a_start_that_moves_house_takes_the_crawl_with_it() -> None:
    site = SmallSite({"/": links("/a"), "/a": ""})
    async with serving(site) as url:

        async def moved(request: web.Request) -> web.Response:
            raise web.HTTPMovedPermanently(f"{url}/")

        async with serving(moved) as old:
            results = await visit_all(f"{old}/")
    assert [crawled.page.url for crawled in results if crawled.page] == [f"{url}/", f"{url}/a"]


async def test_robots_txt_is_obeyed() -> None:
    notices: list[str] = []
    site = SmallSite(
        {
            "/robots.txt": text("User-agent: Footfall\nDisallow: /private\n\nUser-agent: *\nDisallow: /"),
            "/": links("/a", "/private/1", "/private/2"),
            "/a": "",
        }
    )
    async with serving(site) as url:
        assert paths(await visit_all(url, notices=notices)) == ["/", "/a"]
        named = await visit_all(f"{url}/private/1")
        ignoring = await visit_all(url, ignore_robots=True)
    assert not [path for path in site.asked[: site.asked.index("/a") + 1] if path.startswith("/private")]
    assert [(crawled.fault, crawled.page) for crawled in named] == [(Fault.ROBOTS, None)]
    assert "Allow" in named[0].detail
    assert "/private/1" in paths(ignoring)
    assert len(notices) == 1
    assert notices[0].startswith("2 linked pages of 127.0.0.1 were left out")


async def test_an_unreadable_robots_txt_keeps_us_away_with_a_reason() -> None:
    site = SmallSite({"/robots.txt": (503, ""), "/": ""})
    async with serving(site) as url:
        results = await visit_all(url)
    assert [crawled.fault for crawled in results] == [Fault.ROBOTS]
    assert "cannot be read" in results[0].detail
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:1/", Fault.REFUSED),
        ("http://nobody.invalid/", Fault.GUARDED),
        ("http://169.254.169.254/latest/", Fault.GUARDED),
        ("ftp://example.com/", Fault.SCHEME),
        ("nonsense", Fault.SCHEME),
    ],
)
async def test_targets_that_cannot_be_reached(url: str, fault: Fault) -> None:
    results = await visit_all(url)
    assert [(crawled.fault, crawled.page, crawled.data) for crawled in results] == [(fault, None, b"")]
    assert results[0].detail.endswith(".")


async def test_several_sites_at_once() -> None:
    one, two = SmallSite({"/": links("/a"), "/a": ""}), SmallSite({"/": links("/b"), "/b": ""})
    async with serving(one) as first, serving(two) as second:
        results = await visit_all([f"{first}/", f"{second}/"])
    assert sorted(paths(results)) == ["/", "/", "/a", "/b"]


async def test_traps_end() -> None:
    def calendar(request: web.Request) -> web.Response:
        month = int(request.query.get("month", 0))
        return html(links(f"/calendar?month={month + 1}", f"{request.path.rstrip('/')}/more/"))

    site = SmallSite({"/": links("/calendar?month=0")})

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/calendar"):
            site.asked.append(request.path_qs)
            return calendar(request)
        return await site(request)

    async with serving(answer) as url:
        results = await visit_all(url, max_variants=20, max_pages=1000)
    assert 20 < len(results) < 60


async def test_a_huge_page_is_cut_and_says_so() -> None:
    def huge(_: web.Request) -> web.Response:
        return web.Response(body=b"<title>big</title>" + b"x" * 11 * 1024 * 1024, content_type="text/html")

    site = SmallSite({"/": huge})
    async with serving(site) as url:
        (crawled,) = await visit_all(url)
    assert crawled.page is not None
    assert len(crawled.data) == 10 * 1024 * 1024
    assert crawled.facts.response is not None
    assert crawled.facts.response.cut
    assert "10 MB" in crawled.detail


async def test_a_page_in_brotli_only() -> None:
    def brotli(_: web.Request) -> web.Response:
        return web.Response(body=b"\x0b\x02\x80x\x03", headers={"Content-Encoding": "br"}, content_type="text/html")

    site = SmallSite({"/": brotli})
    async with serving(site) as url:
        (crawled,) = await visit_all(url)
    assert crawled.page is None
    assert crawled.fault is Fault.PROTOCOL
    assert crawled.facts.brotli_only
    assert "br" in crawled.detail


async def test_pages_come_one_after_another_with_a_pause() -> None:
    site = SmallSite({"/": links("/a", "/b"), "/a": "", "/b": ""})
    async with serving(site) as url:
        await visit_all(url, delay=0.2, sitemaps=False, concurrency=8)
    gaps = [later - earlier for earlier, later in zip(site.times[1:], site.times[2:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) > 0.18


async def test_a_site_may_ask_for_a_longer_pause() -> None:
    site = SmallSite({"/robots.txt": text("User-agent: *\nCrawl-delay: 0.3"), "/": links("/a"), "/a": ""})
    async with serving(site) as url:
        await visit_all(url, delay=0, sitemaps=False)
        assert site.times[2] - site.times[1] > 0.28


async def test_an_absurd_pause_is_cut_with_a_notice() -> None:
    notices: list[str] = []
    site = SmallSite({"/robots.txt": text("User-agent: *\nCrawl-delay: 86400"), "/": ""})
    async with serving(site) as url:
        await visit_all(url, notices=notices)
    assert notices == ["127.0.0.1 asks for 86400 seconds between pages; we leave 30."]


async def test_what_is_no_page_takes_nothing_from_the_page_limit() -> None:
    def data(_: web.Request) -> web.Response:
        return web.json_response({})

    site = SmallSite({"/": links("/1", "/2", "/3", "/a", "/b", "/c"), "/a": "", "/b": "", "/c": ""})
    site.pages.update(dict.fromkeys(("/1", "/2", "/3"), data))
    async with serving(site) as url:
        assert paths(await visit_all(url, max_pages=3)) == ["/", "/a", "/b"]


async def test_a_public_site_cannot_send_us_to_private_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    as_public(monkeypatch, "127.0.0.9")
    inside = SmallSite({"/map.txt": text("nothing")})
    async with serving(inside) as private:
        site = SmallSite({"/": links("/old"), "/robots.txt": text(f"Sitemap: {private}/map.txt"), "/old": links()})
        async with serving(site, host="127.0.0.9") as url:
            guard = Guard(allow_private=True, only_loopback=False)
            async with Fetcher(guard=guard, retries=0) as fetcher:
                assert paths(await visit_all(url, fetcher=fetcher)) == ["/", "/old"]
    assert inside.asked == []


async def test_links_of_a_public_site_are_held_to_the_public_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    as_public(monkeypatch, "127.0.0.9")
    changed: list[bool] = []

    async def resolve(host: str) -> list[str]:
        return ["127.0.0.1"] if changed else ["127.0.0.9"]

    def home(_: web.Request) -> web.Response:
        changed.append(True)
        fetcher.guard.forget("site.test")
        return html(links("/admin"))

    site = SmallSite({"/": home, "/admin": "secret"})
    guard = Guard(allow_private=True, only_loopback=False, resolve=resolve)
    async with serving(site, host="127.0.0.9") as url, Fetcher(guard=guard, retries=0) as fetcher:
        start = url.replace("127.0.0.9", "site.test")
        results = await visit_all(start, fetcher=fetcher, sitemaps=False, ignore_robots=True, delay=0)
    assert [crawled.fault for crawled in results] == [None, Fault.GUARDED]


async def test_bugs_surface_as_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("footfall.wire.site.links_of", broken)
    async with serving(SmallSite({"/": ""})) as url:
        with pytest.raises(ZeroDivisionError):
            await visit_all(url)


async def test_servers_that_break_off_in_mid_crawl() -> None:
    def answer(length: int, body: bytes) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % length + body

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            body = links("/broken", "/fine").encode() if b"GET / " in head else b"half"
            broken = b"/broken" in head
            writer.write(answer(1000 if broken else len(body), body))
            await writer.drain()
            if broken:
                return

    async with serving_raw(talk) as url:
        results = await visit_all(url, ignore_robots=True, sitemaps=False)
    assert [crawled.fault for crawled in results] == [None, Fault.PROTOCOL, None]
