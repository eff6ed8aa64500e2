"""Drawings of insights: true to scale, the same in words, nothing of a page's in the markup."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from footfall.apps.ui.charts import (
    Branch,
    Cell,
    CohortRow,
    Gauge,
    Point,
    Series,
    Station,
    Step,
    Whisker,
    cohort_chart,
    funnel_chart,
    gauge_chart,
    loop_chart,
    matrix_chart,
    period_chart,
    tree_chart,
    whisker_chart,
)
from footfall.apps.ui.charts.marks import ceiling, short_figure
from footfall.apps.ui.charts.tree import MOST_DRAWN
from tests.desk.ui_markup import INLINE

DAY = date(2026, 11, 1)
EVIL = '"><script>alert(1)</script>'


def points(*values: float) -> list[Point]:
    return [Point(DAY + timedelta(number), value) for number, value in enumerate(values)]


@pytest.mark.parametrize(("value", "mark"), [(0, 1), (1, 1), (3, 4), (41, 50), (61, 80), (99, 100), (1001, 2000)])
def test_scales_end_at_round_numbers(value: float, mark: float) -> None:
    assert ceiling(value) == mark


def test_marks_of_a_scale_are_short() -> None:
    assert [short_figure(value) for value in (50, 2_500, 40_000, 1_500_000)] == ["50", "2.5k", "40k", "1.5M"]


def test_two_periods_share_one_scale() -> None:
    chart = period_chart(Series("Visits", points(0, 50), points(100, 0), "Before", [(0, 10), (40, 60)]))
    assert '<polyline class="chart-line" points="0.0,200.0 1000.0,100.0"/>' in chart
    assert '<polyline class="chart-before" points="0.0,0.0 1000.0,200.0"/>' in chart
    assert '<polygon class="chart-band" points="0.0,180.0 1000.0,80.0 1000.0,120.0 0.0,200.0"/>' in chart
    assert 'aria-label="Visits: 50 in all. Before: 100."' in chart
    assert '<th scope="row">2 Nov 2026</th><td class="number">50</td><td class="number">0</td>' in chart


def test_a_first_day_makes_no_line() -> None:
    assert "second day" in period_chart(Series("Visits", points(3)))


def test_whiskers_reach_from_low_to_high_on_the_common_scale() -> None:
    chart = whisker_chart([Whisker("a", 50, 25, 100, pale=10), Whisker("b", 10)], label="Shares")
    assert 'd="M250.0 5H1000.0M250.0 2.5V7.5M1000.0 2.5V7.5"' in chart
    assert '<rect class="chart-bar" width="400.0" height="10"/><rect class="chart-bar is-pale" x="400.0" ' in chart
    assert chart.count('class="chart-whisker"') == 1, "the other one has no interval"


def test_the_loop_says_what_it_draws() -> None:
    chart = loop_chart(
        [Station("Visits", "5", "smo", "against then", "↑ 1 %", "good", "Likely.", "on", "/x")] * 4,
        label="The loop",
        back="K is 1",
        back_sure="(0–2)",
    )
    assert chart.count('<li class="loop-station half-smo">') == 4
    assert '<span class="change is-good">↑ 1 %</span> against then' in chart
    assert "<b>K is 1</b> <span>(0–2)</span>" in chart


def test_a_funnel_narrows_and_widens_with_its_steps() -> None:
    chart = funnel_chart([Step("a", 50, "smm"), Step("b", 100, "smo"), Step("c", 0, "loop")], label="Funnel")
    assert re.findall(r'polygon points="([^"]+)"', chart) == ["0,0 500.0,0 1000.0,10 0,10", "0,0 1000.0,0 0.0,10 0,10"]


def test_cohorts_say_which_still_grow() -> None:
    rows = [CohortRow("1 Nov", "9", [Cell(0.5, "0.50"), Cell(0.1, ripe=False), Cell(None)])]
    chart = cohort_chart(rows, head="Week", size_head="Shares", ages=("1", "3", "7"), label="K", unripe="still growing")
    assert '<td class="number heat-6">0.50</td>' in chart
    assert '<td class="number heat-1 is-unripe">0.1<span class="unseen"> still growing</span></td><td></td>' in chart


def test_a_gauge_shows_its_mark_however_far_the_interval_reaches() -> None:
    for high in (0.3, 3.0, float("inf")):
        chart = gauge_chart(Gauge(0.2, 0.1, high, 1, "K is 0.2.", "1: keeps going"))
        marks = [float(x) for x in re.findall(r'class="chart-mark" d="M([\d.]+)', chart)]
        assert 0 < marks[0] <= 1000
        assert 'aria-label="K is 0.2. 1: keeps going"' in chart


def test_models_stand_side_by_side() -> None:
    chart = matrix_chart(
        ("Channel", "A", "B"), [("Search", (0.5, 0.25))], label="Parts", said=lambda part: f"{part:.0%}"
    )
    assert re.findall(r'<b>([^<]+)</b>.*?width="([\d.]+)"', chart) == [("50%", "1000.0"), ("25%", "500.0")]
    assert 'data-label="A"' in chart


def tree(*branches: Branch, left_out: int = 0) -> str:
    return tree_chart(branches, label="Tree", head=("Share", "From", "Visits", "When"), left_out=left_out)


def test_a_tree_puts_children_behind_their_parents() -> None:
    chart = tree(Branch("r", "", "root", 9), Branch("a", "r", "first", 4), Branch("b", "r", "second", 1))
    places = {name: (float(x), float(y)) for x, y, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)">(\w+) ', chart)}
    assert places["root"][0] < places["first"][0]
    assert places["first"][1] < places["second"][1]
    assert places["root"][1] == (places["first"][1] + places["second"][1]) / 2
    assert chart.count("tree-edge") == 2


def test_a_tree_draws_the_largest_and_names_all() -> None:
    many = [Branch("r", "", "root", 1), *(Branch(str(n), "r", f"share {n}", n) for n in range(100))]
    chart = tree(*many, left_out=5)
    assert chart.count("tree-dot") == MOST_DRAWN
    assert chart.count('<th scope="row">share') == 100
    assert f"{101 - MOST_DRAWN + 5} smaller branches are not drawn." in chart


def test_a_tree_bears_circles_and_strangers() -> None:
    chart = tree(
        Branch("a", "a", "itself", 1),
        Branch("b", "gone", "orphan", 1),
        Branch("c", "d", "x", 1),
        Branch("d", "c", "y", 1),
    )
    assert chart.count("tree-dot") == 2
    assert tree().count("tree-dot") == 0


def test_a_thousand_generations_are_no_recursion() -> None:
    chain = [Branch(str(n), str(n - 1) if n else "", "x", 1000 - n) for n in range(1000)]
    assert tree(*chain).count("tree-dot") == MOST_DRAWN


def test_names_from_outside_stay_text() -> None:
    drawn = "".join(
        (
            whisker_chart([Whisker(EVIL, 1, 0, 2, note=EVIL, href=EVIL)], label=EVIL),
            tree(Branch("1", "", EVIL, 1, note=EVIL)),
            loop_chart([Station(EVIL, EVIL, "smo", EVIL, EVIL, onward=EVIL, href=EVIL)], label=EVIL, back=EVIL),
            funnel_chart([Step(EVIL, 1, "smo", EVIL, EVIL), Step(EVIL, 1, "smo")], label=EVIL),
            matrix_chart((EVIL, EVIL), [(EVIL, (1.0,))], label=EVIL, said=str),
            period_chart(Series(EVIL, points(1, 2), points(1, 2), EVIL)),
            gauge_chart(Gauge(0, 0, 1, 1, EVIL, EVIL)),
        )
    )
    assert "<script" not in drawn
    assert INLINE.search(drawn) is None
