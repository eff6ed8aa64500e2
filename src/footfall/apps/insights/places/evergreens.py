"""Evergreen pages: many find them by search, few share them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.flywheel.evergreen import FEWEST, Evergreen, evergreen


class Searched(NamedTuple):
    """What a search engine says of a page."""

    clicks: int
    impressions: int


@dataclass(frozen=True, slots=True)
class Evergreens:
    pages: list[Evergreen]
    """Most in need of sharing first."""
    known: int
    """Pages with search visits."""
    searched: dict[str, Searched]
    """By path, from a search engine's own figures; empty where nobody imported them."""

    @property
    def too_few(self) -> bool:
        return self.known < FEWEST

    @property
    def poor(self) -> list[Evergreen]:
        """Pages shared less than others for sure."""
        return [page for page in self.pages if page.high < 1]


def evergreens(store: Store, asked: Asked) -> Evergreens:
    """One report."""
    found = reports.found(store, asked.scope())
    return Evergreens(evergreen(found), len(found), searched(asked))


def searched(asked: Asked) -> dict[str, Searched]:
    """Clicks and impressions of the days, by path."""
    return {}


def table(store: Store, asked: Asked) -> Table:
    """All pages with search visits."""
    found = evergreens(store, asked)
    columns = [
        Column(_("Page"), is_number=False),
        Column(_("Visits from search")),
        Column(_("Shares")),
        Column(_("Shares to expect")),
        Column(_("Shares by expected")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Search clicks (imported)")),
        Column(_("Search impressions (imported)")),
    ]
    rows: list[list[Cell]] = []
    for page in found.pages:
        said = found.searched.get(page.path)
        clicks, impressions = said or (None, None)
        rows.append(
            [page.path, page.visits, page.shares, page.expected, page.ratio, page.low, page.high, clicks, impressions]
        )
    return Table("evergreen", _("Evergreen pages"), columns, rows)
