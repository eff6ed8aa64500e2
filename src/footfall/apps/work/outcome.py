"""How a running job ends: done, tried again later, given up, or handed back.

Each mark is a compare-and-set on "running, and I am its last worker": a worker that was taken for dead and comes back
changes nothing.
"""

from __future__ import annotations

import logging
from random import Random
from traceback import format_exception
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from footfall.apps.work.jobs import UnableError, policy_of
from footfall.apps.work.models import Failure, Job

log = logging.getLogger("footfall.work")
LONGEST_TRACEBACK = 20_000
"""Characters kept of a traceback, counted from its end, where the reason stands. Our choice."""


def succeed(job: Job, value: Any) -> bool:
    """Mark a job as done. False when another worker has it.

    Raises:
        TypeError, ValueError: the value is not JSON.
    """
    done = _mark(
        job,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        return_value=normalize_json(value),
        exception_class_path="",
        traceback="",
    )
    if done:
        Failure.objects.filter(job=job).delete()
        _tell(job)
    return done


def fail(job: Job, error: BaseException, random: Random) -> bool:
    """Have a job tried again later, or make it a dead letter. False when another worker has it."""
    return _fail(
        job,
        sentence=sentence_of(error),
        error_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback="".join(format_exception(error)).replace("\0", "")[-LONGEST_TRACEBACK:],
        final=isinstance(error, UnableError),
        random=random,
        error=error,
    )


def bury(job: Job, random: Random) -> bool:
    """The job's worker died: it goes back to its queue, unless that happened too often. False when it is over."""
    attempts = len(job.worker_ids)
    if attempts < policy_of(job.task_path).attempts:
        return _mark(job, status=TaskResultStatus.READY, started_at=None, run_after=get_date_max())
    sentence = _(
        "The worker died during this job, %(times)d times. It may need more memory than the machine has: look into the "
        "worker's log, then try again."
    )
    return _fail(job, sentence=sentence % {"times": attempts}, error_path="", traceback="", final=True, random=random)


def hand_back(job: Job) -> bool:
    """Put a job back for another worker, as if this one had never had it. False when another worker has it."""
    return _mark(
        job,
        status=TaskResultStatus.READY,
        started_at=None,
        run_after=get_date_max(),
        worker_ids=job.worker_ids[:-1],
    )


def sentence_of(error: BaseException) -> str:
    """What went wrong, for a person who doesn't read tracebacks."""
    if isinstance(error, UnableError):
        return str(error).replace("\0", "")
    if isinstance(error, DatabaseError):
        return _("The database did not answer as it should. Look whether it runs and has room, then try again.")
    if isinstance(error, MemoryError):
        return _("The machine ran out of memory. Give it more, or fewer workers, then try again.")
    if isinstance(error, OSError):
        return _("A file or a connection could not be used. Look at the technical detail, then try again.")
    return _("Footfall made a mistake here. The technical detail tells where; please report it.")


def _fail(
    job: Job,
    *,
    sentence: str,
    error_path: str,
    traceback: str,
    final: bool,
    random: Random,
    error: BaseException | None = None,
) -> bool:
    attempts, policy, now = len(job.worker_ids), policy_of(job.task_path), timezone.now()
    if final or attempts >= policy.attempts:
        marks: dict[str, Any] = {"status": TaskResultStatus.FAILED, "finished_at": now}
    else:
        wait = policy.wait_after(attempts, random)
        marks = {"status": TaskResultStatus.READY, "started_at": None, "run_after": now + wait}
        log.warning("%s failed and is tried again in %.0f s: %s", policy.title, wait.total_seconds(), sentence)
    with transaction.atomic():
        marked = _mark(job, return_value=None, exception_class_path=error_path, traceback=traceback, **marks)
        if marked:
            said = {"sentence": sentence, "attempts": attempts, "at": now}
            Failure.objects.update_or_create(job=job, defaults=said)
    if marked and job.status == TaskResultStatus.FAILED:
        log.error("%s was given up after %d attempts: %s", policy.title, attempts, sentence, exc_info=error)
        _tell(job)
    return marked


def _mark(job: Job, **marks: Any) -> bool:
    held = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids)
    if not held.update(**marks):
        return False
    for name, value in marks.items():
        setattr(job, name, value)
    return True


def _tell(job: Job) -> None:
    """Django's own signal, for those who must know that a job of theirs is over."""
    try:
        result = job.task_result
    except (ImportError, SuspiciousOperation):
        return  # A job of an older version, whose function is gone.
    task_finished.send_robust(sender=type(result.task.get_backend()), task_result=result)
