"""What workers leave behind: heartbeats, periods served, why jobs failed. Jobs themselves are Django's task results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, TypeAlias

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

Job: TypeAlias = DBTaskResult[Any, Any]
"""A row of the queue."""
BEAT = timedelta(seconds=5)
"""How often a worker says that it lives. Our choice."""
LIFE = timedelta(seconds=30)
"""A worker that was silent for so long counts as dead, and its job goes to another. Six missed beats; our choice."""


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self) -> WorkerQuerySet:
        """By the database's clock, so that hosts whose clocks differ don't bury each other's workers."""
        return self.filter(seen_at__gte=Now() - LIFE)


class Worker(models.Model):
    """One running worker process, known by the id with which it claims jobs."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    queues = models.CharField(max_length=255)
    version = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WorkerQuerySet.as_manager()

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


class Failure(models.Model):
    """Why a job's last attempt failed, as a sentence; the technical detail is the job's own traceback."""

    job = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="failure")
    sentence = models.TextField()
    attempts = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.sentence
