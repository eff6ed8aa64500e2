"""Sharing: K with its bounds, cohorts by week, cycle time, depth, the shape of trees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights.places.turning import ripe
from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Scope
from footfall.events.reports.sharing import Cohort, Depth, Virality
from footfall.flywheel.k import K
from footfall.flywheel.tree import Shape, Tree, shape


class Largest(NamedTuple):
    tree: Tree
    shape: Shape


@dataclass(frozen=True, slots=True)
class Spread:
    scope: Scope
    """Of shares old enough."""
    virality: Virality
    weeks: list[tuple[date, Cohort]]
    """Oldest first."""
    depths: list[Depth]
    largest: list[Largest]

    @property
    def is_empty(self) -> bool:
        return not self.virality.k.shares and not self.virality.fresh.shares

    @property
    def k(self) -> K:
        return self.virality.k


WEEKS = 8
"""Cohorts drawn at least, however short the period."""


def spread(store: Store, asked: Asked, *, trees: int = 5) -> Spread:
    """Seven reports."""
    scope = ripe(asked.scope())
    return Spread(
        scope=scope,
        virality=_virality(store, scope, asked.scope()),
        weeks=weeks(store, scope),
        depths=reports.depths(store, scope),
        largest=[Largest(tree, shape(tree)) for tree in reports.share_trees(store, scope).trees[:trees]],
    )


def _virality(store: Store, scope: Scope, present: Scope) -> Virality:
    """Of mature shares; the fresh ones are those of the present."""
    if scope == present:
        return reports.virality(store, scope)
    return reports.virality(store, scope._replace(last=present.last))


def weeks(store: Store, scope: Scope) -> list[tuple[date, Cohort]]:
    """K of the shares of each week."""
    wide = scope._replace(first=min(scope.first, scope.last - 7 * WEEKS + 1))
    from footfall.apps.insights.scope import date_of

    found = [(date_of(int(cohort.part)), cohort) for cohort in reports.cohorts(store, wide, by="week")]
    return sorted(found, key=lambda row: row[0])


def table(store: Store, asked: Asked) -> Table:
    """K by week."""
    columns = [
        Column(_("Week from"), is_number=False),
        Column(_("Shares")),
        Column(_("Their children")),
        Column(_("K")),
        Column(_("K: from")),
        Column(_("K: to")),
    ]
    rows: list[list[Cell]] = [
        [first.isoformat(), cohort.k.shares, cohort.k.children, cohort.k.value, cohort.k.low, cohort.k.high]
        for first, cohort in weeks(store, ripe(asked.scope()))
    ]
    return Table("cohorts", _("Cohorts of shares by week"), columns, rows)
