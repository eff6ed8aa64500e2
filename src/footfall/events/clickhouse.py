"""The table of events in a ClickHouse: where it is, how it is made, asked and filled."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from footfall.events.door import Value
from footfall.events.packing import LARGE, TEXTS, Columns
from footfall.events.render import Dialect, Report, bind, render
from footfall.flywheel.event import COLUMNS

WINDOW = 10_000
"""Blocks whose tokens a table remembers. Only the last one is ever sent again."""
FEW_WORDS = frozenset({"host", "campaign", "net", "inapp", "goal", "currency", "country"})
_QUERY = {"join_use_nulls": 1}


class Address(NamedTuple):
    """Where the ClickHouse is: clickhouse://user:password@host:port/database?cluster=name&secure=1"""

    host: str
    port: int
    user: str
    password: str
    database: str
    cluster: str
    secure: bool


def address_of(url: str) -> Address:
    """
    Raises:
        ValueError: it is none; the sentence says how it has to look.
    """
    parts = urlsplit(url)
    if parts.scheme != "clickhouse" or not parts.hostname:
        raise ValueError("FOOTFALL_EVENTS_URL has to look like clickhouse://user:password@host:8123/database.")
    more = dict(parse_qsl(parts.query))
    secure = more.get("secure", "") in ("1", "true", "yes")
    cluster = more.get("cluster", "")
    if cluster and not cluster.replace("_", "").replace("-", "").isalnum():
        raise ValueError("The cluster's name in FOOTFALL_EVENTS_URL may hold letters, digits, - and _ only.")
    return Address(
        parts.hostname,
        parts.port or (8443 if secure else 8123),
        unquote(parts.username or "default"),
        unquote(parts.password or ""),
        parts.path.strip("/") or "default",
        cluster,
        secure,
    )


def schema(cluster: str = "") -> list[str]:
    """What makes the table, or on a cluster the local tables and the one that spreads over them.

    A share tree lies whole on one shard, whatever its size; visits that no share brought are spread by session.
    """
    columns = ", ".join(f"{name} {_type(name)}" for name in COLUMNS)
    keys = f"PARTITION BY intDiv(day, 30) ORDER BY (site, kind, ts, id) SETTINGS {_window(cluster)}"
    if not cluster:
        return [f"CREATE TABLE IF NOT EXISTS events ({columns}) ENGINE = MergeTree {keys}"]
    on = f"ON CLUSTER '{cluster}'"
    engine = "ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/events_local', '{replica}')"
    spread = "CASE WHEN root > 0 THEN root ELSE session END"
    spreading = f"Distributed('{cluster}', currentDatabase(), events_local, {spread})"
    return [
        f"CREATE TABLE IF NOT EXISTS events_local {on} ({columns}) ENGINE = {engine} {keys}",
        f"CREATE TABLE IF NOT EXISTS events {on} AS events_local ENGINE = {spreading}",
    ]


def _window(cluster: str) -> str:
    return f"{'replicated' if cluster else 'non_replicated'}_deduplication_window = {WINDOW}"


def _type(name: str) -> str:
    if name in TEXTS:
        return "LowCardinality(String)" if name in FEW_WORDS else "String"
    return "Int64" if name in LARGE else "Int32"


class Client:
    """One table of events in one ClickHouse. Threads may share it."""

    def __init__(self, url: str) -> None:
        self._address = address_of(url)
        self._lock = threading.Lock()
        self._client: Any = None

    def ask(self, asked: Report, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        bound = bind(asked, values)
        text = render(asked.text, bound, Dialect.CLICKHOUSE)
        answer = self._open().query(text, parameters=bound, settings=_QUERY)
        return [dict(zip(answer.column_names, row, strict=True)) for row in answer.result_rows]

    def insert(self, columns: Columns, token: str) -> None:
        """Safe to repeat with the same columns and token."""
        settings = {"insert_deduplicate": 1, "insert_deduplication_token": token, "async_insert": 0}
        if self._address.cluster:
            settings["distributed_foreground_insert"] = 1
        data = [columns[name].tolist() for name in COLUMNS]
        self._open().insert("events", data, column_names=list(COLUMNS), column_oriented=True, settings=settings)

    def delete(self, where: str) -> None:
        """Returns when it is done."""
        cluster = self._address.cluster
        table = f"events_local ON CLUSTER '{cluster}'" if cluster else "events"
        self._open().command(f"ALTER TABLE {table} DELETE WHERE {where} SETTINGS mutations_sync = 2")

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _open(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:
        try:
            import clickhouse_connect
        except ImportError:
            raise RuntimeError("ClickHouse needs: pip install 'footfall[desk,clickhouse]'") from None
        where = self._address
        client = clickhouse_connect.get_client(
            host=where.host,
            port=where.port,
            username=where.user,
            password=where.password,
            database=where.database,
            secure=where.secure,
            autogenerate_session_id=False,  # Threads ask at the same time; a session would take them one by one.
        )
        for statement in schema(where.cluster):
            client.command(statement)
        return client
