"""ClickHouse by its own client: the same answers, and nothing twice however often a batch is sent.

What answers is chdb behind a small HTTP server: the same engine, no cluster.
"""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from footfall.events.clickhouse import address_of, schema
from footfall.events.clickhouse_shelf import ClickHouseStore, shelf_at
from footfall.events.erasing import ask_to_erase, events_of
from footfall.events.opening import open_store
from footfall.events.packing import pack_events
from footfall.flywheel.event import DAY, Event
from footfall.flywheel.owned import SiteRules
from tests.events.making import NOON, Clock, event, hit, put, sealer
from tests.events.test_reports import MORE, REPORTS, SCOPE
from tests.events.world import World

ROOT = Path(__file__).parents[2]
ALL = "SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.counterparts.chdb_over_http", "0", str(tmp_path_factory.mktemp("chdb"))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@pytest.fixture
def url(port: int, request: pytest.FixtureRequest) -> str:
    name = f"t{abs(hash(request.node.name))}"
    ask(port, f"/?query=CREATE%20DATABASE%20{name}")
    return f"clickhouse://default@127.0.0.1:{port}/{name}"


def ask(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", path)
    assert connection.getresponse().status == 200
    connection.close()


def count(url: str) -> dict[str, int]:
    store = ClickHouseStore(Path("/nowhere"), url)
    (row,) = store.run(ALL, {})
    store.close()
    return row


@pytest.mark.counterpart("clickhouse")
def test_a_lost_answer_counts_nothing_twice(url: str, port: int, tmp_path: Path) -> None:
    put(tmp_path, [hit(number, ts=NOON + number * 1000) for number in range(300)])
    work = sealer(tmp_path, Clock(), shelf=shelf_at(url))
    count(url)  # Makes the table, so that the next insert is the one that breaks.
    ask(port, "/break")
    with pytest.raises(Exception, match="got lost"):
        work.step()
    assert count(url) == {"n": 300, "ids": 300}
    put(tmp_path, [hit(number) for number in range(1000, 1100)])  # More waits by now: the same batch goes first.
    work.step()
    assert count(url) == {"n": 400, "ids": 400}
    work.close()


@pytest.mark.heavy
@pytest.mark.counterpart("clickhouse")
def test_equal_events_are_two_events_when_they_came_twice(url: str, tmp_path: Path) -> None:
    for _ in range(2):
        put(tmp_path, [hit(1)])
        work = sealer(tmp_path, Clock(), shelf=shelf_at(url))
        work.step()
        work.close()
    assert count(url) == {"n": 2, "ids": 1}


@pytest.mark.counterpart("clickhouse")
def test_events_come_back_as_they_were(url: str, tmp_path: Path) -> None:
    odd = event(
        1, value=-5, goal="a'b\\c\"\n\t", props='{"x": "ü\u2028"}', root=2**63 - 1, share=1, gen=3, country="DE"
    )
    store, here = open_store(tmp_path, url), open_store(tmp_path)
    store.load([odd, event(2)])
    here.load([odd, event(2)])
    question = "SELECT * FROM events WHERE site = :site AND goal = :goal"
    for one in (store, here):
        (row,) = one.run(question, {"site": 1, "goal": odd.goal})
        assert Event(**row) == odd
    store.close()
    here.close()


@pytest.mark.heavy
@pytest.mark.counterpart("clickhouse")
def test_every_report_gives_the_rows_that_files_give(url: str, tmp_path: Path) -> None:
    store, here = open_store(tmp_path, url), open_store(tmp_path)
    for one in (store, here):
        one.load(World(1).events)
    values = SCOPE.values(**(MORE | {"by": "week", "of": "net", "bots": 1}))
    for report in REPORTS:
        assert store.ask(report, values) == here.ask(report, values), report
    store.close()
    here.close()


@pytest.mark.counterpart("clickhouse")
def test_old_days_and_erased_visitors_go(url: str, tmp_path: Path) -> None:
    store = ClickHouseStore(tmp_path, url)
    store.load([event(1, ts=NOON - 40 * DAY), event(2), event(3, visitor=9), event(4, ts=NOON - 40 * DAY, site=2)])
    clock = Clock()
    work = sealer(tmp_path, clock, shelf=shelf_at(url), rules=lambda: [SiteRules(1, frozenset(), days=30)])
    ask_to_erase(tmp_path, 1, 9, NOON)
    work.step()
    assert events_of(store, 1, 9) == []
    assert [row["site"] for row in store.run("SELECT site FROM events ORDER BY site", {})] == [1, 2]
    work.close()
    store.close()


def test_a_choice_that_was_made_is_sent_again_unchanged(tmp_path: Path) -> None:
    sent: list[tuple[int, str]] = []

    class Line:
        broken = True

        def insert(self, columns: dict[str, list[int]], token: str) -> None:
            sent.append((len(columns["day"]), token))
            if self.broken:
                raise OSError("The line broke.")

        def close(self) -> None: ...

    work = sealer(tmp_path, Clock(), shelf=shelf_at("clickhouse://nobody.invalid/x"))
    work._shelf._client = line = Line()
    work._store.execute("INSERT INTO ready (rows, at, packed) VALUES (1, 0, ?)", (pack_events([event(1)]),))
    with pytest.raises(OSError, match="broke"):
        work.step()
    work._store.execute("INSERT INTO ready (rows, at, packed) VALUES (1, 0, ?)", (pack_events([event(2)]),))
    line.broken = False
    work.step()
    assert [rows for rows, _ in sent] == [1, 1, 1]
    assert sent[0] == sent[1] != sent[2]
    work.close()


def test_a_cluster_is_cut_by_share_tree() -> None:
    local, spread = schema("many")
    assert "events_local ON CLUSTER 'many'" in local
    assert "ReplicatedMergeTree" in local
    assert (
        "Distributed('many', currentDatabase(), events_local, CASE WHEN root > 0 THEN root ELSE session END)" in spread
    )


@pytest.mark.parametrize("url", ["http://x/y", "clickhouse:///x", "clickhouse://x/y?cluster=a'b"])
def test_an_address_that_is_none_is_said_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="FOOTFALL_EVENTS_URL"):
        shelf_at(url)


def test_an_address_may_hold_a_password() -> None:
    there = address_of("clickhouse://me:p%40ss@ch.example/stats?secure=1&cluster=c-1")
    assert (there.host, there.port, there.password, there.cluster) == ("ch.example", 8443, "p@ss", "c-1")
