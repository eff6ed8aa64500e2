"""Whatever dies, and whenever: an event that was answered is in the store, once."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from footfall.events import parts, tables
from footfall.events.sealer import Sealer
from footfall.events.snapshot import PARTS
from footfall.events.store import DuckStore
from tests.events.making import plainly

ROOT = Path(__file__).parents[2]
KILLS = 60


def start(what: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process that has begun to work."""
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.storing", what, str(folder)], cwd=ROOT)
    until = time.monotonic() + 60
    while not (folder / f"started-{process.pid}").exists():
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < until
        time.sleep(0.01)
    return process


@pytest.mark.heavy
def test_no_step_of_sealing_storing_and_merging_loses_or_doubles_an_event(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.storing", "sweep", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50


@pytest.mark.heavy
def test_killed_at_random_under_load_every_answered_event_is_there_once(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    running = {
        "write 1": start("write", tmp_path),
        "write 2": start("write", tmp_path),
        "seal": start("seal", tmp_path),
    }
    killed: Counter[str] = Counter()
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.05, 1.0))
            name = chance.choice(["write 1", "write 2", "seal", "seal"])
            running[name].send_signal(signal.SIGKILL)
            running[name].wait()
            killed[name[:5]] += 1
            running[name] = start(name.split()[0], tmp_path)
    finally:
        for process in running.values():
            process.kill()
            process.wait()
    answered = [int(word) for path in tmp_path.glob("answered-*") for word in _whole_lines(path)]
    sealer = Sealer(tmp_path, plainly)
    sealer.once()
    store = DuckStore(tmp_path)
    found = Counter(row["id"] for row in store.run("SELECT id FROM events", {}))
    merged = tables.number(tables.open_store(tmp_path), "version")
    print(
        f"{len(answered)} events answered, {len(found)} stored, kills {dict(killed)}, manifest changed {merged} times"
    )
    assert len(answered) > 1000
    assert merged > KILLS
    assert not set(answered) - found.keys()
    assert set(found.values()) == {1}
    assert min(killed["write"], killed["seal"]) >= 20
    connection = tables.open_store(tmp_path)
    parts.unlink_left(connection, tmp_path, 2**62)
    listed = {row[0] for row in connection.execute("SELECT path FROM part")}
    assert {path.relative_to(tmp_path / PARTS).as_posix() for path in (tmp_path / PARTS).glob("*/*")} == listed
    connection.close()
    store.close()
    sealer.close()


@pytest.mark.heavy
def test_a_full_disk_refuses_spoils_nothing_and_recovers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.storing", "full", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    answered = int(done.stdout)
    store = DuckStore(tmp_path)
    (row,) = store.run("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events", {})
    assert row["n"] == row["ids"]
    # Of a hit that was refused nobody knows whether it reached the disk; one that was answered is there.
    assert answered <= row["n"] <= answered + 5
    assert answered > 50
    for name in (tables.INBOX, tables.STORE):
        connection = sqlite3.connect(tmp_path / name)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
    store.close()


def _whole_lines(path: Path) -> list[str]:
    """A process that dies while it writes leaves half a number."""
    return path.read_text().rpartition("\n")[0].split()
