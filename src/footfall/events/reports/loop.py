"""The loop: attention, visit, share, visit from the share; day by day, as a total, as a funnel."""

from __future__ import annotations

from typing import NamedTuple

from footfall.events.door import Store
from footfall.events.reports.scope import Scope, asked


class LoopDay(NamedTuple):
    """A day's counts; without programs."""

    day: int
    clicks: int = 0
    """Of short links."""
    own_visits: int = 0
    """By own posts and ads that no counted click stands for (UTM, click ids)."""
    visits: int = 0
    views: int = 0
    shares: int = 0
    share_visits: int = 0
    """Visits that visitors' shares brought."""
    leads: int = 0
    conversions: int = 0
    worth: int = 0
    """Minor units of the scope's currency."""

    @property
    def attention(self) -> int:
        """How often our links in the world were followed."""
        return self.clicks + self.own_visits


class Loop(NamedTuple):
    days: list[LoopDay]
    """Every day of the scope, also those on which nothing happened."""
    total: LoopDay
    """Sums; its `day` is the first one."""


def loop(store: Store, scope: Scope) -> Loop:
    known = {row.day: row for row in asked(store, "loop", scope, LoopDay)}
    days = [known.get(day, LoopDay(day)) for day in range(scope.first, scope.last + 1)]
    return Loop(days, LoopDay(scope.first, *(sum(values) for values in zip(*(row[1:] for row in days), strict=True))))


class ChannelDay(NamedTuple):
    day: int
    chan: int
    """A `Channel`: how the session came that did it."""
    visits: int
    shares: int
    leads: int
    conversions: int
    worth: int


def channel_days(store: Store, scope: Scope) -> list[ChannelDay]:
    """Series by channel; days without events of a channel are left out."""
    return asked(store, "channel_days", scope, ChannelDay)


class Steps(NamedTuple):
    """Attention, visit, share, visit from the share, lead."""

    attention: int
    visits: int
    sharers: int
    """Visits that shared at least once."""
    shares: int
    share_visits: int
    leads: int
    share_leads: int
    """Leads in visits from shares."""


class Funnel(NamedTuple):
    all: Steps
    own: Steps
    """Only what own posts, links and ads brought, and what grew from them over all generations."""


def funnel(store: Store, scope: Scope) -> Funnel:
    (row,) = asked(store, "funnel", scope, dict[str, int])
    attention = row["clicks"] + row["unclicked_visits"]
    names = ("visits", "sharers", "shares", "share_visits", "leads", "share_leads")
    return Funnel(
        Steps(attention, *(row[name] for name in names)),
        Steps(attention, *(row[f"own_{name}"] for name in names)),
    )
