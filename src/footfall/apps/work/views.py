"""Whether the desk is well, and what its workers do: for machines, and for the operator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall.apps.accounts.access import DeskRequest
from footfall.apps.work import actions, health
from footfall.apps.work.jobs import policy_of
from footfall.apps.work.models import Job, Worker
from footfall.apps.work.tables import Tables, tables

_WHY = {
    Tables.AWAY: "The database does not answer.",
    Tables.BEHIND: "The database waits for migrations.",
}
SHOWN = 50
"""Jobs on a page."""


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers and its tables are of this version, else 503 with the reason.

    `workers` says whether any worker lives; pages are served without one.
    """
    found = tables()
    if found is not Tables.READY:
        return JsonResponse({"ready": False, "why": _WHY[found]}, status=503)
    return JsonResponse({"ready": True, "workers": Worker.objects.alive().exists()})


def operators_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Guards a view about the whole installation: for everybody else it does not exist."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_operator:
            raise Http404
        return view(request, *args, **kwargs)

    found: Callable[..., HttpResponseBase] = login_required(guarded)
    return found


@operators_only
def status(request: DeskRequest) -> HttpResponse:
    """Workers, queues, disk, database, mail, versions."""
    shown = {
        "workers": health.workers(),
        "queues": health.queues(),
        "disk": health.disk(),
        "database_size": health.database_size(),
        "dead": DBTaskResult.objects.failed().count(),
        "mail_works": settings.MAIL_WORKS,
        "versions": health.versions(),
    }
    return render(request, "work/status.html", shown)


@dataclass(frozen=True, slots=True)
class Line:
    """A job as the operator reads it."""

    job: Job
    title: str
    attempts: int
    sentence: str
    """Why its last attempt failed; "" where none did."""


@operators_only
def jobs(request: DeskRequest) -> HttpResponse:
    """Running and waiting jobs, and those that were given up."""
    rows = DBTaskResult.objects.select_related("failure")
    dead = Paginator(rows.filter(status=TaskResultStatus.FAILED).order_by("-finished_at"), SHOWN)
    page = dead.get_page(request.GET.get("page"))
    waiting = rows.filter(status=TaskResultStatus.READY)
    shown = {
        "running": [_line(job) for job in rows.filter(status=TaskResultStatus.RUNNING).order_by("started_at")[:SHOWN]],
        "waiting": [_line(job) for job in waiting[:SHOWN]],
        "waiting_count": waiting.count(),
        "dead": [_line(job) for job in page],
        "page": page,
    }
    return render(request, "work/jobs.html", shown)


@require_POST
@operators_only
def retry(request: DeskRequest, job: UUID) -> HttpResponse:
    if actions.retry(job, by=request.user):
        messages.success(request, _("The job is back in its queue and will be done when a worker is free."))
    else:
        messages.info(request, _("This job is no longer among the failed ones; nothing was changed."))
    return redirect("work:jobs")


@require_POST
@operators_only
def discard(request: DeskRequest, job: UUID) -> HttpResponse:
    if actions.discard(job, by=request.user):
        messages.success(request, _("The job was discarded."))
    else:
        messages.info(request, _("This job is no longer among the failed ones; nothing was changed."))
    return redirect("work:jobs")


def _line(job: Job) -> Line:
    failure = getattr(job, "failure", None)
    title, sentence = policy_of(job.task_path).title, failure.sentence if failure is not None else ""
    return Line(job, title, len(job.worker_ids), sentence)
