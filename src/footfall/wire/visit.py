"""One visit: an address in, the page with its facts out, or nothing when it is no page of the site."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from footfall.page import parse_page
from footfall.page.facts import Fault, PageFacts
from footfall.wire.facts import Collector
from footfall.wire.frontier import Source, Visit
from footfall.wire.options import Crawled
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.request import Request
from footfall.wire.robots import Robots
from footfall.wire.state import Record

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_UNTYPED = frozenset(("", "application/octet-stream", "text/plain"))


class Visited(NamedTuple):
    """What a visit brought: the answer, where there was one, and what to tell, if anything."""

    answer: Fetched | None
    crawled: Crawled | None
    record: Record | None


_log = logging.getLogger(__name__)
_OUR_FAULT = "Footfall failed on this page, which is a fault in Footfall. Please report it together with the page."
NOTHING = Visited(None, None, None)


def refused_by_robots(url: str, robots: Robots) -> Crawled:
    """The result for an address that robots.txt keeps us from, or whose robots.txt could not be read."""
    if robots.failure is not None:
        return Crawled(url, b"", PageFacts(), None, robots.failure.fault, robots.failure.detail)
    if robots.known:
        sentence = "Its robots.txt turns us away. Allow “Footfall” there, or audit it as a site of your own."
    else:
        sentence = "Its robots.txt cannot be read at the moment, which polite crawlers take for a no. Try again later."
    return Crawled(url, b"", PageFacts(), None, Fault.ROBOTS, sentence)


def request_for(visit: Visit, old: Record | None, *, from_public: bool) -> Request:
    """The request for a visit: conditional when an earlier result is known, and only for web pages off the start."""
    headers: dict[str, str] = {}
    if old is not None and old.fault is None:
        if old.etag:
            headers["If-None-Match"] = old.etag
        if old.modified:
            headers["If-Modified-Since"] = old.modified
    wanted = None if visit.source is Source.START else _is_page
    return Request(visit.url, headers=headers, from_public=from_public, wanted=wanted)


def _is_page(_status: int, headers: Mapping[str, str]) -> bool:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type in _HTML or media_type in _UNTYPED


def is_html(answer: Fetched) -> bool:
    """Whether an answer is a web page, by its type or, for want of one, by its beginning."""
    if answer.media_type in _HTML:
        return True
    start = answer.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return answer.media_type in _UNTYPED and start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--"))


def failed(visit: Visit, failure: Failed) -> Visited:
    """The result of a visit that brought no answer."""
    crawled = Crawled(visit.url, b"", PageFacts(), None, failure.fault, failure.detail)
    return Visited(None, crawled, record_of(crawled, None))


def unreadable(visit: Visit, answer: Fetched) -> Visited:
    """The result of a visit whose answer is compressed in a way we cannot read."""
    coding = answer.headers.get("content-encoding", "")
    sentence = f"It is compressed as {coding}, though we asked for gzip. Preview bots that lack {coding} see nothing."
    facts = PageFacts(response=answer.response(), brotli_only=True)
    crawled = Crawled(visit.url, b"", facts, None, Fault.PROTOCOL, sentence)
    return Visited(answer, crawled, record_of(crawled, answer))


def unchanged(answer: Fetched, old: Record) -> Fetched | None:
    """A 304 as the answer it stands for: the stored page, with what is new in the headers; None without a page."""
    before = old.facts.response
    if before is None or old.fault is not None:
        return None
    return replace(
        answer,
        url=before.url,
        status=before.status,
        headers={**before.headers, **_said_of_the_page(answer.headers)},
        body=old.body,
        first_byte=before.first_byte or 0.0,
        elapsed=before.elapsed or 0.0,
        wire_bytes=before.wire_bytes or 0,
        brotli_only=bool(old.facts.brotli_only),
        mislabelled=bool(old.facts.mislabelled),
    )


def _said_of_the_page(headers: Mapping[str, str]) -> dict[str, str]:
    """A 304's headers without those that describe its own, empty body."""
    return {name: value for name, value in headers.items() if not name.startswith(("content-", "transfer-"))}


async def parsed(visit: Visit, answer: Fetched, collector: Collector | None, *, kept: bool = False) -> Visited:
    """The result of a visit that brought a page. Its facts are gathered anew even when the page itself was `kept`."""
    facts = PageFacts(response=answer.response(), brotli_only=answer.brotli_only, mislabelled=answer.mislabelled)
    try:
        page = parse_page(answer.url, answer.body, content_type=answer.content_type)
        if collector is not None:
            facts = await collector.collect(page, answer)
    except Exception:  # A bug met on one page would end the crawl here, and again wherever it is continued.
        _log.exception("Reading %s failed", visit.url)
        crawled = Crawled(visit.url, answer.body, facts, None, detail=_OUR_FAULT)
        return Visited(answer, crawled, record_of(crawled, None))
    megabytes = len(answer.body) / 1024 / 1024
    detail = f"It is longer than {megabytes:.0f} MB; only its beginning was read." if answer.cut else ""
    crawled = Crawled(visit.url, answer.body, facts, page, detail=detail, kept=kept)
    return Visited(answer, crawled, record_of(crawled, answer))


def record_of(crawled: Crawled, answer: Fetched | None) -> Record:
    """A result as it is stored, with what a later conditional request needs."""
    plain = answer is not None and answer.status == 200 and not answer.cut
    headers: Mapping[str, str] = answer.headers if answer is not None and plain else {}
    return Record(
        crawled.url,
        crawled.data,
        crawled.facts,
        crawled.fault,
        crawled.detail,
        headers.get("etag", ""),
        headers.get("last-modified", ""),
    )


def from_record(record: Record) -> Crawled:
    """A stored result as if it had just been fetched."""
    response = record.facts.response
    page = None
    if record.fault is None and response is not None and record.detail != _OUR_FAULT:
        page = parse_page(response.url, record.body, content_type=response.header("content-type"))
    return Crawled(record.url, record.body, record.facts, page, record.fault, record.detail, kept=True)
