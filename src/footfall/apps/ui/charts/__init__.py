"""Charts as HTML with SVG inside: pure functions from rows to text, each with the same figures as a table.

No chart library: every width here is an SVG attribute (so the strict Content-Security-Policy holds), every colour a CSS
class (so light and dark follow the page), and labels are HTML, which stays legible at 390 px where scaled SVG text
would not.
"""

from __future__ import annotations

from footfall.apps.ui.charts.bars import Bar, Whisker, bar_chart, matrix_chart, whisker_chart
from footfall.apps.ui.charts.cohorts import Cell, CohortRow, cohort_chart
from footfall.apps.ui.charts.funnel import Step, funnel_chart
from footfall.apps.ui.charts.gauge import Gauge, gauge_chart
from footfall.apps.ui.charts.lines import line_chart
from footfall.apps.ui.charts.loop import Station, loop_chart
from footfall.apps.ui.charts.marks import Point
from footfall.apps.ui.charts.periods import Series, period_chart
from footfall.apps.ui.charts.tree import Branch, tree_chart

__all__ = [
    "Bar",
    "Branch",
    "Cell",
    "CohortRow",
    "Gauge",
    "Point",
    "Series",
    "Station",
    "Step",
    "Whisker",
    "bar_chart",
    "cohort_chart",
    "funnel_chart",
    "gauge_chart",
    "line_chart",
    "loop_chart",
    "matrix_chart",
    "period_chart",
    "tree_chart",
    "whisker_chart",
]
