"""A process that holds one store and answers reports, a line of JSON each: so each has memory and time of its own.

python -m bench.queries.asker footfall FOLDER | clickhouse FOLDER | postgres URL
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from footfall.events.door import Value
from footfall.events.render import Dialect, bind, render, report
from footfall.events.store import DuckStore

Answer = list[tuple[Any, ...]]
Ask = Callable[[str, Mapping[str, Value]], Answer]


def footfall(folder: str) -> Ask:
    store = DuckStore(Path(folder))
    number = iter(range(sys.maxsize))

    def ask(name: str, values: Mapping[str, Value]) -> Answer:
        # A key of its own each time: answers that the store remembers would measure nothing.
        return [tuple(row.values()) for row in store.answer(report(name), values, key=f"{name} {next(number)}")]

    return ask


def clickhouse(folder: str) -> Ask:
    from chdb import session

    opened = session.Session(folder)

    def ask(name: str, values: Mapping[str, Value]) -> Answer:
        bound = bind(report(name), values)
        said = opened.query(render(report(name).text, bound, Dialect.CLICKHOUSE), "JSONCompactEachRow", params=bound)
        return [tuple(json.loads(line)) for line in str(said).splitlines()]

    opened.query("SET output_format_json_quote_64bit_integers = 0")
    return ask


def postgres(url: str) -> Ask:
    import psycopg

    # Values inside of the text: PostgreSQL then plans for these very values and drops filters that filter nothing.
    connection = psycopg.connect(url, autocommit=True, cursor_factory=psycopg.ClientCursor)
    connection.execute("SET work_mem = '256MB'")

    def ask(name: str, values: Mapping[str, Value]) -> Answer:
        bound = bind(report(name), values)
        return connection.execute(render(report(name).text, bound, Dialect.POSTGRES).encode(), bound).fetchall()

    return ask


def main() -> None:
    ask = {"footfall": footfall, "clickhouse": clickhouse, "postgres": postgres}[sys.argv[1]](sys.argv[2])
    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.perf_counter()
        rows = ask(asked["report"], asked["values"])
        taken = time.perf_counter() - begun
        told = repr([tuple(int(v) if isinstance(v, Decimal | bool) else v for v in row) for row in rows])
        digest = hashlib.sha256(told.encode()).hexdigest()[:16]
        print(json.dumps({"seconds": taken, "rows": len(rows), "digest": digest}), flush=True)


if __name__ == "__main__":
    main()
