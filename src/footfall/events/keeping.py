"""What a backup takes of the events: a state that belongs together, while everything goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from footfall.events import parts, tables
from footfall.events.snapshot import PARTS

TRIES = 5
PREFIX = "keeping-"
DAY = 86_400.0
"""Seconds. No backup takes longer."""


class GoneError(Exception):
    """Parts were replaced again and again while they were being kept, or a part is missing for good."""


@contextmanager
def kept(folder: Path, work: Path) -> Iterator[list[tuple[str, Path]]]:
    """Names and files of all that is needed to have the events back, valid inside of the context.

    Args:
        work: an empty folder for copies.

    Raises:
        GoneError: a part of the manifest is not there.
    """
    if not (folder / tables.STORE).exists() and not (folder / tables.INBOX).exists():
        yield []
        return
    links = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        # The inbox first: what is sealed afterwards is in the store's copy, and taken out of the inbox's.
        inbox, store = _copy(folder / tables.INBOX, work), work / tables.STORE
        names = _keep_parts(folder, work, links)
        _agree(inbox, store)
        found = [(tables.INBOX, inbox), (tables.STORE, store), *((f"{PARTS}/{name}", links / name) for name in names)]
        yield [(name, path) for name, path in found if path.exists()]
    finally:
        shutil.rmtree(links, ignore_errors=True)


def check(folder: Path) -> str:
    """What is wrong with events that were brought back; "" if nothing is."""
    for name in (tables.INBOX, tables.STORE):
        path = folder / name
        if not path.exists():
            continue
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                (said,) = connection.execute("PRAGMA integrity_check").fetchone()
                gone = parts.missing(connection, folder) if name == tables.STORE and said == "ok" else []
        except sqlite3.Error as error:
            return f"{name} is damaged: {error}"
        if said != "ok" or gone:
            return f"{name} is damaged: {said}" if said != "ok" else f"the events of {gone[0]} are missing"
    return ""


def remove_stale(folder: Path) -> None:
    """Remove the links of a backup that was killed."""
    for path in folder.glob(f"{PREFIX}*"):
        if path.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(path, ignore_errors=True)


def _keep_parts(folder: Path, work: Path, links: Path) -> list[str]:
    """Copy the store, and link the files that its copy names: they stay even if compaction replaces them meanwhile."""
    for _ in range(TRIES):
        store = _copy(folder / tables.STORE, work)
        with closing(sqlite3.connect(store)) as connection:
            names = [row[0] for row in connection.execute("SELECT path FROM part")]
        try:
            for name in names:
                _link(folder / PARTS / name, links / name)
        except FileNotFoundError:
            store.unlink()
            continue
        return names
    raise GoneError("A file of events is missing. Look at the folder of events.")


def _link(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # A file system without links.
        shutil.copyfile(source, target)


def _agree(inbox: Path, store: Path) -> None:
    """In the copies: what the store has sealed leaves the inbox, whose next number is beyond."""
    with closing(sqlite3.connect(inbox)) as here, closing(sqlite3.connect(store)) as there:
        (origin,) = here.execute("SELECT name FROM origin").fetchone()
        if tables.text(there, "sealed") != origin:
            return
        mark = tables.number(there, "sealed")
        here.execute("DELETE FROM raw WHERE seq <= ?", (mark,))
        here.execute("INSERT INTO sqlite_sequence SELECT 'raw', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence)")
        here.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'raw'", (mark,))
        here.commit()


def _copy(source: Path, work: Path) -> Path:
    """As it stands at this moment; an empty one where there is none yet."""
    target = work / source.name
    opened = tables.open_inbox if source.name == tables.INBOX else tables.open_store
    with closing(opened(source.parent)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE")
    return target
