"""Conversions and the ways that led to them; what has just happened; what filters can choose from."""

from __future__ import annotations

from typing import NamedTuple

from footfall.events.door import Store
from footfall.events.reports.scope import MOST, Scope, asked
from footfall.flywheel import attribution
from footfall.flywheel.attribution import Journey
from footfall.flywheel.event import Channel


class Won(NamedTuple):
    goal: str
    currency: str
    chan: int
    post: int
    """At the root of the share tree; 0 for none."""
    gen: int
    conversions: int
    visits: int
    worth: int


class WonDay(NamedTuple):
    day: int
    goal: str
    currency: str
    conversions: int
    worth: int


def goals(store: Store, scope: Scope, most: int = 10 * MOST) -> list[Won]:
    return asked(store, "goals", scope, Won, most=most)


def goal_days(store: Store, scope: Scope) -> list[WonDay]:
    return asked(store, "goal_days", scope, WonDay)


def journeys(store: Store, scope: Scope, most: int = 5_000) -> list[Journey]:
    """Ways of channels (names of `Channel`), the most frequent first; the rarest beyond `most` are left out."""
    rows = asked(store, "journeys", scope, dict[str, int], most=most)
    names = [chan.name for chan in Channel]
    return attribution.journeys([(row["code"], row["gone"], row["converted"]) for row in rows], names)


class Happened(NamedTuple):
    id: int
    ts: int
    kind: int
    path: str
    net: str
    chan: int
    how: int
    inapp: str
    link: int
    post: int
    campaign: str
    gen: int
    goal: str
    value: int
    currency: str
    country: str
    device: int
    bot: int


def recent(store: Store, scope: Scope, most: int = 50, *, bots: bool = False) -> list[Happened]:
    """The latest events of the scope's days, newest first. Few days are asked first, as they mostly are enough."""
    found: list[Happened] = []
    for days in (1, 7, scope.days):
        part = scope._replace(first=max(scope.first, scope.last - days + 1))
        found = asked(store, "recent", part, Happened, most=most, bots=int(bots))
        if len(found) == most or part.first == scope.first:
            break
    return found


class Choice(NamedTuple):
    choice: str
    events: int


def choices(store: Store, scope: Scope, of: str, most: int = MOST) -> list[Choice]:
    """Values of a column, the most frequent first, whatever the filters.

    Args:
        of: path, net, campaign, country, goal, currency, post, link, chan, device or gen.
    """
    return asked(store, "choices", scope, Choice, of=of, most=most)
