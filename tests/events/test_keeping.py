"""A backup holds every event that was answered before it, once, also while the sealer works."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from footfall.events import tables
from footfall.events.inbox import SqliteInbox
from footfall.events.keeping import GoneError, check, kept
from footfall.events.snapshot import PARTS
from footfall.events.store import DuckStore
from footfall.flywheel.event import DAY
from footfall.project.archive import UnusableError
from footfall.project.backup import back_up, restore
from tests.events.making import NOON, Clock, hit, put, sealer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A desk with 200 stored events, 100 sealed ones, 50 that wait."""
    data = tmp_path / "data"
    put(data / "events", [hit(number, ts=NOON - number % 2 * DAY) for number in range(200)])
    with closing(sqlite3.connect(data / "footfall.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
    with closing(sealer(data / "events", Clock())) as work:
        work.once()
        put(data / "events", [hit(number) for number in range(200, 300)])
        work.seal_some()
    put(data / "events", [hit(number) for number in range(300, 350)])
    return data


def database(data: Path) -> dict[str, object]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "footfall.db"}


def stored(folder: Path) -> dict[str, int]:
    with closing(sealer(folder, Clock())) as work:
        work.once()
    with closing(DuckStore(folder)) as store:
        (row,) = store.run("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events", {})
        return row


def test_what_waits_and_what_is_stored_comes_back(data: Path, tmp_path: Path) -> None:
    back_up(data, database(data), tmp_path / "desk.tar.gz")
    restore(tmp_path / "desk.tar.gz", tmp_path / "new", None, force=False)
    assert stored(tmp_path / "new" / "events") == {"n": 350, "ids": 350}
    assert stored(data / "events") == {"n": 350, "ids": 350}
    assert not list((data / "events").glob("keeping-*"))


def test_hits_that_come_after_restoring_are_counted_too(data: Path, tmp_path: Path) -> None:
    """The sealer went on between the copies: numbers of the inbox that it has sealed must not be given again."""
    with kept(data / "events", _made(tmp_path / "work")) as members:
        for name, path in members:
            target = tmp_path / "new" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    with closing(tables.open_store(tmp_path / "new")) as store:
        tables.set_fact(store, "sealed", 9, tables.text(store, "sealed"))
    with kept(tmp_path / "new", _made(tmp_path / "more")) as members:
        for name, path in members:
            target = tmp_path / "newer" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    put(tmp_path / "newer", [hit(number) for number in range(1000, 1010)])
    assert stored(tmp_path / "newer") == {"n": 310, "ids": 310}  # The 50 that waited count as sealed by then.


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.heavy
def test_backups_under_load_hold_all_that_was_answered(data: Path, tmp_path: Path) -> None:
    over, answered = threading.Event(), [350]

    def collect() -> None:
        with closing(SqliteInbox(data / "events", spare=0)) as box:
            while not over.is_set():
                box.put_now([hit(answered[0] + turn) for turn in range(5)])
                answered[0] += 5

    def work() -> None:
        clock = Clock()
        with closing(sealer(data / "events", clock)) as one:
            while not over.is_set():
                one.once()
                clock.now += DAY

    threads = [threading.Thread(target=collect), threading.Thread(target=work)]
    for thread in threads:
        thread.start()
    before = []
    try:
        for number in range(3):
            before.append(answered[0])
            back_up(data, database(data), tmp_path / f"{number}.tar.gz")
    finally:
        over.set()
        for thread in threads:
            thread.join()
    for number in range(3):
        restore(tmp_path / f"{number}.tar.gz", tmp_path / f"new {number}", None, force=False)
        row = stored(tmp_path / f"new {number}" / "events")
        assert row["n"] == row["ids"] >= before[number]


def test_a_missing_part_is_found(data: Path, tmp_path: Path) -> None:
    next((data / "events" / PARTS).glob("*/*.parquet")).unlink()
    with pytest.raises(GoneError), kept(data / "events", _made(tmp_path / "work")):
        raise AssertionError
    with pytest.raises(UnusableError, match="A file of events is missing"):
        back_up(data, database(data), tmp_path / "desk.tar.gz")
    assert "are missing" in check(data / "events")


def test_a_desk_without_events_is_backed_up(tmp_path: Path) -> None:
    with kept(tmp_path / "events", _made(tmp_path / "work")) as members:
        assert members == []
