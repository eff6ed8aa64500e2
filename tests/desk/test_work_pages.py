"""The operator's pages: how the installation is, and what to do with jobs that failed."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall.apps.accounts.deeds import sentence
from footfall.apps.accounts.models import Deed, Person
from footfall.apps.work.jobs import enqueue
from footfall.apps.work.models import LIFE, Worker
from footfall.apps.work.worker import WorkerProcess
from tests.desk import errands
from tests.desk.making import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Person:
    return make_person(name="Olga", is_operator=True)


@pytest.fixture
def operator_client(operator: Person) -> Client:
    return signed_in(operator)


@pytest.fixture
def dead_letter() -> str:
    """The id of a job that was given up."""
    job = enqueue(errands.refuse)
    WorkerProcess(["default"]).work_off()
    return job


def read(client: Client, name: str) -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["work:status", "work:jobs"])
def test_the_pages_do_not_exist_for_others(name: str, owner_client: Client, client: Client) -> None:
    assert owner_client.get(reverse(name)).status_code == 404
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", ["work:retry", "work:discard"])
def test_dead_letters_are_the_operators(name: str, owner_client: Client, dead_letter: str) -> None:
    assert owner_client.post(reverse(name, args=[dead_letter])).status_code == 404
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.parametrize("name", ["work:retry", "work:discard"])
def test_looking_changes_nothing(name: str, operator_client: Client, dead_letter: str) -> None:
    assert operator_client.get(reverse(name, args=[dead_letter])).status_code == 405


def test_a_queue_without_workers_is_said(operator_client: Client) -> None:
    page = read(operator_client, "work:status")
    assert page.count("no worker") == 2
    assert "No worker runs" in page


def test_workers_and_waiting_jobs_are_shown(operator_client: Client) -> None:
    Worker.objects.create(id="a", host="alpha", pid=1, queues="default", version="1.2.3")
    Worker.objects.create(id="b", host="beta", pid=2, queues="audits", seen_at=timezone.now() - LIFE * 2)
    enqueue(errands.remember, "milk")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=10))
    page = read(operator_client, "work:status")
    assert "alpha" in page
    assert "silent" in page
    assert "too slow" in page
    assert "10\xa0minutes ago" in page
    assert page.count("no worker") == 1


def test_a_dead_letter_says_why_and_hides_the_detail_in_a_fold(operator_client: Client, dead_letter: str) -> None:
    page = read(operator_client, "work:jobs")
    assert "Ask somebody who is never there" in page
    assert "The site is gone. Remove it, or look whether it moved." in page
    assert "tests.desk.errands.refuse" in page[page.index("<details") :]
    assert "One job failed and was given up." in read(operator_client, "work:status")


def test_a_dead_letter_is_tried_again(operator_client: Client, operator: Person, dead_letter: str) -> None:
    assert operator_client.post(reverse("work:retry", args=[dead_letter])).status_code == 302
    job = DBTaskResult.objects.get()
    assert (job.status, job.worker_ids) == (TaskResultStatus.READY, [])
    assert WorkerProcess(["default"]).work_off() == 1
    deed = Deed.objects.get(verb="job.retried")
    assert deed.person == operator
    assert "Ask somebody who is never there" in sentence(deed)


def test_a_dead_letter_is_discarded(operator_client: Client, dead_letter: str) -> None:
    operator_client.post(reverse("work:discard", args=[dead_letter]))
    assert not DBTaskResult.objects.exists()
    assert Deed.objects.filter(verb="job.discarded").exists()


def test_a_job_that_is_not_dead_is_left_alone(operator_client: Client) -> None:
    job = enqueue(errands.remember, "milk")
    for name in ("work:retry", "work:discard"):
        answer = operator_client.post(reverse(name, args=[job]), follow=True)
        assert "nothing was changed" in answer.content.decode()
    assert operator_client.post(reverse("work:retry", args=[uuid.uuid4()])).status_code == 302
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    assert not Deed.objects.filter(verb__startswith="job.").exists()


def test_arguments_are_text_not_markup(operator_client: Client) -> None:
    enqueue(errands.refuse)
    DBTaskResult.objects.update(args_kwargs={"args": ["<script>alert(1)</script>"], "kwargs": {}})
    WorkerProcess(["default"]).work_off()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    assert "<script>alert" not in read(operator_client, "work:jobs")


def test_readiness_tells_no_more_than_it_must(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True, "workers": False}
    Worker.objects.create(id="a", host="secret-host", pid=1, queues="default")
    assert client.get("/readyz").json() == {"ready": True, "workers": True}


def test_the_page_asks_the_database_the_same_however_many_jobs(operator_client: Client) -> None:
    counts = []
    for number in (1, 20):
        for _ in range(number):
            enqueue(errands.remember, "milk")
        with CaptureQueriesContext(connection) as seen:
            read(operator_client, "work:jobs")
        counts.append(len(seen))
    assert counts[0] == counts[1]
