"""robots.txt, for ourselves and for preview bots."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from footfall.page.facts import Fault
from footfall.wire.robots import READ_LIMIT, Robots, RobotsFiles, parse_robots
from tests.wire.conftest import lenient, serving

TOKENS = ("facebookexternalhit", "Twitterbot", "LinkedInBot", "Slackbot", "WhatsApp", "Mastodon")


async def read(body: bytes, status: int = 200, **options: object) -> Robots:
    """What a server's robots.txt makes of it."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body, status=status)

    async with serving(answer) as url, lenient(retries=0) as fetcher:
        return await RobotsFiles(fetcher).of(f"{url}/some/page")


async def test_rules_of_the_longest_match() -> None:
    others = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n"
    robots = await read(others + b"\nUser-agent: Footfall\nDisallow: /x$")
    assert robots.known
    assert not robots.allows("http://h/x")
    assert robots.allows("http://h/xy")
    assert robots.allows("http://h/private")
    assert not robots.allows("http://h/private", "Twitterbot")
    assert robots.allows("http://h/private/open", "Twitterbot")


def test_which_bots_are_turned_away() -> None:
    robots = parse_robots(
        b"User-agent: Twitterbot\nUser-agent: slackbot\nDisallow: /img\n\nUser-agent: *\nDisallow: /api/\n"
        b"\nUser-agent: facebookexternalhit\nDisallow:\n"
    )
    assert robots.blocked("https://h/img/a.png", TOKENS) == {"Twitterbot", "Slackbot"}
    assert robots.blocked("https://h/api/a.png", TOKENS) == {"LinkedInBot", "WhatsApp", "Mastodon"}
    assert robots.blocked("https://h/", TOKENS) == frozenset()


@pytest.mark.parametrize("line", ["User-agent: *", "user agent: *", "User-Agent *", "useragent:*"])
def test_blocked_agrees_with_asking_one_by_one(line: str) -> None:
    text = f"{line}\nDisallow: /a\n\nUser-agent: Slack*\nDisallow: /b\n\nUser-agent: bot\nDisallow: /c"
    robots = parse_robots(text.encode())
    for path in ("/a", "/b", "/c", "/d"):
        one_by_one = {token for token in TOKENS if not robots.allows(f"http://h{path}", token)}
        assert robots.blocked(f"http://h{path}", TOKENS) == one_by_one


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_client_errors_allow_everything(status: int) -> None:
    robots = await read(b"User-agent: *\nDisallow: /", status)
    assert robots.known
    assert robots.allows("http://h/")
    assert robots.blocked("http://h/", TOKENS) == frozenset()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_server_errors_forbid_us_and_leave_the_facts_unknown(status: int) -> None:
    robots = await read(b"", status)
    assert not robots.known
    assert not robots.allows("http://h/")
    assert robots.blocked("http://h/", TOKENS) is None


async def test_an_unreachable_server_is_named_as_the_reason() -> None:
    async with lenient(retries=0) as fetcher:
        robots = await RobotsFiles(fetcher).of("http://127.0.0.1:1/page")
    assert robots.failure is not None
    assert robots.failure.fault is Fault.REFUSED
    assert robots.blocked("http://127.0.0.1:1/", TOKENS) is None


async def test_redirects_are_followed_and_endless_ones_allow_everything() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            raise web.HTTPFound("/other")
        return web.Response(text="User-agent: *\nDisallow: /no")

    async def circle(request: web.Request) -> web.Response:
        raise web.HTTPFound("/robots.txt")

    async with lenient() as fetcher:
        async with serving(answer) as url:
            assert not (await RobotsFiles(fetcher).of(url)).allows(f"{url}/no")
        async with serving(circle) as url:
            assert (await RobotsFiles(fetcher).of(url)).allows(f"{url}/no")


async def test_each_origin_is_asked_once_however_many_ask() -> None:
    asked = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(text="")

    async with serving(answer) as url, lenient() as fetcher:
        files = RobotsFiles(fetcher)
        await asyncio.gather(*(files.of(f"{url}/{n}") for n in range(20)))
        await files.of(f"{url}/again")
        await files.close()
    assert asked == 1


def test_only_the_first_part_of_a_huge_file_counts() -> None:
    lines = b"User-agent: *\n" + b"Disallow: /" + b"a" * 40 + b"\n"
    lines += (b"Disallow: /" + b"b" * 40 + b"\n") * 12_000 + b"Disallow: /late\n"
    assert len(lines) > READ_LIMIT
    assert parse_robots(lines).allows("http://h/late")


def test_odd_files() -> None:
    assert parse_robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a").allows("http://h/b")
    assert not parse_robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a").allows("http://h/a")
    assert parse_robots(b"<!doctype html><html><body>404</body></html>").allows("http://h/a")
    assert parse_robots(bytes(range(256))).allows("http://h/a")
    assert not parse_robots(b"User-agent: *\rDisallow: /a").allows("http://h/a")


def test_delay_and_sitemaps() -> None:
    robots = parse_robots(b"Sitemap: https://h/one.xml\nUser-agent: *\nCrawl-delay: 2.5\nSitemap: /two.xml")
    assert robots.delay() == 2.5
    assert robots.sitemaps == ("https://h/one.xml", "/two.xml")
    assert parse_robots(b"").delay() == 0
    assert parse_robots(b"").sitemaps == ()
