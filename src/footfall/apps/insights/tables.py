"""A place's figures as a table: the same for the page and for the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from footfall.apps.insights.figures import between, percent, percents, rate, whole
from footfall.flywheel.estimate import Estimate


class Column(NamedTuple):
    """`is_number` sets it right; `hint` says what is counted."""

    label: str
    is_number: bool = True
    hint: str = ""


class Link(NamedTuple):
    """A cell that leads somewhere; the spreadsheet gets its words."""

    words: str
    href: str
    more: str = ""


class Factor(NamedTuple):
    """A figure with its interval that is no part of a whole."""

    value: float
    low: float
    high: float


Cell = str | int | float | Estimate | Factor | Link | None


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is that of the file; a cell with an interval is three columns of the spreadsheet."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list)

    def shown(self) -> list[list[tuple[Column, str, str, str]]]:
        """(column, words, address, more) of every cell, for a template."""
        return [[(column, *_shown(cell)) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows]

    def head(self) -> list[str]:
        """Of the spreadsheet."""
        wide = self._wide()
        names: list[str] = []
        for number, column in enumerate(self.columns):
            names.append(column.label)
            if number in wide:
                names += [f"{column.label}: from", f"{column.label}: to"]
        return names

    def lines(self) -> list[list[str | int | float]]:
        """Of the spreadsheet: figures as they are, not as they are said."""
        wide = self._wide()
        return [[part for number, cell in enumerate(row) for part in _parts(cell, number in wide)] for row in self.rows]

    def _wide(self) -> set[int]:
        return {number for row in self.rows for number, cell in enumerate(row) if isinstance(cell, Estimate | Factor)}


def _shown(cell: Cell) -> tuple[str, str, str]:
    if isinstance(cell, Link):
        return cell.words, cell.href, cell.more
    if isinstance(cell, Estimate):
        return percent(cell.value), "", percents(cell)
    if isinstance(cell, Factor):
        return rate(cell.value), "", between(cell.low, cell.high)
    if isinstance(cell, float):
        return rate(cell), "", ""
    return (whole(cell) if isinstance(cell, int) else cell or "–"), "", ""


def _parts(cell: Cell, is_wide: bool) -> list[str | int | float]:
    if isinstance(cell, Estimate | Factor):
        return [round(cell.value, 6), round(cell.low, 6), round(cell.high, 6)]
    value = cell.words if isinstance(cell, Link) else "" if cell is None else cell
    return [value, "", ""] if is_wide else [value]
