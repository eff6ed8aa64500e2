"""Sealing, storing, merging: every event once, whatever the order of things."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footfall.events import compaction, memory, parquet, parts, snapshot, tables
from footfall.events.erasing import ask_to_erase, events_of
from footfall.events.packing import pack_hits
from footfall.events.sealer import BusyError, Sealer, alone
from footfall.events.snapshot import PARTS
from footfall.events.standing import Standing, standing
from footfall.events.store import DuckStore
from footfall.flywheel.event import DAY, Event
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory, Session, Share, View
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.token import token_id, token_of
from tests.events.making import NOON, Clock, event, hit, plainly, put, sealer

COUNT = "SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events"
HOUR = 3_600_000


def count(folder: Path) -> int:
    with closing(DuckStore(folder)) as store:
        (row,) = store.run(COUNT, {})
    assert row["n"] == row["ids"]
    return int(row["n"])


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder / PARTS).as_posix() for path in (folder / PARTS).glob("day=*/*")}


def listed(folder: Path) -> set[str]:
    with closing(tables.open_store(folder)) as connection:
        return {part.path for part in snapshot.take(connection).parts}


def test_hits_are_seen_at_the_next_step_and_stored_when_they_are_enough(tmp_path: Path) -> None:
    clock = Clock()
    put(tmp_path, [hit(number) for number in range(100)])
    assert standing(tmp_path).waiting == 100
    with closing(sealer(tmp_path, clock)) as work:
        work.step()
        assert (count(tmp_path), standing(tmp_path).tail, standing(tmp_path).parts) == (100, 100, 0)
        clock.now += parquet.OLD
        work.step()
    now = standing(tmp_path)
    assert (now.waiting, now.tail, now.parts, now.events, now.error) == (0, 0, 1, 100, "")
    assert count(tmp_path) == 100


def test_repeated_events_are_counted_once_also_in_another_batch_and_after_a_restart(tmp_path: Path) -> None:
    token = token_of(bytes(range(9)))
    for number in range(3):
        put(tmp_path, [hit(2 * number + turn)._replace(token=token, n=1 + turn) for turn in range(2)])
        with closing(sealer(tmp_path, Clock())) as work:
            work.step()
    assert count(tmp_path) == 2


def test_another_inbox_in_the_same_place_is_read_from_its_start(tmp_path: Path) -> None:
    put(tmp_path, [hit(number) for number in range(10)])
    with closing(sealer(tmp_path, Clock())) as work:
        work.once()
    for path in tmp_path.glob("inbox.db*"):
        path.unlink()
    put(tmp_path, [hit(number) for number in range(10, 15)])
    with closing(sealer(tmp_path, Clock())) as work:
        work.once()
    assert count(tmp_path) == 15


def test_only_one_sealer_works_on_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(BusyError), alone(tmp_path):
        raise AssertionError


def test_what_can_not_be_judged_is_put_aside_and_holds_up_nothing(tmp_path: Path) -> None:
    def picky(hits: Sequence[Hit], memory: Memory) -> list[Event]:
        if any(one.visitor == 13 for one in hits):
            raise KeyError("thirteen")
        return [made._replace(value=2**70) if made.visitor == 14 else made for made in plainly(hits, memory)]

    put(tmp_path, [hit(1), hit(2, visitor=13), hit(3)])
    put(tmp_path, [hit(4, visitor=14), hit(5)])
    with closing(Sealer(tmp_path, picky, clock=Clock())) as work:
        assert work.once() == 3
    now = standing(tmp_path)
    assert (now.refused, now.waiting, count(tmp_path)) == (2, 0, 3)
    assert "thirteen" in now.error


def test_hours_become_one_part_each_and_days_as_well(tmp_path: Path) -> None:
    clock = Clock(NOON)
    with closing(sealer(tmp_path, clock)) as work:
        for number in range(12):
            put(tmp_path, [hit(number, ts=NOON)])
            work.once()
            clock.now += 20 * 60_000
        assert len(listed(tmp_path)) == 3 + 3  # One for each finished hour, and those of this one.
        assert count(tmp_path) == 12
        clock.now += DAY
        work.step()
        assert len(listed(tmp_path)) == 1
        assert len(files(tmp_path)) > 1  # Slow readers still need the old ones.
        clock.now += parts.LINGER + 1
        work.step()
    assert files(tmp_path) == listed(tmp_path)
    assert count(tmp_path) == 12


def test_parts_are_sorted_for_questions_about_one_site(tmp_path: Path) -> None:
    put(tmp_path, [hit(number, ts=NOON + number % 7 * 1000, site=1 + number % 3) for number in range(50)])
    with closing(sealer(tmp_path, Clock())) as work:
        work.once()
    with closing(DuckStore(tmp_path)) as store:
        rows = store.run("SELECT site, kind, ts FROM events", {})
    assert rows == sorted(rows, key=lambda row: (row["site"], row["kind"], row["ts"]))


def test_days_that_a_site_no_longer_keeps_go(tmp_path: Path) -> None:
    with closing(DuckStore(tmp_path)) as store:
        store.load(event(site * 100 + day, ts=NOON - day * DAY, site=site) for site in (1, 2) for day in range(10))
    rules = [SiteRules(1, frozenset(), days=3), SiteRules(2, frozenset())]
    with closing(sealer(tmp_path, Clock(), rules=lambda: rules)) as work:
        work.step()
    with closing(DuckStore(tmp_path)) as store:
        assert store.run("SELECT site, count(*) AS n FROM events GROUP BY site ORDER BY site", {}) == [
            {"site": 1, "n": 4}, {"site": 2, "n": 10},
        ]  # fmt: skip


def test_a_visitor_is_erased_from_parts_tail_inbox_and_memory(tmp_path: Path) -> None:
    def remembering(hits: Sequence[Hit], memory: Memory) -> list[Event]:
        for one in hits:
            memory.keep_session(one.site, Session(5, one.visitor, NOON))
            memory.keep_view(View(one.id, one.site, 5, one.visitor, 0, 0, 0, NOON, "/"))
            memory.keep_share(Share(one.id, one.site, 5, one.visitor, one.id, 0, 0, NOON, "/", "copy", 3))
        return plainly(hits, memory)

    clock = Clock()
    with closing(Sealer(tmp_path, remembering, clock=clock)) as work:
        put(tmp_path, [hit(1, visitor=7), hit(2, visitor=8)])
        work.once()
        put(tmp_path, [hit(3, visitor=7), hit(4, visitor=8), hit(5, visitor=7, site=2)])
        work.step()
        put(tmp_path, [hit(6, visitor=7)])
        with closing(DuckStore(tmp_path)) as store:
            assert [row["id"] for row in events_of(store, 1, 7)] == [hit(1).id, hit(3).id]
            ask_to_erase(tmp_path, 1, 7, NOON)
            work.step()
            assert events_of(store, 1, 7) == []
            assert len(events_of(store, 2, 7)) == 1
            assert len(events_of(store, 1, 8)) == 2
    with closing(tables.open_store(tmp_path)) as connection:
        kept = memory.SqliteMemory(connection, [], NOON)
        assert kept.session(1, 7) is None
        assert kept.session(2, 7) is not None
        assert (kept.view(hit(1).id), kept.share(hit(1).id)) == (
            View(hit(1).id, 1, 0, 0, 0, 0, 0, NOON, "/"),
            Share(hit(1).id, 1, 0, 0, hit(1).id, 0, 0, NOON, "/", "copy", 3),
        )
        assert connection.execute("SELECT count(*) FROM erasure").fetchone() == (0,)
    with pytest.raises(ValueError, match="without an id"):
        ask_to_erase(tmp_path, 1, 0, NOON)


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_ten_years_off_loses_nothing(tmp_path: Path, years: int) -> None:
    off = NOON + years * 365 * DAY
    clock = Clock(off)
    put(tmp_path, [hit(number, ts=off) for number in range(20)])
    with closing(sealer(tmp_path, clock)) as work:
        work.once()
        clock.now = NOON
        put(tmp_path, [hit(number, ts=NOON) for number in range(20, 40)])
        work.once()
        work.step()
    assert count(tmp_path) == 40


def test_files_that_nobody_listed_are_removed_at_the_start(tmp_path: Path) -> None:
    put(tmp_path, [hit(1)])
    with closing(sealer(tmp_path, Clock())) as work:
        work.once()
    before = files(tmp_path)
    (tmp_path / PARTS / "day=5").mkdir()
    (tmp_path / PARTS / "day=5" / "part-1-1-x.parquet").write_bytes(b"half")
    sealer(tmp_path, Clock()).close()
    assert files(tmp_path) == before == listed(tmp_path)


def test_a_loss_while_merging_is_noticed_before_anything_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(DuckStore(tmp_path)) as store:
        for number in range(2):
            store.load([event(2 * number), event(2 * number + 1)])
    whole = compaction.duck.files
    monkeypatch.setattr(compaction.duck, "files", lambda paths: whole(paths[:1]))
    with closing(sealer(tmp_path, Clock(NOON + 2 * DAY))) as work, pytest.raises(RuntimeError, match="lost events"):
        work.tidy(NOON + 2 * DAY)
    monkeypatch.undo()
    assert count(tmp_path) == 4


def test_errors_are_shown_and_what_they_concern_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, [hit(1)])
    stop, write = threading.Event(), parts.write

    def no_room(*_given: object, **_more: object) -> None:
        monkeypatch.setattr(parts, "write", write)
        raise OSError(28, "No space left on device")

    clock = Clock()
    with closing(sealer(tmp_path, clock)) as work:
        work.seal_some()
        monkeypatch.setattr(parts, "write", no_room)
        clock.now += parquet.OLD
        monkeypatch.setattr(stop, "wait", lambda _seconds: stop.set() if standing(tmp_path).parts else None)
        work.run(stop)
    now = standing(tmp_path)
    assert (now.parts, now.events, now.tail) == (1, 1, 0)
    assert "No space left" in now.error


def test_memory_forgets_what_is_old(tmp_path: Path) -> None:
    with closing(tables.open_store(tmp_path)) as connection:
        kept = memory.SqliteMemory(connection, [], NOON)
        for number, ts in ((1, NOON - 40 * DAY), (2, NOON)):
            kept.keep_view(View(number, 1, 5, 7, 0, 0, 0, ts, "/"))
            kept.keep_share(Share(number, 1, 5, 7, number, 0, 0, ts, "/", "copy", 3))
            kept.keep_session(1, Session(5, number, ts))
        kept.seen(token_id(token_of(bytes(9))), 1)
        kept.write()
        memory.forget(connection, NOON)
        kept = memory.SqliteMemory(connection, [], NOON)
        assert [kept.view(1), kept.session(1, 1)] == [None, None]
        assert None not in [kept.view(2), kept.session(1, 2), kept.share(1), kept.share(2)]
        assert kept.seen(token_id(token_of(bytes(9))), 1)
        memory.forget(connection, NOON + 3 * DAY)
        assert not memory.SqliteMemory(connection, [], NOON + 3 * DAY).seen(token_id(token_of(bytes(9))), 1)
        memory.forget(connection, NOON, most_views=0)
        assert memory.SqliteMemory(connection, [], NOON).view(2) is None


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert standing(tmp_path / "nowhere") == Standing()
    assert not (tmp_path / "nowhere").exists()


ACTS = st.lists(st.sampled_from(["put", "seal", "store", "tidy", "restart", "load", "hour", "day"]), max_size=14)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_in_any_order_every_event_is_there_once(tmp_path_factory: pytest.TempPathFactory, acts: list[str]) -> None:
    folder, clock, number, put_in = tmp_path_factory.mktemp("any"), Clock(), 0, 0
    work = sealer(folder, clock)
    reader = DuckStore(folder)
    for act in acts:
        if act == "put":
            hits = [hit(number + turn, ts=clock.now - turn * DAY) for turn in range(3)]
            work._inbox.execute("INSERT INTO raw (hits, at, packed) VALUES (3, 0, ?)", (pack_hits(hits),))
            number += 3
            put_in += 3
        elif act == "seal":
            work.seal_some()
        elif act == "store":
            work._shelf.store_ready(clock.now, all_of_it=True)
        elif act == "tidy":
            work.tidy(clock.now)
        elif act == "restart":
            work.close()
            work = sealer(folder, clock)
        elif act == "load":
            put_in += reader.load([event(number + turn, ts=clock.now) for turn in range(2)])
            number += 2
        else:
            clock.now += HOUR if act == "hour" else DAY
        (row,) = reader.run(COUNT, {})
        assert row["n"] == row["ids"] == put_in - standing(folder).waiting
    reader.close()
    work.close()
