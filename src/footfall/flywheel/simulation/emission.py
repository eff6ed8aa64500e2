"""What the edge would see of a world: hits in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footfall.flywheel.event import Channel, Device, Kind
from footfall.flywheel.hit import EPOCH, RANDOM_BITS, Flag, Hit
from footfall.flywheel.simulation.browsers import AGENTS, APPS, FETCHERS, NETS, PROGRAMS
from footfall.flywheel.simulation.world import SOURCES, Post, World, tokens

Array = NDArray[Any]

LANDING, CLICK, FURTHER, SHARE, AGAIN, LEAD, OWN, FETCH, FLOOD, CRAWL, DELIVERY, BEHALF = range(12)
"""What a hit is, in the world's terms. OWN: the sharer opens the own link. BEHALF: a program runs the tracker."""
_CONTROLS = ("", "copy", "native", "")
_PAID = {
    "facebook": "fbclid=IwAR0a1b2c3",
    "x": "twclid=2-4f5e6d",
    "linkedin": "li_fat_id=77aa",
    "tiktok": "ttclid=E.C.P",
}


class Emission:
    """The hits of a world. Landing views stand in `landings`: the hit's id by arrival."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.settings = world.settings
        self.rng = np.random.default_rng([world.settings.seed, 2])
        self.ts, self.what, self.who = self._planned()
        order = np.argsort(self.ts, kind="stable")
        self.ts, self.what, self.who = self.ts[order], self.what[order], self.who[order]
        n = len(self.ts)
        noise = np.arange(n) % (1 << (RANDOM_BITS - 8)) * 256
        self.ids = ((self.ts + self.settings.first - EPOCH) << RANDOM_BITS) | noise
        self.landings = np.zeros(world.n, np.int64)
        landing = self.what == LANDING
        self.landings[self.who[landing]] = self.ids[landing]
        self.base = f"https://{self.settings.host}"
        self.urls = [self.base + place.path for place in self.settings.places]

    def __len__(self) -> int:
        return len(self.ts)

    def _planned(self) -> tuple[Array, Array, Array]:
        """Time, what and who (an arrival; a share for FETCH, a post for FLOOD and DELIVERY) of every hit."""
        world, rng, grown = self.world, self.rng, self.world.grown
        everybody = np.arange(world.n)
        rows = [(grown.came, LANDING, everybody)]
        posted = np.flatnonzero(world.post >= 0)
        rows.append((grown.came[posted] - 400, CLICK, posted))
        of = np.repeat(everybody, world.views - 1)
        nth = np.arange(len(of)) - np.repeat(np.cumsum(world.views - 1) - (world.views - 1), world.views - 1)
        rows.append((grown.came[of] + 30_000 * (nth + 1), FURTHER, of))
        seen = np.flatnonzero(~grown.dark)
        rows.append((grown.shared[seen], SHARE, grown.sharer[seen]))
        again = seen[rng.random(len(seen)) < 0.1]
        rows.append((grown.shared[again] + 5_000, AGAIN, grown.sharer[again]))
        own = np.flatnonzero(rng.random(len(grown.shared)) < self.settings.selves)
        rows.append((grown.shared[own] + 20_000, OWN, grown.sharer[own]))
        leads = np.flatnonzero(world.lead)
        rows.append((grown.came[leads] + 50_000, LEAD, leads))
        fetched = np.repeat(np.flatnonzero(np.isin(world.target, _FETCHING)), 3)
        rows.append((grown.shared[fetched] + rng.integers(1_000, 60_000, len(fetched)), FETCH, fetched))
        rows.extend(self._posts())
        crawls = rng.poisson(self.settings.programs * world.first)
        rows.append((rng.integers(0, world.end, crawls), CRAWL, rng.integers(0, world.n, crawls)))
        behalf = rng.poisson(0.02 * world.first)
        rows.append((rng.integers(0, world.end, behalf), BEHALF, rng.integers(0, world.n, behalf)))
        ts = np.concatenate([row[0] for row in rows])
        what = np.concatenate([np.full(len(row[0]), row[1]) for row in rows])
        who = np.concatenate([row[2] for row in rows])
        inside = (ts >= 0) & (ts < world.end)
        return ts[inside], what[inside], who[inside]

    def _posts(self) -> Iterator[tuple[Array, int, Array]]:
        posts = self.settings.posts
        yield np.array([post.at for post in posts], np.int64), DELIVERY, np.arange(len(posts))
        on = np.array([at for at, post in enumerate(posts) if post.net == "mastodon"], np.int64)
        flooded = np.repeat(on, self.settings.flood)
        starts = np.array([posts[at].at for at in flooded], np.int64)
        yield starts + 1_000 + self.rng.integers(0, 2_000, len(flooded)), FLOOD, flooded

    def hits(self) -> Iterator[Hit]:
        """All hits, in time order."""
        make = {
            LANDING: self._landing, CLICK: self._click, FURTHER: self._further, SHARE: self._share,
            AGAIN: self._again, LEAD: self._lead, OWN: self._own, FETCH: self._fetch, FLOOD: self._flood,
            CRAWL: self._crawl, DELIVERY: self._delivery, BEHALF: self._behalf,
        }  # fmt: skip
        self._read_out()
        for start in range(0, len(self.ts), 50_000):
            stop = start + 50_000
            self._further_tokens = iter(tokens(self.rng, stop - start))
            for key, what, who in zip(
                self.ids[start:stop].tolist(),
                self.what[start:stop].tolist(),
                self.who[start:stop].tolist(),
                strict=True,
            ):
                yield make[what](key, who)

    def _read_out(self) -> None:
        """Arrays as lists: single items of arrays are slow."""
        world, grown = self.world, self.world.grown
        self.page, self.brought, self.lost = grown.page.tolist(), grown.brought.tolist(), grown.lost.tolist()
        self.sharer, self.chan, self.net = grown.sharer.tolist(), world.chan.tolist(), world.net.tolist()
        self.post, self.device, self.hidden = world.post.tolist(), world.device.tolist(), world.hidden.tolist()
        self.in_app, self.luck, self.visitor = world.in_app.tolist(), world.luck.tolist(), world.visitor.tolist()
        self.control, self.target, self.made = world.control.tolist(), world.target.tolist(), world.made.tolist()

    def _agent(self, who: int) -> str:
        net = NETS[self.net[who]].name
        if self._social(who) and self.in_app[who] and net in APPS:
            return APPS[net]
        agents = AGENTS[Device(self.device[who])]
        return agents[int(self.luck[who] * len(agents))]

    def _social(self, who: int) -> bool:
        return self.chan[who] in (Channel.SHARED, Channel.SOCIAL, Channel.POST, Channel.PAID)

    def _referrer(self, who: int) -> str:
        if self._social(who):
            if self.hidden[who]:
                return ""
            referrers = NETS[self.net[who]].referrers
            return referrers[int(self.luck[who] * len(referrers))]
        return self.world.source(who)[1] if self.chan[who] in SOURCES else ""

    def _address(self, who: int) -> tuple[str, str]:
        """The address that an arrival lands on, and the token in it."""
        url, chan = self.urls[self.page[who]], self.chan[who]
        if chan == Channel.POST:
            post = self.settings.posts[self.post[who]]
            return f"{url}?{_query(post)}", post.token
        if chan == Channel.SHARED and not self.lost[who]:
            token = self.world.tokens[self.sharer[self.brought[who]]]
            if NETS[self.net[who]].name == "facebook" and self.luck[who] < 0.5:
                return f"{url}?s={token}&fbclid=IwAR0a1b2c3", token
            return f"{url}?s={token}", token
        if chan == Channel.PAID:
            net = NETS[self.net[who]].name
            return f"{url}?utm_source={net}&utm_medium=paid_social&utm_campaign=autumn{_PAID.get(net, '')}", ""
        return url, ""

    def _landing(self, key: int, who: int) -> Hit:
        url, via = self._address(who)
        return Hit(
            key, self.settings.site, Kind.VIEW, self.visitor[who], 0, self._agent(who), url, self._referrer(who),
            self.world.tokens[who], via, 0, 1, Flag.TRACKED,
        )  # fmt: skip

    def _click(self, key: int, who: int) -> Hit:
        post = self.settings.posts[self.post[who]]
        return Hit(
            key, self.settings.site, Kind.CLICK, self.visitor[who], 0, self._agent(who), self._address(who)[0],
            self._referrer(who), "", post.token, post.link,
        )  # fmt: skip

    def _further(self, key: int, who: int) -> Hit:
        url = self.urls[(self.page[who] + 1 + key // 256 % (len(self.urls) - 1)) % len(self.urls)]
        return Hit(
            key, self.settings.site, Kind.VIEW, self.visitor[who], 0, self._agent(who), url, self.urls[self.page[who]],
            next(self._further_tokens), "", 0, 1, Flag.TRACKED,
        )  # fmt: skip

    def _again(self, key: int, who: int) -> Hit:
        """The same button once more: the token is the same."""
        return self._share(key, who)._replace(n=3)

    def _share(self, key: int, who: int) -> Hit:
        made = self.made[who]
        net = _CONTROLS[self.control[made]] or NETS[self.target[made]].name
        return Hit(
            key, self.settings.site, Kind.SHARE, self.visitor[who], 0, self._agent(who), self.urls[self.page[who]], "",
            self.world.tokens[who], "", 0, 2, Flag.TRACKED, net,
        )  # fmt: skip

    def _lead(self, key: int, who: int) -> Hit:
        url = self.urls[self.page[who]]
        return Hit(
            key, self.settings.site, Kind.CONVERT, self.visitor[who], 0, self._agent(who), url, "",
            self.world.tokens[who], "", 0, 4, Flag.TRACKED, "", '{"goal":"lead","value":500,"currency":"EUR"}',
        )  # fmt: skip

    def _own(self, key: int, who: int) -> Hit:
        token = self.world.tokens[who]
        return Hit(
            key, self.settings.site, Kind.VIEW, self.visitor[who], 0, self._agent(who),
            f"{self.urls[self.page[who]]}?s={token}", "", next(self._further_tokens), token, 0, 1, Flag.TRACKED,
        )  # fmt: skip

    def _fetch(self, key: int, share: int) -> Hit:
        who = self.sharer[share]
        token, agent = self.world.tokens[who], FETCHERS[NETS[self.target[share]].name].format(n=key // 256 % 999)
        url = f"{self.urls[self.page[who]]}?s={token}"
        return Hit(key, self.settings.site, Kind.VIEW, 0, 0, agent, url, "", "", token)

    def _flood(self, key: int, at: int) -> Hit:
        post = self.settings.posts[at]
        agent = FETCHERS["mastodon"].format(n=key // 256 % 9_999)
        url = f"{self.urls[post.place]}?{_query(post)}"
        flags = Flag.HEAD if key // 256 % 7 == 0 else Flag.NONE
        return Hit(key, self.settings.site, Kind.CLICK, 0, 0, agent, url, "", "", post.token, post.link, 0, flags)

    def _crawl(self, key: int, who: int) -> Hit:
        agent = PROGRAMS[key // 256 % len(PROGRAMS)]
        return Hit(key, self.settings.site, Kind.VIEW, key // 1024, 0, agent, self.urls[self.page[who]])

    def _behalf(self, key: int, who: int) -> Hit:
        """A headless browser on a shared address, and it even shares on."""
        kind = Kind.SHARE if key // 256 % 4 == 0 else Kind.VIEW
        token = self.world.tokens[who]
        return Hit(
            key, self.settings.site, kind, key // 1024, 0, PROGRAMS[3], f"{self.urls[self.page[who]]}?s={token}", "",
            next(self._further_tokens), token, 0, 1, Flag.TRACKED, "copy" if kind == Kind.SHARE else "",
        )  # fmt: skip

    def _delivery(self, key: int, at: int) -> Hit:
        post = self.settings.posts[at]
        more = dumps({"post": post.id, "campaign": post.campaign, "medium": post.medium})
        return Hit(
            key, self.settings.site, Kind.DELIVER, 0, 0, "", self.urls[post.place], "", post.token, "", post.link, 0,
            Flag.TRUSTED, post.net, more,
        )  # fmt: skip


_FETCHING = [at for at, net in enumerate(NETS) if net.name in FETCHERS]


def _query(post: Post) -> str:
    if post.query:
        return post.query
    campaign = f"&utm_campaign={post.campaign}" if post.campaign else ""
    return f"utm_source={post.net}&utm_medium={post.medium}{campaign}&s={post.token}"
