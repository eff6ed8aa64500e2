"""The page as a browser sees it, behind the guard; and the proxy that holds it there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from aiohttp import web

from footfall.wire.guard import Guard
from footfall.wire.proxy import GuardedProxy
from footfall.wire.render import find_browser, render, tags_after_scripts
from tests.wire.conftest import html, serving
from tests.wire.sites import SmallSite

SCRIPTED = """<!doctype html><html><head><title>before</title>
<meta property="og:title" content="raw"></head><body><script>
document.title = "after"; document.querySelector("meta").content = "drawn by script";
const m = document.createElement("meta"); m.name = "twitter:card"; m.content = "summary"; document.head.append(m);
fetch("http://169.254.169.254/latest/").then(r => { document.title = "leaked"; }).catch(() => {});
fetch("/data").then(r => r.text()).then(t => { document.querySelector("meta").content += " " + t; });
</script></body></html>"""


async def test_tags_after_scripts_ran(chromium: Path) -> None:
    site = SmallSite({"/": SCRIPTED, "/data": "and fetched"})
    async with serving(site) as url:
        tags = await render(f"{url}/", Guard(allow_private=True), browser=str(chromium))
    assert tags == (("title", "after"), ("og:title", "drawn by script and fetched"), ("twitter:card", "summary"))


async def test_the_browser_is_held_by_the_guard(chromium: Path) -> None:
    site = SmallSite({"/": SCRIPTED})
    async with serving(site) as url:
        tags = await render(f"{url}/", Guard(), browser=str(chromium))
    assert site.asked == []
    assert tags is None or ("og:title", "raw") not in tags


async def test_without_a_browser_nothing_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None
    assert await render("http://127.0.0.1:1/", Guard(allow_private=True)) is None


def program(folder: Path, body: str) -> str:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


async def test_a_browser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("footfall.wire.render.SECONDS", 0.3)
    started = tmp_path / "pid"
    browser = program(tmp_path, f"/bin/sleep 60 & echo $! > {started}; wait")
    assert await render("http://127.0.0.1:1/", Guard(allow_private=True), browser=browser) is None
    child = int(started.read_text())
    async with asyncio.timeout(5):
        while os.path.exists(f"/proc/{child}") and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2]:
            await asyncio.sleep(0.01)


async def test_a_browser_that_says_nothing_or_fails(tmp_path: Path) -> None:
    assert await render("http://h/", Guard(), browser=program(tmp_path, "exit 1")) is None
    assert await render("http://h/", Guard(), browser=str(tmp_path / "missing")) is None


def test_pairs_of_a_dump() -> None:
    metas = b'<meta property="og:x" content="1"><meta name="other"><meta name="TWITTER:y" content="2">'
    dump = b"<title> A  b </title>" + metas
    assert tags_after_scripts("http://h/", dump) == (("title", "A b"), ("og:x", "1"), ("twitter:y", "2"))
    assert tags_after_scripts("http://h/", b"<p>") == ()


async def through(proxy: GuardedProxy, said: bytes) -> bytes:
    """The whole answer to what is said to the proxy."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(said)
    answer = await reader.read()
    writer.close()
    return answer


async def test_the_proxy_carries_plain_requests_and_tunnels() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert "Proxy-Connection" not in request.headers
        return html(f"{request.path_qs} {request.headers['Host']}")

    async with serving(answer) as url, GuardedProxy(Guard(allow_private=True), from_public=False) as proxy:
        host = url.removeprefix("http://")
        plain = await through(
            proxy, f"GET {url}/a?b=c HTTP/1.1\r\nHost: {host}\r\nProxy-Connection: keep-alive\r\n\r\n".encode()
        )
        inner = f"GET /t HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        tunnel = await through(proxy, f"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n{inner}".encode())
    assert plain.startswith(b"HTTP/1.1 200")
    assert plain.endswith(f"/a?b=c {host}".encode())
    assert tunnel.startswith(b"HTTP/1.1 200 Connection established")
    assert tunnel.endswith(f"/t {host}".encode())


@pytest.mark.parametrize(
    "line",
    [
        "GET http://169.254.169.254/latest HTTP/1.1",
        "CONNECT 169.254.169.254:443 HTTP/1.1",
        "CONNECT [::1]:443 HTTP/1.1",
        "GET file:///etc/passwd HTTP/1.1",
        "GET /relative HTTP/1.1",
        "CONNECT 127.0.0.1:22 HTTP/1.1",
    ],
)
async def test_the_proxy_refuses_what_the_guard_refuses(line: str) -> None:
    async with GuardedProxy(Guard(), from_public=True) as proxy:
        assert (await through(proxy, f"{line}\r\n\r\n".encode())).startswith(b"HTTP/1.1 403")


async def test_the_proxy_says_when_nobody_answers_or_nonsense_is_said() -> None:
    async with GuardedProxy(Guard(allow_private=True), from_public=False) as proxy:
        assert (await through(proxy, b"GET http://127.0.0.1:1/ HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 502")
        assert await through(proxy, b"nonsense\r\n\r\n") == b""
