"""The same made-up events in every store."""

from __future__ import annotations

import sys
from pathlib import Path

from footfall.events.duck import connect, files
from footfall.events.packing import LARGE, TEXTS
from footfall.events.store import DuckStore
from footfall.flywheel.event import COLUMNS
from footfall.flywheel.simulation import days

SEED = 7
INDEXES = {
    "events_day": "(site, day)",
    "events_ts": "(site, ts)",
    "events_session": "(session)",
    "events_share": "(share) WHERE share <> 0",
    "events_via": "(via) WHERE via <> 0",
    "events_root": "(root) WHERE root <> 0",
    "events_post": "(src_post) WHERE src_post <> 0",
    "events_link": "(link) WHERE link <> 0",
}
"""Of PostgreSQL: each key by which events are looked up, and the days of a site."""
FITTED = "CREATE INDEX events_kind ON events (site, kind, day)"
"""One more, that fits these very texts: all ask for few kinds of events."""


def fill(folder: Path, events: int) -> None:
    """Footfall's store by its bulk door, a day at a time."""
    store = DuckStore(folder)
    for part in days(events, SEED):
        store.load(part)
    store.close()


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "parts").rglob("*.parquet"))


def _parts(folder: Path) -> list[Path]:
    return sorted((folder / "parts").rglob("*.parquet"))


def fill_postgres(folder: Path, url: str) -> None:
    """In the order in which events happen, as they would come."""
    import psycopg

    kinds = {name: "text" if name in TEXTS else "bigint" if name in LARGE else "integer" for name in COLUMNS}
    columns = ", ".join(f"{name} {kind} NOT NULL" for name, kind in kinds.items())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            f"CREATE TABLE events ({', '.join(f'{name} {kind} NOT NULL' for name, kind in kinds.items())})"
        )
        for part in _parts(folder):
            csv = folder / "part.csv"
            with connect(folder) as duck:
                duck.execute(
                    f"COPY (SELECT {', '.join(COLUMNS)} FROM {files([part])} ORDER BY id) TO '{csv}' "
                    "(HEADER false, FORCE_QUOTE *)"
                )
            with connection.cursor().copy("COPY events FROM STDIN (FORMAT csv)") as copy, csv.open("rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)
            csv.unlink()
        for name, columns in INDEXES.items():
            connection.execute(f"CREATE INDEX {name} ON events {columns}")
        connection.execute("VACUUM ANALYZE events")


def fit_postgres(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(FITTED)
        connection.execute("VACUUM ANALYZE events")


def fill_clickhouse(folder: Path, into: Path) -> None:
    from chdb import session

    opened = session.Session(str(into))
    kinds = {name: "String" if name in TEXTS else "Int64" if name in LARGE else "Int32" for name in COLUMNS}
    columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    opened.query(f"CREATE TABLE events ({columns}) ENGINE = MergeTree ORDER BY (site, kind, ts, id)")
    for part in _parts(folder):
        plain = folder / "part.parquet"
        with connect(folder) as duck:
            duck.execute(f"COPY (SELECT {', '.join(COLUMNS)} FROM {files([part])}) TO '{plain}' (FORMAT parquet)")
        opened.query(f"INSERT INTO events SELECT {', '.join(COLUMNS)} FROM file('{plain}', Parquet)")
        plain.unlink()
    opened.query("OPTIMIZE TABLE events FINAL")
    opened.close()


if __name__ == "__main__":
    {"clickhouse": lambda: fill_clickhouse(Path(sys.argv[2]), Path(sys.argv[3]))}[sys.argv[1]]()
