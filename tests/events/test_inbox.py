"""The inbox: what was answered is on the disk; what can't be taken is refused, and nothing else suffers."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.events import inbox as inbox_module
from footfall.events import tables
from footfall.events.door import FullError
from footfall.events.inbox import SqliteInbox
from footfall.events.packing import pack_events, pack_hits, unpack_events, unpack_hits
from footfall.flywheel.event import Event
from footfall.flywheel.hit import Flag, Hit
from tests.events.making import event, hit


@pytest.fixture
def box(tmp_path: Path) -> Iterator[SqliteInbox]:
    with closing(SqliteInbox(tmp_path, spare=0)) as box:
        yield box


def kept(folder: Path) -> list[Hit]:
    with closing(tables.open_inbox(folder)) as connection:
        return [one for (packed,) in connection.execute("SELECT packed FROM raw") for one in unpack_hits(packed)]


def test_many_callers_share_a_commit(box: SqliteInbox, tmp_path: Path) -> None:
    async def all_at_once() -> None:
        await asyncio.gather(*(box.put([hit(number)]) for number in range(500)))

    asyncio.run(all_at_once())
    assert sorted(kept(tmp_path)) == sorted(hit(number) for number in range(500))
    with closing(tables.open_inbox(tmp_path)) as connection:
        assert connection.execute("SELECT count(*) FROM raw").fetchone()[0] < 100


def test_it_is_on_the_disk_when_put_returns(box: SqliteInbox, tmp_path: Path) -> None:
    box.put_now([hit(1), hit(2)])
    assert kept(tmp_path) == [hit(1), hit(2)]


def test_who_does_not_wait_takes_nothing_from_the_others(box: SqliteInbox, tmp_path: Path) -> None:
    async def one_leaves() -> None:
        leaving = asyncio.create_task(box.put([hit(1)]))
        staying = asyncio.create_task(box.put([hit(2)]))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying

    asyncio.run(one_leaves())
    assert hit(2) in kept(tmp_path)


def test_a_full_queue_refuses_and_recovers(tmp_path: Path) -> None:
    box = SqliteInbox(tmp_path, most=10, spare=0)
    with pytest.raises(FullError):
        box.put_now([hit(number) for number in range(11)])
    box.put_now([hit(1)])
    box.close()
    assert kept(tmp_path) == [hit(1)]


def test_a_locked_inbox_refuses_and_recovers(box: SqliteInbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BUSY", 0.05)
    box.put_now([hit(1)])
    with closing(tables.open_inbox(tmp_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FullError, match="locked"):
            box.put_now([hit(2)])
        other.execute("ROLLBACK")
    box.put_now([hit(3)])
    assert kept(tmp_path) == [hit(1), hit(3)]


def test_little_room_on_the_disk_refuses_and_recovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = SqliteInbox(tmp_path, spare=1)
    free = [0]
    monkeypatch.setattr(inbox_module.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free[0]}))
    with pytest.raises(FullError, match="almost full"):
        box.put_now([hit(1)])
    free[0] = 2
    box.put_now([hit(2)])
    box.close()
    assert kept(tmp_path) == [hit(2)]


def test_a_full_disk_refuses_and_recovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own limit of pages stands for the disk's."""
    opened: list[sqlite3.Connection] = []

    def small(folder: Path) -> sqlite3.Connection:
        connection = tables.open_inbox(folder)
        connection.execute("PRAGMA max_page_count = 40")
        opened.append(connection)
        return connection

    monkeypatch.setattr(inbox_module, "open_inbox", small)
    box = SqliteInbox(tmp_path, spare=0)
    taken = _until_full(box)
    assert len(kept(tmp_path)) == taken > 10
    with closing(tables.open_inbox(tmp_path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.execute("DELETE FROM raw")
    box.put_now([hit(1)])
    box.close()
    assert kept(tmp_path) == [hit(1)]


def _until_full(box: SqliteInbox) -> int:
    for number in range(10_000):
        try:
            box.put_now([hit(number)._replace(agent="x" * 500)])
        except FullError:
            return number
    raise AssertionError("It never got full.")


def test_half_a_surrogate_pair_harms_nobody(box: SqliteInbox, tmp_path: Path) -> None:
    box.put_now([hit(1)._replace(agent="a\ud800b"), hit(2)])
    assert [one.agent for one in kept(tmp_path)] == ["a?b", ""]


def test_what_can_not_be_written_is_told_to_its_caller_alone(box: SqliteInbox, tmp_path: Path) -> None:
    async def both() -> list[object]:
        bad = box.put([hit(1)._replace(link=2**70)])
        return await asyncio.gather(bad, box.put([hit(2)]), return_exceptions=True)

    for _ in range(2):
        first, second = asyncio.run(both())
        assert isinstance(first, ValueError)
        assert second is None
    assert kept(tmp_path) == [hit(2), hit(2)]


def _put_many(folder: Path, start: int) -> None:
    with closing(SqliteInbox(folder, spare=0)) as box:
        for number in range(50):
            box.put_now([hit(start + number)])


@pytest.mark.heavy
def test_processes_write_side_by_side(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_put_many, args=(tmp_path, 1000 * turn)) for turn in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    expected = [hit(1000 * turn + number) for turn in range(2) for number in range(50)]
    assert sorted(kept(tmp_path)) == sorted(expected)


def test_threads_put_side_by_side(box: SqliteInbox, tmp_path: Path) -> None:
    threads = [threading.Thread(target=box.put_now, args=([hit(number)],)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept(tmp_path)) == sorted(hit(number) for number in range(40))


WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


HITS = st.tuples(*[WHOLE] * 5, *[TEXT] * 5, *[WHOLE] * 3, TEXT, TEXT).map(lambda row: Hit(*row))


@settings(max_examples=20, deadline=None)
@given(st.lists(HITS, max_size=5))
def test_hits_come_back_as_they_were(hits: list[Hit]) -> None:
    assert unpack_hits(pack_hits(hits)) == hits


def test_flags_come_back_as_numbers() -> None:
    assert unpack_hits(pack_hits([hit(1)._replace(flags=Flag.TRACKED | Flag.CONSENT)])) == [hit(1)._replace(flags=36)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(WHOLE, TEXT), max_size=5))
def test_events_come_back_as_they_were(given_rows: list[tuple[int, str]]) -> None:
    events: list[Event] = [event(1)._replace(share=number, props=text) for number, text in given_rows]
    assert unpack_events(pack_events(events)) == events
