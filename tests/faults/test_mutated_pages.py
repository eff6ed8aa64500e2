"""Thousands of mutated pages: no crash, no rule that throws, no page that takes longer than two seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import pytest

from bench.pages import synthetic
from footfall.smo.audit import audit_page

SLOWEST = 2.0
"""Seconds of CPU time a page may take."""
PAGES = int(os.environ.get("FOOTFALL_FUZZ", "20000"))
SHARE = 500
TOKENS = (
    b"<", b">", b"</head>", b"<body>", b"<head>", b"<!--", b"-->", b"<script>", b"</script>", b"<title>", b"</title>",
    b'<meta property="og:title" content="', b"<meta name=twitter:card content=summary>", b"\x00", b"\xff\xfe", b"\r\n",
    b"<svg><title>", b"<template>", b"<noscript>", b"&#x1F600;", b"&amp;amp;", b'<base href="//[::1">', b"<frameset>",
    b'<link rel=canonical href="http://[bad">', b'<script type="application/ld+json">{"@graph":[', b"\xed\xa0\x80",
    b'<meta charset="utf-7">', b'<a href="https://www.facebook.com/sharer/sharer.php?u=%ff%00">', b"]]>", b"<table>",
    b'<meta property="og:image" content="data:image/png;base64,AAAA">', b'<img width="1e309" height="nan" src=x>',
)  # fmt: skip

Mutate = Callable[[bytearray, Random], None]


def flip(data: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(data: bytearray, chance: Random) -> None:
    del data[chance.randrange(len(data)) :]
    data.extend(b"x")


def remove(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 400)]
    data.extend(b" ")


def insert(data: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(min(len(data), 3000) if chance.random() < 0.7 else len(data))
        data[place:place] = chance.choice(TOKENS)


def repeat(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 200)]
    data[start:start] = piece * chance.randrange(2, 60)


MUTATIONS: tuple[Mutate, ...] = (flip, cut, remove, insert, insert, repeat)


def mutated(number: int, sources: list[bytes]) -> bytes:
    """The same page for the same number and sources."""
    chance = Random(number)
    data = bytearray(sources[number % len(sources)])
    for _ in range(chance.randrange(1, 4)):
        chance.choice(MUTATIONS)(data, chance)
    return bytes(data)


def judge_share(first: int, count: int, sources: list[bytes]) -> list[str]:
    """What went wrong in a share of the pages, as sentences."""
    wrong = []
    for number in range(first, first + count):
        data = mutated(number, sources)
        begun = time.process_time()
        try:
            audit = audit_page(f"https://bakery.example/post/{number}.html", data)
        except Exception as error:
            wrong.append(f"page {number}: {type(error).__name__}: {error}")
            continue
        taken = time.process_time() - begun
        if taken > SLOWEST:
            wrong.append(f"page {number} took {taken:.1f} s")
        wrong.extend(f"page {number}: {reason}" for reason in audit.unknown.values() if "failed on this page" in reason)
    return wrong


def judge_all(sources: list[bytes], pages: int) -> list[str]:
    with ProcessPoolExecutor() as pool:
        shares = [
            pool.submit(judge_share, first, min(SHARE, pages - first), sources) for first in range(0, pages, SHARE)
        ]
        return [sentence for share in shares for sentence in share.result()]


@pytest.mark.heavy
def test_mutated_pages_never_break_the_audit() -> None:
    sources = [synthetic(number, paragraphs=6, links=12).data for number in range(40)]
    sources += [path.read_bytes() for path in sorted(Path("examples/shop").rglob("*.html"))]
    assert judge_all(sources, PAGES) == []


@pytest.mark.heavy
@pytest.mark.counterpart("pages")
def test_mutated_real_pages_never_break_the_audit(real_pages: list[tuple[str, str, bytes]]) -> None:
    sources = [data for _, _, data in real_pages if len(data) < 150_000]
    assert judge_all(sources, PAGES // 10) == []
