"""Facts about a page: images, oEmbed, robots, and everything asked of a first page."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from PIL import Image as Pillow

from footfall.page import parse_page
from footfall.page.facts import Fault, Image, PageFacts
from footfall.wire import images
from footfall.wire.deep import variants_of
from footfall.wire.facts import Collector
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.images import HEAD_BYTES, candidates
from footfall.wire.outcome import Fetched
from footfall.wire.probe import Asker, ProbeOptions
from footfall.wire.robots import RobotsFiles
from tests.wire.conftest import lenient, serving
from tests.wire.guards import as_public
from tests.wire.sites import SmallSite, text

PLAIN = ProbeOptions(deep_pages=0)


def picture(kind: str = "PNG", width: int = 1200, height: int = 630, **options: Any) -> bytes:
    out = BytesIO()
    Pillow.effect_noise((width, height), 40).convert("RGB").save(out, kind, **options)
    return out.getvalue()


PNG = picture(width=300, height=200)
JPEG = picture("JPEG")


def served(body: bytes, content_type: str = "image/png") -> Callable[[web.Request], web.Response]:
    """A static file as good servers give it: whole, or the part asked for."""

    def answer(request: web.Request) -> web.Response:
        headers = {"Content-Type": content_type, "Accept-Ranges": "bytes"}
        wanted = request.http_range
        if wanted.stop is None and wanted.start is None:
            return web.Response(body=body, headers=headers)
        part = body[wanted]
        start = wanted.start or 0
        headers["Content-Range"] = f"bytes {start}-{start + len(part) - 1}/{len(body)}"
        return web.Response(status=206, body=part, headers=headers)

    return answer


def page_with(*images: str, more: str = "") -> str:
    metas = "".join(f'<meta property="og:image" content="{image}">' for image in images)
    return f"<!doctype html><html><head><title>t</title>{metas}</head><body>{more}</body></html>"


async def collect(
    site: SmallSite, options: ProbeOptions = PLAIN, path: str = "/", client: Fetcher | None = None
) -> tuple[str, PageFacts]:
    """The site's address, and the facts about one of its pages."""
    async with serving(site) as url, client or lenient(retries=0) as fetcher:
        answer = await fetcher.get(url + path)
        assert isinstance(answer, Fetched)
        site.asked.clear()
        page = parse_page(answer.url, answer.body, content_type=answer.content_type)
        robots = RobotsFiles(fetcher)
        facts = await Collector(fetcher, robots, options).collect(page, answer)
        await robots.close()
        return url, facts


async def image_of(answer: object, options: ProbeOptions = PLAIN) -> tuple[Image, SmallSite]:
    """What is known about an image that is answered like this."""
    site = SmallSite({"/": page_with("/i"), "/i": answer})
    _, facts = await collect(site, options)
    (image,) = facts.images.values()
    return image, site


async def test_an_image_by_its_first_bytes() -> None:
    image, site = await image_of(served(JPEG, "image/jpeg"))
    assert (image.status, image.fault, image.format) == (200, None, "jpeg")
    assert (image.width, image.height, image.size) == (1200, 630, len(JPEG))
    assert image.content_type == "image/jpeg"
    assert image.usable
    assert image.elapsed is not None
    assert image.headers["accept-ranges"] == "bytes"
    assert site.requests[-1].headers["Range"] == f"bytes=0-{HEAD_BYTES - 1}"
    assert len(JPEG) > HEAD_BYTES


async def test_servers_that_ignore_the_range() -> None:
    image, _ = await image_of(lambda _: web.Response(body=JPEG, content_type="image/jpeg"))
    assert (image.status, image.width, image.size) == (200, 1200, len(JPEG))


async def test_a_size_that_is_not_stated_is_counted() -> None:
    async def stream(request: web.BaseRequest) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "image/jpeg"})
        answer.enable_chunked_encoding()
        await answer.prepare(request)
        await answer.write(JPEG)
        return answer

    class Streaming(SmallSite):
        async def __call__(self, request: web.Request) -> web.StreamResponse:
            return await stream(request) if request.path == "/i" else await super().__call__(request)

    _, facts = await collect(Streaming({"/": page_with("/i")}))
    (image,) = facts.images.values()
    assert (image.width, image.size) == (1200, len(JPEG))


async def test_a_size_behind_a_large_profile_is_fetched_further() -> None:
    heavy = picture("JPEG", icc_profile=b"p" * 100_000)
    image, _ = await image_of(served(heavy, "image/jpeg"))
    assert (image.width, image.height) == (1200, 630)


async def test_gzipped_drawings() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>'
    headers = {"Content-Encoding": "gzip", "Content-Type": "image/svg+xml"}
    image, _ = await image_of(lambda _: web.Response(body=gzip.compress(drawing), headers=headers))
    assert (image.format, image.width, image.height, image.size) == ("svg", 10, 20, len(drawing))


async def test_images_that_are_none() -> None:
    missing, _ = await image_of((404, "<p>not here"))
    assert (missing.status, missing.format, missing.usable) == (404, "", False)
    html, _ = await image_of("<p>log in first")
    assert (html.status, html.content_type, html.usable) == (200, "text/html; charset=utf-8", False)
    empty, _ = await image_of(lambda _: web.Response(status=416))
    assert empty.status == 416
    away, _ = await image_of(lambda _: web.Response(status=302, headers={"Location": "http://127.0.0.1:1/x.png"}))
    assert (away.fault, away.final_url, away.status) == (Fault.REFUSED, "http://127.0.0.1:1/x.png", 0)


def test_the_addresses_of_preview_images() -> None:
    source = """<meta property="og:image" content="/a.png"><meta name="twitter:image" content="https://x.test/b.png">
    <meta property="og:image" content="c.png"><meta property="og:image:secure_url" content="/a.png">
    <link rel="image_src" href="/d.png"><meta itemprop="image" content="/e.png"><meta property="og:image" content=" ">
    <meta property="og:image" content="data:image/png;base64,xx">
    <script type="application/ld+json">{"@graph":[{"@type":"Article","image":[{"url":"/f.png"},"/g.png"]}]}</script>"""
    page = parse_page("https://h/x/", source.encode())
    assert list(candidates(page)) == [
        "https://h/a.png",
        "https://h/x/c.png",
        "https://x.test/b.png",
        "https://h/f.png",
        "https://h/d.png",
        "https://h/e.png",
    ]


async def test_images_that_pages_share_are_asked_for_once() -> None:
    site = SmallSite({"/": page_with("/i"), "/2": page_with("/i", "/i"), "/i": served(PNG)})
    async with serving(site) as url, lenient() as fetcher:
        collector = Collector(fetcher, RobotsFiles(fetcher), PLAIN)

        async def facts_of(path: str) -> PageFacts:
            answer = await fetcher.get(url + path)
            assert isinstance(answer, Fetched)
            return await collector.collect(parse_page(answer.url, answer.body), answer)

        found = await asyncio.gather(facts_of("/"), facts_of("/2"), facts_of("/"))
        await facts_of("/2")
    assert len({id(facts.images[f"{url}/i"]) for facts in found}) == 1
    assert site.asked.count("/i") == 1


async def test_often_shared_images_are_remembered_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "REMEMBERED", 2)
    site = SmallSite({f"/{name}": served(PNG) for name in "abc"})
    async with serving(site) as url, lenient() as fetcher:
        known = images.Images(RobotsFiles(fetcher), tokens=(), thumbnails=False)
        for name in ("a", "b", "a", "c", "a", "b"):
            await known.of(f"{url}/{name}", Asker(fetcher, from_public=False, max_requests=9))
    assert site.asked == ["/a", "/b", "/c", "/b"]


async def test_robots_for_the_page_the_image_and_where_it_leads() -> None:
    other = SmallSite({"/robots.txt": text("User-agent: Slackbot\nDisallow: /"), "/real.png": served(PNG)})
    async with serving(other) as elsewhere:
        site = SmallSite(
            {
                "/robots.txt": text("User-agent: Twitterbot\nDisallow: /api/\nUser-agent: WhatsApp\nDisallow: /$"),
                "/": page_with("/api/i"),
                "/api/i": lambda _: web.Response(status=302, headers={"Location": f"{elsewhere}/real.png"}),
            }
        )
        tokens = ("Twitterbot", "Slackbot", "WhatsApp", "LinkedInBot")
        url, facts = await collect(site, ProbeOptions(tokens=tokens, deep_pages=0))
    assert facts.blocked_agents == {"WhatsApp"}
    assert facts.images[f"{url}/api/i"].blocked_agents == {"Twitterbot", "Slackbot"}


async def test_unreadable_robots_leave_the_page_unknown() -> None:
    site = SmallSite({"/": page_with(), "/robots.txt": (500, "")})
    _, facts = await collect(site, ProbeOptions(tokens=("Twitterbot",), deep_pages=0))
    assert facts.blocked_agents is None
    _, facts = await collect(SmallSite({"/": page_with()}), ProbeOptions(tokens=("Twitterbot",), deep_pages=0))
    assert facts.blocked_agents == frozenset()


async def test_oembed_endpoints() -> None:
    link = '<link rel="alternate" type="application/json+oembed" href="{}">'
    site = SmallSite(
        {
            "/": page_with(more="") + link.format("/good") + link.format("/bad") + link.format("/gone"),
            "/good": lambda _: web.json_response({"type": "rich", "title": "T"}),
            "/bad": "<p>no JSON",
        }
    )
    url, facts = await collect(site)
    assert facts.oembed[f"{url}/good"].data == {"type": "rich", "title": "T"}
    assert facts.oembed[f"{url}/good"].content_type.startswith("application/json")
    assert facts.oembed[f"{url}/bad"].data is None
    assert facts.oembed[f"{url}/gone"].status == 404


async def test_pages_that_failed_are_not_probed() -> None:
    site = SmallSite({"/": (500, page_with("/i"))})
    _, facts = await collect(site, ProbeOptions())
    assert (facts.images, facts.head, facts.bots) == ({}, None, None)
    assert site.asked == []


DEEP = ProbeOptions(agents=("Browser/1.0", "Twitterbot/1.0"))


async def test_only_the_first_pages_are_asked_everything() -> None:
    site = SmallSite({"/": page_with(), "/2": page_with()})
    async with serving(site) as url, lenient() as fetcher:
        collector = Collector(fetcher, RobotsFiles(fetcher), ProbeOptions(deep_pages=1))
        found = []
        for path in ("/", "/2"):
            answer = await fetcher.get(url + path)
            assert isinstance(answer, Fetched)
            found.append(await collector.collect(parse_page(answer.url, answer.body), answer))
    assert found[0].head is not None
    assert (found[1].head, found[1].range, found[1].variants, found[1].profiles) == (None, None, None, None)


async def test_head_range_and_bots() -> None:
    body = page_with(more="<p>" * 1000)

    def answer(request: web.Request) -> web.Response:
        if request.headers["User-Agent"].startswith("Twitterbot"):
            return web.Response(status=403, text=page_with("/other.png"), content_type="text/html")
        return served(body.replace("</head>", '<meta property="og:title" content="A"></head>').encode(), "text/html")(
            request
        )

    site = SmallSite({"/": answer})
    _, facts = await collect(site, DEEP)
    assert facts.head is not None
    assert facts.range is not None
    assert facts.bots is not None
    assert (facts.head.status, facts.head.headers["content-type"]) == (200, "text/html")
    assert (facts.range.status, facts.range.matches, facts.range.size) == (206, True, 1024)
    assert [(view.agent, view.status) for view in facts.bots] == [("Browser/1.0", 200), ("Twitterbot/1.0", 403)]
    assert facts.bots[0].tags == (("og:title", "A"),)
    assert facts.bots[1].tags == (("og:image", "/other.png"),)
    assert facts.brotli_only is False


@pytest.mark.parametrize(
    ("kind", "status", "matches"),
    [("ignored", 200, True), ("refused", 416, None), ("corrupt", 206, False), ("changing", 206, None)],
)
async def test_how_a_range_is_answered(kind: str, status: int, matches: bool | None) -> None:
    counter = iter(range(1000))
    body = page_with(more="x" * 5000)

    def answer(request: web.Request) -> web.Response:
        text_now = f"<!-- {next(counter)} -->{body}" if kind == "changing" else body
        if "Range" not in request.headers or kind == "ignored":
            return web.Response(text=text_now, content_type="text/html")
        if kind == "refused":
            return web.Response(status=416)
        part = gzip.compress(text_now.encode())[:1024] if kind == "corrupt" else text_now.encode()[:1024]
        return web.Response(status=206, body=part, content_type="text/html")

    _, facts = await collect(SmallSite({"/": answer}), ProbeOptions())
    assert facts.range is not None
    assert (facts.range.status, facts.range.matches) == (status, matches)


async def test_hotlink_protection() -> None:
    def guarded(request: web.Request) -> web.Response:
        refused = "example.com" in request.headers.get("Referer", "")
        return web.Response(status=403) if refused else served(PNG)(request)

    site = SmallSite({"/": page_with("/open", "/guarded", "/gone"), "/open": served(PNG), "/guarded": guarded})
    url, facts = await collect(site, ProbeOptions())
    assert {address.removeprefix(url): image.refuses_foreign_referer for address, image in facts.images.items()} == {
        "/open": False,
        "/guarded": True,
        "/gone": None,
    }


def test_other_spellings_of_an_address() -> None:
    assert variants_of("https://www.h.test/a/b") == (
        "http://www.h.test/a/b",
        "https://h.test/a/b",
        "https://www.h.test/a/b/",
    )
    assert variants_of("http://h.test/a/?x=1") == (
        "https://h.test/a/?x=1",
        "http://www.h.test/a/?x=1",
        "http://h.test/a?x=1",
    )
    assert variants_of("https://h.test/") == ("http://h.test/", "https://www.h.test/")
    assert variants_of("https://h.test/a.html") == ("http://h.test/a.html", "https://www.h.test/a.html")
    assert variants_of("http://127.0.0.1:8000/a") == ("http://127.0.0.1:8000/a/",)
    assert variants_of("http://127.0.0.1/") == ("https://127.0.0.1/",)
    assert variants_of("http://[::1]/") == ("https://[::1]/",)


async def test_spellings_that_answer() -> None:
    site = SmallSite({"/a": page_with(), "/a/": lambda _: web.Response(status=301, headers={"Location": "/a"})})
    url, facts = await collect(site, ProbeOptions(), "/a")
    assert facts.variants is not None
    assert [(probe.url, probe.status, probe.final_url) for probe in facts.variants] == [(f"{url}/a/", 200, f"{url}/a")]


async def test_third_parties_of_a_page() -> None:
    third = SmallSite(
        {
            "/platform/widgets.js": lambda _: web.Response(body=b"x" * 5000, content_type="text/javascript"),
            "/someone": (404, "gone"),
            "/intent/tweet?url=a": "",
        }
    )
    async with serving(third) as elsewhere:
        port = elsewhere.rpartition(":")[2]

        async def resolve(host: str) -> list[str]:
            return ["127.0.0.1"]

        x = f"http://x.com:{port}"
        source = page_with(more=f'<a href="{x}/intent/tweet?url=a">share</a><a href="{x}/someone">me</a>')
        source += f'<script src="http://platform.twitter.com:{port}/platform/widgets.js"></script>'
        page = parse_page("http://127.0.0.1/", source.encode())
        guard = Guard(allow_private=True, resolve=resolve)
        async with Fetcher(guard=guard, retries=0) as fetcher:
            from footfall.wire.deep import _peek_all, _weigh_all

            asker = Asker(fetcher, from_public=False, max_requests=10)
            peeked: dict[str, Any] = {}
            weighed: dict[str, Any] = {}
            await _peek_all([f"{x}/someone", f"{x}/intent/tweet?url=a", "mailto:a@b.c"], peeked, asker)
            await _weigh_all([script.src for script in page.scripts], weighed, asker)
    assert {url.removeprefix(x): probe.status for url, probe in peeked.items()} == {
        "/someone": 404,
        "/intent/tweet?url=a": 200,
    }
    (asset,) = weighed.values()
    assert asset.size == 5000


async def test_a_page_may_cost_only_so_many_requests() -> None:
    site = SmallSite({"/": page_with(*(f"/{n}.png" for n in range(20)))})
    _, facts = await collect(site, ProbeOptions(max_requests=3, max_images=10))
    assert len(facts.images) == 3
    assert facts.head is None
    assert len(site.asked) == 3


async def test_a_page_may_cost_only_so_much_time() -> None:
    class Slow(SmallSite):
        async def __call__(self, request: web.Request) -> web.StreamResponse:
            if request.path == "/slow.png":
                await asyncio.sleep(10)
            return await super().__call__(request)

    site = Slow({"/": page_with("/quick.png", "/slow.png"), "/quick.png": served(PNG)})
    url, facts = await collect(site, ProbeOptions(seconds=0.5))
    assert set(facts.images) == {f"{url}/quick.png"}
    assert facts.head is None


async def test_a_public_page_cannot_send_us_to_private_images(monkeypatch: pytest.MonkeyPatch) -> None:
    as_public(monkeypatch, "127.0.0.9")
    inside = SmallSite({"/secret.png": served(PNG)})
    async with serving(inside) as private:
        site = SmallSite({"/": page_with(f"{private}/secret.png")})
        async with serving(site, host="127.0.0.9") as url:
            guard = Guard(allow_private=True, only_loopback=False)
            async with Fetcher(guard=guard) as fetcher:
                answer = await fetcher.get(f"{url}/")
                assert isinstance(answer, Fetched)
                assert not answer.private
                page = parse_page(answer.url, answer.body)
                collector = Collector(fetcher, RobotsFiles(fetcher), ProbeOptions(tokens=("a",)))
                facts = await collector.collect(page, answer)
    assert [image.fault for image in facts.images.values()] == [Fault.GUARDED]
    assert inside.asked == []


async def test_thumbnails_when_asked_for() -> None:
    image, site = await image_of(served(JPEG, "image/jpeg"), ProbeOptions(deep_pages=0, thumbnails=True))
    assert image.thumbnail[:2] == b"\xff\xd8"
    assert image.palette is not None
    assert image.palette > 5
    assert image.edge_detail is not None
    assert 0.3 < image.edge_detail < 0.42
    assert site.asked.count("/i") == 2
    plain, _ = await image_of(served(JPEG, "image/jpeg"))
    assert (plain.thumbnail, plain.palette) == (b"", None)
