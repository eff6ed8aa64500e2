"""Cohorts by age: a table whose cells are the darker the more came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SHADES: Final = 6
"""Steps of darkness; ink on the darkest is still told apart (test_ui_contrast)."""


class Cell(NamedTuple):
    """`ripe` is False where the cohort is too young for a final figure; None as value leaves the cell empty."""

    value: float | None
    said: str = ""
    ripe: bool = True


class CohortRow(NamedTuple):
    label: str
    size: str
    cells: Sequence[Cell]


def cohort_chart(
    rows: Sequence[CohortRow], *, head: str, size_head: str, ages: Sequence[str], label: str, unripe: str
) -> SafeString:
    """One row a cohort, one column an age; `unripe` is what a cell says besides its figure while it still grows."""
    most = max((cell.value or 0 for row in rows for cell in row.cells), default=0) or 1
    return format_html(
        '<div class="table" role="region" aria-label="{}" tabindex="0"><table class="chart-heat half-loop">'
        '<caption class="unseen">{}</caption><thead><tr><th scope="col">{}</th><th scope="col" class="number">{}</th>{}'
        "</tr></thead><tbody>{}</tbody></table></div>",
        label,
        label,
        head,
        size_head,
        format_html_join("", '<th scope="col" class="number">{}</th>', ((age,) for age in ages)),
        format_html_join("", "{}", ((_row(row, most, unripe),) for row in rows)),
    )


def _row(row: CohortRow, most: float, unripe: str) -> SafeString:
    cells = format_html_join("", "{}", ((_cell(cell, most, unripe),) for cell in row.cells))
    return format_html('<tr><th scope="row">{}</th><td class="number">{}</td>{}</tr>', row.label, row.size, cells)


def _cell(cell: Cell, most: float, unripe: str) -> SafeString:
    if cell.value is None:
        return SafeString("<td></td>")
    shade = min(SHADES, round(cell.value / most * SHADES))
    return format_html(
        '<td class="number heat-{}{}">{}{}</td>',
        shade,
        "" if cell.ripe else " is-unripe",
        cell.said or f"{cell.value:g}",
        "" if cell.ripe else format_html('<span class="unseen"> {}</span>', unripe),
    )
