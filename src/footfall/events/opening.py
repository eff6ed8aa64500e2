"""Where the rest of Footfall gets its inbox and its store."""

from __future__ import annotations

from pathlib import Path

from footfall.events.clickhouse_shelf import ClickHouseStore, shelf_at
from footfall.events.door import Store
from footfall.events.inbox import SqliteInbox
from footfall.events.parquet import ParquetShelf
from footfall.events.sealer import MakeShelf
from footfall.events.store import DuckStore


def open_inbox(folder: Path) -> SqliteInbox:
    """The inbox of a folder; opened when the first hit comes."""
    return SqliteInbox(folder)


def open_store(folder: Path, url: str = "") -> Store:
    """The store of a folder; opened at the first question.

    Args:
        url: clickhouse://user:password@host:port/database where events go there.

    Raises:
        ValueError: the address is none.
    """
    return ClickHouseStore(folder, url) if url else DuckStore(folder)


def open_shelf(url: str = "") -> MakeShelf:
    """What makes the sealer's shelf.

    Raises:
        ValueError: the address is none.
    """
    return shelf_at(url) if url else ParquetShelf
