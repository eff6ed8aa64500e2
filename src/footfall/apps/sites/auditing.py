"""One audit of a site, from the first page to the last: begun, taken up again, stopped, ended."""

from __future__ import annotations

import time
from contextlib import closing, suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall import __version__
from footfall.apps.sites import jobs
from footfall.apps.sites.files import remove_crawl
from footfall.apps.sites.models import Audit, AuditState
from footfall.apps.sites.recording import AuditGoneError, Recorder
from footfall.apps.sites.visiting import pages_of
from footfall.apps.work.jobs import HandBack, enqueue, stopping
from footfall.wire.options import Crawled
from footfall.wire.state import StateError

LOOK = 0.4
"""Seconds between two looks whether somebody asked to stop."""


NOTHING = _("The site brought no page that can be audited. Check its address in a browser.")


def audit(audit_id: int) -> None:
    """Audit the site, or go on where another worker left off. An audit that is over is left alone.

    Raises:
        HandBack: the worker is to stop; another one goes on.
        StateError: the crawl's file can't be used, which may pass.
    """
    row = _begin(audit_id)
    if row is None:
        return
    try:
        with suppress(AuditGoneError):
            _Run(row).run()
    except StateError as error:
        # Told if it doesn't pass: the worker tries again, and whoever is in its way may end.
        Audit.objects.filter(pk=audit_id, state=AuditState.RUNNING).update(problem=str(error))
        raise
    remove_crawl(audit_id)


def _begin(audit_id: int) -> Audit | None:
    """The audit, marked as running; None when it is over."""
    now = timezone.now()
    Audit.objects.filter(pk=audit_id, state=AuditState.WAITING).update(
        state=AuditState.RUNNING, began_at=now, version=__version__
    )
    running = Audit.objects.filter(pk=audit_id, state=AuditState.RUNNING)
    return running.select_related("site", "workspace").first()


def give_up(audit_id: int, problem: str) -> None:
    """End an audit that no worker will take up again; what is done stays."""
    with transaction.atomic():
        audit = Audit.objects.unfinished().select_for_update().filter(pk=audit_id).first()
        if audit is None:
            return
        audit.state, audit.ended_at, audit.problem = AuditState.FAILED, timezone.now(), audit.problem or problem
        audit.save(update_fields=["state", "ended_at", "problem"])
        enqueue(jobs.tell_of_end, audit.pk)
    remove_crawl(audit_id)


class _Run:
    """The loop over pages."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._recorder = Recorder(audit)
        self._looked = float("-inf")
        self._first_failure = ""

    def run(self) -> None:
        with closing(pages_of(self._audit)) as pages:
            for crawled in pages:
                if crawled is not None:
                    self._recorder.take(crawled)
                    self._first_failure = self._first_failure or _failure(crawled)
                if self._recorder.is_due():
                    self._recorder.write(ahead=pages.ahead)
                if stopping():
                    self._recorder.write(ahead=pages.ahead)
                    raise HandBack
                if self._is_stopped():
                    self._finish(AuditState.STOPPED)
                    return
        if self._recorder.pages:
            self._finish(AuditState.DONE)
        else:
            self._finish(AuditState.FAILED, self._first_failure or str(NOTHING))

    def _finish(self, state: AuditState, problem: str = "") -> None:
        with transaction.atomic():
            self._recorder.finish(state, problem=problem)
            enqueue(jobs.tell_of_end, self._audit.pk)

    def _is_stopped(self) -> bool:
        """Whether a person asked to stop, or took the audit away."""
        if time.monotonic() - self._looked < LOOK:
            return False
        self._looked = time.monotonic()
        asked = Audit.objects.filter(pk=self._audit.pk).values_list("stop_asked", flat=True).first()
        if asked is None:
            raise AuditGoneError
        return asked


def _failure(crawled: Crawled) -> str:
    """Why there is no page, as a sentence; "" where there is one."""
    return "" if crawled.page is not None else f"{crawled.url} could not be audited. {crawled.detail}"
