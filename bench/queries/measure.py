"""Asks every report of every store, in turn, and writes what it took."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

from bench.figures import SMALL, Section, run, table
from bench.queries.filling import INDEXES, fill, fill_postgres, fit_postgres, size
from footfall.events.render import FOLDER
from footfall.events.reports import ANY, Scope
from footfall.flywheel.event import DAY
from footfall.flywheel.simulation import FIRST
from footfall.flywheel.simulation.columns import DAYS

EVENTS = int(os.environ.get("FOOTFALL_BENCH_EVENTS", "200000" if SMALL else "10000000"))
LARGE = EVENTS > 20_000_000
"""Then only Footfall's store is asked: PostgreSQL would need most of a day to be filled."""
ROUNDS = 3 if SMALL else 5
POSTGRES = Path(__file__).parents[2] / "tests/counterparts/postgres"
REPORTS = sorted(path.stem for path in FOLDER.glob("*.sql"))
PAGE = ANY._replace(path="/blog/page-0")
"""The page that is seen most: trees are drawn of a page."""
MORE: dict[str, Any] = {"most": 100, "sort": "views", "by": "week", "of": "path", "link": -1, "bots": 0}
LAST = FIRST + DAYS - 1
MONTH = Scope(1, LAST - 27, LAST, (LAST + 1) * DAY)
"""28 days, Insights' usual range, of the largest of the 20 sites: it has 28 % of all events."""
WHOLE = MONTH._replace(first=FIRST)
MOST = 3.0 if LARGE else 0.4
"""Seconds a query may take."""


class Taken(NamedTuple):
    """Seconds of each round, by report; digests of the rows."""

    seconds: dict[str, list[float]]
    digests: dict[str, str]

    def median(self, report: str) -> float:
        return statistics.median(self.seconds[report][1:] or self.seconds[report])


class Asker:
    """A process with one store."""

    def __init__(self, kind: str, place: str) -> None:
        self.place = place
        command = [sys.executable, "-m", "bench.queries.asker", kind, place]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.month, self.whole = Taken({}, {}), Taken({}, {})

    def ask(self, report: str, scope: Scope, into: Taken) -> None:
        scope = scope._replace(first=scope.last) if report == "recent" else scope
        scope = scope._replace(filters=PAGE) if report == "tree" else scope
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"report": report, "values": scope.values(**MORE)}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"A store ended at the report {report}.")
        answer = json.loads(line)
        into.seconds.setdefault(report, []).append(answer["seconds"])
        into.digests[report] = answer["digest"]

    def peak(self) -> float:
        """Largest resident memory so far, in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def measure() -> Section:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        events = Path(folder) / "events"
        fill(events, EVENTS)
        bytes_ = size(events) / EVENTS
        askers = {"footfall": Asker("footfall", str(events))}
        if not LARGE:
            askers |= stack.enter_context(_others(Path(folder), events))
        for report in REPORTS:
            for _ in range(ROUNDS):
                for asker in askers.values():
                    asker.ask(report, MONTH, asker.month)
                askers["footfall"].ask(report, WHOLE, askers["footfall"].whole)
        peak = askers["footfall"].peak()
        if "postgres" in askers:
            askers["fitted"] = _fitted(askers["postgres"])
        for asker in askers.values():
            asker.process.stdin.close()  # type: ignore[union-attr]
            asker.process.wait(timeout=60)
    return _section(askers, bytes_, peak)


def _fitted(plain: Asker) -> Asker:
    """PostgreSQL once more, after everything else, with the index that fits."""
    fit_postgres(plain.place)
    asker = Asker("postgres", plain.place)
    for report in REPORTS:
        for _ in range(ROUNDS):
            asker.ask(report, MONTH, asker.month)
    return asker


@contextmanager
def _others(folder: Path, events: Path) -> Iterator[dict[str, Asker]]:
    """The stores to compare with that are here."""
    askers: dict[str, Asker] = {}
    if find_spec("chdb"):
        place = str(folder / "clickhouse")
        run([sys.executable, "-m", "bench.queries.filling", "clickhouse", str(events), place])
        askers["clickhouse"] = Asker("clickhouse", place)
    if subprocess.run([POSTGRES, "version"], capture_output=True).returncode:
        yield askers
        return
    with tempfile.TemporaryDirectory(prefix="footfall-postgres-") as place:
        os.chmod(place, 0o755)
        data = str(Path(place) / "server")
        started = subprocess.run([POSTGRES, "start", data], capture_output=True, text=True, check=True)
        url = started.stdout.strip()
        try:
            fill_postgres(events, url)
            askers["postgres"] = Asker("postgres", url)
            yield askers
        finally:
            subprocess.run([POSTGRES, "stop", data], check=True)


def _section(askers: dict[str, Asker], bytes_: float, peak: float) -> Section:
    ours = askers["footfall"]
    others = [name for name in ("clickhouse", "postgres", "fitted") if name in askers]
    rows: list[list[object]] = []
    for report in REPORTS:
        times = [ours.month.median(report), ours.whole.median(report)]
        times += [askers[name].month.median(report) for name in others]
        rows.append([f"`{report}`", *(f"{seconds * 1000:.0f}" for seconds in times)])
    heads = {"clickhouse": "chdb", "postgres": "PostgreSQL", "fitted": "PostgreSQL, one index more"}
    month = max(ours.month.median(report) for report in REPORTS)
    whole = max(ours.whole.median(report) for report in REPORTS)
    text = (
        f"{EVENTS:,} made-up events of 20 sites in {DAYS} days; milliseconds a query on the largest site, 28 % of all "
    )
    text += f"events, warm: median of {ROUNDS - 1} interleaved rounds after a first one, every answer worked out anew. "
    text += "Every store has a process of its own and gets the same SQL text; `recent` looks at one day, `tree` at one "
    text += f"page. PostgreSQL has {len(INDEXES)} indexes (days of a site, and each key that events are looked up by), "
    text += (
        "256 MB of work_mem, and is vacuumed; else it is as it comes. At the end, outside of the rounds, it gets one "
    )
    text += "index more that fits these texts: site, kind, day.\n\n"
    text += table(["report", "28 days", f"all {DAYS} days", *(f"{heads[name]}, 28 days" for name in others)], rows)
    text += f"\n\nFootfall's peak memory is {peak:.0f} MB; an event takes {bytes_:.1f} bytes. "
    text += f"The slowest query takes {month * 1000:.0f} ms on 28 days, {whole * 1000:.0f} ms on all {DAYS}."
    demands = [
        (f"every query within {MOST * 1000:.0f} ms on 28 days", month <= MOST),
        (f"every query within {MOST * 1000:.0f} ms on all {DAYS} days of the largest site", whole <= MOST),
        ("at most 1 GB of memory", peak <= 1024),
        ("less than 15 bytes an event", bytes_ < 15),
    ]
    for name in others:
        unequal = [report for report in REPORTS if askers[name].month.digests[report] != ours.month.digests[report]]
        words = f" (not: {', '.join(unequal)})" if unequal else ""
        demands.append((f"equal rows on {heads[name]}{words}", not unequal))
    if "postgres" in askers:
        mean, fitted = _times(askers, "postgres"), _times(askers, "fitted")
        text += (
            f" In the geometric mean PostgreSQL takes {mean:.1f} times as long, with the fitting index {fitted:.1f}."
        )
        demands.append(("at least 8 times faster than PostgreSQL in the geometric mean", mean >= 8))
    return Section("Queries of Insights", text, demands)


def _times(askers: dict[str, Asker], other: str) -> float:
    """The geometric mean of how many times as long another store takes."""
    ours, theirs = askers["footfall"].month, askers[other].month
    return exp(sum(log(theirs.median(report) / ours.median(report)) for report in REPORTS) / len(REPORTS))
