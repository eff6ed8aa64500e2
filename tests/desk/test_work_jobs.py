"""How jobs end: done, tried again with back-off, given up, handed back; and what a buried worker may still do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from footfall.apps.work import jobs, outcome
from footfall.apps.work.jobs import SCHEDULES, Policy, Schedule, daily, enqueue, enqueue_at, policy_of, stopping
from footfall.apps.work.models import LIFE, Failure, Job, Period, Worker
from footfall.apps.work.periods import Periods
from footfall.apps.work.sweep import sweep
from footfall.apps.work.upkeep import prune
from footfall.apps.work.worker import WorkerProcess
from tests.desk import errands

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_calls_yet() -> None:
    errands.calls.clear()


def only_job() -> Job:
    return DBTaskResult.objects.get()


def make_due() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def claimed_by(worker: str) -> Job:
    enqueue(errands.remember, "milk")
    job = only_job()
    job.claim(worker)
    return job


def test_a_job_is_done_with_its_arguments() -> None:
    enqueue(errands.remember, word="milk")
    assert WorkerProcess(["default"]).work_off() == 1
    assert errands.calls == ["milk"]
    assert (only_job().status, only_job().return_value) == (TaskResultStatus.SUCCESSFUL, "milk")


def test_a_worker_leaves_other_queues_alone() -> None:
    enqueue(errands.remember, "milk")
    assert WorkerProcess(["audits"]).work_off() == 0


def test_a_job_for_later_waits() -> None:
    enqueue_at(timezone.now() + timedelta(minutes=1), errands.remember, "milk")
    assert WorkerProcess(["default"]).work_off() == 0


def test_a_job_enqueued_in_a_transaction_that_fails_never_was() -> None:
    def change_of_mind() -> None:
        with transaction.atomic():
            enqueue(errands.remember, "milk")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_of_mind()
    assert not DBTaskResult.objects.exists()


def test_a_failing_job_waits_longer_each_time_and_then_is_a_dead_letter() -> None:
    enqueue(errands.stumble)
    waits = []
    for _ in range(3):
        WorkerProcess(["default"]).work_off()
        if only_job().status == TaskResultStatus.READY:
            waits.append((only_job().run_after - timezone.now()).total_seconds())
        make_due()
    assert len(errands.calls) == 3
    assert 4 < waits[0] <= 10 < waits[1] + 1 <= 21
    assert only_job().status == TaskResultStatus.FAILED
    assert "ValueError: a bug" in only_job().traceback
    assert "\0" not in only_job().traceback
    assert Failure.objects.get().sentence.startswith("Footfall made a mistake here.")
    assert Failure.objects.get().attempts == 3
    assert WorkerProcess(["default"]).work_off() == 0


def test_a_job_that_cannot_be_done_is_not_tried_again() -> None:
    enqueue(errands.refuse)
    WorkerProcess(["default"]).work_off()
    assert only_job().status == TaskResultStatus.FAILED
    assert Failure.objects.get().sentence == "The site is gone. Remove it, or look whether it moved."


def test_success_after_a_failure_forgets_the_failure() -> None:
    enqueue(errands.stumble)
    WorkerProcess(["default"]).work_off()
    DBTaskResult.objects.update(task_path="tests.desk.errands.remember", args_kwargs={"args": ["milk"], "kwargs": {}})
    make_due()
    WorkerProcess(["default"]).work_off()
    assert only_job().status == TaskResultStatus.SUCCESSFUL
    assert not Failure.objects.exists()


def test_an_answer_that_is_not_json_is_a_failure() -> None:
    enqueue(errands.answer_nonsense)
    WorkerProcess(["default"]).work_off()
    assert only_job().status == TaskResultStatus.READY
    assert "Unsupported type" in only_job().traceback


def test_a_job_whose_function_is_gone_is_a_dead_letter() -> None:
    enqueue(errands.remember, "milk")
    DBTaskResult.objects.update(task_path="tests.desk.errands.gone")
    WorkerProcess(["default"]).work_off()
    assert only_job().status == TaskResultStatus.FAILED


def test_a_job_handed_back_is_as_good_as_new() -> None:
    enqueue(errands.give_back)
    job = WorkerProcess(["default"])._claim()
    assert job is not None
    assert outcome.hand_back(job)
    assert (only_job().status, only_job().worker_ids) == (TaskResultStatus.READY, [])


def test_others_hear_by_signal_when_a_job_was_given_up() -> None:
    heard = []

    def hear(task_result: object, **_: object) -> None:
        heard.append(getattr(task_result, "status", None))

    task_finished.connect(hear)
    try:
        enqueue(errands.refuse)
        enqueue(errands.stumble)
        WorkerProcess(["default"]).work_off()
    finally:
        task_finished.disconnect(hear)
    assert heard == [TaskResultStatus.FAILED], "a job that is tried again is not over"


def test_a_worker_that_lost_its_job_changes_nothing() -> None:
    job = claimed_by("slow")
    DBTaskResult.objects.update(worker_ids=["slow", "quick"])
    assert not outcome.succeed(job, "late")
    assert not outcome.fail(job, ValueError("late"), Random(1))
    assert not outcome.hand_back(job)
    assert only_job().status == TaskResultStatus.RUNNING
    assert not Failure.objects.exists()


def test_stopping_is_said_to_the_job_that_was_taken_and_not_to_the_next() -> None:
    enqueue(errands.lost_on_the_way)
    WorkerProcess(["default"]).work_off()
    assert stopping()
    jobs.begin()
    assert not stopping()


def test_the_job_of_a_dead_worker_is_taken_up_and_that_of_a_living_one_is_not() -> None:
    Worker.objects.create(id="w1", host="h", pid=1, queues="default")
    claimed_by("w1")
    assert sweep(Random(1)) == 0
    Worker.objects.update(seen_at=timezone.now() - LIFE - timedelta(seconds=2))
    assert sweep(Random(1)) == 1
    assert (only_job().status, only_job().worker_ids) == (TaskResultStatus.READY, ["w1"])
    assert WorkerProcess(["default"], name="w2").work_off() == 1
    assert only_job().worker_ids == ["w1", "w2"]


def test_a_job_that_kills_its_workers_is_given_up_with_a_sentence() -> None:
    job = claimed_by("w5")
    DBTaskResult.objects.update(worker_ids=["w1", "w2", "w3", "w4", "w5"])
    assert sweep(Random(1)) == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.FAILED
    assert "The worker died during this job, 5 times." in Failure.objects.get().sentence


def test_back_off_doubles_up_to_an_hour_and_is_scattered() -> None:
    policy, random = Policy("Anything"), Random(7)
    fulls = [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    for attempt, full in enumerate(fulls, start=1):
        waits = {policy.wait_after(attempt, random).total_seconds() for _ in range(50)}
        assert full / 2 <= min(waits) < max(waits) <= full
        assert len(waits) > 40
    assert policy.wait_after(10_000, random) <= timedelta(hours=1)


def test_a_policy_is_found_by_path_and_a_plain_task_is_tried_once() -> None:
    assert policy_of("tests.desk.errands.stumble").attempts == 3
    assert policy_of("nowhere.at_all") == Policy("At all", attempts=1)


@pytest.mark.parametrize(
    ("schedule", "begins"),
    [
        (Schedule(errands.give_back, timedelta(minutes=15)), "12:30"),
        (Schedule(errands.give_back, timedelta(hours=6)), "12:00"),
        (Schedule(errands.give_back, timedelta(days=1), timedelta(hours=12, minutes=34)), "12:34"),
        (Schedule(errands.give_back, timedelta(days=1), timedelta(hours=12, minutes=35)), "12:35"),
    ],
)
def test_periods_begin_where_one_expects(schedule: Schedule, begins: str) -> None:
    begin = schedule.begin(NOON)
    assert begin <= NOON < begin + schedule.length
    assert f"{begin:%H:%M}" == begins


def test_a_periodic_job_is_enqueued_once_a_period_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = Schedule(errands.give_back, timedelta(minutes=15))
    monkeypatch.setattr("footfall.apps.work.periods.SCHEDULES", {schedule.name: schedule})
    one, other = Periods(), Periods()
    assert [one.serve(NOON), one.serve(NOON), other.serve(NOON)] == [1, 0, 0]
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert other.serve(NOON + timedelta(minutes=15)) == 1
    assert Period.objects.count() == 2


def test_a_periodic_job_does_not_pile_up_while_nobody_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = Schedule(errands.give_back, timedelta(minutes=15))
    monkeypatch.setattr("footfall.apps.work.periods.SCHEDULES", {schedule.name: schedule})
    periods = Periods()
    for quarter in range(5):
        periods.serve(NOON + timedelta(minutes=15 * quarter))
    assert DBTaskResult.objects.count() == 1


def test_old_rows_are_pruned_and_young_ones_kept() -> None:
    now = timezone.now()
    for status, days in (("SUCCESSFUL", 1), ("SUCCESSFUL", 3), ("FAILED", 80), ("FAILED", 100), ("READY", 100)):
        enqueue(errands.remember, f"{status} {days}")
        last = DBTaskResult.objects.order_by("-enqueued_at")[0]
        DBTaskResult.objects.filter(pk=last.pk).update(status=status, finished_at=now - timedelta(days=days))
    Period.objects.create(job="x", begins_at=now - timedelta(days=8))
    Period.objects.create(job="x", begins_at=now)
    Worker.objects.create(id="old", host="h", pid=1, queues="", seen_at=now - timedelta(days=2))
    prune.call()
    left = {job.args_kwargs["args"][0] for job in DBTaskResult.objects.all()}
    assert left == {"SUCCESSFUL 1", "FAILED 80", "READY 100"}
    assert Period.objects.count() == 1
    assert not Worker.objects.exists()


def test_pruning_is_scheduled() -> None:
    jobs.discover()
    assert SCHEDULES["footfall.apps.work.upkeep.prune"].begin(NOON) == datetime(2026, 11, 22, 3, 40, tzinfo=UTC)


def test_idle_workers_take_no_write_lock() -> None:
    worker = WorkerProcess(["default"])
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert worker._claim() is None
    assert len(seen) == 1
    assert seen[0]["sql"].startswith("SELECT")


def test_times_of_day_are_utc() -> None:
    made = daily(at=time(22, 15))(errands.give_back)
    try:
        assert SCHEDULES[made.module_path].begin(NOON) == datetime(2026, 11, 21, 22, 15, tzinfo=UTC)
    finally:
        del SCHEDULES[made.module_path]
