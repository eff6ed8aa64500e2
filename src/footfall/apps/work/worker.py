"""The worker: claims jobs one after the other, and keeps the house while it waits."""

from __future__ import annotations

import logging
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType
from typing import Any, cast

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResult, TaskResultStatus
from django_tasks.signals import task_started
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from footfall.apps.work import jobs, outcome
from footfall.apps.work.models import Job, Worker
from footfall.apps.work.periods import Periods
from footfall.apps.work.pulse import Pulse
from footfall.apps.work.sweep import sweep
from footfall.trace import trace

log = logging.getLogger("footfall.work")
LOOK = 0.5
"""Seconds between two looks into an empty queue: one indexed read."""
KEEP_HOUSE = 5.0
"""Seconds between two looks at periods and dead workers."""
GRACE = 20.0
"""Seconds that a running job has to finish after the worker was asked to stop; then it is handed back."""
AWAY = (OperationalError, InterfaceError)
"""How Django says that the database is away or locked."""


class WorkerProcess:
    """One worker process. `run` returns when it was asked to stop; `work_off` when the queues are empty."""

    def __init__(self, queues: list[str], *, name: str = "", replaces: str = "", grace: float = GRACE) -> None:
        self.id = name or secrets.token_hex(8)
        self._queues = queues
        self._replaces = replaces
        self._grace = grace
        self._random = Random()  # noqa: S311 - jitter, no secret
        self._pulse = Pulse(self.id, queues)
        self._periods = Periods()
        self._in_job = False
        self._kept = float("-inf")
        self._doubtful = False

    def run(self) -> None:
        """Work until the process is asked to stop."""
        jobs.discover()
        with self._signals():
            self._begin()
            log.info("Worker %s takes jobs from: %s", self.id, ", ".join(self._queues))
            while not jobs.ending():
                if not self._pass():
                    jobs.wait(LOOK)
            self._pulse.stop()
        log.info("Worker %s has stopped.", self.id)

    def work_off(self) -> int:
        """Do what is ready, in this thread, without heartbeat or signals. Returns how many jobs were run."""
        jobs.discover()
        done = 0
        while (job := self._claim()) is not None:
            self._do(job)
            done += 1
        return done

    def _begin(self) -> None:
        wait = 1.0
        while not jobs.ending():
            try:
                self._pulse.start()
                if self._replaces:
                    Worker.objects.filter(pk=self._replaces).delete()
                return
            except AWAY as error:
                self._lose_connection(error)
                jobs.wait(wait)
                wait = min(wait * 2, 30)

    def _pass(self) -> bool:
        """Whether there was a job."""
        try:
            close_old_connections()
            self._keep_house()
            job = self._claim()
        except AWAY as error:
            self._lose_connection(error)
            jobs.wait(2)
            return False
        if job is None:
            return False
        self._do(job)
        return True

    def _keep_house(self) -> None:
        if self._doubtful:
            self._release_mine()
        if time.monotonic() - self._kept < KEEP_HOUSE:
            return
        self._kept = time.monotonic()
        sweep(self._random)
        self._periods.serve(timezone.now())

    def _release_mine(self) -> None:
        """After a lost connection we may hold a job without knowing: the claim was written, its answer never came."""
        for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
            if job.worker_ids[-1:] == [self.id]:
                outcome.hand_back(job)
        self._doubtful = False

    def _claim(self) -> Job | None:
        ready = DBTaskResult.objects.ready().filter(backend_name="default", queue_name__in=self._queues)
        if not ready.exists():  # A plain read, so that idle workers don't take SQLite's write lock.
            return None
        with exclusive_transaction(ready.db):
            job = ready.get_locked()
            if job is not None:
                job.claim(self.id)
        return job

    def _do(self, job: Job) -> None:
        jobs.begin()
        trace.set(str(job.pk))
        self._pulse.job = job
        error: BaseException | None = None
        value: Any = None
        try:
            self._in_job = True
            value = _call(job)
        except BaseException as raised:
            error = raised
        finally:
            self._in_job = False
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._settle(job, value, error)
        self._pulse.job = None
        trace.set("")

    def _settle(self, job: Job, value: Any, error: BaseException | None) -> None:
        """Write down how it ended, however long the database is away: nobody else will while we live."""
        while True:
            try:
                if not self._write(job, value, error):
                    log.warning(
                        "The job %s was given to another worker meanwhile; its end here counts nothing.", job.pk
                    )
                return
            except AWAY as away:
                self._lose_connection(away)
                if jobs.ending():
                    return
                jobs.wait(2)

    def _write(self, job: Job, value: Any, error: BaseException | None) -> bool:
        if isinstance(error, jobs.HandBack):
            log.info("The job %s was handed back.", job.pk)
            return outcome.hand_back(job)
        if error is not None:
            return outcome.fail(job, error, self._random)
        try:
            return outcome.succeed(job, value)
        except (TypeError, ValueError) as not_json:
            return outcome.fail(job, not_json, self._random)

    def _lose_connection(self, error: Exception) -> None:
        log.warning("The database did not answer, the worker waits for it: %s", error)
        self._doubtful = True
        connection.close()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        kinds = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)
        before = [signal.signal(kind, self._signalled) for kind in kinds]
        try:
            yield
        finally:
            for kind, handler in zip(kinds, before, strict=True):
                signal.signal(kind, handler)

    def _signalled(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        again = jobs.ending()
        jobs.end()
        if not self._in_job:
            return
        if again or number == signal.SIGALRM:
            raise jobs.HandBack
        signal.setitimer(signal.ITIMER_REAL, self._grace)


def _call(job: Job) -> Any:
    result = job.task_result
    task = result.task
    task_started.send_robust(sender=type(task.get_backend()), task_result=result)
    context = [TaskContext(task_result=cast(TaskResult[Any], result))] if task.takes_context else []
    return task.call(*context, *result.args, **result.kwargs)
