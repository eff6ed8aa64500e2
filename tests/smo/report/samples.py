"""Audited pages of a small bakery, good, bad and hostile, and reports of them."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from footfall.page.facts import Image, PageFacts
from footfall.smo.audit import PageAudit, SiteAudit, audit_page, audit_site
from footfall.smo.report import Options, open_report
from footfall.smo.site import SiteBuilder

ROOT = "https://bakery.example/"
GOOD = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sourdough in 10 steps</title>
<meta property="og:title" content="Sourdough in 10 steps">
<meta property="og:description" content="Flour, water, salt, time: how we bake it.">
<meta property="og:image" content="https://bakery.example/loaf.jpg">
<meta property="og:url" content="https://bakery.example/blog/sourdough">
<meta name="twitter:card" content="summary_large_image">
</head><body><h1>Sourdough</h1><p>Bread.</p></body></html>
"""
BARE = b"<html><head><title>Rye</title></head><body><p>Rye bread.</p></body></html>"
EVIL = """<html><head><title>"&gt;<script>alert(1)</script></title>
<meta property="og:title" content='"><script>alert(2)</script>]]>{{x}}&#27;[31m\u202ered'>
<meta property="og:title" content="</title></style><img src=x onerror=alert(3)>">
<meta property="og:image" content="javascript:alert(4)">
<meta property="og:image" content="/relative?a=1&b=<i>">
<meta property="og:url" content="javascript:alert(5)">
<meta property="og:description" content="\x00\x07 \x1b]0;owned\x07 --> <b>bold</b>">
<link rel="canonical" href="javascript:alert(6)">
</head><body><a href="javascript:alert(7)">Share on Facebook</a></body></html>
""".encode()
GARBAGE = bytes(range(256)) * 8


def audited(path: str, data: bytes, facts: PageFacts | None = None) -> PageAudit:
    return audit_page(ROOT + path if path else "", data, facts or PageFacts())


def site(count: int = 3) -> list[PageAudit]:
    """Some pages, every third one bare."""
    return [audited(f"page-{number}", BARE if number % 3 == 2 else GOOD) for number in range(count)]


def hostile() -> list[PageAudit]:
    return [audited('evil"><script>', EVIL), audited("garbage", GARBAGE), audited("empty", b""), audited("", EVIL)]


def judged(audits: Iterable[PageAudit]) -> SiteAudit:
    builder = SiteBuilder()
    for audit in audits:
        builder.add(audit.digest)
    return audit_site(builder.facts())


def reported(
    form: str,
    audits: Iterable[PageAudit],
    *,
    target: str = ROOT,
    facts: PageFacts | None = None,
    options: Options | None = None,
    partial: bool = False,
    together: bool = True,
) -> str:
    """The whole report as text. `together`: the site was judged too."""
    audits = list(audits)
    stream = StringIO()
    writer = open_report(form, stream, target=target, options=options)
    for audit in audits:
        writer.page(audit, facts or PageFacts(), path="" if audit.url else "folder/page.html")
    writer.end(judged(audits) if together else None, partial=partial)
    return stream.getvalue()


def with_picture(thumbnail: bytes) -> PageFacts:
    url = "https://bakery.example/loaf.jpg"
    image = Image(
        url, format="jpeg", content_type="image/jpeg", width=1200, height=630, size=90_000, thumbnail=thumbnail
    )
    return PageFacts(images={url: image})
