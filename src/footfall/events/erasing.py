"""All that is stored of a person, and removing it; removing all of a site."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from footfall.events import tables
from footfall.events.door import Store
from footfall.events.memory import forget_site, forget_visitor

EVERYBODY = 0
"""Stands for all visitors of a site that is gone."""


class Erases(Protocol):
    def erase(self, site: int, visitor: int, now: int) -> None:
        """Visitor 0: everything of the site."""


def ask_to_erase(folder: Path, site: int, visitor: int, now: int) -> None:
    """Note that everything of a visitor has to go. The sealer does it within seconds; files that held it are
    unlinked within ten minutes.

    Raises:
        ValueError: visitor 0 stands for everybody who is not known.
    """
    if visitor == EVERYBODY:
        raise ValueError("Nobody can be erased without an id.")
    _note(folder, site, visitor, now)


def ask_to_forget_site(folder: Path, site: int, now: int) -> None:
    """Note that everything of a site has to go, as it was deleted."""
    _note(folder, site, EVERYBODY, now)


def _note(folder: Path, site: int, visitor: int, now: int) -> None:
    connection = tables.open_store(folder)
    try:
        with tables.writing(connection):
            connection.execute("INSERT OR IGNORE INTO erasure VALUES (?, ?, ?, 0)", (site, visitor, now))
    finally:
        connection.close()


def events_of(store: Store, site: int, visitor: int) -> list[dict[str, Any]]:
    """Everything that is stored of a visitor, the oldest first."""
    return store.run(
        "SELECT * FROM events WHERE site = :site AND visitor = :visitor ORDER BY ts, id",
        {"site": site, "visitor": visitor},
    )


def carry_out(store: sqlite3.Connection, shelf: Erases, now: int) -> int:
    """Do what was asked for; returns how many. A crash in between does it again, which changes nothing more."""
    asked = store.execute("SELECT site, visitor, asked FROM erasure WHERE done = 0").fetchall()
    for site, visitor, when in asked:
        shelf.erase(site, visitor, now)
        with tables.writing(store):
            if visitor == EVERYBODY:
                forget_site(store, site)
            else:
                forget_visitor(store, site, visitor)
            # Who it was is not kept: the note would be the last trace.
            store.execute("DELETE FROM erasure WHERE site = ? AND visitor = ? AND asked = ?", (site, visitor, when))
    return len(asked)
