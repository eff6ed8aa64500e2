"""Real desks and workers in processes of their own, on a database of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections
from django_tasks_db.models import DBTaskResult, get_date_max

ROOT = Path(__file__).parent.parent.parent
ALIAS = "faults"


def until(condition: Callable[[], Any], seconds: float = 60, what: str = "it to happen") -> Any:
    """Wait for a condition, with a deadline."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.05)
    return found


@dataclass
class Home:
    """A data folder with its database, and the processes that a test started on it."""

    data: Path
    lines: Path
    database: str = ""
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "FOOTFALL_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
            "FOOTFALL_TEST_LINES": str(self.lines),
            "DATABASE_URL": self.database,
        }
        return {name: value for name, value in os.environ.items() if not name.startswith("FOOTFALL_")} | own

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """`footfall …` as a process; its output is in `data/log-N`."""
        log = (self.data / f"log-{len(self.processes)}").open("w")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "footfall", *words],
                env=self.environment | more,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.processes.append(process)
        return process

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "footfall", *words],
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def said(self, process: subprocess.Popen[str]) -> str:
        return (self.data / f"log-{self.processes.index(process)}").read_text()

    def work_lines(self) -> list[str]:
        """What jobs wrote, the word only."""
        return [line.split()[0] for line in self.lines.read_text().splitlines()] if self.lines.exists() else []

    def enqueue(self, name: str, *arguments: object, queue: str = "audits") -> Any:
        return self.jobs().create(
            args_kwargs={"args": list(arguments), "kwargs": {}},
            task_path=f"tests.faults.errands.jobs.{name}",
            queue_name=queue,
            backend_name="default",
            run_after=get_date_max(),
        )

    def jobs(self) -> Any:
        return DBTaskResult.objects.using(ALIAS)

    def stop_all(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def database_of(home: Home) -> Iterator[None]:
    """Lets the test's own Django look into the home's database, as `ALIAS`."""
    import dj_database_url

    given = dj_database_url.parse(home.database) if home.database else {}
    defaults = dict(connections.settings["default"])
    connections.settings[ALIAS] = (
        defaults | given | {"OPTIONS": {}, "CONN_MAX_AGE": 0}
        if given
        else defaults | {"NAME": home.data / "footfall.db", "TEST": defaults["TEST"]}
    )
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


@contextmanager
def postgres_database(like: str = "template1") -> Iterator[str]:
    """A fresh database on the server that DATABASE_URL names, a copy of another one; "" where that is SQLite."""
    import psycopg

    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"faults_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield re.sub(r"/[^/]*$", f"/{name}", server)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
