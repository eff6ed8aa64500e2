"""Short links: `/r/CODE`, and `/CODE` on custom domains. One hop to the target; before it the click is on disk."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from urllib.parse import quote

from footfall.edge.asked import Answer, Request
from footfall.edge.counts import Counts
from footfall.edge.ids import Ids, clock
from footfall.edge.limits import Limit
from footfall.edge.pages import Pages
from footfall.edge.visitors import Visitors, agent_of
from footfall.events.door import FullError, Inbox
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, Hit
from footfall.flywheel.owned import Link, Registry

PATIENCE = 0.25
"""Seconds that a visitor waits for the disk at most."""
UNKNOWN = 30
"""Unknown codes a client may ask for in a minute. Codes have 58^7 values: nobody finds one this way. Our choice."""
LONGEST_REFERRER = 2048
LONGEST_CODE = 64
_KEPT = 50_000
"""Prepared answers kept at most."""
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
_CLICK, _HEAD, _PREFETCH = int(Kind.CLICK), int(Flag.HEAD), int(Flag.PREFETCH)
_WEB = re.compile(r"https?://[^/\s?#]")
COUNTED = "footfall-counted"
"""Header of answers that did not wait for the disk: `late` or `no`."""


class Redirects:
    """Answers short links."""

    def __init__(
        self,
        registry: Registry,
        inbox: Inbox,
        visitors: Visitors,
        counts: Counts,
        pages: Pages,
        *,
        now: Callable[[], int] = clock,
        unknown: int = UNKNOWN,
    ) -> None:
        self._registry, self._inbox, self._visitors = registry, inbox, visitors
        self._counts, self._pages, self._now = counts, pages, now
        self._ids = Ids()
        self._unknown = Limit(unknown)
        self._prepared: dict[int, tuple[Link, Answer]] = {}

    async def answer(self, request: Request, host: str, code: str) -> Answer:
        """`host` is "" for the desk's own."""
        if request.method not in ("GET", "HEAD"):
            return self._pages.only_get
        link = self._registry.link(host, code) if len(code) <= LONGEST_CODE else None
        if link is None or link.state == "off":
            client = self._visitors.client(request)
            return self._pages.wait if self._unknown.take(client) else self._pages.unknown
        now = self._now()
        if link.state == "gone" or 0 < link.ends <= now:
            return self._pages.over
        answer = self._prepare(link)
        if answer is self._pages.unknown or link.site == 0:
            return answer
        try:
            async with asyncio.timeout(PATIENCE):
                await self._inbox.put((self._hit(request, link, now),))
        except TimeoutError:
            self._counts.was_late()
            return _marked(answer, "late")
        except FullError:
            self._counts.was_lost()
            return _marked(answer, "no")
        return answer

    def _hit(self, request: Request, link: Link, now: int) -> Hit:
        header = request.header
        agent = agent_of(request)
        visitor, former, flags = self._visitors.of(request, link.site, agent, now)
        if request.method == "HEAD":
            flags |= _HEAD
        if _is_prefetch(header("sec-purpose") or header("purpose") or header("x-moz")):
            flags |= _PREFETCH
        return Hit(
            self._ids.make(now),
            link.site,
            _CLICK,
            visitor,
            former,
            agent,
            link.target,
            header("referer")[:LONGEST_REFERRER],
            via=link.token,
            link=link.id,
            flags=flags,
        )

    def _prepare(self, link: Link) -> Answer:
        """The same answer for everybody; made anew when the link is another object than last time."""
        kept = self._prepared.get(link.id)
        if kept is not None and kept[0] is link:
            return kept[1]
        answer = self._made(link)
        if len(self._prepared) >= _KEPT:
            self._prepared.clear()
        self._prepared[link.id] = (link, answer)
        return answer

    def _made(self, link: Link) -> Answer:
        location = location_of(link.target, link.adds)
        if not _WEB.match(location):
            return self._pages.unknown
        headers = [
            ("location", location),
            ("cache-control", "private, no-store"),
            ("x-robots-tag", "noindex"),
        ]
        return Answer(301 if link.permanent else 302, headers)


def location_of(target: str, adds: str) -> str:
    """The target with what we add to its query. What stands there stays as it is, and is never overwritten; everything
    that may not stand in a header is percent-encoded."""
    rest, hash_, fragment = target.partition("#")
    page, _, query = rest.partition("?")
    has = {_name(part) for part in query.split("&")}
    new = [part for part in adds.split("&") if part and _name(part) not in has]
    whole = "&".join([*([query] if query else []), *new])
    address = page + (f"?{whole}" if whole else "") + hash_ + fragment
    return quote(address.encode("utf-8", "replace"), safe=_SAFE)


def _name(part: str) -> str:
    return part.partition("=")[0]


def _is_prefetch(said: str) -> bool:
    return bool(said) and any(word in said.lower() for word in ("prefetch", "prerender", "preview"))


def _marked(answer: Answer, counted: str) -> Answer:
    return answer._replace(headers=[*answer.headers, (COUNTED, counted)])
