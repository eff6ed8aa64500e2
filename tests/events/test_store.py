"""Questions over parts and tail: one state at a time, from any thread; every column comes back as it was."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footfall.events import parts, snapshot, tables
from footfall.events.packing import LARGE, TEXTS, pack_events
from footfall.events.render import Dialect, bind, parse, render
from footfall.events.store import DuckStore
from footfall.flywheel.event import COLUMNS, DAY, Event
from tests.events.making import NOON, Clock, event, hit, put, sealer
from tests.events.test_reports import MORE, REPORTS, SCOPE
from tests.events.world import World

COUNT = "SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events"


@pytest.mark.heavy
def test_every_report_is_the_same_over_parts_and_tail_and_over_one_part(tmp_path: Path) -> None:
    events = World(1).events
    one, many = DuckStore(tmp_path / "one"), DuckStore(tmp_path / "many")
    one.load(events)
    for start in range(3):
        many.load(events[start::4])
    with closing(tables.open_store(tmp_path / "many")) as connection:
        left = events[3::4]
        connection.execute("INSERT INTO ready (rows, at, packed) VALUES (?, 0, ?)", (len(left), pack_events(left)))
    values = SCOPE.values(**(MORE | {"by": "week", "of": "net", "bots": 1}))
    for report in REPORTS:
        assert one.ask(report, values) == many.ask(report, values), report
    one.close()
    many.close()


def _of(name: str) -> st.SearchStrategy[int | str]:
    if name in TEXTS:
        return st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    if name == "day":
        return st.sampled_from([20_000, 20_001])
    low = 0 if name == "id" else -(2**62)
    return st.integers(low, 2**62) if name in LARGE else st.integers(-(2**31), 2**31 - 1)


EVENTS = st.lists(st.tuples(*map(_of, COLUMNS)).map(lambda row: Event(*row)), min_size=1, max_size=4)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_events_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    folder = tmp_path_factory.mktemp("back")
    with closing(DuckStore(folder)) as store:
        store.load(events)
        assert sorted(Event(**row) for row in store.run("SELECT * FROM events", {})) == sorted(events)


def test_readers_see_whole_states_while_everything_is_merged(tmp_path: Path) -> None:
    """Each step puts ten events in; no reader ever sees another number than a multiple of ten, or fewer than before."""
    clock, over, wrong = Clock(), threading.Event(), []
    put(tmp_path, [hit(number) for number in range(10)])
    store = DuckStore(tmp_path)

    def read() -> None:
        before = 0
        while not over.is_set():
            (row,) = store.run(COUNT, {})
            if row["n"] != row["ids"] or row["n"] % 10 or row["n"] < before:
                wrong.append(row)
            before = row["n"]

    readers = [threading.Thread(target=read) for _ in range(4)]
    with closing(sealer(tmp_path, clock)) as work:
        for reader in readers:
            reader.start()
        for step in range(1, 9):
            put(tmp_path, [hit(10 * step + number, ts=clock.now - step % 2 * DAY) for number in range(10)])
            work.seal_some()
            if step % 2:
                work._shelf.store_ready(clock.now, all_of_it=True)
            if step % 3 == 0:
                clock.now += DAY
                work.tidy(clock.now)
        over.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert store.run(COUNT, {}) == [{"n": 90, "ids": 90}]
    store.close()


def test_a_reader_that_slept_while_its_files_went_asks_again(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    for start in range(2):
        store.load([event(start)])
    with store._snapshot(fresh=True) as held:
        pass
    with closing(sealer(tmp_path, Clock(NOON + 2 * DAY))) as work:
        work.step()
        assert parts.unlink_left(work._store, tmp_path, 2**60) == 2
        store._taken, store._mark = held, snapshot.mark(work._store)  # It believes that nothing has changed.
    assert store.run(COUNT, {}) == [{"n": 2, "ids": 2}]
    store.close()


def test_answers_are_kept_until_more_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, asked = DuckStore(tmp_path), []
    answer = DuckStore._answer
    monkeypatch.setattr(DuckStore, "_answer", lambda *given: asked.append(1) or answer(*given))
    store.load([event(1)])
    for _ in range(3):
        rows = store.run(COUNT, {})
        assert rows == [{"n": 1, "ids": 1}]
        rows[0]["n"] = 99  # What a caller does with its rows is its own affair.
    assert len(asked) == 1
    store.load([event(2)])
    assert store.run(COUNT, {}) == [{"n": 2, "ids": 2}]
    assert len(asked) == 2
    store.close()


def test_only_the_days_that_a_text_reads_are_opened(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    store.load([event(number, ts=NOON - number * DAY) for number in range(5)])
    today = NOON // DAY
    text = f"-- reads: first..last\n{COUNT} WHERE day BETWEEN :first AND :last"
    for path in (tmp_path / "parts" / f"day={today - 4}").iterdir():
        path.write_bytes(b"not a Parquet file")
    assert store.run(text, {"first": today - 2, "last": today}) == [{"n": 3, "ids": 3}]
    assert store.run(text, {"first": today + 1, "last": today + 2}) == [{"n": 0, "ids": 0}]
    store.close()


def test_columns_may_be_left_out_but_not_be_others(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    days = np.array([3, 1, 3])
    assert store.load({"day": days, "path": np.array(["/a", "/b", "/c"]), "ts": days * DAY}) == 3
    rows = store.run("SELECT path, goal, value FROM events ORDER BY path", {})
    assert rows == [{"path": path, "goal": "", "value": 0} for path in ("/a", "/b", "/c")]
    with pytest.raises(ValueError, match="no column colour"):
        store.load({"day": days, "colour": days})
    with pytest.raises(ValueError, match="one length"):
        store.load({"day": days, "ts": days[:2]})
    assert store.load([]) == 0
    store.close()


def test_a_question_must_be_complete(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    for name in ("nothing", "../door", ""):
        with pytest.raises(LookupError, match="no report"):
            store.ask(name, {})
    with pytest.raises(LookupError, match="a value for site"):
        store.run("SELECT 1 AS one WHERE 1 = :site", {})
    store.close()


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (Dialect.SQLITE, "SELECT ':no' AS a, x::int, \":no\" -- :no\n, :site, :net"),
        (Dialect.DUCKDB, "SELECT ':no' AS a, x::int, \":no\" -- :no\n, $site, $net"),
        (Dialect.CLICKHOUSE, "SELECT ':no' AS a, x::int, \":no\" -- :no\n, {site:Int64}, {net:String}"),
        (Dialect.POSTGRES, "SELECT ':no' AS a, x::int, \":no\" -- :no\n, %(site)s, %(net)s"),
    ],
)
def test_parameters_are_spelled_as_each_database_wants_them(dialect: Dialect, expected: str) -> None:
    text = "SELECT ':no' AS a, x::int, \":no\" -- :no\n, :site, :net"
    values = bind(parse(text), {"site": 1, "net": "x", "more": 2})
    assert values == {"site": 1, "net": "x"}
    assert render(text, values, dialect) == expected
