"""Lists of links as people paste them: which line wants what, and which lines can't be read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from footfall.apps.links.wishes import Unfit, Wish
from footfall.apps.sites.addresses import Refused

COLUMNS = ("target", "network", "campaign", "code", "label")
"""Their order where no line names them."""
NAMED = {
    **{name: name for name in (*COLUMNS, "source", "medium", "term", "content", "notes", "ends_at", "host")},
    **{f"utm_{name}": name for name in ("source", "medium", "campaign", "term", "content")},
    "url": "target",
    "address": "target",
    "slug": "code",
    "account": "label",
}
"""Names of columns that are understood."""


def read(text: str, *, as_written: bool = False) -> tuple[list[Wish], list[int], dict[int, Unfit]]:
    """The wishes of a list, the line of each, and by its place what can't be read of one.

    Raises:
        Refused: nothing of it can be read.
    """
    if "\0" in text:
        raise Refused(_("This is no list of lines of text. Save it as “CSV UTF-8”."))
    lines = text.lstrip("\ufeff").splitlines()
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    mark = _mark_of([line for _number, line in filled])
    try:
        rows = [(number, next(csv.reader([line], delimiter=mark))) for number, line in filled]
    except csv.Error as error:
        raise Refused(_("A line is too long to be one of a list. Check that the lines are apart.")) from error
    columns: Sequence[str] = COLUMNS
    if rows and (named := _columns(rows[0][1])):
        columns, rows = named, rows[1:]
    wishes, wrong = [], {}
    for place, (_number, cells) in enumerate(rows):
        wish = Wish("", as_written=as_written)
        try:
            wish = replace(wish, **_fields(columns, cells))
        except Unfit as unfit:
            wrong[place] = unfit
        wishes.append(wish)
    return wishes, [number for number, _cells in rows], wrong


def _columns(cells: Sequence[str]) -> list[str]:
    """What a first line names; empty where it is a link already."""
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if not any(NAMED.get(name) == "target" for name in names):
        return []
    if unknown := [name for name in names if name and name not in NAMED]:
        raise Refused(
            _("The column “%(name)s” is not known. Take it away, or name it as one of these: %(known)s.")
            % {"name": unknown[0][:40], "known": ", ".join(sorted(set(NAMED.values())))}
        )
    return [NAMED.get(name, "") for name in names]


def _fields(columns: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    if len(cells) > len(columns):
        sentence = _(
            "This line has %(many)d columns, where %(known)d are known. Check the commas; put quotes around text that "
            "holds one."
        )
        raise Unfit("target", sentence % {"many": len(cells), "known": len(columns)})
    found: dict[str, Any] = {
        name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name and cell.strip()
    }
    if "ends_at" in found:
        found["ends_at"] = _moment(found["ends_at"])
    return found


def _moment(typed: str) -> Any:
    try:
        when = parse_datetime(typed)
    except ValueError:
        when = None
    if when is None:
        raise Unfit("ends_at", _("“%(typed)s” is no moment. Write it like 2027-03-31T18:00Z.") % {"typed": typed[:40]})
    return when if timezone.is_aware(when) else when.replace(tzinfo=UTC)


def _mark_of(lines: Sequence[str]) -> str:
    """What stands between the columns: the mark that most lines hold; addresses hold commas and semicolons seldom."""
    counts = {mark: sum(mark in line for line in lines) for mark in ("\t", ";", ",")}
    return max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","
