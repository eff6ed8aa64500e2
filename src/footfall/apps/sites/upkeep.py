"""What is done for sites now and then: audits that are due, audits that nobody makes, pages that nobody needs."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from footfall.apps.sites import jobs, schedule
from footfall.apps.sites.actions import start_audit
from footfall.apps.sites.auditing import give_up
from footfall.apps.sites.models import Audit, PageSource, Rhythm, Site, Thumbnail
from footfall.apps.sites.sources import KEPT_AUDITS
from footfall.apps.work.models import Failure

_AUDIT_FILE = re.compile(r"audit-(\d+)[.-]")


def start_due(now: datetime | None = None) -> int:
    """Start the audits whose time has come, each once however many workers look. Returns how many."""
    now = now or timezone.now()
    started = 0
    due = Site.objects.filter(next_audit_at__lte=now).exclude(rhythm=Rhythm.NEVER)
    for site in due.select_related("added_by", "workspace"):
        mine = Site.objects.filter(pk=site.pk, next_audit_at=site.next_audit_at)
        if mine.update(next_audit_at=schedule.next_audit(site, after=now)):
            start_audit(site, by_schedule=True)
            started += 1
    return started


def give_up_orphans() -> int:
    """End audits whose job is over although they are not. Returns how many."""
    unfinished = dict(Audit.objects.unfinished().values_list("pk", "job"))
    under_way = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    known = under_way.filter(pk__in=[UUID(job) for job in unfinished.values() if job]).values_list("pk", flat=True)
    alive = {str(pk) for pk in known}
    orphans = [audit for audit, job in unfinished.items() if job not in alive]
    for audit in orphans:
        give_up(audit, _("The worker that made this audit was lost, and nobody took it up. Start it again."))
    return len(orphans)


@receiver(task_finished)
def note_given_up(sender: object, task_result: TaskResult[None], **_more: object) -> None:  # noqa: ARG001
    """An audit whose job became a dead letter has failed, for the reason that the operator reads too."""
    given_up = task_result.status == TaskResultStatus.FAILED
    if not given_up or task_result.task.module_path != jobs.run_audit.module_path:
        return
    failure = Failure.objects.filter(pk=UUID(task_result.id)).first()
    unknown = _("Footfall could not carry out this audit. Whoever runs it finds the reason among the failed jobs.")
    give_up(int(task_result.args[0]), failure.sentence if failure else unknown)


def clear_away() -> None:
    """Drop the sources of pages of all but each site's newest audits with results, and files without an audit."""
    for site in Site.objects.all():
        kept = list(site.audits.with_results().values_list("pk", flat=True)[:KEPT_AUDITS])
        old = Audit.objects.filter(site=site).exclude(pk__in=kept).exclude(pk__in=site.audits.unfinished())
        PageSource.objects.filter(page__audit__in=old).delete()
        Thumbnail.objects.filter(audit__in=old).delete()
    _remove_files()


def _remove_files() -> None:
    needed = set(Audit.objects.unfinished().values_list("pk", flat=True))
    there = set(Audit.objects.values_list("pk", flat=True))
    for folder, keep in (("crawls", needed), ("exports", there)):
        for path in (settings.DATA / folder).glob("audit-*"):
            found = _AUDIT_FILE.match(path.name)
            if found and int(found[1]) not in keep:
                path.unlink(missing_ok=True)
