"""Figures of a search engine: read from the file that Search Console exports, kept by page and days."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.sites.models import Site
from footfall.apps.tracking.actions import Doer, Refused
from footfall.apps.tracking.models import SearchFigure
from footfall.apps.tracking.rules import rules_of
from footfall.flywheel.address import page_of
from footfall.flywheel.owned import SiteRules

MOST_LINES: Final = 50_000
"""Our choice; the export of the web page has 1,000 (Search Console's help, "Export data", as remembered 2026-11-22)."""
MOST_TOLD: Final = 20
"""Lines of which it is said what is wrong with them."""
_NAMES: Final = {"clicks": "clicks", "impressions": "impressions", "page": "page", "top pages": "page", "url": "page"}


class Imported(NamedTuple):
    """What came of a file."""

    rows: int
    """Pages taken."""
    problems: list[str]
    """A sentence a line that was left out; the first of them."""
    left_out: int


class _Line(NamedTuple):
    number: int
    cells: list[str]


def import_search(site: Site, text: str, *, first: int, last: int, by: Doer) -> Imported:
    """Take over clicks and impressions of pages for some days; what was imported for any of these days goes.

    Raises:
        Refused: the file as a whole can't be taken.
    """
    if first > last:
        raise Refused(_("The first day comes after the last."))
    rules = rules_of(site)
    totals: dict[str, tuple[int, int]] = {}
    problems: list[str] = []
    left_out = 0
    for line, columns in _lines(text):
        try:
            path, clicks, impressions = _figures(line, columns, rules)
        except ValueError as problem:
            left_out += 1
            if len(problems) < MOST_TOLD:
                problems.append(str(problem))
            continue
        before = totals.get(path, (0, 0))
        totals[path] = (before[0] + clicks, before[1] + impressions)
    if not totals:
        return Imported(0, problems, left_out)
    rows = [
        SearchFigure(site=site, path=path, first=first, last=last, clicks=clicks, impressions=impressions)
        for path, (clicks, impressions) in totals.items()
    ]
    with transaction.atomic():
        SearchFigure.objects.filter(site=site, first__lte=last, last__gte=first).delete()
        SearchFigure.objects.bulk_create(rows, batch_size=1_000)
        note("visits.imported", site, workspace=site.workspace, by=by, rows=len(rows), kind="Search Console")
    return Imported(len(rows), problems, left_out)


def searched(site: int, first: int, last: int) -> dict[str, tuple[int, int]]:
    """(clicks, impressions) by path of the imports that touch the days; days are those since 1970, both ends in."""
    rows = SearchFigure.objects.filter(site=site, first__lte=last, last__gte=first).values_list("path")
    found = rows.annotate(clicked=Sum("clicks"), shown=Sum("impressions"))
    return {path: (clicked, shown) for path, clicked, shown in found}


def _lines(text: str) -> Iterator[tuple[_Line, dict[str, int]]]:
    """Each line with the places of its columns.

    The export's headings are in the language of whoever exports: unknown ones stand for page, clicks, impressions.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        raise Refused(_("This is no CSV file. Search Console offers one under Performance, Export.")) from None
    if len(rows) > MOST_LINES + 1:
        raise Refused(_("The file has more than %(most)s lines. Export fewer days.") % {"most": f"{MOST_LINES:,}"})
    if not rows:
        raise Refused(_("The file is empty."))
    places = {_NAMES[cell.strip().lower()]: at for at, cell in enumerate(rows[0]) if cell.strip().lower() in _NAMES}
    columns = places if len(places) == 3 else {"page": 0, "clicks": 1, "impressions": 2}
    for number, cells in enumerate(rows[1:], 2):
        if any(map(str.strip, cells)):
            yield _Line(number, cells), columns


def _figures(line: _Line, columns: dict[str, int], rules: SiteRules) -> tuple[str, int, int]:
    """
    Raises:
        ValueError: what is wrong with the line.
    """
    if len(line.cells) <= max(columns.values()):
        raise ValueError(_("Line %(number)d has too few columns.") % {"number": line.number})
    url = line.cells[columns["page"]].strip()
    page = page_of(url, rules.keeps)
    if page.host not in rules.hosts:
        said = _("Line %(number)d: “%(url)s” is no page of this site.")
        raise ValueError(said % {"number": line.number, "url": url[:100]})
    return page.path, _number(line, columns["clicks"]), _number(line, columns["impressions"])


def _number(line: _Line, column: int) -> int:
    cell = line.cells[column].strip()
    plain = cell.replace(",", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 15:
        raise ValueError(_("Line %(number)d: “%(cell)s” is no number.") % {"number": line.number, "cell": cell[:40]})
    return int(plain)
