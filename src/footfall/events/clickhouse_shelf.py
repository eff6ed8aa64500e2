"""ClickHouse in the place of Parquet files: the same report texts, one setting.

A batch is sent again until it was taken, always with the same events and the same token, and ClickHouse drops a block
whose token it has seen: an answer that gets lost counts nothing twice.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from footfall.events import tables
from footfall.events.clickhouse import Client, address_of
from footfall.events.door import Value
from footfall.events.loading import in_chunks, note, refuse_known
from footfall.events.packing import unpack_columns
from footfall.events.render import parse, report
from footfall.flywheel.event import DAY, Event
from footfall.flywheel.owned import SiteRules

MOST = 100_000
"""Events of one insert: below ClickHouse's own limit for a block, so that one token is one block a partition."""


class ClickHouseStore:
    """A `Store` in ClickHouse."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._client = folder, Client(url)

    def ask(self, name: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        return self._client.ask(report(name), values)

    def run(self, text: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        return self._client.ask(parse(text), values)

    def load(self, events: Mapping[str, Any] | Iterable[Event], *, name: str = "") -> int:
        """See `footfall.events.loading.load`; here chunks count one after the other. One that was broken off is put in
        again under its name: what is there already is dropped by its token."""
        with closing(tables.open_store(self._folder)) as connection:
            refuse_known(connection, name)
            total, token = 0, name or secrets.token_hex(8)
            for number, columns in enumerate(in_chunks(events, MOST)):
                self._client.insert(columns, f"load-{token}-{number}")
                total += len(columns["day"])
            note(connection, name, total, int(time.time() * 1000))
        return total

    def close(self) -> None:
        self._client.close()


class ClickHouseShelf:
    """The sealer's shelf in ClickHouse. See `footfall.events.sealer.Shelf`."""

    def __init__(self, url: str, store: sqlite3.Connection) -> None:
        self._client, self._store = Client(url), store

    def store_ready(self, now: int, *, all_of_it: bool = False) -> int:  # noqa: ARG002 - everything goes at once
        total = 0
        while sent := self._send():
            total += sent
        return total

    def tidy(self, now: int) -> None:
        """ClickHouse merges by itself."""

    def forget(self, rules: Sequence[SiteRules], now: int) -> None:
        today = now // DAY
        for rule in rules:
            if rule.days <= 0:
                continue
            where = f"site = {rule.site:d} AND day < {today - rule.days:d}"
            (found,) = self._client.ask(parse(f"SELECT count(*) AS n FROM events WHERE {where}"), {})
            if found["n"]:
                self._client.delete(where)

    def erase(self, site: int, visitor: int, now: int) -> None:
        self.store_ready(now)
        self._client.delete(f"site = {site:d}" + (f" AND visitor = {visitor:d}" if visitor else ""))

    def close(self) -> None:
        self._client.close()

    def _send(self) -> int:
        """What was chosen and perhaps sent before, else the next batches; returns how many events."""
        chosen = self._store.execute("SELECT lo, hi FROM shipping").fetchone() or self._choose()
        if chosen is None:
            return 0
        rows = self._store.execute(
            "SELECT packed FROM ready WHERE batch BETWEEN ? AND ? ORDER BY batch", chosen
        ).fetchall()
        columns = unpack_columns(packed for (packed,) in rows)
        self._client.insert(columns, f"{self._name()}-{chosen[0]}-{chosen[1]}")
        with tables.writing(self._store):
            self._store.execute("DELETE FROM ready WHERE batch BETWEEN ? AND ?", chosen)
            self._store.execute("DELETE FROM shipping")
            tables.step(self._store)
        return len(columns["day"])

    def _choose(self) -> tuple[int, int] | None:
        """Note which batches go next, before they go: another try has to send the very same."""
        low = high = total = 0
        for batch, rows in self._store.execute("SELECT batch, rows FROM ready ORDER BY batch"):
            if total and total + rows > MOST:
                break
            low, high, total = low or batch, batch, total + rows
        if not total:
            return None
        self._store.execute("INSERT INTO shipping VALUES (1, ?, ?)", (low, high))
        return low, high

    def _name(self) -> str:
        """Of this folder: two desks may share a table."""
        name = tables.text(self._store, "name")
        if not name:
            name = secrets.token_hex(8)
            tables.set_fact(self._store, "name", 1, name)
        return name


def shelf_at(url: str) -> Callable[[Path, sqlite3.Connection], ClickHouseShelf]:
    """What makes a shelf at an address.

    Raises:
        ValueError: the address is none.
    """
    address_of(url)

    def make(folder: Path, store: sqlite3.Connection) -> ClickHouseShelf:  # noqa: ARG001 - as all shelves
        return ClickHouseShelf(url, store)

    return make
