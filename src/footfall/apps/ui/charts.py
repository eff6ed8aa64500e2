"""Charts as HTML with SVG inside: pure functions from rows to text.

No chart library: a line over time and bars by kind need a polyline and rectangles, every width here is an SVG
attribute (so the strict Content-Security-Policy holds), every colour a CSS class (so light and dark follow the page),
and labels are HTML, which stays legible at 390 px where scaled SVG text would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDE: Final = 1000.0
HIGH: Final = 200.0
"""Units of the drawing's box; the page stretches it to the width there is."""


class Point(NamedTuple):
    """A value on a day."""

    day: date
    value: float


class Bar(NamedTuple):
    """A count with its name; `tone` is good, bad, doubt, plain or "" for the half's colour; `note` says more."""

    label: str
    value: float
    tone: str = ""
    note: str = ""


def line_chart(points: Sequence[Point], *, label: str, low: float = 0, high: float = 100) -> SafeString:
    """Values over time between `low` and `high`, oldest first, with the same figures as a table.

    One point makes no line, so fewer than two points give the sentence that says so.
    """
    if len(points) < 2:
        return format_html('<p class="muted">{}</p>', _("A line appears here after the second audit."))
    spoken = _("%(label)s: from %(first)s on %(begin)s to %(last)s on %(end)s.") % {
        "label": label,
        "first": _figure(points[0].value),
        "begin": _day(points[0].day),
        "last": _figure(points[-1].value),
        "end": _day(points[-1].day),
    }
    return format_html(
        '<figure class="chart chart-time"><div class="chart-box"><div class="chart-scale" aria-hidden="true">{}</div>{}'
        '</div><div class="chart-days" aria-hidden="true"><span>{}</span><span>{}</span></div>{}</figure>',
        format_html_join("", "<span>{}</span>", ((_figure(mark),) for mark in (high, (low + high) / 2, low))),
        _plot(points, spoken, low, high),
        _day(points[0].day),
        _day(points[-1].day),
        _table(points, label),
    )


def _plot(points: Sequence[Point], spoken: str, low: float, high: float) -> SafeString:
    """The drawing, stretched to its place; strokes keep their width, so a dot is a stroke of no length."""
    places = [_place(number, points, low, high) for number in range(len(points))]
    grid = format_html_join(
        "", '<path class="chart-grid" d="M0 {}H{}"/>', ((f"{HIGH * part:g}", f"{WIDE:g}") for part in (0, 0.5, 1))
    )
    dots = format_html_join(
        "",
        '<path class="chart-dot" d="M{} {}h0"><title>{}: {}</title></path>',
        (
            (f"{x:.1f}", f"{y:.1f}", _day(point.day), _figure(point.value))
            for (x, y), point in zip(places, points, strict=True)
        ),
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}'
        '<polyline class="chart-line" points="{}"/>{}</svg>',
        f"{WIDE:g}",
        f"{HIGH:g}",
        spoken,
        grid,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        dots,
    )


def _place(number: int, points: Sequence[Point], low: float, high: float) -> tuple[float, float]:
    """Days are true to scale; points of one single day stand in their order instead."""
    point = points[number]
    days = (points[-1].day - points[0].day).days
    along = (point.day - points[0].day).days / days if days else number / (len(points) - 1)
    part = (min(max(point.value, low), high) - low) / (high - low)
    return along * WIDE, (1 - part) * HIGH


def _table(points: Sequence[Point], label: str) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="number">{}</td></tr>',
        ((_day(point.day), _figure(point.value)) for point in reversed(points)),
    )
    return format_html(
        "<details><summary>{}</summary><table><thead><tr><th>{}</th><th class='number'>{}</th></tr></thead>"
        "<tbody>{}</tbody></table></details>",
        _("The same as a table"),
        _("Day"),
        label,
        rows,
    )


def bar_chart(bars: Sequence[Bar], *, label: str) -> SafeString:
    """Counts by kind: a table whose middle column draws the figure of its last one, so it reads aloud as it is."""
    most = max((bar.value for bar in bars), default=0)
    rows = format_html_join("", "{}", ((_bar_row(bar, most),) for bar in bars))
    return format_html(
        '<table class="chart-bars"><caption class="unseen">{}</caption><tbody>{}</tbody></table>', label, rows
    )


def _bar_row(bar: Bar, most: float) -> SafeString:
    width = bar.value / most * WIDE if most else 0
    return format_html(
        '<tr><th scope="row">{}</th><td class="chart-drawn" aria-hidden="true"><svg viewBox="0 0 {} 10" '
        'preserveAspectRatio="none"><rect class="chart-bar{}" width="{}" height="10"/></svg></td>'
        '<td class="number"><b>{}</b>{}</td></tr>',
        bar.label,
        f"{WIDE:g}",
        f" is-{bar.tone}" if bar.tone else "",
        f"{width:.1f}",
        _figure(bar.value),
        format_html(" <span>{}</span>", bar.note) if bar.note else "",
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _day(day: date) -> str:
    return date_format(day, "j M Y")
