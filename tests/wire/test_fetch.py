"""What servers do, and what the client makes of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from footfall import __version__
from footfall.page.facts import Fault
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.request import Request, Timeouts
from tests.wire.certificates import Authority
from tests.wire.conftest import html, lenient, request_head, serving, serving_raw
from tests.wire.outcomes import failed, fetched


class FakeSleep:
    """Notes how long it was told to sleep, and doesn't."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_introduces_itself_and_keeps_no_cookies() -> None:
    seen: list[web.BaseRequest] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request)
        return html("hello", headers={"Set-Cookie": "a=b"})

    async with serving(answer, host="localhost") as url, lenient() as fetcher:
        for _ in range(2):
            outcome = fetched(await fetcher.get(f"{url}/page#part"))
    headers = seen[1].headers
    assert headers["User-Agent"].startswith(f"Footfall/{__version__} (+https://")
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert "Cookie" not in headers
    assert "Referer" not in headers
    assert outcome.url == f"{url}/page"
    assert outcome.body == b"hello"
    assert outcome.headers["set-cookie"] == "a=b"
    assert outcome.private
    assert 0 < outcome.first_byte <= outcome.elapsed < 5


async def test_connections_are_used_again() -> None:
    peers: set[object] = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        if request.path == "/redirect":
            raise web.HTTPFound("/")
        return html("hello" * 1000)

    async with serving(answer) as url, lenient() as fetcher:
        for path in ("/", "/redirect", "/", "/"):
            fetched(await fetcher.get(url + path))
    assert len(peers) == 1


async def test_follows_redirects_and_remembers_them() -> None:
    async def answer(request: web.Request) -> web.Response:
        following = {"/1": "/2", "/2": f"//127.0.0.1:{request.url.port}/3", "/3": "end?a=b#c"}
        if request.path in following:
            return web.Response(status=301, headers={"Location": following[request.path]})
        return html(request.path_qs)

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(f"{url}/1"))
    assert outcome.url == f"{url}/end?a=b"
    assert outcome.body == b"/end?a=b"
    assert [(hop.url, hop.status) for hop in outcome.hops] == [(f"{url}/{n}", 301) for n in (1, 2, 3)]
    assert outcome.response().hops == outcome.hops
    assert outcome.elapsed >= outcome.first_byte


@pytest.mark.parametrize(
    ("path", "fault"), [("/circle", Fault.LOOP), ("/0", Fault.TOO_MANY_HOPS), ("/itself", Fault.LOOP)]
)
async def test_endless_redirects(path: str, fault: Fault) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/circle":
            raise web.HTTPFound("/circle2")
        if request.path == "/circle2":
            raise web.HTTPFound("/circle")
        if request.path == "/itself":
            raise web.HTTPFound("/itself")
        raise web.HTTPFound(f"/{int(request.path[1:]) + 1}")

    async with serving(answer) as url, lenient() as fetcher:
        outcome = failed(await fetcher.get(url + path), fault)
    assert outcome.hops


async def test_just_as_many_redirects_as_allowed() -> None:
    async def answer(request: web.Request) -> web.Response:
        left = int(request.path[1:])
        if left:
            raise web.HTTPFound(f"/{left - 1}")
        return html("there")

    async with serving(answer) as url, lenient(max_hops=3) as fetcher:
        assert len(fetched(await fetcher.get(f"{url}/3")).hops) == 3
        failed(await fetcher.get(f"{url}/4"), Fault.TOO_MANY_HOPS)


async def test_proxies_from_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    async def answer(request: web.Request) -> web.Response:
        return html("direct")

    async with serving(answer) as url, lenient(retries=0) as fetcher:
        assert fetched(await fetcher.get(url)).body == b"direct"


async def test_a_name_is_looked_up_again_when_nobody_answers() -> None:
    addresses = iter(["127.0.0.66", "127.0.0.1"])

    async def resolve(host: str) -> list[str]:
        return [next(addresses)]

    async def answer(request: web.Request) -> web.Response:
        return html("moved")

    guard = Guard(allow_private=True, resolve=resolve)
    async with serving(answer) as url, Fetcher(guard=guard, sleep=FakeSleep()) as fetcher:
        assert fetched(await fetcher.get(url.replace("127.0.0.1", "site.test"))).body == b"moved"


async def test_a_redirect_in_bytes_of_another_age() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = (await request_head(reader)).startswith(b"GET / ")
        location = b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9?x=%20\r\nContent-Length: 0\r\n\r\n"
        writer.write(location if first else b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with serving_raw(talk) as url, lenient() as fetcher:
        assert fetched(await fetcher.get(f"{url}/")).url == f"{url}/caf%E9?x=%20"


async def test_a_redirect_without_or_with_a_broken_aim() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://[::1"} if request.path == "/broken" else {})

    async with serving(answer) as url, lenient() as fetcher:
        assert fetched(await fetcher.get(f"{url}/none")).status == 302
        failed(await fetcher.get(f"{url}/broken"), Fault.PROTOCOL)


SLOW = Timeouts(quiet=0.2, total=0.5)


async def test_a_server_that_never_answers() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving_raw(talk) as url, lenient(timeouts=SLOW) as fetcher:
        failed(await fetcher.get(url), Fault.TIMEOUT)


async def test_a_server_that_drips() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving_raw(talk) as url, lenient(timeouts=SLOW) as fetcher:
        failed(await fetcher.get(url), Fault.TIMEOUT)


async def test_time_runs_over_redirects_together() -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(0.15)
        raise web.HTTPFound(f"{request.path}x")

    async with serving(answer) as url, lenient(timeouts=SLOW, max_hops=50) as fetcher:
        outcome = failed(await fetcher.get(url), Fault.TIMEOUT)
    assert 1 <= len(outcome.hops) <= 4


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n",
        b"220 mail.example ESMTP\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\nbody",
    ],
)
async def test_answers_that_are_no_valid_http(said: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_head(reader)
        writer.write(said)
        await writer.drain()

    async with serving_raw(talk) as url, lenient(retries=0) as fetcher:
        failed(await fetcher.get(url), Fault.PROTOCOL)


async def test_a_connection_closed_without_an_answer_is_tried_again() -> None:
    tries = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal tries
        await request_head(reader)
        tries += 1
        if tries == 3:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()

    sleep = FakeSleep()
    async with serving_raw(talk) as url, lenient(sleep=sleep) as fetcher:
        assert fetched(await fetcher.get(url)).body == b"ok"
    assert 0.2 < sleep.pauses[0] < 0.8


async def test_nobody_listens() -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    sleep = FakeSleep()
    async with lenient(sleep=sleep) as fetcher:
        failed(await fetcher.get(f"http://127.0.0.1:{port}/"), Fault.REFUSED)
    assert len(sleep.pauses) == 2


@pytest.mark.parametrize("url", ["http:///path", "http://[::1", "http://", "https://a b.test/", "http://a:99999/"])
async def test_addresses_without_a_host(url: str) -> None:
    async def nobody(host: str) -> list[str]:
        raise OSError

    async with Fetcher(guard=Guard(allow_private=True, resolve=nobody)) as fetcher:
        failed(await fetcher.get(url), Fault.DNS)


@pytest.mark.parametrize("url", ["", "path", "ftp://example.com/", "mailto:a@b", "javascript:alert(1)"])
async def test_addresses_of_other_schemes(url: str) -> None:
    async with lenient() as fetcher:
        failed(await fetcher.get(url), Fault.SCHEME)


async def retried(statuses: list[int], headers: dict[str, str], **request: object) -> tuple[int, list[float]]:
    """The final status and the pauses, for a server that answers these statuses in turn."""
    turn = iter(statuses)

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=next(turn), headers=headers)

    sleep = FakeSleep()
    async with serving(answer) as url, lenient(sleep=sleep) as fetcher:
        outcome = await fetcher.fetch(Request(url, **request))  # type: ignore[arg-type]
    return fetched(outcome).status, sleep.pauses


async def test_statuses_that_say_later() -> None:
    for status in (429, 502, 503, 504):
        assert (await retried([status, 200], {}))[0] == 200
    status, pauses = await retried([503, 503, 503, 200], {})
    assert status == 503
    assert len(pauses) == 2
    assert pauses[1] > 0.5


async def test_other_statuses_and_methods_are_final() -> None:
    assert await retried([500, 200], {}) == (500, [])
    assert await retried([404, 200], {}) == (404, [])
    assert await retried([503, 200], {}, method="POST") == (503, [])
    assert await retried([503, 200], {}, retry=False) == (503, [])
    assert (await retried([503, 200], {}, method="HEAD"))[0] == 200


async def test_retry_after_is_honoured_up_to_its_cap() -> None:
    assert await retried([429, 200], {"Retry-After": "7"}) == (200, [7.0])
    assert await retried([429, 200], {"Retry-After": "3600"}) == (429, [])
    dates = {"Retry-After": "Sun, 22 Nov 2026 10:00:09 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}
    assert await retried([503, 200], dates) == (200, [9.0])
    status, pauses = await retried([503, 200], {"Retry-After": "soon"})
    assert (status, len(pauses)) == (200, 1)


async def test_jitter_repeats_with_its_seed() -> None:
    assert (await retried([503, 503, 200], {}))[1] == (await retried([503, 503, 200], {}))[1]


async def test_conditional_and_partial_requests() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304, headers={"ETag": '"v1"'})
        if request.headers.get("Range") == "bytes=0-3":
            return web.Response(status=206, body=b"abcd", headers={"Content-Range": "bytes 0-3/26"})
        return web.Response(body=b"abcdefghijklmnopqrstuvwxyz")

    async with serving(answer) as url, lenient() as fetcher:
        assert fetched(await fetcher.fetch(Request(url, headers={"If-None-Match": '"v1"'}))).status == 304
        part = fetched(await fetcher.fetch(Request(url, headers={"Range": "bytes=0-3"})))
        head = fetched(await fetcher.fetch(Request(url, "HEAD")))
    assert (part.status, part.body) == (206, b"abcd")
    assert (head.body, head.headers["content-length"]) == (b"", "26")


async def test_headers_of_any_bytes_become_text() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nX-A: caf\xe9\r\nx-b: 1\r\nX-B: 2\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with serving_raw(talk) as url, lenient() as fetcher:
        headers = fetched(await fetcher.get(url)).headers
    assert headers["x-a"].encode("utf-8").startswith(b"caf")
    assert headers["x-b"] == "1, 2"


async def test_certificates(tmp_path: Path) -> None:
    authority = Authority(tmp_path)

    async def answer(request: web.Request) -> web.Response:
        return html("safe")

    async def resolve(host: str) -> list[str]:
        return ["127.0.0.1"]

    def trusting() -> Fetcher:
        return Fetcher(guard=Guard(allow_private=True, resolve=resolve), tls=authority.trusting(), retries=0)

    async def outcome_for(name: str, **kind: bool) -> Fetched | Failed:
        async with serving(answer, tls=authority.server("good.test", **kind)) as url, trusting() as fetcher:
            return await fetcher.get(url.replace("127.0.0.1", name))

    assert fetched(await outcome_for("good.test")).body == b"safe"
    assert "expired" in failed(await outcome_for("good.test", expired=True), Fault.TLS).detail
    assert "another host name" in failed(await outcome_for("other.test"), Fault.TLS).detail
    assert "nobody but itself" in failed(await outcome_for("good.test", self_signed=True), Fault.TLS).detail


async def test_https_asked_of_a_plain_server() -> None:
    async def answer(request: web.Request) -> web.Response:
        return html("plain")

    async with serving(answer) as url, lenient(retries=0) as fetcher:
        failed(await fetcher.get(url.replace("http:", "https:")), Fault.TLS)


async def test_a_step_down_from_https_stands_in_the_hops(tmp_path: Path) -> None:
    authority = Authority(tmp_path)

    async def plain(request: web.Request) -> web.Response:
        return html("plain")

    async with serving(plain) as plain_url:

        async def down(request: web.Request) -> web.Response:
            raise web.HTTPFound(plain_url)

        async def resolve(host: str) -> list[str]:
            return ["127.0.0.1"]

        guard = Guard(allow_private=True, resolve=resolve)
        tls = authority.server("good.test")
        async with serving(down, tls=tls) as url, Fetcher(guard=guard, tls=authority.trusting()) as fetcher:
            outcome = fetched(await fetcher.get(url.replace("127.0.0.1", "good.test")))
    assert outcome.hops[0].url.startswith("https://")
    assert outcome.url.startswith("http://")


async def test_outside_its_context_it_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await lenient().get("http://127.0.0.1:1/")
