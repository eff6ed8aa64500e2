"""What workers leave behind: heartbeats and the periods they have served. Jobs themselves are Django's task results."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Worker(models.Model):
    """One running worker process, known by the id with which it claims jobs."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    queues = models.CharField(max_length=255)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"


class Period(models.Model):
    """That a periodic job was enqueued for a period: the unique row makes it once, however many workers there are."""

    job = models.CharField(max_length=120)
    begins_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "begins_at"], name="one_job_a_period")]

    def __str__(self) -> str:
        return f"{self.job} {self.begins_at:%Y-%m-%d %H:%M}"
