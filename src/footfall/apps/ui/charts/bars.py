"""Bars by kind, with and without the interval in which the figure lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from footfall.apps.ui.charts.marks import WIDE, figure


class Bar(NamedTuple):
    """A count with its name; `tone` is good, bad, doubt, plain or "" for the half's colour; `note` says more."""

    label: str
    value: float
    tone: str = ""
    note: str = ""


class Whisker(NamedTuple):
    """A figure with its interval: the bar ends at `value`, the whisker runs from `low` to `high`.

    `half` is smo, smm, loop or "" for the surroundings'; `href` makes the name a link; `pale` is a part of the value
    that is only estimated.
    """

    label: str
    value: float
    low: float = 0
    high: float = 0
    half: str = ""
    note: str = ""
    href: str = ""
    pale: float = 0


def bar_chart(bars: Sequence[Bar], *, label: str) -> SafeString:
    """Counts by kind: a table whose middle column draws the figure of its last one, so it reads aloud as it is."""
    most = max((bar.value for bar in bars), default=0)
    rows = format_html_join("", "{}", ((_bar_row(bar, most),) for bar in bars))
    return format_html(
        '<table class="chart-bars"><caption class="unseen">{}</caption><tbody>{}</tbody></table>', label, rows
    )


def whisker_chart(bars: Sequence[Whisker], *, label: str, said: Callable[[float], str] = figure) -> SafeString:
    """Figures with their intervals, all on one scale; `said` writes a figure."""
    most = max((max(bar.value, bar.high) for bar in bars), default=0)
    rows = format_html_join("", "{}", ((_whisker_row(bar, most, said),) for bar in bars))
    return format_html(
        '<table class="chart-bars chart-whiskers"><caption class="unseen">{}</caption><tbody>{}</tbody></table>',
        label,
        rows,
    )


def matrix_chart(
    head: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]], *, label: str, said: Callable[[float], str]
) -> SafeString:
    """Several figures of each row side by side, every one a bar on the same scale; `head` names row and columns."""
    most = max((value for _name, values in rows for value in values), default=0)
    names = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in head))
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((name, _cells(head[1:], values, most, said)) for name, values in rows),
    )
    return format_html(
        '<div class="table"><table class="stack chart-matrix"><caption class="unseen">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        label,
        names,
        lines,
    )


def _cells(head: Sequence[str], values: Sequence[float], most: float, said: Callable[[float], str]) -> SafeString:
    cells = ((_cell(name, value, most, said),) for name, value in zip(head, values, strict=True))
    return format_html_join("", "{}", cells)


def _cell(name: str, value: float, most: float, said: Callable[[float], str]) -> SafeString:
    return format_html(
        '<td data-label="{}"><span class="matrix-cell"><b>{}</b><svg viewBox="0 0 {} 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="chart-bar" width="{}" height="10"/></svg></span></td>',
        name,
        said(value),
        f"{WIDE:g}",
        f"{value / most * WIDE if most else 0:.1f}",
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
        figure(bar.value),
        format_html(" <span>{}</span>", bar.note) if bar.note else "",
    )


def _whisker_row(bar: Whisker, most: float, said: Callable[[float], str]) -> SafeString:
    def along(value: float) -> str:
        return f"{value / most * WIDE if most else 0:.1f}"

    whisker = SafeString("")
    if bar.high > bar.low:
        ends = {"low": along(bar.low), "high": along(bar.high)}
        whisker = format_html(
            '<path class="chart-whisker is-ground" d="M{low} 5H{high}"/>'
            '<path class="chart-whisker" d="M{low} 5H{high}M{low} 2.5V7.5M{high} 2.5V7.5"/>',
            **ends,
        )
    pale = SafeString("")
    if bar.pale > 0:
        pale = format_html(
            '<rect class="chart-bar is-pale" x="{}" width="{}" height="10"/>',
            along(bar.value - bar.pale),
            along(bar.pale),
        )
    return format_html(
        '<tr{}><th scope="row">{}</th><td class="chart-drawn" aria-hidden="true"><svg viewBox="0 0 {} 10" '
        'preserveAspectRatio="none"><rect class="chart-bar" width="{}" height="10"/>{}{}</svg></td>'
        '<td class="number"><b>{}</b>{}</td></tr>',
        format_html(' class="half-{}"', bar.half) if bar.half else "",
        format_html('<a href="{}">{}</a>', bar.href, bar.label) if bar.href else bar.label,
        f"{WIDE:g}",
        along(bar.value - bar.pale),
        pale,
        whisker,
        said(bar.value),
        format_html(" <span>{}</span>", bar.note) if bar.note else "",
    )
