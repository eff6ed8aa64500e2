"""Sitemaps of every kind, also hostile ones."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc

import pytest
from aiohttp import web

from footfall.wire.sitemap import MAX_ADDRESSES, SitemapReader, read_sitemaps
from tests.wire.conftest import lenient, request_head, serving, serving_raw

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def read(data: bytes, *, limit: int = 1000, size: int = 0) -> SitemapReader:
    reader = SitemapReader(limit)
    for start in range(0, len(data), size or len(data)):
        if not reader.feed(data[start : start + (size or len(data))]):
            break
    reader.finish()
    return reader


def urlset(*addresses: str, namespace: str = NAMESPACE) -> bytes:
    rows = "".join(f"<url><loc> {address} </loc><lastmod>2026-01-01</lastmod></url>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {namespace}>{rows}</urlset>'.encode()


@pytest.mark.parametrize("size", [0, 1, 7, 100])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_in_pieces_of_any_size(size: int, pack: object) -> None:
    data = pack(urlset("https://h/a", "https://h/b?x=1&amp;y=2", "https://h/ü"))  # type: ignore[operator]
    if size == 1 and data[:2] == b"\x1f\x8b":
        size = 2  # The first two bytes tell gzip from the rest.
    assert read(data, size=size).pages == ["https://h/a", "https://h/b?x=1&y=2", "https://h/ü"]


@pytest.mark.parametrize("namespace", ["", 'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9"'])
def test_other_namespaces(namespace: str) -> None:
    assert read(urlset("https://h/a", namespace=namespace)).pages == ["https://h/a"]


def test_only_the_pages_own_address_counts() -> None:
    data = f"""<urlset {NAMESPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://h/a</loc><image:image><image:loc>https://h/a.png</image:loc></image:image></url></urlset>"""
    assert read(data.encode()).pages == ["https://h/a"]


def test_an_index_leads_to_sitemaps() -> None:
    data = f"<sitemapindex {NAMESPACE}><sitemap><loc>https://h/1.xml</loc></sitemap></sitemapindex>"
    assert read(data.encode()).sitemaps == ["https://h/1.xml"]
    assert read(data.encode()).pages == []


def test_plain_text_feeds_and_other_encodings() -> None:
    assert read(b"\xef\xbb\xbfhttps://h/a\r\nhttps://h/b\n\nnot an address\nhttps://h/c").pages == [
        "https://h/a",
        "https://h/b",
        "https://h/c",
    ]
    rss = b"<rss><channel><link>https://h/</link><item><link>https://h/a</link></item></channel></rss>"
    assert read(rss).pages == ["https://h/a"]
    entry = b'<entry><link href="https://h/a"/><link rel="edit" href="x"/></entry>'
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom">' + entry + b"</feed>"
    assert read(atom).pages == ["https://h/a"]
    assert read(urlset("https://h/a").decode().replace("UTF-8", "UTF-16").encode("utf-16")).pages == ["https://h/a"]


BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset><url><loc>https://h/&c;</loc></url></urlset>"""
EXTERNAL = b"""<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>"""


@pytest.mark.parametrize("data", [BILLION_LAUGHS, EXTERNAL, b"<a>" * 100_000, b"<urlset><url><loc>https://h/a</url>"])
def test_hostile_or_broken_xml_ends_the_reading(data: bytes) -> None:
    assert read(data).pages == []


def test_what_came_before_the_damage_stays() -> None:
    assert read(urlset("https://h/a", "https://h/b")[:-70]).pages == ["https://h/a"]


def test_absurdly_long_addresses_are_left_out() -> None:
    assert read(urlset("https://h/" + "a" * 5000, "https://h/b")).pages == ["https://h/b"]


def test_a_gzip_bomb_costs_little_memory() -> None:
    bomb = gzip.compress(urlset("https://h/a") + b" " * 60_000_000)
    tracemalloc.start()
    pages = read(bomb).pages
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pages == ["https://h/a"]
    assert peak < 5_000_000


async def test_a_million_addresses_are_not_even_fetched() -> None:
    sent = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await request_head(reader)
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<urlset {NAMESPACE}>".encode())
        for start in range(0, 1_000_000, 1000):
            rows = "".join(f"<url><loc>https://h/{n}</loc></url>" for n in range(start, start + 1000)).encode()
            sent += len(rows)
            writer.write(rows)
            await writer.drain()

    async with serving_raw(talk) as url, lenient() as fetcher:
        found = read_sitemaps(fetcher, [f"{url}/sitemap.xml"], limit=300, from_public=lambda _: False)
        pages = [page async for page in found]
    assert pages == [f"https://h/{n}" for n in range(300)]
    assert sent < 10_000_000


def test_one_sitemap_gives_no_more_than_the_protocol_allows() -> None:
    assert len(read(urlset(*(f"https://h/{n}" for n in range(60_000))), limit=10**9).pages) == MAX_ADDRESSES


async def test_indexes_are_followed_within_their_depth_and_only_once() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        depth = int(request.path.strip("/").removesuffix(".xml"))
        here = f"http://{request.host}"
        if depth == 0:
            maps = "".join(f"<sitemap><loc>{here}/{n}.xml</loc></sitemap>" for n in (1, 0))
            body = f"<sitemapindex>{maps}</sitemapindex>"
        else:
            body = f"<x><sitemap><loc>{here}/{depth + 1}.xml</loc></sitemap><url><loc>https://h/{depth}</loc></url></x>"
        return web.Response(text=body, content_type="application/xml")

    async with serving(answer) as url, lenient() as fetcher:
        found = read_sitemaps(fetcher, [f"{url}/0.xml"], limit=100, from_public=lambda _: False)
        pages = [page async for page in found]
    assert asked == ["/0.xml", "/1.xml", "/2.xml", "/3.xml"]
    assert pages == ["https://h/1", "https://h/2", "https://h/3"]


async def test_a_missing_sitemap_is_no_sitemap() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=urlset("https://h/a"), status=404)

    async with serving(answer) as url, lenient() as fetcher:
        found = read_sitemaps(fetcher, [f"{url}/sitemap.xml"], limit=100, from_public=lambda _: False)
        assert [page async for page in found] == []
