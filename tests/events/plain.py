"""Stores over plain tables: the same texts on DuckDB, SQLite and ClickHouse's engine, without parts and tail."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb

from footfall.events.door import Value
from footfall.events.packing import TEXTS, pack_events, unpack_columns
from footfall.events.render import Dialect, bind, render, report
from footfall.flywheel.event import COLUMNS, Event

Rows = list[dict[str, Any]]


class PlainDuckDB:
    def __init__(self, events: Iterable[Event]) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        kinds = ", ".join(f"{name} {'VARCHAR' if name in TEXTS else 'BIGINT'}" for name in COLUMNS)
        self.connection.execute(f"CREATE TABLE events ({kinds})")
        self.connection.register("given", unpack_columns([pack_events(list(events))]))
        self.connection.execute(f"INSERT INTO events SELECT {', '.join(COLUMNS)} FROM given")

    def ask(self, name: str, values: Mapping[str, Value]) -> Rows:
        bound = bind(report(name), values)
        cursor = self.connection.execute(render(report(name).text, bound, Dialect.DUCKDB), bound)
        names = [column[0] for column in cursor.description]
        return [_plain(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


class PlainSQLite:
    def __init__(self, events: Iterable[Event]) -> None:
        self.connection = sqlite3.connect(":memory:")
        kinds = ", ".join(f"{name} {'TEXT' if name in TEXTS else 'INTEGER'}" for name in COLUMNS)
        self.connection.execute(f"CREATE TABLE events ({kinds})")
        rows = [[value if isinstance(value, str) else int(value) for value in event] for event in events]
        self.connection.executemany(f"INSERT INTO events VALUES ({', '.join('?' * len(COLUMNS))})", rows)

    def ask(self, name: str, values: Mapping[str, Value]) -> Rows:
        bound = bind(report(name), values)
        cursor = self.connection.execute(render(report(name).text, bound, Dialect.SQLITE), bound)
        names = [column[0] for column in cursor.description]
        return [_plain(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


class PlainClickHouse:
    """ClickHouse's engine in this process. Its defaults hold: unmatched rows of joins are 0 and "", not NULL."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.connection = _clickhouse()
        self.connection.query("DROP TABLE IF EXISTS events")
        kinds = ", ".join(f"{name} {'String' if name in TEXTS else 'Int64'}" for name in COLUMNS)
        self.connection.query(f"CREATE TABLE events ({kinds}) ENGINE = MergeTree ORDER BY (site, kind, ts, id)")
        lines = "\n".join(json.dumps(dict(zip(COLUMNS, event, strict=True)), ensure_ascii=False) for event in events)
        self.connection.query(f"INSERT INTO events FORMAT JSONEachRow {lines}")

    def ask(self, name: str, values: Mapping[str, Value]) -> Rows:
        bound = bind(report(name), values)
        text = render(report(name).text, bound, Dialect.CLICKHOUSE)
        said = self.connection.query(text, "JSONEachRow", params=bound)
        settled = (json.loads(line) for line in str(said).splitlines())
        return [_plain(row) for row in settled]


@cache
def _clickhouse() -> Any:
    from chdb import session

    made = session.Session()
    made.query("SET output_format_json_quote_64bit_integers = 0")
    return made


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value) if isinstance(value, Decimal) else value for name, value in row.items()}
