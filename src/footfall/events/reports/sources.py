"""Where visits come from, and how much of it nobody sees."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

from footfall.events.door import Store
from footfall.events.reports.scope import Scope, asked
from footfall.flywheel.classify import CONTROLS
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.event import Channel
from footfall.flywheel.proportions import wilson

SOCIAL = frozenset({Channel.POST, Channel.PAID, Channel.SHARED, Channel.SOCIAL})
"""Channels whose visits come by a social network."""
Key = TypeVar("Key", bound=Hashable)


class Counts(NamedTuple):
    visits: int = 0
    views: int = 0
    shares: int = 0
    """Made in these visits."""
    leads: int = 0
    conversions: int = 0
    worth: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Source(NamedTuple):
    chan: int
    net: str
    how: int
    inapp: str
    views: int
    visits: int
    shares: int
    leads: int
    conversions: int
    worth: int

    @property
    def counts(self) -> Counts:
        return Counts(self.visits, self.views, self.shares, self.leads, self.conversions, self.worth)

    @property
    def network(self) -> str:
        """The social network it came from: by the in-app browser, else as evidence says; "" for none or unknown."""
        if self.chan not in SOCIAL:
            return ""
        return self.inapp or ("" if self.net in CONTROLS else self.net)


def sources(store: Store, scope: Scope, most: int = 5_000) -> list[Source]:
    """By channel, network, evidence and in-app browser, most visits first."""
    return asked(store, "sources", scope, Source, most=most)


def together(rows: Iterable[Source], key: Callable[[Source], Key]) -> dict[Key, Counts]:
    """Sums by any property: `lambda row: row.chan`. Most visits first."""
    sums: dict[Key, Counts] = {}
    for row in rows:
        sums[key(row)] = sums.get(key(row), Counts()).plus(row.counts)
    return dict(sorted(sums.items(), key=lambda item: -item[1].visits))


class Referrer(NamedTuple):
    """A social network and its part of all visits from social networks."""

    net: str
    counts: Counts
    part: Estimate


def social_referrers(rows: Iterable[Source]) -> list[Referrer]:
    """Social networks ranked by visits, by whichever channel: own posts, ads, visitors' shares, others' posts."""
    sums = together((row for row in rows if row.network), lambda row: row.network)
    total = sum(counts.visits for counts in sums.values())
    return [Referrer(net, counts, wilson(counts.visits, total)) for net, counts in sums.items()]


class Unknown(NamedTuple):
    """Visits of which nobody knows whence."""

    visits: int
    """All, for comparison."""
    direct: int
    inner_page: int
    """Of the direct ones: straight to a page other than the first; nobody types such an address."""


def unknown(store: Store, scope: Scope) -> Unknown:
    (row,) = asked(store, "unknown", scope, Unknown)
    return row
