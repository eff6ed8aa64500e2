"""A small bakery's events, drawn from a seed: enough of everything for each place of insights to show something."""

from __future__ import annotations

import heapq
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from footfall.events.loading import load
from footfall.flywheel.event import DAY, Channel, Device, Event, How, Kind
from footfall.flywheel.hit import RANDOM_BITS, id_at

PAGES = {
    "/blog/sourdough-in-10-steps": (24, 0.11),
    "/": (22, 0.004),
    "/blog/rye-starter-rescue": (12, 0.06),
    "/shop/birthday-cakes": (10, 0.02),
    "/blog/how-long-does-bread-keep": (9, 0.002),
    "/courses/baking-on-saturday": (7, 0.05),
    "/opening-hours": (6, 0.001),
    "/blog/flour-types-explained": (5, 0.004),
    "/about": (3, 0.003),
    "/recipes/plum-cake": (2, 0.09),
    "/recipes/pretzels": (2, 0.05),
    "/jobs": (1, 0.01),
}
"""By path: weight of visits, shares a view."""
ARRIVALS = (
    (30, Channel.SEARCH, How.REFERRER, "google", ""),
    (4, Channel.SEARCH, How.REFERRER, "duckduckgo", ""),
    (18, Channel.DIRECT, How.NONE, "", ""),
    (16, Channel.SOCIAL, How.REFERRER, "pinterest", ""),
    (7, Channel.SOCIAL, How.IN_APP, "instagram", "instagram"),
    (6, Channel.SOCIAL, How.REFERRER, "facebook", ""),
    (3, Channel.SOCIAL, How.CLICK_ID, "facebook", "facebook"),
    (3, Channel.AI, How.REFERRER, "chatgpt", ""),
    (4, Channel.EMAIL, How.UTM, "newsletter", ""),
    (5, Channel.REFERRAL, How.REFERRER, "bread-forum.example", ""),
    (4, Channel.PAID, How.CLICK_ID, "google", ""),
)
SHARED_TO = ((40, "copy"), (22, "whatsapp"), (14, "native"), (12, "pinterest"), (7, "facebook"), (5, "dark"))
DELIVERIES = (
    ("pinterest", 16, "autumn", 9),
    ("facebook", 9, "autumn", 4),
    ("instagram", 7, "", 2),
    ("mastodon", 5, "autumn", 30),
)
"""Network, clicks a day at first, campaign, preview fetches."""
COUNTRIES = ((70, "DE"), (12, "AT"), (8, "CH"), (6, ""), (4, "FR"))
NEW_SHARES = 0.28


class Visit(NamedTuple):
    """A session that will come."""

    ts: int
    chan: int
    how: int
    net: str
    inapp: str = ""
    path: str = ""
    link: int = 0
    campaign: str = ""
    via: int = 0
    root: int = 0
    gen: int = 0


class Plan:
    """Makes the events of one site; a seed gives the same ones for ever."""

    def __init__(self, site: int, until: int, days: int, a_day: float, seed: int, links: tuple[int, ...]) -> None:
        self.site, self.until, self.days, self.a_day, self.links = site, until, days, a_day, links
        self.random = Random(seed)
        self.events: list[Event] = []
        self._waiting: list[tuple[int, int, Visit]] = []
        self._number = count(1)

    def run(self) -> list[Event]:
        begin = self.until - self.days * DAY
        for day in range(self.days):
            growth = 0.75 + 0.5 * day / self.days
            weekend = 0.7 if (begin // DAY + day + 4) % 7 in (0, 6) else 1.0
            for _ in range(self._poisson(self.a_day * growth * weekend)):
                _weight, chan, how, net, inapp = self._chosen(ARRIVALS)
                at = begin + day * DAY + self.random.randrange(DAY)
                self._wait(Visit(at, chan, how, net, inapp))
        for number, link in enumerate(self.links[: len(DELIVERIES)]):
            net, clicks, campaign, fetches = DELIVERIES[number]
            self._deliver(net, clicks, campaign, fetches, link, begin + (self.days - 24 + 5 * number) * DAY)
        while self._waiting:
            self._visit(heapq.heappop(self._waiting)[2])
        return sorted(self.events, key=lambda event: event.ts)

    def _visit(self, visit: Visit) -> None:
        if visit.ts >= self.until:
            return
        session, path = self._id(), visit.path or self._chosen([(weight, p) for p, (weight, _) in PAGES.items()])[1]
        more = {
            "visitor": session,
            "session": session,
            "chan": int(visit.chan),
            "how": int(visit.how),
            "net": visit.net,
            "inapp": visit.inapp,
            "link": visit.link,
            "campaign": visit.campaign,
            "via": visit.via,
            "root": visit.root,
            "gen": visit.gen,
            "props": f'{{"from":"{visit.net}"}}' if visit.via and visit.net else "",
            "country": self._chosen(COUNTRIES)[1],
            "device": int(self.random.choice((Device.PHONE, Device.PHONE, Device.DESKTOP, Device.TABLET))),
        }
        if visit.link:
            self._emit(visit.ts, Kind.CLICK, path=path, **more)
        for number in range(self.random.choice((1, 1, 1, 2, 3))):
            ts = visit.ts + number * 40_000
            self._emit(ts, Kind.VIEW, path=path, **more)
            lively = 2.5 if visit.via else 1.0
            if self.random.random() < PAGES[path][1] * lively:
                self._share(ts + 20_000, path, more, visit)
            if self.random.random() < 0.012:
                self._emit(ts + 30_000, Kind.CONVERT, path=path, goal="lead", **more)
            path = self._chosen([(weight, p) for p, (weight, _) in PAGES.items()])[1]

    def _share(self, ts: int, path: str, more: dict[str, object], visit: Visit) -> None:
        token, target = self._id(), self._chosen(SHARED_TO)[1]
        root = visit.root or token
        self._emit(ts, Kind.SHARE, path=path, **{**more, "share": token, "root": root, "net": target})
        if target in ("whatsapp", "facebook") and self.random.random() < 0.5:
            self._emit(ts + 2_000, Kind.BOT, path=path, net=target, share=0, bot=1)
        brought = self._poisson(self.random.gammavariate(0.35, 2.4 / 0.35))
        for _ in range(brought):
            at = ts + int(self.random.expovariate(1 / (1.1 * DAY)))
            if self.random.random() < 0.2:
                self._wait(Visit(at, Channel.DIRECT, How.NONE, "", path=path))
                continue
            net = target if target in ("whatsapp", "pinterest", "facebook") else ""
            came = Visit(at, Channel.SHARED, How.TOKEN, net, path=path, via=token, root=root, gen=visit.gen + 1)
            self._wait(came)

    def _deliver(self, net: str, clicks: int, campaign: str, fetches: int, link: int, at: int) -> None:
        token, path = self._id(), "/blog/sourdough-in-10-steps" if campaign else "/shop/birthday-cakes"
        same = {"link": link, "campaign": campaign, "net": net}
        self._emit(at, Kind.DELIVER, path=path, share=token, root=token, chan=int(Channel.POST), **same)
        for number in range(fetches):
            self._emit(at + 500 * number, Kind.BOT, path=path, bot=1, **same)
        for _ in range(self._poisson(clicks * 6)):
            ts = at + int(self.random.expovariate(1 / (2.5 * DAY)))
            self._wait(Visit(ts, Channel.POST, How.TOKEN, net, "", path, link, campaign, via=token, root=token, gen=1))

    def _emit(self, ts: int, kind: Kind, **fields: object) -> None:
        if ts < self.until:
            made = id_at(ts, self.random.getrandbits(RANDOM_BITS))
            self.events.append(Event(made, ts, ts // DAY, self.site, int(kind), **fields))  # type: ignore[arg-type]

    def _wait(self, visit: Visit) -> None:
        heapq.heappush(self._waiting, (visit.ts, next(self._number), visit))

    def _id(self) -> int:
        return self.random.getrandbits(62) + 1

    def _chosen(self, among: object) -> tuple[object, ...]:
        rows = list(among)  # type: ignore[call-overload]
        return self.random.choices(rows, [row[0] for row in rows])[0]

    def _poisson(self, mean: float) -> int:
        """Knuth's way, in pieces that don't underflow."""
        total = 0
        while mean > 0:
            piece, mean = min(mean, 30.0), mean - 30.0
            floor, product = 2.718281828459045**-piece, self.random.random()
            while product > floor:
                total += 1
                product *= self.random.random()
        return total


LINKS = (11, 12, 13, 14)


def planted(
    site: int, until: int, *, days: int = 70, a_day: float = 12, seed: int = 4, links: tuple[int, ...] = LINKS
) -> list[Event]:
    """Events of `days` days up to the moment `until` (milliseconds), about `a_day` spontaneous visits each."""
    return Plan(site, until, days, a_day, seed, links).run()


def plant(folder: Path, events: list[Event]) -> None:
    """Put them into a store."""
    load(folder, events)
