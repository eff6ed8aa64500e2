"""The loop: four figures against another period, what leads from one to the next, and K."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from footfall.apps.insights.figures import Compared, compared
from footfall.apps.insights.scope import Asked, date_of
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Loop, LoopDay, Scope
from footfall.flywheel import k as loop_k
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.k import K, Offspring
from footfall.flywheel.proportions import wilson

NO_SHARES = Offspring(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Turning:
    """The loop of a period."""

    now: Loop
    before: Loop | None
    attention: Compared
    visits: Compared
    shares: Compared
    share_visits: Compared
    leads: Compared
    share_rate: Estimate
    """Shares a view."""
    k: K

    @property
    def is_empty(self) -> bool:
        """Nothing happened, neither now nor in the period before."""
        totals = [self.now.total, *([self.before.total] if self.before else [])]
        return not any(total.visits or total.attention or total.shares for total in totals)

    @property
    def a_share(self) -> float | None:
        """Visits that a share brought."""
        total = self.now.total
        return total.share_visits / total.shares if total.shares else None


def turning(store: Store, asked: Asked) -> Turning:
    """Three reports."""
    scope, earlier = asked.scope(), asked.scope_before()
    now = reports.loop(store, scope)
    before = reports.loop(store, earlier) if earlier else None

    def figure(of: Callable[[LoopDay], int]) -> Compared:
        then = [of(day) for day in before.days] if before else None
        return compared([of(day) for day in now.days], then, is_open=asked.is_open)

    return Turning(
        now=now,
        before=before,
        attention=figure(lambda day: day.attention),
        visits=figure(lambda day: day.visits),
        shares=figure(lambda day: day.shares),
        share_visits=figure(lambda day: day.share_visits),
        leads=figure(lambda day: day.leads),
        share_rate=wilson(now.total.shares, now.total.views),
        k=overall_k(store, ripe(scope)),
    )


def ripe(scope: Scope) -> Scope:
    """As many days of shares, so far back that the last ones are old enough to have brought what they will."""
    late = scope.now // 86_400_000 - scope.mature
    back = max(0, scope.last - late)
    return scope._replace(first=scope.first - back, last=scope.last - back)


def overall_k(store: Store, scope: Scope) -> K:
    """K of all mature shares of these days."""
    found = reports.cohorts(store, scope)
    return found[0].k if found else loop_k.estimate(NO_SHARES)


def days_of(loop: Loop) -> list[date]:
    return [date_of(row.day) for row in loop.days]


def table(store: Store, asked: Asked) -> Table:
    """Day by day."""
    loop = reports.loop(store, asked.scope())
    columns = [
        Column(_("Day (UTC)"), is_number=False),
        Column(_("Attention")),
        Column(_("Visits")),
        Column(_("Views")),
        Column(_("Shares")),
        Column(_("Visits from shares")),
        Column(_("Leads")),
    ]
    rows: list[list[Cell]] = [
        [date_of(row.day).isoformat(), row.attention, row.visits, row.views, row.shares, row.share_visits, row.leads]
        for row in loop.days
    ]
    return Table("days", _("Day by day"), columns, rows)
