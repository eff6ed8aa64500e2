"""How collecting stands: for the status page and for `footfall doctor`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from footfall.events import tables


class Standing(NamedTuple):
    """Times are milliseconds since 1970; 0 for never."""

    waiting: int = 0
    """Hits in the inbox."""
    oldest: int = 0
    """When the first of them came."""
    tail: int = 0
    """Sealed events that are in no part yet."""
    parts: int = 0
    events: int = 0
    """In parts."""
    bytes: int = 0
    """Of parts."""
    sealed: int = 0
    """The sealer's last sign of life."""
    refused: int = 0
    """Hits that could not be judged; they are kept aside."""
    failed: int = 0
    """When the last error happened."""
    error: str = ""


def standing(folder: Path) -> Standing:
    """Reads two small tables; nothing is made where nothing is."""
    waiting, oldest = _ask(
        folder / tables.INBOX, "SELECT coalesce(sum(hits), 0), coalesce(min(at), 0) FROM raw", (0, 0)
    )
    tail, count, events, size, refused = _ask(
        folder / tables.STORE,
        "SELECT (SELECT coalesce(sum(rows), 0) FROM ready), count(*), coalesce(sum(rows), 0), coalesce(sum(bytes), 0), "
        "(SELECT count(*) FROM refused) FROM part",
        (0, 0, 0, 0, 0),
    )
    (sealed,) = _ask(folder / tables.STORE, "SELECT number FROM fact WHERE name = 'beat'", (0,))
    failed, error = _ask(folder / tables.STORE, "SELECT number, text FROM fact WHERE name = 'error'", (0, ""))
    return Standing(waiting, oldest, tail, count, events, size, sealed, refused, failed, error)


def _ask(path: Path, question: str, otherwise: tuple[Any, ...]) -> tuple[Any, ...]:
    if not path.exists():
        return otherwise
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=tables.BUSY)) as connection:
        row: tuple[Any, ...] | None = connection.execute(question).fetchone()
    return row or otherwise
