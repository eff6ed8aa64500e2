"""`/e`: where pages and servers say what happened. 204 means that it is on the disk."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from hashlib import blake2b

from footfall.edge.asked import Answer, Read, Request, says
from footfall.edge.bodies import TooLargeError, TooSlowError
from footfall.edge.counts import Counts
from footfall.edge.ids import Ids, clock
from footfall.edge.limits import Limit
from footfall.edge.said import LARGEST_BODY, RefusedError, Said, read
from footfall.edge.signing import HEADER, is_signed
from footfall.edge.visitors import Visitor, Visitors, agent_of
from footfall.events.door import FullError, Inbox
from footfall.flywheel.address import parted
from footfall.flywheel.hit import Flag, Hit
from footfall.flywheel.owned import Registry, SiteRules
from footfall.flywheel.token import token_of

PATIENCE = 5.0
"""Seconds that a page waits for the disk at most; then it is asked to come again."""
SLOWEST = 10.0
"""Seconds that a body of some kilobytes may take."""
EVENTS_A_MINUTE = 600
"""Of one client. A busy office behind one address stays below. Our choice."""
WRONG_A_MINUTE = 30
"""Signed requests of one client that could not be taken; right ones are not limited. Our choice."""
_TRUSTED, _TRACKED, _SILENT, _CONSENT = map(int, (Flag.TRUSTED, Flag.TRACKED, Flag.SILENT, Flag.CONSENT))
KEYED = 2**31
"""From here on n stands for a server's key."""
# Nobody is told apart by cookies here, so any page may read the answer; it says nothing but whether it worked.
_OPEN = ("access-control-allow-origin", "*")
_TAKEN = Answer(204, [_OPEN, ("cache-control", "no-store")])
_MAY = Answer(
    204,
    [
        _OPEN,
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "content-type, footfall-signature"),
        ("access-control-max-age", "86400"),
    ],
)
_ONLY_POST = says(405, "Events are sent with POST.", ("allow", "POST, OPTIONS"), _OPEN)
_SLOW = says(408, "The rest of the events did not come. Send them again.", _OPEN, ("connection", "close"))
_LARGE = says(413, "A batch of events may have 16 KiB, an event 4 KiB.", _OPEN, ("connection", "close"))
_FULL = says(
    503,
    "Events can't be written at the moment. Send these again in some seconds.",
    _OPEN,
    ("retry-after", "5"),
)


class Collector:
    """Checks events, and hands them to the inbox."""

    def __init__(
        self,
        registry: Registry,
        inbox: Inbox,
        visitors: Visitors,
        counts: Counts,
        *,
        now: Callable[[], int] = clock,
        a_minute: int = EVENTS_A_MINUTE,
    ) -> None:
        self._registry, self._inbox, self._visitors = registry, inbox, visitors
        self._counts, self._now = counts, now
        self._ids = Ids()
        self._limit = Limit(a_minute)
        self._wrong = Limit(WRONG_A_MINUTE)

    async def answer(self, request: Request, body: Read) -> Answer:
        if request.method != "POST":
            return _MAY if request.method == "OPTIONS" else _ONLY_POST
        signed = request.header(HEADER)
        client = self._visitors.client(request)
        if wait := (self._wrong if signed else self._limit).spent(client):
            return _later(wait)
        try:
            data = await body(LARGEST_BODY, SLOWEST)
        except TooLargeError:
            return _LARGE
        except TooSlowError:
            return _SLOW
        try:
            hits = self._hits(request, data, signed)
        except RefusedError as refusal:
            (self._wrong if signed else self._limit).take(client)
            return says(refusal.status, str(refusal), _OPEN)
        if not signed and (wait := self._limit.take(client, len(hits))):
            return _later(wait)
        return await self._keep(hits)

    async def _keep(self, hits: list[Hit]) -> Answer:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._inbox.put(hits)
        except (FullError, TimeoutError):
            self._counts.was_refused()
            return _FULL
        return _TAKEN

    def _hits(self, request: Request, data: bytes, signed: str) -> list[Hit]:
        events = read(data)
        site = events[0].site
        if any(event.site != site for event in events):
            raise RefusedError("All events of a batch belong to one site.")
        rules = self._registry.site(site)
        if rules is None:
            raise RefusedError("There is no site of this number here. Look at the site's page about measuring.", 404)
        now = self._now()
        if signed:
            if not is_signed(signed, rules.secret, data, now):
                raise RefusedError(
                    "The signature is not right: it is HMAC-SHA256 of the time in seconds, a dot and the body, with "
                    "the site's key, and may be 5 minutes old.",
                    403,
                )
        else:
            _check_page(request, rules, events)
        if not rules.on:
            raise RefusedError("Measuring is turned off for this site. Its settings turn it on.", 403)
        return self._made(request, _unknown(events, rules), trusted=bool(signed), now=now)

    def _made(self, request: Request, events: list[Said], *, trusted: bool, now: int) -> list[Hit]:
        agent = "" if trusted else agent_of(request)
        flags = _TRUSTED if trusted else _TRACKED
        # A server's own address and agent say nothing of the visitor.
        who = Visitor(0, 0, flags) if trusted else self._visitors.of(request, events[0].site, agent, now)
        return [self._hit(event, self._known(event, who, flags), agent, now) for event in events]

    def _known(self, said: Said, who: Visitor, flags: int) -> Visitor:
        """The lasting visitor where there is one, and the browser does not ask to be left alone."""
        if who.flags & _SILENT or not (said.user or said.visitor):
            return who._replace(flags=who.flags | flags)
        lasting = self._visitors.lasting(said.site, said.user or said.visitor, by_site=bool(said.user))
        return Visitor(lasting, who.visitor, who.flags | flags | _CONSENT)

    def _hit(self, said: Said, who: Visitor, agent: str, now: int) -> Hit:
        token, n = said.token, said.n
        if said.key and who.flags & _TRUSTED:
            token, n = token or _keyed(said), KEYED + zlib.crc32(said.key.encode())
        return Hit(
            self._ids.make(now),
            said.site,
            said.kind,
            who.visitor,
            who.former,
            agent,
            said.url,
            said.referrer,
            token,
            said.via,
            n=n,
            flags=who.flags,
            net=said.net,
            more=said.more,
        )


def _check_page(request: Request, rules: SiteRules, events: list[Said]) -> None:
    """An event is believed only from a page of the site. Browsers name the page; others may lie, but gain no name."""
    origin = request.header("origin")
    page = request.header("referer") if origin in ("", "null") else origin
    if parted(page).host not in rules.hosts:
        raise RefusedError(
            "This page is not on a host of the site. Add its host to the site's settings, or send from there.", 403
        )
    for event in events:
        if not event.token:
            raise RefusedError("token is missing: each page view makes one of its own.")
        if parted(event.url).host not in rules.hosts:
            raise RefusedError("url is not on a host of the site.", 403)


def _unknown(events: list[Said], rules: SiteRules) -> list[Said]:
    """Where a site asks nobody for consent, nobody is recognised, whatever its pages say."""
    return events if rules.asks else [event._replace(visitor="", user="") for event in events]


def _keyed(said: Said) -> str:
    return token_of(blake2b(f"{said.site}\n{said.key}".encode(), digest_size=8).digest())


def _later(seconds: int) -> Answer:
    words = "So many events came from your address that they are not taken for a minute."
    return says(429, words, _OPEN, ("retry-after", str(seconds)))
