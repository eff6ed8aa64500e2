"""What the operator does with dead letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person
from footfall.apps.work.jobs import policy_of
from footfall.apps.work.models import Failure


def retry(job_id: UUID, *, by: Person) -> bool:
    """Put a dead letter back into its queue, with all its attempts again. False when it is none (any more)."""
    with transaction.atomic():
        dead = DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.FAILED)
        job = dead.first()
        fresh: dict[str, Any] = {"worker_ids": [], "started_at": None, "finished_at": None, "run_after": get_date_max()}
        if job is None or not dead.update(status=TaskResultStatus.READY, **fresh):
            return False
        Failure.objects.filter(job_id=job_id).delete()
        note("job.retried", policy_of(job.task_path).title, workspace=None, by=by, job=str(job_id))
    return True


def discard(job_id: UUID, *, by: Person) -> bool:
    """Delete a dead letter. False when it is none (any more)."""
    with transaction.atomic():
        job = DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.FAILED).first()
        if job is None:
            return False
        job.delete()
        note("job.discarded", policy_of(job.task_path).title, workspace=None, by=by, job=str(job_id))
    return True
