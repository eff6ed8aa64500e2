"""A series over time with the period before laid under it, and the band in which chance alone moves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from footfall.apps.ui.charts.lines import grid
from footfall.apps.ui.charts.marks import HIGH, WIDE, Point, ceiling, day_said, figure, short_figure, table_of


class Series(NamedTuple):
    """A figure a day, oldest first. `before` is laid under it day by day; `band` is (low, high) for each point."""

    label: str
    points: Sequence[Point]
    before: Sequence[Point] = ()
    before_label: str = ""
    band: Sequence[tuple[float, float]] = ()


def period_chart(series: Series) -> SafeString:
    """One series and, dashed, the one it is compared with; fewer than two points give the sentence that says so."""
    points = series.points
    if len(points) < 2:
        return format_html('<p class="muted">{}</p>', _("A line appears here after the second day."))
    top = ceiling(max([*(one.value for one in (*points, *series.before)), *(high for _low, high in series.band)]))
    return format_html(
        '<figure class="chart chart-time">{}<div class="chart-box"><div class="chart-scale" aria-hidden="true">{}</div>'
        '{}</div><div class="chart-days" aria-hidden="true"><span>{}</span><span>{}</span></div>{}</figure>',
        _legend(series),
        format_html_join("", "<span>{}</span>", ((short_figure(mark),) for mark in (top, top / 2, 0))),
        _plot(series, top),
        day_said(points[0].day),
        day_said(points[-1].day),
        _table(series),
    )


def _legend(series: Series) -> SafeString:
    entries = [("now", series.label)]
    if series.before:
        entries.append(("before", series.before_label or _("The period before")))
    if series.band:
        entries.append(("band", _("What chance alone would do (95 %)")))
    return format_html(
        '<ul class="chart-legend" role="list">{}</ul>',
        format_html_join("", '<li class="is-{}">{}</li>', entries),
    )


def _plot(series: Series, top: float) -> SafeString:
    spoken = (
        _("%(label)s: %(now)s in all. %(before_label)s: %(before)s.") if series.before else _("%(label)s: %(now)s.")
    )
    names = {
        "label": series.label,
        "now": figure(sum(point.value for point in series.points)),
        "before_label": series.before_label or _("The period before"),
        "before": figure(sum(point.value for point in series.before)),
    }
    count = max(len(series.points), len(series.before))
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}{}{}'
        '<polyline class="chart-line" points="{}"/></svg>',
        f"{WIDE:g}",
        f"{HIGH:g}",
        spoken % names,
        grid(),
        _band(series.band, top, count),
        format_html('<polyline class="chart-before" points="{}"/>', _path(series.before, top, count))
        if len(series.before) > 1
        else "",
        _path(series.points, top, count),
    )


def _path(points: Sequence[Point], top: float, count: int) -> str:
    return " ".join(_at(number, point.value, top, count) for number, point in enumerate(points))


def _at(number: int, value: float, top: float, count: int) -> str:
    return f"{number / (count - 1) * WIDE:.1f},{(1 - value / top) * HIGH:.1f}"


def _band(band: Sequence[tuple[float, float]], top: float, count: int) -> SafeString:
    if not band:
        return SafeString("")
    upper = [_at(number, high, top, count) for number, (_low, high) in enumerate(band)]
    lower = [_at(number, low, top, count) for number, (low, _high) in enumerate(band)]
    return format_html('<polygon class="chart-band" points="{}"/>', " ".join([*upper, *reversed(lower)]))


def _table(series: Series) -> SafeString:
    head = [_("Day"), series.label]
    rows = [[day_said(point.day), figure(point.value)] for point in series.points]
    if series.before:
        head.append(series.before_label or _("The period before"))
        for number, row in enumerate(rows):
            row.append(figure(series.before[number].value) if number < len(series.before) else "")
    return table_of(head, reversed(rows))
