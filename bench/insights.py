"""Server time of every place of Insights over many events: what a person waits for, the page drawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import SMALL, Section, table

EVENTS = 200_000 if SMALL else 10_000_000
PLACES = (
    "today",
    "overview",
    "sources",
    "pages",
    "page",
    "campaigns",
    "funnel",
    "sharing",
    "evergreen",
    "attribution",
    "live",
)
SITES = (1, 12)
"""The largest of the simulation's twenty, and a middling one."""
ROUNDS = 5
MOST = 0.5
"""Seconds of server time that a page may take: the aim of the desk."""


def measure() -> Section:
    """Fills a store (or takes the one that FOOTFALL_BENCH_EVENTS names) and asks for every place."""
    kept = os.environ.get("FOOTFALL_BENCH_EVENTS", "")
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "FOOTFALL_DATA": data,
            "FOOTFALL_EVENTS": kept or str(Path(data) / "events"),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        command = [sys.executable, "-m", "bench.insights"]
        said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, dict[str, list[float]]] = json.loads(said.splitlines()[-1])
    rows = [
        [place, *(f"{found[str(site)][place][part] * 1000:.0f}" for site in SITES for part in (0, 1))]
        for place in PLACES
    ]
    slowest = max(times[0] for site in found.values() for times in site.values())
    text = f"{EVENTS:,} events of 20 sites in 90 days; 28 days against the 28 before, kept answers thrown away before "
    text += f"each; median of {ROUNDS} in one process, ms of wall and of CPU time.\n\n"
    head = ["place", *(f"site {site}, {kind}" for site in SITES for kind in ("wall", "CPU"))]
    demand = (f"every place within {MOST * 1000:.0f} ms", slowest <= MOST)
    return Section("Places of Insights", text + table(head, rows), [demand])


def main() -> None:
    """In a process of its own: fill, then ask."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if not any(Path(settings.EVENTS).glob("*")):
        _fill(Path(settings.EVENTS))
    print(json.dumps({site: _times(site) for site in SITES}))


def _fill(folder: Path) -> None:
    from footfall.events.loading import load
    from footfall.flywheel.simulation import days

    for columns in days(EVENTS, 4):
        load(folder, columns)


def _times(site: int) -> dict[str, tuple[float, float]]:
    """By place: median wall and CPU seconds."""
    from django.test import Client
    from django.urls import reverse

    from footfall.apps.accounts.models import Membership, Person, Workspace
    from footfall.apps.sites.models import Site

    person = Person.objects.create_user(f"{site}@example.org", "flour water salt time")
    workspace = Workspace.objects.create(name=f"Site {site}", slug=f"site-{site}")
    Membership.objects.create(workspace=workspace, person=person, role="owner")
    Site.objects.create(pk=site, workspace=workspace, name=f"Site {site}", address=f"https://site-{site}.example/")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    found = {}
    for place in PLACES:
        address = reverse(f"insights:{place}", args=[workspace.slug])
        found[place] = _taken(client, address, _query(place, site))
    return found


def _query(place: str, site: int) -> dict[str, Any]:
    from footfall.apps.insights.scope import date_of
    from footfall.flywheel.simulation import FIRST

    last = date_of(FIRST + 89)
    query: dict[str, Any] = {"site": site, "from": date_of(FIRST + 62).isoformat(), "to": last.isoformat()}
    return query | ({"path": _page(site, FIRST + 62, FIRST + 89)} if place == "page" else {})


def _page(site: int, first: int, last: int) -> str:
    from footfall.apps.links.store import store
    from footfall.events.reports import Scope, pages

    return pages(store(), Scope(site, first, last, last * 86_400_000))[0].path


def _taken(client: Any, address: str, query: dict[str, Any]) -> tuple[float, float]:
    from footfall.apps.links.store import store

    walls, processes = [], []
    for _ in range(ROUNDS + 1):
        store()._answers.clear()  # type: ignore[attr-defined]
        wall, process = time.perf_counter(), time.process_time()
        assert client.get(address, query).status_code == 200, address
        walls.append(time.perf_counter() - wall)
        processes.append(time.process_time() - process)
    return median(walls[1:]), median(processes[1:])


if __name__ == "__main__":
    main()
