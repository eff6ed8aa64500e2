"""The funnel from attention to lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Funnel, Steps


@dataclass(frozen=True, slots=True)
class Descent:
    now: Funnel
    before: Funnel | None

    @property
    def is_empty(self) -> bool:
        return not (self.now.all.visits or self.now.all.attention)


def descent(store: Store, asked: Asked) -> Descent:
    """Two reports."""
    earlier = asked.scope_before()
    return Descent(reports.funnel(store, asked.scope()), reports.funnel(store, earlier) if earlier else None)


def table(store: Store, asked: Asked) -> Table:
    """Each step of all visits and of those that your own links began."""
    found = descent(store, asked)
    columns = [
        Column(_("Step"), is_number=False),
        Column(_("All")),
        Column(_("All, before")),
        Column(_("From your links")),
        Column(_("From your links, before")),
    ]
    labels = {
        "attention": _("Attention"),
        "visits": _("Visits"),
        "sharers": _("Visits that shared"),
        "shares": _("Shares"),
        "share_visits": _("Visits from shares"),
        "leads": _("Leads"),
        "share_leads": _("Leads from shares"),
    }
    rows: list[list[Cell]] = [
        [
            label,
            _of(found.now.all, name),
            _then(found, "all", name),
            _of(found.now.own, name),
            _then(found, "own", name),
        ]
        for name, label in labels.items()
    ]
    return Table("funnel", _("Funnel"), columns, rows)


def _of(steps: Steps, name: str) -> int:
    return int(getattr(steps, name))


def _then(found: Descent, side: str, name: str) -> int | None:
    return _of(getattr(found.before, side), name) if found.before else None
