"""Millions of sealed events as numpy columns: the shapes that a store meets, not the behaviour of people.

20 sites of very different size, 5,000 paths, 90 days; views, clicks, shares, conversions, bots, deliveries. Share trees
are consistent: every `via` is the `share` of an earlier event, and root, generation and post are its.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footfall.flywheel.event import COLUMNS, DAY, Channel, Device, How, Kind
from footfall.flywheel.hit import EPOCH, RANDOM_BITS

Array = NDArray[Any]
Columns = dict[str, Array]

FIRST = 20_666
"""First day: 2026-08-01."""
DAYS = 90
SITES = 20
PATHS = 5_000
_TYPES = {
    "day": np.int32,
    "site": np.int32,
    "kind": np.uint8,
    "chan": np.uint8,
    "how": np.uint8,
    "gen": np.int16,
    "device": np.uint8,
    "bot": np.uint8,
    "consent": np.uint8,
}
_TEXTS = {"path", "host", "campaign", "net", "inapp", "goal", "currency", "country", "props"}

_FEEDS = ["facebook", "instagram", "x", "linkedin", "reddit", "pinterest", "bluesky", "mastodon", "threads", "tiktok"]
_NETS = np.array([*_FEEDS, "whatsapp", "telegram"], object)
_NET_ODDS = np.array([24, 14, 12, 10, 9, 6, 5, 4, 4, 4, 5, 3]) / 100
_SEARCH = np.array(["google", "bing", "duckduckgo", "ecosia"], object)
_AI = np.array(["chatgpt", "perplexity", "claude"], object)
_MAIL = np.array(["gmail", "outlook"], object)
_REFERRERS = np.array([f"blog-{n}.example" for n in range(300)], object)
_COUNTRIES = np.array(["", "DE", "US", "GB", "FR", "AT", "CH", "NL", "PL", "ES"], object)
_CAMPAIGNS = np.array(["", "summer", "back-to-school", "harvest", "launch"], object)
_CHANNELS = np.array([chan for chan in Channel if chan != Channel.SHARED])
_CHANNEL_ODDS = np.array([34, 12, 5, 12, 25, 2, 4, 6]) / 100

_VIEWS = 1.6
"""Of a session, in the mean."""
_SHARING = 0.0275
"""Part of sessions that make a share: 1.5 % of all events."""
_VISITS = 11.0
"""Of a share, in the mean; K is about 0.3."""
_DISPERSION = 0.25
_DELAY = 1.5 * DAY
_BOTS = 0.08
_DEEDS = ((Kind.ENGAGE, 0.04, "scrolled"), (Kind.CONVERT, 0.008, "lead"), (Kind.FOLLOW, 0.003, ""))
"""Part of sessions that do it, and the goal that is noted."""


def columns(n: int, seed: int) -> Columns:
    """`n` events in the order of their ids, a column for each of `event.COLUMNS`. 10 million need about 3 GB."""
    parts = list(days(n, seed))
    return {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}


def days(n: int, seed: int, *, days: int = DAYS, first: int = FIRST) -> Iterator[Columns]:
    """The same day by day, for more than fits into memory; each day has n / days events, the last one the rest."""
    rng = np.random.default_rng(seed)
    world = _World(rng)
    for number in range(days):
        quota = n // days if number < days - 1 else n - (n // days) * (days - 1)
        yield world.day(first + number, quota)


class _World:
    """What one day leaves to the next: visits that shares will bring, deliveries that are still followed."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.pending: dict[int, list[Columns]] = {}
        self.deliveries: list[Columns] = []
        odds = 1 / np.arange(1, SITES + 1)
        self.sites = odds / odds.sum()
        odds = 1 / np.arange(3, PATHS + 3)
        self.path_odds = np.cumsum(odds / odds.sum())
        self.paths = np.array([f"/{_WORDS[n % len(_WORDS)]}/page-{n}" for n in range(PATHS)], object)
        self.posts = 0
        self.processes = rng.integers(0, 2 ** (RANDOM_BITS - 8), 2) << 8
        """The upper random bits of ids: one value for each process of the edge."""

    def day(self, day: int, quota: int) -> Columns:
        batches = []
        delivered = self._deliver(day)
        left = int(quota * (1 - _BOTS) / (_VIEWS + 0.28))
        batch = _together(self.pending.pop(day, []))
        come = max(0, left - (len(batch["ts"]) if batch else 0))
        batch = _together([part for part in (batch, self._arrivals(day, come)) if part])
        events = [delivered]
        while batch is not None and len(batch["ts"]):
            shares = self._share(batch, day)
            batches.append(batch)
            events.append(shares)
            batch = self._visits(shares, day)
        sessions = _together(batches)
        if sessions is not None:
            events.extend(self._acts(sessions, day))
        return self._sealed([part for part in events if len(part["ts"])], day, quota)

    def _token(self, n: int) -> Array:
        return self.rng.integers(1, 2**63 - 1, n)

    def _path(self, n: int) -> Array:
        return np.minimum(np.searchsorted(self.path_odds, self.rng.random(n)), PATHS - 1)

    def _deliver(self, day: int) -> Columns:
        """Two posts a site and day, in its first hour."""
        n = 2 * SITES
        token = self._token(n)
        post = np.arange(self.posts + 1, self.posts + n + 1)
        self.posts += n
        part = {
            "ts": day * DAY + np.sort(self.rng.integers(0, DAY // 24, n)),
            "site": np.repeat(np.arange(1, SITES + 1), 2),
            "kind": np.full(n, Kind.DELIVER),
            "path": self.paths[self._path(n)],
            "net": self.rng.choice(_NETS, n, p=_NET_ODDS),
            "campaign": self.rng.choice(_CAMPAIGNS, n),
            "share": token,
            "root": token,
            "post": post,
            "src_post": post,
            "link": post,
        }
        self.deliveries = [*self.deliveries[-13:], part]
        return part

    def _arrivals(self, day: int, n: int) -> Columns:
        """Sessions that no visitor's share brought."""
        rng = self.rng
        channel = rng.choice(_CHANNELS, n, p=_CHANNEL_ODDS)
        part: Columns = {
            "ts": day * DAY + DAY // 24 + _hours(rng, n),
            "site": rng.choice(np.arange(1, SITES + 1), n, p=self.sites),
            "path": self.paths[self._path(n)],
            "chan": channel,
            "how": np.where(channel == Channel.DIRECT, How.NONE, How.REFERRER),
            "net": np.full(n, "", object),
            "campaign": np.full(n, "", object),
        }
        for name in ("via", "root", "src_post", "post", "link", "gen"):
            part[name] = np.zeros(n, np.int64)
        sources = ((Channel.SOCIAL, _NETS), (Channel.SEARCH, _SEARCH), (Channel.AI, _AI), (Channel.EMAIL, _MAIL))
        for chan, names in (*sources, (Channel.REFERRAL, _REFERRERS), (Channel.PAID, _NETS[:4])):
            at = np.flatnonzero(channel == chan)
            weights = 1 / np.arange(1, len(names) + 1)
            part["net"][at] = rng.choice(names, len(at), p=weights / weights.sum())
        part["how"][channel == Channel.PAID] = How.CLICK_ID
        self._follow(part, np.flatnonzero(channel == Channel.POST))
        return self._people(part)

    def _follow(self, part: Columns, at: Array) -> None:
        """Those that come by a post take over what its delivery says."""
        posts = _together(self.deliveries)
        assert posts is not None
        chosen = self.rng.integers(0, len(posts["ts"]), len(at))
        for name in ("site", "path", "net", "campaign", "root", "src_post", "post", "link"):
            part[name][at] = posts[name][chosen]
        part["via"][at] = posts["share"][chosen]
        part["gen"][at] = 1
        part["how"][at] = How.TOKEN

    def _people(self, part: Columns) -> Columns:
        rng, n = self.rng, len(part["ts"])
        part["session"] = self._numbered(part["ts"])
        part["country"] = rng.choice(_COUNTRIES, n)
        part["device"] = rng.choice([Device.DESKTOP, Device.PHONE, Device.TABLET], n, p=[0.4, 0.55, 0.05])
        inside = (part["how"] != How.NONE) & (part["device"] == Device.PHONE) & (rng.random(n) < 0.4)
        known = np.isin(part["net"].astype(str), _NETS[:4].astype(str))
        part["inapp"] = np.where(inside & known, part["net"], "")
        part["consent"] = (rng.random(n) < 0.1).astype(np.uint8)
        part["visitor"] = np.where(part["consent"] == 1, self._token(n), 0)
        return part

    def _numbered(self, ts: Array) -> Array:
        """Ids as the edge gives them: the time, one of two processes, a counter within the millisecond."""
        order = np.argsort(ts, kind="stable")
        inside = np.empty(len(ts), np.int64)
        inside[order] = np.arange(len(ts)) - np.searchsorted(ts[order], ts[order])
        low = self.processes[self.rng.integers(0, 2, len(ts))] | inside
        ids: Array = ((ts - EPOCH) << RANDOM_BITS) | low
        return ids

    def _share(self, batch: Columns, day: int) -> Columns:
        """Shares by those who share, a minute or so after they came."""
        rng = self.rng
        at = np.flatnonzero(rng.random(len(batch["ts"])) < _SHARING)
        shares = {name: values[at] for name, values in batch.items()}
        shares["ts"] = np.minimum(
            shares["ts"] + 1 + rng.exponential(90_000, len(at)).astype(np.int64), (day + 1) * DAY - 1
        )
        shares["share"] = self._token(len(at))
        shares["root"] = np.where(shares["root"] > 0, shares["root"], shares["share"])
        shares["kind"] = np.full(len(at), Kind.SHARE)
        return shares

    def _visits(self, shares: Columns, day: int) -> Columns | None:
        """Sessions that the shares bring: those of today come back, later ones wait for their day."""
        rng = self.rng
        fruit = rng.poisson(rng.gamma(_DISPERSION, _VISITS / _DISPERSION, len(shares["ts"])))
        of = np.repeat(np.arange(len(fruit)), fruit)
        n = len(of)
        visits = {name: shares[name][of] for name in ("site", "path", "root", "src_post")}
        visits["ts"] = shares["ts"][of] + 1_000 + rng.exponential(_DELAY, n).astype(np.int64)
        visits["via"] = shares["share"][of]
        visits["gen"] = shares["gen"][of] + 1
        visits["chan"] = np.full(n, Channel.SHARED)
        visits["how"] = np.full(n, How.TOKEN)
        visits["net"] = rng.choice(_NETS, n, p=_NET_ODDS)
        visits["campaign"] = np.full(n, "", object)
        visits["post"] = visits["link"] = np.zeros(n, np.int64)
        visits = self._people(visits)
        when = visits["ts"] // DAY
        for later in np.unique(when[when > day]):
            chosen = np.flatnonzero(when == later)
            self.pending.setdefault(int(later), []).append({name: values[chosen] for name, values in visits.items()})
        today = np.flatnonzero(when == day)
        return {name: values[today] for name, values in visits.items()} if len(today) else None

    def _acts(self, sessions: Columns, day: int) -> Iterator[Columns]:
        """What sessions consist of: views, the click before, engagement, conversions, follows."""
        rng, n = self.rng, len(sessions["ts"])
        end = (day + 1) * DAY - 1
        views = rng.geometric(1 / _VIEWS, n)
        of = np.repeat(np.arange(n), views)
        nth = np.arange(len(of)) - np.repeat(np.cumsum(views) - views, views)
        part = {name: values[of] for name, values in sessions.items()}
        part["kind"] = np.full(len(of), Kind.VIEW)
        part["path"] = np.where(nth > 0, self.paths[self._path(len(of))], part["path"])
        part["ts"] = np.minimum(part["ts"] + nth * 40_000, end)
        yield part
        clicked = np.flatnonzero(sessions["chan"] == Channel.POST)
        part = {name: values[clicked] for name, values in sessions.items()}
        part["ts"] = part["ts"] - 500
        part["kind"] = np.full(len(clicked), Kind.CLICK)
        yield part
        for kind, odds, goal in (
            (Kind.ENGAGE, 0.04, "scrolled"),
            (Kind.CONVERT, 0.008, "lead"),
            (Kind.FOLLOW, 0.003, ""),
        ):
            at = np.flatnonzero(rng.random(n) < odds)
            part = {name: values[at] for name, values in sessions.items()}
            part["ts"] = np.minimum(part["ts"] + 60_000, end)
            part["kind"] = np.full(len(at), kind)
            part["goal"] = np.full(len(at), goal, object)
            if kind == Kind.CONVERT:
                part["value"] = rng.integers(500, 20_000, len(at))
                part["currency"] = np.full(len(at), "EUR", object)
            yield part

    def _bots(self, day: int, n: int) -> Columns:
        rng = self.rng
        return {
            "ts": day * DAY + rng.integers(0, DAY, n),
            "site": rng.choice(np.arange(1, SITES + 1), n, p=self.sites),
            "kind": np.full(n, Kind.BOT),
            "bot": np.ones(n, np.uint8),
            "path": self.paths[self._path(n)],
            "net": rng.choice(_NETS, n, p=_NET_ODDS),
        }

    def _sealed(self, parts: list[Columns], day: int, quota: int) -> Columns:
        """All columns with their types, in order of time, exactly `quota` rows: bots fill up, later views fall out."""
        missing = quota - sum(len(part["ts"]) for part in parts)
        if missing > 0:
            parts = [*parts, self._bots(day, missing)]
        whole = _filled(parts)
        if missing < 0:
            views = np.flatnonzero(whole["kind"] == Kind.VIEW)
            out = self.rng.choice(views, min(-missing, len(views)), replace=False)
            keep = np.ones(len(whole["ts"]), bool)
            keep[out] = False
            whole = {name: values[keep] for name, values in whole.items()}
        whole["id"] = self._numbered(whole["ts"])
        order = np.argsort(whole["id"])
        whole = {name: values[order] for name, values in whole.items()}
        whole["day"] = np.full(len(order), day, np.int32)
        hosts = np.array([f"site-{site}.example" for site in range(SITES + 1)], object)
        whole["host"] = hosts[whole["site"]]
        return {name: whole[name] for name in COLUMNS}


_WORDS = ["blog", "products", "guides", "recipes", "news", "help", "about", "stories"]


def _hours(rng: np.random.Generator, n: int) -> Array:
    """Milliseconds into a day without its first hour: more in the evening than at night."""
    part = rng.beta(2.2, 1.6, n)
    return (part * (DAY - DAY // 24 - 1)).astype(np.int64)


def _together(parts: list[Columns]) -> Columns | None:
    """Parts of equal columns as one; None for none."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _filled(parts: list[Columns]) -> Columns:
    """Parts as one with every column; what a part doesn't say is 0 or ""."""
    whole = {}
    for name in COLUMNS:
        if name in ("id", "day", "host"):
            continue
        kind: Any = object if name in _TEXTS else _TYPES.get(name, np.int64)
        empty: Any = "" if name in _TEXTS else 0
        whole[name] = np.concatenate(
            [part[name].astype(kind) if name in part else np.full(len(part["ts"]), empty, kind) for part in parts]
        )
    return whole
