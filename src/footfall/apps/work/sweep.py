"""Jobs of dead workers are given to living ones; any worker may sweep."""

from __future__ import annotations

import logging
from random import Random

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall.apps.work import outcome
from footfall.apps.work.models import Worker

log = logging.getLogger("footfall.work")


def sweep(random: Random) -> int:
    """Take up what dead workers held. Returns how many jobs."""
    # First the jobs, then the living: a worker that begins in between is among the living.
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    if not running:
        return 0
    alive = set(Worker.objects.alive().values_list("pk", flat=True))
    swept = 0
    for job in running:
        if not alive.intersection(job.worker_ids[-1:]) and outcome.bury(job, random):
            log.warning("A worker died during %s; the job was taken from it.", job.task_path)
            swept += 1
    return swept
