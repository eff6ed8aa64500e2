"""What all charts share: the drawing's box, figures and days in words, the table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor, log10
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDE: Final = 1000.0
HIGH: Final = 200.0
"""Units of the drawing's box; the page stretches it to the width there is."""
_STEPS: Final = (1, 2, 4, 5, 8, 10)


class Point(NamedTuple):
    """A value on a day."""

    day: date
    value: float


def figure(value: float) -> str:
    """Whole numbers with their thousands, others with one decimal."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def short_figure(value: float) -> str:
    """A figure for the edge of a drawing: 18,240 is 18.2k."""
    if value >= 10_000_000:
        return f"{value / 1e6:.0f}M"
    if value >= 1_000_000:
        return f"{value / 1e6:.3g}M"
    return f"{value / 1e3:.3g}k" if value >= 1000 else f"{value:.3g}"


def day_said(day: date) -> str:
    return date_format(day, "j M Y")


def ceiling(value: float) -> float:
    """The next round number, so that the scale's marks are round too."""
    if value <= 0:
        return 1
    size: float = 10.0 ** floor(log10(value))
    return next(step * size for step in _STEPS if step * size >= value * (1 - 1e-9))


def table_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    """The same figures folded away: the first column names the row, the others are figures."""
    lines = (
        (row[0], format_html_join("", '<td class="number">{}</td>', ((cell,) for cell in row[1:]))) for row in rows
    )
    return format_html(
        '<details><summary>{}</summary><div class="table"><table><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>",
        _("The same as a table"),
        head[0],
        format_html_join("", '<th scope="col" class="number">{}</th>', ((word,) for word in head[1:])),
        format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', lines),
    )
