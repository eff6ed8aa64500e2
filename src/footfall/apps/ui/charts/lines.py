"""A line over time."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from footfall.apps.ui.charts.marks import HIGH, WIDE, Point, day_said, figure, table_of


def line_chart(points: Sequence[Point], *, label: str, low: float = 0, high: float = 100) -> SafeString:
    """Values over time between `low` and `high`, oldest first, with the same figures as a table.

    One point makes no line, so fewer than two points give the sentence that says so.
    """
    if len(points) < 2:
        return format_html('<p class="muted">{}</p>', _("A line appears here after the second audit."))
    spoken = _("%(label)s: from %(first)s on %(begin)s to %(last)s on %(end)s.") % {
        "label": label,
        "first": figure(points[0].value),
        "begin": day_said(points[0].day),
        "last": figure(points[-1].value),
        "end": day_said(points[-1].day),
    }
    return format_html(
        '<figure class="chart chart-time"><div class="chart-box"><div class="chart-scale" aria-hidden="true">{}</div>{}'
        '</div><div class="chart-days" aria-hidden="true"><span>{}</span><span>{}</span></div>{}</figure>',
        format_html_join("", "<span>{}</span>", ((figure(mark),) for mark in (high, (low + high) / 2, low))),
        _plot(points, spoken, low, high),
        day_said(points[0].day),
        day_said(points[-1].day),
        table_of((_("Day"), label), ((day_said(point.day), figure(point.value)) for point in reversed(points))),
    )


def _plot(points: Sequence[Point], spoken: str, low: float, high: float) -> SafeString:
    """The drawing, stretched to its place; strokes keep their width, so a dot is a stroke of no length."""
    places = [_place(number, points, low, high) for number in range(len(points))]
    dots = format_html_join(
        "",
        '<path class="chart-dot" d="M{} {}h0"><title>{}: {}</title></path>',
        (
            (f"{x:.1f}", f"{y:.1f}", day_said(point.day), figure(point.value))
            for (x, y), point in zip(places, points, strict=True)
        ),
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}'
        '<polyline class="chart-line" points="{}"/>{}</svg>',
        f"{WIDE:g}",
        f"{HIGH:g}",
        spoken,
        grid(),
        " ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        dots,
    )


def grid() -> SafeString:
    """Three hairlines: the top, the middle and the foot of the drawing."""
    marks = ((f"{HIGH * part:g}", f"{WIDE:g}") for part in (0, 0.5, 1))
    return format_html_join("", '<path class="chart-grid" d="M0 {}H{}"/>', marks)


def _place(number: int, points: Sequence[Point], low: float, high: float) -> tuple[float, float]:
    """Days are true to scale; points of one single day stand in their order instead."""
    point = points[number]
    days = (points[-1].day - points[0].day).days
    along = (point.day - points[0].day).days / days if days else number / (len(points) - 1)
    part = (min(max(point.value, low), high) - low) / (high - low)
    return along * WIDE, (1 - part) * HIGH
