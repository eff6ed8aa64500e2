"""Workers as real processes: killed, stopped, racing."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from footfall.apps.work.models import LIFE, Worker
from tests.faults.desks import ALIAS, Home, until

pytestmark = pytest.mark.heavy


def test_the_job_of_a_killed_worker_is_done_by_another(home: Home) -> None:
    job = home.enqueue("count_to", 100, str(home.lines))
    first = home.start("worker", "--queue", "audits")
    until(lambda: home.work_lines() == ["began"], what="the first worker to begin")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    Worker.objects.using(ALIAS).update(seen_at=timezone.now() - LIFE - timedelta(seconds=1))  # Half a minute later.
    home.start("worker", "--queue", "audits")
    until(lambda: "ended" in home.work_lines(), what="the second worker to end it")
    until(lambda: home.jobs().get(pk=job.pk).status == "SUCCESSFUL", what="the mark")
    assert home.work_lines() == ["began", "began", "ended"]
    assert len(home.jobs().get(pk=job.pk).worker_ids) == 2


def test_a_worker_that_is_asked_to_stop_hands_its_job_to_the_next(home: Home) -> None:
    job = home.enqueue("count_to", 100, str(home.lines))
    first = home.start("worker", "--queue", "audits")
    until(lambda: home.work_lines() == ["began"], what="the worker to begin")
    first.send_signal(signal.SIGTERM)
    assert first.wait(20) == 0
    assert home.work_lines() == ["began", "handed-back"]
    job = home.jobs().get(pk=job.pk)
    assert (job.status, job.worker_ids) == ("READY", []), "a hand-back is no attempt"
    assert not Worker.objects.using(ALIAS).exists(), "it left, it did not die"
    home.start("worker")
    until(lambda: home.jobs().get(pk=job.pk).status == "SUCCESSFUL", what="the next worker to end it")


def test_a_job_that_hears_nothing_is_interrupted_by_the_second_signal(home: Home) -> None:
    job = home.enqueue("deaf", 120, str(home.lines))
    worker = home.start("worker", "--queue", "audits")
    until(lambda: home.work_lines() == ["began"], what="the worker to begin")
    worker.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGINT)
    assert worker.wait(20) == 0
    assert home.work_lines() == ["began"]
    assert home.jobs().get(pk=job.pk).status == "READY"


def test_three_racing_workers_do_a_periodic_job_once_and_each_job_once(home: Home) -> None:
    for _ in range(30):
        home.enqueue("count_to", 0, str(home.lines))
    workers = [home.start("worker") for _ in range(3)]
    until(lambda: home.work_lines().count("ended") == 30, what="all jobs to end")
    until(lambda: "once" in home.work_lines(), what="the periodic job")
    until(lambda: Worker.objects.using(ALIAS).count() == 3, what="all three to have come")
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(20) for worker in workers] == [0, 0, 0]
    assert home.work_lines().count("once") == 1
    assert home.work_lines().count("began") == 30
    said = "".join(home.said(worker) for worker in workers)
    assert "Traceback" not in said, said


def test_a_worker_waits_for_tables_that_another_makes(empty_home: Home) -> None:
    worker = empty_home.start("worker")
    until(lambda: "waiting for it" in empty_home.said(worker), what="the worker to say that it waits")
    assert empty_home.run("manage", "migrate", "-v", "0").returncode == 0
    until(lambda: "takes jobs from: default, audits" in empty_home.said(worker), what="the worker to begin")


def test_an_unknown_queue_is_refused_with_a_sentence(empty_home: Home) -> None:
    done = empty_home.run("worker", "--queue", "adits")
    assert done.returncode == 2
    assert done.stderr == "footfall: there is no queue 'adits'. The queues are: default, audits.\n"
