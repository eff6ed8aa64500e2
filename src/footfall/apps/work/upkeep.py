"""Jobs that keep the tables of background work small."""

from __future__ import annotations

from datetime import time, timedelta

from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from footfall.apps.work.jobs import daily, job
from footfall.apps.work.models import Period, Worker

KEEP_DONE = timedelta(days=2)
KEEP_DEAD = timedelta(days=90)
KEEP_PERIODS = timedelta(days=7)
KEEP_SILENT = timedelta(days=1)
"""How long rows are kept that nobody needs any more. Our choices."""


@daily(at=time(3, 40))
@job(title="Clear away old results")
def prune() -> None:
    """Delete what is long over."""
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    dead = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_DEAD)
    DBTaskResult.objects.filter(done | dead).delete()
    Period.objects.filter(begins_at__lt=now - KEEP_PERIODS).delete()
    Worker.objects.filter(seen_at__lt=now - KEEP_SILENT).delete()
    call_command("clearsessions")
