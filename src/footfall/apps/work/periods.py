"""Periodic jobs: enqueued once per period, whichever worker comes first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall.apps.work.jobs import SCHEDULES, Schedule
from footfall.apps.work.models import Period


class Periods:
    """What one worker knows of periods already served, so that it asks the database once per period."""

    def __init__(self) -> None:
        self._served: dict[str, datetime] = {}

    def serve(self, now: datetime) -> int:
        """Enqueue what is due. Returns how many jobs."""
        return sum(self._serve(schedule, now) for schedule in SCHEDULES.values())

    def _serve(self, schedule: Schedule, now: datetime) -> bool:
        begins_at = schedule.begin(now)
        if self._served.get(schedule.name) == begins_at:
            return False
        with transaction.atomic():
            _, is_new = Period.objects.get_or_create(job=schedule.name, begins_at=begins_at)
            due = is_new and not _waits(schedule)
            if due:
                schedule.task.enqueue()
        self._served[schedule.name] = begins_at
        return due


def _waits(schedule: Schedule) -> bool:
    """Whether the job of an earlier period still waits: without a worker for its queue they would pile up."""
    return DBTaskResult.objects.filter(task_path=schedule.name, status=TaskResultStatus.READY).exists()
