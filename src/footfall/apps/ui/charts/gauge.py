"""One figure on a line, its interval, and the mark that decides something."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from footfall.apps.ui.charts.marks import WIDE, ceiling


class Gauge(NamedTuple):
    """`mark` is the value that decides (for K: 1); `said` are the figure and its interval in words."""

    value: float
    low: float
    high: float
    mark: float
    said: str
    mark_said: str


def gauge_chart(gauge: Gauge) -> SafeString:
    """From 0 to a bit beyond mark and interval; the words carry all that the drawing shows."""
    top = max(ceiling(min(gauge.high, gauge.mark * 4)), gauge.mark * 1.25)

    def along(value: float) -> str:
        return f"{min(value, top) / top * WIDE:.1f}"

    return format_html(
        '<figure class="chart chart-gauge"><svg viewBox="0 0 {wide} 40" preserveAspectRatio="none" role="img" '
        'aria-label="{said}"><path class="chart-grid" d="M0 20H{wide}"/><path class="chart-mark" d="M{mark} 4V36"/>'
        '<path class="gauge-span" d="M{low} 20H{high}"/><path class="gauge-dot" d="M{value} 20h0"/></svg>'
        "<figcaption><span>0</span><span>{mark_said}</span></figcaption></figure>",
        wide=f"{WIDE:g}",
        said=f"{gauge.said} {gauge.mark_said}",
        mark=along(gauge.mark),
        low=along(gauge.low),
        high=along(gauge.high),
        value=along(gauge.value),
        mark_said=gauge.mark_said,
    )
