"""Who comes, from where, with what evidence, and what they do: drawn from a seed, so that the truth is known."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footfall.flywheel.event import DAY, Channel, Device
from footfall.flywheel.k import Offspring
from footfall.flywheel.simulation.branching import Habits, Spread, spread, truth
from footfall.flywheel.simulation.browsers import APPS, ASSISTANTS, MAILS, NETS, REFERRERS, SEARCH
from footfall.flywheel.token import token_of

Array = NDArray[Any]
FIRST = 20_666 * DAY
"""2026-08-01, in milliseconds."""


class Place(NamedTuple):
    """A page of the site."""

    path: str
    odds: float = 1.0
    searched: float = 1.0
    """How much more often than others it is found by search."""
    fertile: float = 1.0
    """How many arrivals a share of it brings, by factor."""
    shared: float = 1.0
    """How much more often than others it is shared; its K grows by both."""


class Post(NamedTuple):
    """A link of ours that went into the world."""

    id: int
    link: int
    token: str
    net: str
    campaign: str
    medium: str
    """social, paid_social or email."""
    at: int
    """Milliseconds after the beginning."""
    place: int
    """Index of its page."""
    pull: float = 1.0
    """How much more often than others it is followed."""
    query: str = ""
    """What its address carries; "" for UTM parameters and the token."""


class Settings(NamedTuple):
    """A world. Its figures are choices, for no shop in particular."""

    seed: int = 1
    site: int = 1
    host: str = "shop.example"
    first: int = FIRST
    days: int = 90
    visits: int = 200
    """First arrivals a day: all that no visitor's share brought."""
    habits: Habits = Habits(k=0.4, sharing=0.06, lost=0.1, dark=0.35)
    places: tuple[Place, ...] = ()
    posts: tuple[Post, ...] = ()
    origins: tuple[tuple[Channel, float], ...] = (
        (Channel.DIRECT, 0.3), (Channel.SEARCH, 0.28), (Channel.POST, 0.2), (Channel.SOCIAL, 0.05),
        (Channel.REFERRAL, 0.06), (Channel.EMAIL, 0.03), (Channel.AI, 0.03), (Channel.PAID, 0.05),
    )  # fmt: skip
    leads: float = 0.02
    """Part of visits that leave an address."""
    selves: float = 0.2
    """Part of shares whose makers open their own link."""
    programs: float = 0.3
    """Crawlers' fetches by first arrival."""
    flood: int = 500
    """Preview fetches of a post on Mastodon, within two seconds."""


class World:
    """The arrivals, one row each; first the ones that no share brought, then generation by generation."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings = _whole(settings)
        self.rng = rng = np.random.default_rng(settings.seed)
        self.end = settings.days * DAY
        n = int(rng.poisson(settings.visits * settings.days))
        times = np.sort(_times(rng, n, settings))
        chan = _drawn(rng, n, settings.origins).astype(np.int64)
        post = np.where(chan == Channel.POST, _followed(rng, times, settings.posts), -1)
        chan[(chan == Channel.POST) & (post < 0)] = Channel.DIRECT
        page = _landed(rng, chan, post, settings)
        fertile = settings.habits.k * np.array([place.fertile for place in settings.places])
        eager = np.array([place.shared for place in settings.places])
        self.grown: Spread = spread(rng, times, self.end, settings.habits, page=page, fertile=fertile, eager=eager)
        self.first = n
        self.n = len(self.grown.came)
        later = self.n - n
        self.post = np.concatenate([post, np.full(later, -1)])
        self.chan = np.concatenate([chan, np.full(later, Channel.SHARED)])
        self._share()
        self._arrive()

    def _share(self) -> None:
        """How and where each share was made: `control` 0 button, 1 copy, 2 native sheet, 3 nobody saw."""
        rng, shares = self.rng, len(self.grown.shared)
        seen = rng.choice(3, shares, p=[0.4, 0.4, 0.2])
        self.control = np.where(self.grown.dark, 3, seen)
        self.target = rng.choice(len(NETS), shares, p=_odds([net.odds for net in NETS]))
        """The network it was posted in."""
        self.made = np.full(self.n, -1)
        self.made[self.grown.sharer] = np.arange(shares)
        """The share that each arrival makes, -1 for none."""

    def _arrive(self) -> None:
        """Networks, devices, what is hidden on the way, and everybody's tokens and ids."""
        rng, n = self.rng, self.n
        social = rng.choice(len(NETS), n, p=_odds([net.odds for net in NETS]))
        brought = self.grown.brought
        shared = brought >= 0
        social[shared] = self.target[brought[shared]]
        names = [net.name for net in NETS]
        by_post = np.array([names.index(post.net) if post.net in names else 0 for post in self.settings.posts], int)
        posted = self.post >= 0
        social[posted] = by_post[self.post[posted]]
        self.net = social
        self.device = rng.choice([Device.DESKTOP, Device.PHONE, Device.TABLET], n, p=[0.4, 0.55, 0.05])
        self.hidden = rng.random(n) < np.array([net.hidden for net in NETS])[social]
        app = np.array([net.app for net in NETS])[social]
        self.in_app = (self.device == Device.PHONE) & (rng.random(n) < app)
        self.luck = rng.random(n)
        """Decides the small things: which browser, which engine."""
        self.visitor = rng.integers(1, 2**63 - 1, n)
        self.tokens = tokens(rng, n)
        self.views = np.minimum(rng.geometric(0.6, n), 12)
        self.lead = rng.random(n) < self.settings.leads

    @property
    def truth(self) -> Offspring:
        """The shares as they were, at the world's end, with a window of a week."""
        return truth(self.grown, self.end, 7 * DAY)

    def channel(self, arrival: int) -> Channel:
        """The channel that can be known of an arrival: a stripped token leaves the network alone, if that."""
        chan = Channel(int(self.chan[arrival]))
        if chan is Channel.SOCIAL or (chan is Channel.SHARED and self.grown.lost[arrival]):
            return Channel.SOCIAL if self.names_network(arrival) else Channel.DIRECT
        return chan

    def names_network(self, arrival: int) -> bool:
        """Whether referrer or in-app browser tell where a visit from a social network came from."""
        in_app = self.in_app[arrival] and NETS[self.net[arrival]].name in APPS
        return bool(in_app or not self.hidden[arrival])

    def network(self, arrival: int) -> str:
        """Where an arrival came from: the network, engine, assistant, mail service or host; "" for direct visits."""
        chan = Channel(int(self.chan[arrival]))
        if chan in SOURCES:
            return self.source(arrival)[0]
        return NETS[self.net[arrival]].name if chan is not Channel.DIRECT else ""

    def source(self, arrival: int) -> tuple[str, str]:
        """Name and referrer of an arrival's search engine, assistant, mail service or referring site."""
        sources = SOURCES[Channel(int(self.chan[arrival]))]
        return sources[int(self.luck[arrival] ** 2 * len(sources))]

    def clicks(self, post: int) -> int:
        """People who followed a post's link."""
        return int((self.post == post).sum())


def tokens(rng: np.random.Generator, n: int) -> list[str]:
    whole = rng.bytes(8 * n)
    return [token_of(whole[at : at + 8]) for at in range(0, 8 * n, 8)]


def _whole(settings: Settings) -> Settings:
    """With pages and posts of its own where none were said."""
    if not settings.places:
        paths = ["/", "/blog/sourdough", "/blog/rye-starter", "/products/banneton", "/about"]
        settings = settings._replace(places=tuple(Place(path, 1 / (at + 1)) for at, path in enumerate(paths)))
    if settings.posts:
        return settings
    rng = np.random.default_rng([settings.seed, 1])
    texts = tokens(rng, settings.days // 3)
    return settings._replace(posts=tuple(_post(at, text, settings) for at, text in enumerate(texts)))


def _post(at: int, text: str, settings: Settings) -> Post:
    net = NETS[at % len(NETS)].name
    campaign = ("", "autumn", "newsletter")[at % 3]
    return Post(at + 1, at + 1, text, net, campaign, "social", at * 3 * DAY, at % len(settings.places))


def _odds(weights: list[float]) -> Array:
    odds: Array = np.array(weights, float)
    parts: Array = odds / odds.sum()
    return parts


def _drawn(rng: np.random.Generator, n: int, table: tuple[tuple[Any, float], ...]) -> Array:
    return rng.choice([int(value) for value, _ in table], n, p=_odds([odds for _, odds in table]))


def _times(rng: np.random.Generator, n: int, settings: Settings) -> Array:
    """Milliseconds: fewer on weekends, most in the evening, a few in the night."""
    monday_first = np.array([1.1, 1.1, 1.1, 1.1, 0.95, 0.8, 0.85])
    odds = monday_first[(settings.first // DAY + np.arange(settings.days) + 3) % 7]
    day = rng.choice(settings.days, n, p=odds / odds.sum())
    hour = np.where(rng.random(n) < 0.1, rng.random(n), rng.beta(3.2, 2.0, n))
    return day * DAY + (hour * (DAY - 1)).astype(np.int64)


def _followed(rng: np.random.Generator, times: Array, posts: tuple[Post, ...]) -> Array:
    """The post that brings each arrival: recent ones more than old ones; -1 before the first."""
    if not posts:
        return np.full(len(times), -1)
    at = np.array([post.at for post in posts])
    pull = np.array([post.pull for post in posts])
    chosen = np.full(len(times), -1)
    for start in range(0, len(times), 20_000):
        block = times[start : start + 20_000, None] - at[None, :] - 60_000
        weight = np.where(block >= 0, pull * (np.exp(-block / (1.5 * DAY)) + 1e-6), 0.0).cumsum(axis=1)
        total = weight[:, -1]
        found = (weight < (rng.random(len(block)) * total)[:, None]).sum(axis=1)
        chosen[start : start + 20_000] = np.where(total > 0, np.minimum(found, len(posts) - 1), -1)
    return chosen


def _landed(rng: np.random.Generator, chan: Array, post: Array, settings: Settings) -> Array:
    places = settings.places
    plain = rng.choice(len(places), len(chan), p=_odds([place.odds for place in places]))
    searched = rng.choice(len(places), len(chan), p=_odds([place.odds * place.searched for place in places]))
    page = np.where(chan == Channel.SEARCH, searched, plain)
    by_post = np.array([one.place for one in settings.posts] or [0])
    return np.where(post >= 0, by_post[post], page)


SOURCES: dict[Channel, tuple[tuple[str, str], ...]] = {
    Channel.SEARCH: SEARCH,
    Channel.AI: ASSISTANTS,
    Channel.EMAIL: MAILS,
    Channel.REFERRAL: REFERRERS,
}
"""Names and referrers of channels that always send one."""
