"""Short links and the collector beside nginx's bare redirect and a peer, in one run on one machine."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from bench.figures import SMALL, Section, table
from bench.redirects.known import LINKS
from bench.redirects.load import Load, wrk
from bench.redirects.servers import Server, edge, footfall_up, nginx, peer

SECONDS = 3 if SMALL else 10
ROUNDS = 1 if SMALL else 3
CONNECTIONS = 64
TITLE = "Redirects and the collector"


def measure() -> Section:
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None]
    if missing:
        return Section(TITLE, f"Not measured: {' and '.join(missing)} is missing (apt install nginx-light wrk).", [])
    with tempfile.TemporaryDirectory(prefix="footfall-bench-") as folder:
        return _measured(Path(folder))


def _measured(folder: Path) -> Section:
    servers = [
        nginx(folder),
        edge(folder, 1),
        edge(folder, 2),
        footfall_up(folder, 1),
        footfall_up(folder, 2),
        peer(folder),
    ]
    taken: dict[str, list[Load]] = {}
    try:
        for server in servers:
            server.start()
        for round_ in range(ROUNDS + 1):  # The first warms up.
            for server in servers:
                for script in ("click.lua", "event.lua", "events.lua"):
                    if script in server.scripts:
                        load = _pushed(server, script, warming=round_ == 0)
                        taken.setdefault(f"{server.name} {script}", []).extend([load] if round_ else [])
    finally:
        for server in servers:
            server.stop()
    return _section({name: _middle(loads) for name, loads in taken.items()})


def _pushed(server: Server, script: str, *, warming: bool) -> Load:
    before, cpu = server.recorded(), server.cpu()
    load = wrk(server.port, script, 1 if warming else SECONDS, CONNECTIONS)
    load = load._replace(cpu=server.cpu() - cpu, recorded=server.recorded() - before)
    print(f"{server.name:28} {script:10} {load}", file=sys.stderr, flush=True)
    return load


def _middle(loads: list[Load]) -> Load:
    """The round with the middle rate, its 99th percentile the middle one."""
    middle = sorted(loads, key=lambda load: load.rate)[len(loads) // 2]
    return middle._replace(p99=statistics.median(load.p99 for load in loads))


def _section(found: dict[str, Load]) -> Section:
    rows: list[list[object]] = []
    limit = found["nginx click.lua"].rate
    for name, load in found.items():
        server, _, script = name.rpartition(" ")
        events = {"click.lua": 1, "event.lua": 1, "events.lua": 10}[script]
        rows.append(
            [
                server,
                {"click.lua": "redirect", "event.lua": "one event", "events.lua": "ten events"}[script],
                f"{load.rate:,.0f}",
                f"{load.rate * events:,.0f}" if script != "click.lua" else "",
                f"{load.rate / limit:.2f}" if script == "click.lua" else "",
                f"{load.p99:.1f}",
                f"{load.cpu / load.answers * 1e6:.0f}",
                "" if load.recorded < 0 else f"{load.recorded / (load.answers * events):.3f}",
            ]
        )
    heads = ["server", "request", "requests/s", "events/s", "of nginx", "p99 ms", "CPU µs", "recorded/answered"]
    best = max((load for name, load in found.items() if name.startswith("footfall") and "click" in name), key=_rate)
    single = max((load for name, load in found.items() if name.endswith("event.lua")), key=_rate)
    batch = max((load for name, load in found.items() if name.endswith("events.lua")), key=_rate)
    peers = [load for name, load in found.items() if name.startswith("django-link-shortener")]
    demands = [
        (f"redirects ≥ 1/4 of nginx's: {best.rate / limit:.2f}", best.rate >= limit / 4),
        (f"their 99th percentile < 20 ms: {best.p99:.1f}", best.p99 < 20),
        (f"collector ≥ 8,000 events/s in batches of ten: {batch.rate * 10:,.0f}", batch.rate * 10 >= 8000),
        (f"collector ≥ 8,000 requests/s of one event: {single.rate:,.0f}", single.rate >= 8000),
    ]
    demands += [
        (f"redirects ≥ 20 times the peer's: {best.rate / load.rate:.0f}", best.rate >= 20 * load.rate) for load in peers
    ]
    return Section(TITLE, f"{_conditions()}\n\n{table(heads, rows)}", demands)


def _rate(load: Load) -> float:
    return load.rate


def _conditions() -> str:
    return f"""wrk (one thread, {CONNECTIONS} connections, {SECONDS} s, median of {ROUNDS} rounds in turn) on the same
cores as the server; {LINKS:,} links, 2,000 prepared requests with differing visitors behind one trusted proxy.
*nginx*: a bare `return 302`, one process, nothing recorded: the limit. *footfall edge*: what the edge does, look-up,
hashes, and the click on the disk (SQLite WAL, synchronous=FULL, one fsync for all that wait) before the answer; nothing
else runs. *footfall up*: the whole desk with Django, sealer and workers, which seal meanwhile.
*django-link-shortener* 1.1.0 (PyPI) with Django's default middlewares on granian (WSGI, 2 processes), SQLite WAL,
synchronous=FULL: it counts in the link's row, one commit a click, and keeps no visits, so it does less. CPU is the
server's processes' alone, of `footfall up` the web application's. *recorded/answered* comes from the inbox: above 1
where wrk no longer listened."""
