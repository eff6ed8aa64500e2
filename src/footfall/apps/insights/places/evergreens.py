"""Evergreen pages: many find them by search, few share them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Factor, Table
from footfall.apps.tracking.searching import searched
from footfall.events import reports
from footfall.events.door import Store
from footfall.flywheel.evergreen import FEWEST, Evergreen, evergreen


@dataclass(frozen=True, slots=True)
class Evergreens:
    pages: list[Evergreen]
    """Most in need of sharing first."""
    known: int
    """Pages with search visits."""
    searched: dict[str, tuple[int, int]]
    """Clicks and impressions by path, as a search engine says; empty where nobody imported them."""

    @property
    def too_few(self) -> bool:
        return self.known < FEWEST

    @property
    def poor(self) -> list[Evergreen]:
        """Pages shared less than others for sure."""
        return [page for page in self.pages if page.high < 1]


def evergreens(store: Store, asked: Asked) -> Evergreens:
    """One report, and what was imported from a search engine."""
    scope = asked.scope()
    found = reports.found(store, scope)
    return Evergreens(evergreen(found), len(found), searched(asked.site.pk, scope.first, scope.last))


def table(store: Store, asked: Asked) -> Table:
    """All pages with search visits."""
    return table_of(evergreens(store, asked))


def table_of(found: Evergreens, most: int | None = None) -> Table:
    """The first so many pages. A search engine's own figures have columns where there are some."""
    columns = [
        Column(_("Page"), is_number=False),
        Column(_("Visits from search")),
        Column(_("Shares")),
        Column(_("Shares to expect")),
        Column(_("Shares by expected")),
    ]
    if found.searched:
        columns += [Column(_("Clicks (search engine)")), Column(_("Impressions (search engine)"))]
    rows: list[list[Cell]] = []
    for page in found.pages[:most]:
        factor = Factor(page.ratio, page.low, page.high)
        row: list[Cell] = [page.path, page.visits, page.shares, page.expected, factor]
        if found.searched:
            row += found.searched.get(page.path, (None, None))
        rows.append(row)
    return Table("evergreen", _("Evergreen pages"), columns, rows)
