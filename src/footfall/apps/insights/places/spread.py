"""Sharing: K with its bounds, cohorts by week, cycle time, depth, the shape of trees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights.places.turning import ripe
from footfall.apps.insights.scope import Asked, date_of
from footfall.apps.insights.tables import Cell, Column, Factor, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Scope
from footfall.events.reports.sharing import Cohort, Depth, Virality
from footfall.flywheel.k import K
from footfall.flywheel.tree import Shape, Tree, shape

AGES: Final = (1, 3, 7)
"""Days after a share at which its children are counted for the cohorts."""
WEEKS: Final = 8
"""Cohorts drawn at least, however short the period."""
Weeks = list[tuple[date, dict[int, Cohort]]]
"""The first day of a week with its cohorts by age, oldest first."""


class Largest(NamedTuple):
    tree: Tree
    shape: Shape


@dataclass(frozen=True, slots=True)
class Spread:
    scope: Scope
    """Of shares old enough."""
    today: date
    virality: Virality
    weeks: Weeks
    depths: list[Depth]
    largest: list[Largest]

    @property
    def is_empty(self) -> bool:
        return not self.virality.k.shares and not self.virality.fresh.shares and not self.weeks

    @property
    def k(self) -> K:
        return self.virality.k


def spread(store: Store, asked: Asked, *, trees: int = 5) -> Spread:
    """Nine reports."""
    scope = ripe(asked.scope())
    return Spread(
        scope=scope,
        today=asked.today,
        virality=reports.virality(store, scope._replace(last=asked.scope().last)),
        weeks=weeks(store, asked.scope()),
        depths=reports.depths(store, scope),
        largest=[Largest(tree, shape(tree)) for tree in reports.share_trees(store, scope).trees[:trees]],
    )


def weeks(store: Store, scope: Scope) -> Weeks:
    """Further shares a share, week by week: three reports over at least eight weeks."""
    wide = scope._replace(first=min(scope.first, scope.last - 7 * WEEKS + 1))
    found: dict[date, dict[int, Cohort]] = {}
    for age in AGES:
        for cohort in reports.cohorts(store, wide._replace(mature=age), by="week"):
            found.setdefault(date_of(int(cohort.part)), {})[age] = cohort
    return sorted(found.items())


def table(store: Store, asked: Asked) -> Table:
    """K by week."""
    columns = [
        Column(_("Week from"), is_number=False),
        Column(_("Shares")),
        Column(_("Their children")),
        Column(_("K")),
    ]
    rows: list[list[Cell]] = [
        [first.isoformat(), k.shares, k.children, Factor(k.value, k.low, k.high)]
        for first, by_age in weeks(store, asked.scope())
        for k in [cohort.k for age, cohort in by_age.items() if age == asked.scope().mature]
    ]
    return Table("cohorts", _("Cohorts of shares by week"), columns, rows)
