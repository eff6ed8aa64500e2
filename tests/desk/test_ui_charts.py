"""Charts drawn on the server say the same in figures."""

from __future__ import annotations

import re
from datetime import date, timedelta

from footfall.apps.ui.charts import Bar, Point, bar_chart, line_chart

DAY = date(2026, 11, 1)


def test_a_line_runs_from_left_to_right_and_up_with_the_value() -> None:
    chart = line_chart([Point(DAY, 0), Point(DAY + timedelta(1), 50), Point(DAY + timedelta(4), 100)], label="Score")
    found = re.search(r'points="([^"]+)"', chart)
    assert found is not None
    assert found[1] == "0.0,200.0 250.0,100.0 1000.0,0.0"


def test_a_line_has_words_and_a_table() -> None:
    chart = line_chart([Point(DAY, 48), Point(DAY + timedelta(7), 82.5)], label="Score")
    assert 'aria-label="Score: from 48 on 1 Nov 2026 to 82.5 on 8 Nov 2026."' in chart
    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="number">([^<]+)</td>', chart)
    assert rows == [("8 Nov 2026", "82.5"), ("1 Nov 2026", "48")]


def test_audits_of_one_day_stand_side_by_side() -> None:
    chart = line_chart([Point(DAY, 10), Point(DAY, 20), Point(DAY, 30)], label="Score")
    assert re.findall(r"([\d.]+),[\d.]+", re.findall(r'points="([^"]+)"', chart)[0]) == ["0.0", "500.0", "1000.0"]


def test_a_single_audit_makes_no_line() -> None:
    assert "second audit" in line_chart([Point(DAY, 48)], label="Score")


def test_the_longest_bar_is_the_greatest_count() -> None:
    chart = bar_chart([Bar("High", 5, "bad"), Bar("Low", 20, note="of 40")], label="Findings")
    assert re.findall(r'class="chart-bar([^"]*)" width="([\d.]+)"', chart) == [(" is-bad", "250.0"), ("", "1000.0")]
    assert "<b>20</b> <span>of 40</span>" in chart


def test_no_findings_make_bars_of_no_length() -> None:
    assert 'width="0.0"' in bar_chart([Bar("High", 0)], label="Findings")


def test_names_of_bars_stay_text() -> None:
    assert "<i>" not in bar_chart([Bar("<i>", 1)], label="<i>")


def test_equal_points_of_one_day_stand_side_by_side_too() -> None:
    chart = line_chart([Point(DAY, 12), Point(DAY, 12)], label="Score")
    assert re.findall(r"([\d.]+),[\d.]+", re.findall(r'points="([^"]+)"', chart)[0]) == ["0.0", "1000.0"]
