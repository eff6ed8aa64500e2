"""Backups: complete, consistent, private; and restoring that trusts nothing it has not checked."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from footfall.cli.lock import hold
from footfall.cli.restore import command as restore_command
from footfall.project.archive import MANIFEST, UnusableError
from footfall.project.backup import back_up, restore

Doctor = Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]


def database(data: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "footfall.db"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a blank in its name."""
    data = tmp_path / "my data"
    (data / "files" / "a").mkdir(parents=True)
    (data / "static").mkdir()
    (data / "static" / "page.css").write_text("body {}")
    (data / "files" / "a" / "logo.png").write_bytes(b"logo")
    (data / "secret.key").write_text("very secret")
    with closing(sqlite3.connect(data / "footfall.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)")
        connection.execute("CREATE TABLE footfall_cache (cache_key TEXT)")
        connection.executemany("INSERT INTO account (amount) VALUES (?)", [(100,)] * 50)
        connection.execute("INSERT INTO footfall_cache VALUES ('x')")
        connection.commit()
    return data


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Path:
    back_up(data, database(data), tmp_path / "desk.tar.gz")
    return tmp_path / "desk.tar.gz"


def ask(data: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(data / "footfall.db")) as connection:
        return connection.execute(question).fetchall()


def doctored(archive: Path, change: Doctor) -> Path:
    """A copy of the archive with other members."""
    with tarfile.open(archive) as tar:
        members = [(entry, (tar.extractfile(entry) or io.BytesIO()).read()) for entry in tar]
    change(members)
    target = archive.with_name("doctored.tar.gz")
    with tarfile.open(target, "w:gz") as tar:
        for entry, data in members:
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return target


def test_what_is_backed_up_comes_back(data: Path, archive: Path, tmp_path: Path) -> None:
    manifest, before = restore(archive, tmp_path / "new", None, force=False)
    new = tmp_path / "new"
    assert before is None
    assert (new / "secret.key").read_text() == "very secret"
    assert (new / "files/a/logo.png").read_bytes() == b"logo"
    assert ask(new, "SELECT sum(amount) FROM account") == [(5000,)]
    assert ask(new, "SELECT count(*) FROM footfall_cache") == [(0,)]
    assert not (new / "static").exists()
    assert {member.name for member in manifest.members} == {"footfall.db", "secret.key", "files/a/logo.png"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.tar.gz", "my data", "new"]


def test_only_the_owner_can_read_it(archive: Path, tmp_path: Path) -> None:
    restore(archive, tmp_path / "new", None, force=False)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new/footfall.db").stat().st_mode) == 0o600


def test_a_backup_under_write_load_is_one_moment(data: Path, tmp_path: Path) -> None:
    """Money moves between accounts all the time; at each moment the sum is the same."""
    over, moves = threading.Event(), []

    def move(seed: int) -> None:
        with closing(sqlite3.connect(data / "footfall.db", timeout=30, isolation_level=None)) as connection:
            while not over.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE account SET amount = amount - 7 WHERE id = ?", (1 + seed,))
                connection.execute("UPDATE account SET amount = amount + 7 WHERE id = ?", (20 + len(moves) % 30,))
                connection.execute("COMMIT")
                moves.append(seed)

    threads = [threading.Thread(target=move, args=(seed,)) for seed in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(5):
            so_far = len(moves)
            while len(moves) < so_far + 5:
                over.wait(0.001)
            back_up(data, database(data), tmp_path / f"{number}.tar.gz")
    finally:
        over.set()
        for thread in threads:
            thread.join()
    for number in range(5):
        restore(tmp_path / f"{number}.tar.gz", tmp_path / f"new {number}", None, force=False)
        assert ask(tmp_path / f"new {number}", "SELECT sum(amount), count(*) FROM account") == [(5000, 50)]


def test_a_folder_that_holds_something_is_left_alone(archive: Path, data: Path) -> None:
    with pytest.raises(UnusableError, match="is not empty"):
        restore(archive, data, None, force=False)
    assert (data / "static/page.css").exists()


def test_force_puts_aside_what_was_there(archive: Path, data: Path) -> None:
    (data / "files/a/logo.png").write_bytes(b"newer")
    _, before = restore(archive, data, None, force=True)
    assert before is not None
    assert (before / "files/a/logo.png").read_bytes() == b"newer"
    assert (data / "files/a/logo.png").read_bytes() == b"logo"


def test_nobody_restores_under_the_feet_of_a_running_desk(archive: Path, data: Path) -> None:
    with hold(data):
        done = CliRunner().invoke(restore_command, [str(archive), "--data", str(data), "--force"])
    assert done.exit_code == 3
    assert "Stop it first." in done.output
    assert (data / "static/page.css").exists()


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "files/../../outside"])
def test_nothing_is_written_outside(archive: Path, tmp_path: Path, name: str) -> None:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        said = json.loads(members[-1][1])
        said["members"].append({"name": name, "size": 3, "sha256": hashlib.sha256(b"bad").hexdigest()})
        members[-1] = (members[-1][0], json.dumps(said).encode())
        members.insert(0, (tarfile.TarInfo(name), b"bad"))

    with pytest.raises(UnusableError, match="outside of the data folder"):
        restore(doctored(archive, change), tmp_path / "new", None, force=False)
    assert not list(tmp_path.rglob("outside"))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(archive: Path, tmp_path: Path, kind: bytes) -> None:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        entry = tarfile.TarInfo("files/link")
        entry.type, entry.linkname = kind, "/etc/passwd"
        members.insert(0, (entry, b""))

    with pytest.raises(UnusableError, match="not a plain file"):
        restore(doctored(archive, change), tmp_path / "new", None, force=False)
    assert not (tmp_path / "new").exists()


def damaged_key(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members[1] = (members[1][0], b"not the key")


def one_file_less(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    del members[2]


def one_file_more(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members.insert(0, (tarfile.TarInfo("files/more"), b"more"))


def one_file_twice(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members.insert(0, (tarfile.TarInfo("secret.key"), b"another key"))


def no_list(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    assert members.pop()[0].name == MANIFEST


def of_the_future(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members[-1] = (members[-1][0], members[-1][1].replace(b'"format": 1', b'"format": 2'))


@pytest.mark.parametrize("change", [damaged_key, one_file_less, one_file_more, one_file_twice, no_list, of_the_future])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(archive: Path, data: Path, change: Doctor) -> None:
    broken = doctored(archive, change)
    with pytest.raises(UnusableError):
        restore(broken, data, None, force=True)
    assert (data / "static/page.css").exists()
    assert ask(data, "SELECT count(*) FROM account") == [(50,)]


def test_half_a_download_is_refused(archive: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.tar.gz"
    half.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    with pytest.raises(UnusableError, match="can't be read as a backup"):
        restore(half, tmp_path / "new", None, force=False)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.tar.gz").write_text("Dear aunt")
    with pytest.raises(UnusableError, match="can't be read as a backup"):
        restore(tmp_path / "letter.tar.gz", tmp_path / "new", None, force=False)


def test_a_damaged_database_is_found_before_anything_is_replaced(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "footfall.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray((data / "footfall.db").read_bytes())
    whole[4096:8192] = bytes(4096)
    (data / "footfall.db").write_bytes(whole)
    back_up(data, database(data), tmp_path / "desk.tar.gz")
    with pytest.raises(UnusableError, match="damaged"):
        restore(tmp_path / "desk.tar.gz", tmp_path / "new", None, force=False)


def test_a_backup_of_sqlite_does_not_go_into_postgresql(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"This is a backup of SQLite, but DATABASE_URL names a PostgreSQL\."):
        restore(archive, tmp_path / "new", {"NAME": "x"}, force=False)
