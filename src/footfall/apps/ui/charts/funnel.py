"""A funnel: steps true to scale, and between two of them the part that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from footfall.apps.ui.charts.marks import WIDE, figure


class Step(NamedTuple):
    """`onward` says which part of it reaches the next step, and how sure that is."""

    label: str
    value: float
    half: str
    note: str = ""
    onward: str = ""


def funnel_chart(steps: Sequence[Step], *, label: str) -> SafeString:
    """An ordered list: each step is a bar, the slope below it leads to the next one's width."""
    most = max((step.value for step in steps), default=0) or 1
    widths = [max(step.value / most * WIDE, 2 if step.value else 0) for step in steps]
    rows = (
        (_step(step, width, widths[number + 1] if number + 1 < len(steps) else None),)
        for number, (step, width) in enumerate(zip(steps, widths, strict=True))
    )
    return format_html(
        '<ol class="chart-funnel" role="list" aria-label="{}">{}</ol>', label, format_html_join("", "{}", rows)
    )


def _step(step: Step, width: float, following: float | None) -> SafeString:
    bar = format_html('<rect class="chart-bar" width="{}" height="10"/>', f"{width:.1f}")
    slope = SafeString("")
    if following is not None:
        slope = format_html(
            '<div class="funnel-slope"><svg viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
            '<polygon points="0,0 {},0 {},10 0,10"/></svg><p>{}</p></div>',
            f"{WIDE:g}",
            f"{width:.1f}",
            f"{following:.1f}",
            step.onward,
        )
    return format_html(
        '<li class="half-{}"><p><b>{}</b> <span>{}</span>{}</p><svg class="funnel-bar" viewBox="0 0 {} 10" '
        'preserveAspectRatio="none" aria-hidden="true">{}</svg>{}</li>',
        step.half,
        figure(step.value),
        step.label,
        format_html(' <span class="muted">{}</span>', step.note) if step.note else "",
        f"{WIDE:g}",
        bar,
        slope,
    )
