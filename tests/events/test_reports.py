"""Every report against a slow count in plain Python, and on every database that speaks its text."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from footfall.events.render import FOLDER
from footfall.events.reports import ANY, Filters, Scope
from footfall.flywheel.event import DAY
from tests.events import brute
from tests.events.plain import PlainClickHouse, PlainDuckDB, PlainSQLite
from tests.events.world import DAYS, FIRST, NOW, World

REPORTS = sorted(path.stem for path in FOLDER.glob("*.sql"))
MORE: dict[str, Any] = {"most": 10_000, "by": "", "sort": "views", "of": "path", "link": -1, "bots": 0}
SCOPE = Scope(1, FIRST + 3, FIRST + 30, NOW - 5 * DAY)
FILTERED = [
    Filters(path="/a"),
    Filters(path="/é"),
    Filters(net="x"),
    Filters(net="copy"),
    Filters(chan=1),
    Filters(chan=3),
    Filters(campaign="spring"),
    Filters(post=1),
    Filters(device=0),
    Filters(device=2),
    Filters(country="DE"),
    Filters(gen=0),
    Filters(gen=2),
    Filters(path="/", net="x", device=1),
    Filters(path="/nowhere"),
]
SCOPES = [
    SCOPE,
    SCOPE._replace(site=2),
    SCOPE._replace(first=FIRST, last=FIRST + DAYS, mature=3),
    SCOPE._replace(first=FIRST + 10, last=FIRST + 10),
    SCOPE._replace(goal="sale", currency="EUR"),
    *(SCOPE._replace(filters=filters) for filters in FILTERED),
]
OTHERS = [
    *(("k", {"by": by}) for by in ("path", "net", "post", "week")),
    *(("choices", {"of": of}) for of in ("net", "campaign", "country", "goal", "currency", "post", "link", "chan")),
    *(("choices", {"of": of}) for of in ("device", "gen")),
    *((name, {"link": 11}) for name in ("links", "link_days", "link_nets", "posted")),
    ("recent", {"bots": 1}),
    ("recent", {"most": 3}),
]


@cache
def world(seed: int) -> World:
    return World(seed)


@cache
def store(kind: Any, seed: int) -> Any:
    return kind(world(seed).events)


def told(rows: list[dict[str, Any]]) -> list[Any]:
    """Rows whatever their order."""
    return sorted(tuple(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("report", REPORTS)
def test_report_counts_what_python_counts(report: str) -> None:
    for scope in SCOPES:
        rows = store(PlainSQLite, 1).ask(report, scope.values(**MORE))
        counted = getattr(brute, report)(world(1).events, scope, **MORE)
        assert told(_whole(rows)) == told(_whole(counted)), scope


@pytest.mark.parametrize(("report", "more"), OTHERS)
def test_report_counts_by_what_it_is_asked(report: str, more: dict[str, Any]) -> None:
    found = 0
    for seed in (1, 2):
        rows = store(PlainSQLite, seed).ask(report, SCOPE.values(**(MORE | more)))
        assert told(_whole(rows)) == told(_whole(getattr(brute, report)(world(seed).events, SCOPE, **(MORE | more))))
        found += len(rows)
    assert found


def _settled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sum over nothing is 0 on ClickHouse, NULL elsewhere; the typed functions say 0."""
    return [{name: 0 if value is None else value for name, value in row.items()} for row in rows]


def _whole(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that count nothing say nothing: texts may leave them out or not."""
    return [row for row in _settled(rows) if any(isinstance(value, int) and value for value in row.values())]


@pytest.mark.parametrize("report", REPORTS)
def test_rows_are_equal_on_duckdb_and_sqlite(report: str) -> None:
    """Also their order: it is never left to chance."""
    some = [SCOPE, SCOPE._replace(goal="sale", currency="EUR"), SCOPE._replace(filters=ANY._replace(path="/a", chan=3))]
    for scope in some:
        values = scope.values(**(MORE | {"by": "week", "of": "net", "bots": 1}))
        assert store(PlainDuckDB, 1).ask(report, values) == store(PlainSQLite, 1).ask(report, values)


@pytest.mark.parametrize("report", [report for report in REPORTS if ":most" in (FOLDER / f"{report}.sql").read_text()])
def test_a_limit_leaves_the_first_rows(report: str) -> None:
    values = SCOPE.values(**MORE)
    rows = store(PlainSQLite, 1).ask(report, values)
    few = store(PlainSQLite, 1).ask(report, values | {"most": 2})
    if report == "tree":
        assert {row["token"] for row in few} <= {row["token"] for row in rows}
        assert len(few) == 2
    else:
        assert few == rows[:2]


@pytest.mark.heavy
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("seed", range(10, 16))
def test_rows_are_equal_on_duckdb_and_python_in_many_worlds(report: str, seed: int) -> None:
    for scope in SCOPES:
        rows = store(PlainDuckDB, seed).ask(report, scope.values(**MORE))
        counted = getattr(brute, report)(world(seed).events, scope, **MORE)
        assert told(_whole(rows)) == told(_whole(counted)), scope


@pytest.mark.counterpart("clickhouse")
@pytest.mark.parametrize("report", REPORTS)
def test_rows_are_equal_on_clickhouse(report: str) -> None:
    values = SCOPE.values(**(MORE | {"by": "week", "of": "net", "bots": 1}))
    assert store(PlainClickHouse, 1).ask(report, values) == store(PlainSQLite, 1).ask(report, values)


@pytest.mark.heavy
@pytest.mark.counterpart("clickhouse")
@pytest.mark.parametrize("report", REPORTS)
def test_rows_are_equal_on_every_database_with_each_filter(report: str) -> None:
    for scope in SCOPES:
        values = scope.values(**(MORE | {"by": "week", "of": "net", "bots": 1}))
        rows = _settled(store(PlainSQLite, 1).ask(report, values))
        assert _settled(store(PlainClickHouse, 1).ask(report, values)) == rows, scope
        assert _settled(store(PlainDuckDB, 1).ask(report, values)) == rows, scope


def test_every_filter_leaves_something_out() -> None:
    """Else a text that forgot a filter would pass."""
    views = len(brute.chosen(world(1).events, SCOPE))
    for filters in FILTERED:
        assert len(brute.chosen(world(1).events, SCOPE._replace(filters=filters))) < views
