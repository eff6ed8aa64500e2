"""Backups: the database as it stood at one moment, the secret key, the files; and bringing them back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from footfall.project import archive, postgres
from footfall.project.archive import Manifest, UnusableError
from footfall.project.postgres import Database

DATABASE = "footfall.db"
DUMP = "database.dump"
SECRET = "secret.key"  # noqa: S105 - a file's name
FILES = "files"
LEFT_OUT = ("static", "running.lock")
"""What a data folder holds that a start makes anew."""


def back_up(data: Path, database: Database, target: Path) -> Manifest:
    """Write the backup of a desk that may be running.

    The database is taken first: files that come later are only too many, never too few.

    Raises:
        UnusableError: the database can't be read, or its programs are missing.
    """
    with _beside(target) as work:
        if database["ENGINE"].endswith("sqlite3"):
            engine, members = "sqlite", [(DATABASE, _copy(Path(str(database["NAME"])), work / DATABASE))]
        else:
            postgres.dump(database, work / DUMP)
            engine, members = "postgresql", [(DUMP, work / DUMP)]
        if (data / SECRET).exists():
            members.append((SECRET, data / SECRET))
        files = sorted(path for path in (data / FILES).rglob("*") if path.is_file() and not path.is_symlink())
        members += [(path.relative_to(data).as_posix(), path) for path in files]
        return archive.write(target, engine, members)


def restore(source: Path, data: Path, database: Database | None, *, force: bool) -> tuple[Manifest, Path | None]:
    """Bring a backup back; returns what it holds, and where what stood there before was put.

    Args:
        database: the PostgreSQL to restore into; None restores SQLite into the data folder.
        force: what is there may be replaced. A data folder is moved aside; tables of PostgreSQL are overwritten.

    Raises:
        UnusableError: the backup is damaged or of the other kind of database, or there is something already.
    """
    if not force and _holds_something(data):
        raise UnusableError(f"{data} is not empty. Choose another folder, or say --force to put this one aside.")
    with _beside(data) as work:
        manifest = archive.unpack(source, work)
        _check(manifest, work, database)
        if database is not None:
            if not force and not postgres.is_empty(database):
                raise UnusableError("The database is not empty. Name an empty one, or say --force to replace it.")
            postgres.restore(database, work / DUMP)
            (work / DUMP).unlink()
        before = _put_aside(data)
        data.mkdir(parents=True, mode=0o700)
        for path in work.iterdir():
            path.rename(data / path.name)
    return manifest, before


def _check(manifest: Manifest, work: Path, database: Database | None) -> None:
    wanted = "sqlite" if database is None else "postgresql"
    if manifest.engine != wanted:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise UnusableError(
            f"This is a backup of {names.get(manifest.engine, manifest.engine)}, but "
            f"{'DATABASE_URL is not set' if database is None else 'DATABASE_URL names a PostgreSQL'}. "
            "Restore it into the kind of database it came from."
        )
    if database is None:
        _check_sqlite(work / DATABASE)


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        raise UnusableError(f"The database in the backup is damaged: {said}")


def _copy(source: Path, target: Path) -> Path:
    """The database as it stands at this moment, by SQLite's backup API; writers go on."""
    if not source.exists():
        raise UnusableError(f"There is no database at {source}. Is this the right data folder?")
    try:
        with closing(sqlite3.connect(source, timeout=60)) as there, closing(sqlite3.connect(target)) as here:
            there.backup(here)  # All pages in one step: with steps, each write in between starts the copy anew.
            here.execute("PRAGMA journal_mode=DELETE")
            if here.execute("SELECT 1 FROM sqlite_master WHERE name = 'footfall_cache'").fetchone():
                here.execute("DELETE FROM footfall_cache")
                here.commit()
    except sqlite3.Error as error:
        raise UnusableError(f"The database {source} can't be copied: {error}") from error
    return target


def _holds_something(folder: Path) -> bool:
    return folder.exists() and any(path.name not in LEFT_OUT for path in folder.iterdir())


def _put_aside(data: Path) -> Path | None:
    if not data.exists():
        return None
    if not _holds_something(data):
        shutil.rmtree(data)
        return None
    before = data.with_name(f"{data.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    data.rename(before)
    return before


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private folder on the same disk as the target, so that moving is renaming; removed at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    os.chmod(work, 0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
