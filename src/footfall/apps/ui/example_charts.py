"""The charts that the style page shows, with invented figures."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.safestring import SafeString

from footfall.apps.ui.charts import (
    Bar,
    Branch,
    Cell,
    CohortRow,
    Gauge,
    Point,
    Series,
    Station,
    Step,
    Whisker,
    bar_chart,
    cohort_chart,
    funnel_chart,
    gauge_chart,
    line_chart,
    loop_chart,
    matrix_chart,
    period_chart,
    tree_chart,
    whisker_chart,
)

FIRST = date(2026, 10, 11)
SCORES = (48, 52, 51, 63, 78, 82)
VISITS = (40, 44, 39, 52, 61, 58, 47, 49, 55, 51, 66, 73, 70, 62)
BEFORE = (36, 35, 41, 44, 50, 52, 43, 40, 42, 45, 53, 55, 57, 49)


def charts() -> dict[str, SafeString]:
    """By the name under which an example's template prints it."""
    return {
        "line": line_chart([Point(FIRST + timedelta(7 * n), score) for n, score in enumerate(SCORES)], label="Score"),
        "bars": bar_chart(
            [Bar("Critical", 3, "bad"), Bar("High", 14, "bad"), Bar("Medium", 22, "doubt"), Bar("Low", 41, "plain")],
            label="Findings by severity",
        ),
        "periods": _periods(),
        "whiskers": whisker_chart(
            [
                Whisker("Pinterest", 540, 496, 587, note="496–587"),
                Whisker("Copied links", 322, 288, 359, pale=90, note="90 of them estimated"),
                Whisker("Facebook", 218, 190, 249, half="smo", note="190–249"),
            ],
            label="Visits by network",
        ),
        "matrix": matrix_chart(
            ("Channel", "Last touch", "Position", "Markov", "Shapley"),
            [("Search", (0.41, 0.38, 0.34, 0.22)), ("Visitors' shares", (0.18, 0.2, 0.24, 0.31))],
            label="Parts by four models",
            said=lambda part: f"{part:.0%}",
        ),
        "loop": _loop(),
        "funnel": funnel_chart(
            [
                Step("clicks on your links", 1840, "smm", onward="71 in 100 become a visit"),
                Step("visits", 1312, "smo", onward="7.3 in 100 share (6.0–8.8)"),
                Step("shares", 96, "smo", onward="each brings 2.1 visits (1.8–2.4)"),
                Step("visits from shares", 204, "loop", onward="3.4 in 100 leave their address (1.7–6.9)"),
                Step("leads", 7, "loop"),
            ],
            label="From a click to a lead",
        ),
        "tree": _tree(),
        "cohorts": _cohorts(),
        "gauge": gauge_chart(
            Gauge(0.18, 0.11, 0.27, 1, "K is 0.18, likely between 0.11 and 0.27.", "1: sharing feeds itself")
        ),
    }


def _periods() -> SafeString:
    now = [Point(FIRST + timedelta(n), value) for n, value in enumerate(VISITS)]
    before = [Point(FIRST + timedelta(n - len(BEFORE)), value) for n, value in enumerate(BEFORE)]
    band = [(value - 2 * value**0.5, value + 2 * value**0.5) for value in VISITS]
    return period_chart(Series("Visits", now, before, "The 14 days before", band))


def _loop() -> SafeString:
    against = "against the 28 days before"
    return loop_chart(
        [
            Station("Attention", "18,240", "smm", against, "↑ 12 %", "good", "", "7 in 100 came"),
            Station(
                "Visits", "1,312", "smo", against, "↑ 9 %", "good", "Likely between ↑ 1 % and ↑ 18 %", "7.3 % share"
            ),
            Station("Shares", "96", "smo", against, "↓ 4 %", "", "No real difference", "each brings 2.1 visits"),
            Station("Visits from shares", "204", "loop", against, "↑ 31 %", "good"),
        ],
        label="The loop, last 28 days",
        back="Each share brings 0.18 new shares",
        back_sure="(0.11–0.27)",
    )


def _tree() -> SafeString:
    branches = [
        Branch("1", "", "Newsletter post", 210, "smm", "9 October"),
        Branch("2", "1", "WhatsApp", 84),
        Branch("3", "1", "copied link", 41),
        Branch("4", "2", "copied link", 22),
        Branch("5", "2", "Mastodon", 9),
        Branch("6", "4", "Telegram", 5),
    ]
    return tree_chart(branches, label="Who passed it on", head=("Share", "Came from", "Visits", "When"))


def _cohorts() -> SafeString:
    rows = [
        CohortRow("5 Oct", "84", [Cell(0.09, "0.09"), Cell(0.15, "0.15"), Cell(0.17, "0.17")]),
        CohortRow("12 Oct", "91", [Cell(0.11, "0.11"), Cell(0.19, "0.19"), Cell(0.22, "0.22")]),
        CohortRow("19 Oct", "96", [Cell(0.08, "0.08"), Cell(0.12, "0.12", ripe=False), Cell(None)]),
    ]
    ages = ("1 day", "3 days", "7 days")
    return cohort_chart(
        rows, head="Shares of", size_head="Shares", ages=ages, label="New shares a share", unripe="still growing"
    )
