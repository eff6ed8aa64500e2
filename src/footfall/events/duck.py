"""DuckDB in this process: how it is opened, and the table of events in its words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb

from footfall.events.packing import LARGE, TEXTS
from footfall.flywheel.event import COLUMNS
from footfall.flywheel.hit import EPOCH, RANDOM_BITS

MEMORY = "600MB"
"""For DuckDB in a process that shall stay below 1 GB."""
THREADS = 4
TYPES = {name: "VARCHAR" if name in TEXTS else "BIGINT" if name in LARGE else "INTEGER" for name in COLUMNS}
"""No small types: `kind * 100` would overflow in them."""
NAMES = ", ".join(COLUMNS)
_ARRIVED = f"CASE WHEN ts >= {EPOCH} AND ts < {EPOCH + (1 << 40)} THEN (ts - {EPOCH}) * {1 << RANDOM_BITS} ELSE 0 END"
"""The part of an id that the time of an event gives already: files hold the rest as `low`, two bytes an event less."""
_STORED = {name: "low" if name == "id" else name for name in COLUMNS}
WRITTEN = ", ".join(
    f"CAST({f'id - {_ARRIVED}' if name == 'id' else name} AS {TYPES[name]}) AS {stored}"
    for name, stored in _STORED.items()
)
"""What goes into a file, of a source that has all columns."""
_READ = ", ".join(f"low + {_ARRIVED} AS id" if name == "id" else name for name in COLUMNS)
DDL = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
SORTED = "site, kind, ts, low"


def connect(folder: Path, *, memory: str = MEMORY, threads: int = 0) -> duckdb.DuckDBPyConnection:
    """A database in memory. It asks nobody for extensions; what does not fit into memory goes to `folder`/tmp."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    config: dict[str, Any] = {
        "memory_limit": memory,
        "threads": threads or min(THREADS, cores),
        "temp_directory": str(folder / "tmp"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET parquet_metadata_cache = true")
    return connection


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def files(paths: list[Path]) -> str:
    """What reads these Parquet files with all columns, as SQL."""
    return f"(SELECT {_READ} FROM read_parquet([{', '.join(quoted(str(path)) for path in paths)}]))"
