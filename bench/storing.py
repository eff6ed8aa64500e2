"""What the event store takes: `python -m bench.storing [EVENTS]` prints puts, sealing and bulk loading, in this order.

Rates are given by the clock and by processor time; on a busy machine only the latter mean something.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from bench.sealing import Site, hits
from footfall.events.inbox import SqliteInbox
from footfall.events.sealer import Sealer
from footfall.events.standing import standing
from footfall.events.store import DuckStore
from footfall.flywheel.event import Event
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory
from footfall.flywheel.sealing import seal
from footfall.flywheel.simulation.columns import columns

CALLERS = 64


def main() -> None:
    loaded = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    made = hits(100_000, 1)
    with tempfile.TemporaryDirectory(dir=os.environ.get("FOOTFALL_BENCH_FOLDER")) as folder:
        put_all(Path(folder), made)
        seal_all(Path(folder), len(made))
    with tempfile.TemporaryDirectory(dir=os.environ.get("FOOTFALL_BENCH_FOLDER")) as folder:
        load_all(Path(folder), loaded)
    print(f"load of the machine: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")


def put_all(folder: Path, made: Sequence[Hit]) -> None:
    """Each caller waits for its hit before it brings the next."""

    async def one(box: SqliteInbox, mine: Sequence[Hit]) -> None:
        for hit in mine:
            await box.put([hit])

    async def all_callers(box: SqliteInbox) -> None:
        await asyncio.gather(*(one(box, made[start::CALLERS]) for start in range(CALLERS)))

    with closing(SqliteInbox(folder, spare=0)) as box:
        told(f"durable puts by {CALLERS} callers", len(made), lambda: asyncio.run(all_callers(box)))


def seal_all(folder: Path, count: int) -> None:
    rules = Site()

    def judge(some: Sequence[Hit], memory: Memory) -> list[Event]:
        return seal(some, memory, rules)

    with closing(Sealer(folder, judge)) as sealer:
        told("sealing and storing", count, sealer.once)
    now = standing(folder)
    print(f"  {now.bytes / now.events:.1f} bytes an event on disk, {now.parts} parts")


def load_all(folder: Path, count: int) -> None:
    many = columns(count, 1)
    with closing(DuckStore(folder)) as store:
        told("loading columns", count, lambda: store.load(many))
    now = standing(folder)
    print(f"  {now.bytes / now.events:.1f} bytes an event on disk, {now.parts} parts")
    print(f"  at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, the columns included")


def told(what: str, count: int, work: Callable[[], object]) -> None:
    began, used = time.perf_counter(), time.process_time()
    work()
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    print(f"{what}: {count / seconds:,.0f} events/s, {processor / count * 1e6:.1f} µs of processor time each")


if __name__ == "__main__":
    main()
