"""What a report is asked about: a site, its days, filters; and how rows become values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from footfall.events.door import Store, Value
from footfall.flywheel.event import DAY
from footfall.flywheel.k import MATURE

T = TypeVar("T")
MOST = 100
"""Rows of a ranking, unless asked for more."""


class Filters(NamedTuple):
    """Only events with these values; "" and -1 mean any."""

    path: str = ""
    net: str = ""
    """Visits from it, shares to it, links on it."""
    chan: int = -1
    campaign: str = ""
    post: int = -1
    """What the post brought: itself, and by people who shared on."""
    device: int = -1
    country: str = ""
    gen: int = -1


ANY = Filters()


class Scope(NamedTuple):
    """Whose events, of which days, seen from when."""

    site: int
    first: int
    """Days since 1970 (UTC), both inclusive."""
    last: int
    now: int
    """Milliseconds since 1970: what happened later isn't known yet, and shares are mature by it."""
    filters: Filters = ANY
    goal: str = ""
    """What counts as a conversion; "" for all goals."""
    currency: str = ""
    """Whose values are added up; "" for all, which only makes sense where there is one."""
    mature: int = MATURE
    """Days after which a share is counted in K."""

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def before(self) -> Scope:
        """As many days, directly before; seen from as far behind, so that both count shares of the same ages."""
        return self._replace(first=self.first - self.days, last=self.first - 1, now=self.now - self.days * DAY)

    def values(self, **more: Value) -> dict[str, Value]:
        """Values of the parameters of every text; `more` for those that a text has besides."""
        known: dict[str, Value] = {"site": self.site, "first": self.first, "last": self.last, "now": self.now}
        known |= {"goal": self.goal, "currency": self.currency, "window": self.mature * DAY}
        return known | self.filters._asdict() | more


def each(kind: Callable[..., T], rows: Iterable[Mapping[str, Any]]) -> list[T]:
    """A value for each row, whose columns are named like its fields; sums over nothing are 0."""
    return [kind(**{name: 0 if value is None else value for name, value in row.items()}) for row in rows]


def asked(store: Store, report: str, scope: Scope, kind: Callable[..., T], **more: Value) -> list[T]:
    """A report's rows as values of one kind."""
    return each(kind, store.ask(report, scope.values(**more)))


def against(report: Callable[[Store, Scope], T], store: Store, scope: Scope) -> tuple[T, T]:
    """A report of the period and of the one before."""
    return report(store, scope), report(store, scope.before)
