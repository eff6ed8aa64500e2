"""A worker's heartbeat: a thread of its own with its own connection, so that a long job doesn't look like death."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time

from django.db import DatabaseError, InterfaceError, connection
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall import __version__
from footfall.apps.work import jobs
from footfall.apps.work.models import BEAT, LIFE, Job, Worker

log = logging.getLogger("footfall.work")


class Pulse:
    """Says every few seconds that the worker lives, and tells its job when another worker has taken it."""

    def __init__(self, worker_id: str, queues: list[str]) -> None:
        self.worker_id = worker_id
        self.job: Job | None = None
        """What the worker does just now."""
        self._queues = queues
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        """The worker leaves: it is not dead, it is gone."""
        self._over.set()
        self._thread.join(timeout=BEAT.total_seconds())
        try:
            Worker.objects.filter(pk=self.worker_id).delete()
        except (DatabaseError, InterfaceError):
            log.info("The worker left while the database was away; others will find it gone.")

    def _run(self) -> None:
        beaten = time.monotonic()
        while not self._over.wait(BEAT.total_seconds()):
            try:
                self._beat()
                self._look()
                beaten = time.monotonic()
            except (DatabaseError, InterfaceError) as error:
                connection.close()
                log.warning("The heartbeat did not reach the database: %s", error)
                if time.monotonic() - beaten > LIFE.total_seconds():
                    jobs.lose()  # By now others count us as dead.
        connection.close()

    def _beat(self) -> None:
        if Worker.objects.filter(pk=self.worker_id).update(seen_at=Now()):
            return
        Worker.objects.create(
            id=self.worker_id,
            host=socket.gethostname(),
            pid=os.getpid(),
            queues=", ".join(self._queues),
            version=__version__,
        )
        Worker.objects.filter(pk=self.worker_id).update(seen_at=Now())

    def _look(self) -> None:
        job = self.job
        if job is None:
            return
        held = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids)
        if not held.exists() and self.job is job:
            jobs.lose()
