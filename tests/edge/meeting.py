"""An edge with records and an inbox in memory, and requests to it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from footfall.edge.asked import Answer, Request
from footfall.edge.bodies import TooLargeError
from footfall.edge.front import Front
from footfall.events.door import FullError
from footfall.flywheel.hit import Hit
from footfall.flywheel.owned import Link, SiteRules

NOW = 1_795_000_000_000
"""A day in November 2026."""
TOKEN, CAME = "abcdefghijkA", "zyxwvutsrqpA"
LINK = Link(7, 3, "cake", "https://shop.example/cake?size=2#top", adds=f"utm_source=x&s={TOKEN}", token=TOKEN)
SITE = SiteRules(3, frozenset({"shop.example", "www.shop.example"}), secret="the key of the shop")


class Records:
    """A registry that a test fills."""

    def __init__(self, *links: Link, sites: Sequence[SiteRules] = (SITE,)) -> None:
        self.links = {(link.host, link.code): link for link in links}
        self.rules = {rules.site: rules for rules in sites}
        self.today = b"salt of today"
        self.before = b"salt of yesterday"

    def link(self, host: str, code: str) -> Link | None:
        return self.links.get((host, code))

    def domains(self) -> frozenset[str]:
        return frozenset(host for host, _ in self.links if host)

    def site(self, site: int) -> SiteRules | None:
        return self.rules.get(site)

    def sites(self) -> list[SiteRules]:
        return list(self.rules.values())

    def salts(self, now: int) -> tuple[bytes, bytes]:
        return self.today, self.before

    def key(self) -> bytes:
        return b"the lasting key of all sites here"


class Tray:
    """An inbox that keeps what it is given, after a while, or refuses."""

    def __init__(self, *, seconds: float = 0.0, full: bool = False) -> None:
        self.hits: list[Hit] = []
        self.seconds, self.full = seconds, full

    async def put(self, hits: Sequence[Hit]) -> None:
        if self.full:
            raise FullError
        if self.seconds:
            await asyncio.sleep(self.seconds)
        self.hits += hits

    def put_now(self, hits: Sequence[Hit]) -> None:
        self.hits += hits


@dataclass
class Edge:
    """The front with everything around it."""

    records: Records = field(default_factory=lambda: Records(LINK))
    tray: Tray = field(default_factory=Tray)
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = NOW
        self.front = Front(self.records, self.tray, **{"now": lambda: self.now} | self.options)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", peer: str = "192.0.2.7", **headers: str) -> Answer:
        """One request; headers with underscores for hyphens."""
        return asyncio.run(self.asked(path, method, body, peer, **headers))

    async def asked(
        self, path: str, method: str = "GET", body: bytes = b"", peer: str = "192.0.2.7", **headers: str
    ) -> Answer:
        named = {"host": "desk.example"} | {name.replace("_", "-"): value for name, value in headers.items()}
        path, _, query = path.partition("?")
        request = Request(
            method,
            path,
            query,
            peer,
            lambda name: named.get(name, ""),
            lambda name: [named[name]] if name in named else [],
        )
        assert self.front.concerns(path, named["host"])

        async def read(most: int, seconds: float) -> bytes:
            if len(body) > most:
                raise TooLargeError
            return body

        return await self.front.answer(request, read)

    def send(self, *events: dict[str, Any], origin: str = "https://shop.example", **headers: str) -> Answer:
        """Events from a page, each with what every event has."""
        made = [event(**said) for said in events]
        body = orjson.dumps(made[0] if len(made) == 1 else made)
        return self.ask("/e", "POST", body, origin=origin, **headers)


def event(**said: Any) -> dict[str, Any]:
    """An event of the shop; None takes a field away."""
    whole = {"site": 3, "kind": "view", "url": "https://shop.example/cake", "token": TOKEN, "n": 1} | said
    return {name: value for name, value in whole.items() if value is not None}


def header(answer: Answer, name: str) -> str:
    return dict(answer.headers).get(name, "")
