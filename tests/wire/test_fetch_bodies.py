"""Bodies: endless, compressed, unwanted."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest
from aiohttp import web

from footfall.page.facts import Fault
from footfall.wire.request import PAGE_LIMIT, Request
from tests.wire.conftest import html, lenient, request_head, serving, serving_raw
from tests.wire.outcomes import failed, fetched


async def test_a_body_without_end_is_cut_at_the_limit() -> None:
    sent = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await request_head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000000\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            sent += 65536
            await writer.drain()

    async with serving_raw(talk) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.fetch(Request(url, limit=100_000)))
        failed(await fetcher.fetch(Request(url, limit=100_000, whole=True)), Fault.TOO_BIG)
    assert outcome.cut
    assert outcome.body == b"x" * 100_000
    assert sent < 20_000_000


async def test_a_compression_bomb_is_cut_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"}, content_type="text/html")

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(url))
        failed(await fetcher.fetch(Request(url, whole=True)), Fault.TOO_BIG)
    assert outcome.cut
    assert len(outcome.body) == PAGE_LIMIT
    assert outcome.wire_bytes < len(bomb) + 1


@pytest.mark.parametrize(
    ("coding", "compress"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
async def test_compressed_bodies(coding: str, compress: object) -> None:
    plain = bytes(range(256)) * 2000

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=compress(plain), headers={"Content-Encoding": coding})  # type: ignore[operator]

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(url))
    assert outcome.body == plain
    assert (outcome.cut, outcome.mislabelled, outcome.brotli_only) == (False, False, False)


async def test_a_body_that_is_not_compressed_as_it_says() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"<html>plain", headers={"Content-Encoding": "gzip"})

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(url))
    assert outcome.body == b"<html>plain"
    assert outcome.mislabelled


async def test_a_server_that_prefers_brotli_is_asked_for_plain_text() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.headers["Accept-Encoding"] == "identity":
            return html("<title>plain</title>")
        return web.Response(body=b"\x0b\x02\x80secret\x03", headers={"Content-Encoding": "br"})

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(url))
    assert outcome.brotli_only
    assert outcome.body == b"<title>plain</title>"


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br"])
async def test_a_server_that_knows_nothing_else(coding: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"\x0b\x02\x80secret\x03", headers={"Content-Encoding": coding})

    async with serving(answer) as url, lenient() as fetcher:
        outcome = fetched(await fetcher.get(url))
    assert outcome.brotli_only
    assert outcome.body == b""


async def test_unwanted_bodies_are_left_unread() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"%PDF" * 100_000, content_type="application/pdf")

    async with serving(answer) as url, lenient() as fetcher:
        request = Request(url, wanted=lambda _, headers: "html" in headers["content-type"])
        outcome = fetched(await fetcher.fetch(request))
    assert outcome.unread
    assert outcome.body == b""
    assert outcome.wire_bytes == 0
