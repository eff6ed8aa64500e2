"""How the installation is: workers, queues, disk, database, versions. Figures for the operator."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from footfall import __version__
from footfall.apps.work.models import Worker

LONG_WAIT = {"default": timedelta(minutes=2), "audits": timedelta(minutes=30)}
"""How long the oldest job of a queue may wait before the page says that workers are missing. Our choices."""
LITTLE_DISK = 1_000_000_000
"""Bytes below which the disk counts as nearly full. Our choice."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: jobs for now, for later, running; since when the oldest of the first waits."""

    name: str
    ready: int
    later: int
    running: int
    oldest: datetime | None
    workers: int

    @property
    def is_slow(self) -> bool:
        return self.oldest is not None and timezone.now() - self.oldest > LONG_WAIT.get(self.name, timedelta(minutes=2))

    @property
    def state(self) -> str:
        """A value of the badge `state`: broken, late, works."""
        if self.workers == 0:
            return "broken"
        return "late" if self.is_slow else "works"


@dataclass(frozen=True, slots=True)
class Disk:
    """Room on the disk of the data folder, in bytes."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        return self.free < LITTLE_DISK


def workers() -> list[tuple[Worker, bool]]:
    """Each worker that was seen lately, and whether it lives."""
    alive = set(Worker.objects.alive().values_list("pk", flat=True))
    return [(worker, worker.pk in alive) for worker in Worker.objects.all()]


def queues() -> list[Queue]:
    now = timezone.now()
    due = Q(status=TaskResultStatus.READY) & (Q(run_after=get_date_max()) | Q(run_after__lte=now))
    counts: dict[str, dict[str, Any]] = {
        row["queue_name"]: dict(row)
        for row in DBTaskResult.objects.order_by()
        .values("queue_name")
        .annotate(
            ready=Count("pk", filter=due),
            later=Count("pk", filter=Q(status=TaskResultStatus.READY) & ~due),
            running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
            oldest=Min("enqueued_at", filter=due),
        )
    }
    served = [name for worker in Worker.objects.alive() for name in worker.queues.split(", ")]
    return [_queue(name, counts.get(name, {}), served.count(name)) for name in settings.TASKS["default"]["QUEUES"]]


def _queue(name: str, counted: dict[str, Any], workers: int) -> Queue:
    ready, later, running = (int(counted.get(kind, 0)) for kind in ("ready", "later", "running"))
    return Queue(name, ready, later, running, counted.get("oldest"), workers)


def disk() -> Disk:
    usage = shutil.disk_usage(settings.DATA)
    return Disk(usage.free, usage.total)


def database_size() -> int:
    """Bytes of the database, with SQLite's write-ahead log."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    file = Path(str(connection.settings_dict["NAME"]))
    return sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*") if path.is_file())


def versions() -> list[tuple[str, str]]:
    """Name and version of what the desk stands on."""
    return [
        ("Footfall", __version__),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (connection.display_name, _database_version()),
    ]


def _database_version() -> str:
    question = "SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])
