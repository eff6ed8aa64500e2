"""What is told when an audit ends: webhooks of every audit, and a mail where a watched site got worse."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.hooks.actions import fire
from footfall.apps.hooks.events import Event
from footfall.apps.sites import jobs
from footfall.apps.sites.models import Audit, AuditState
from footfall.apps.sites.results import Comparison, RuleChange, compare
from footfall.apps.work.jobs import enqueue
from footfall.smo.report.ruledoc import rule_doc
from footfall.smo.report.words import COSTS
from footfall.smo.rule import Severity

FALL: Final = 3
"""Points of a site's score whose loss is told; less comes and goes with single pages. Our choice."""
GRAVE: Final = (Severity.CRITICAL, Severity.HIGH)
MOST_RULES: Final = 20
"""Rules named in a webhook, which bounds its size."""


def tell(audit_id: int) -> None:
    """Fire the webhooks of an audit that is over, and have mail sent where its site got worse; once."""
    audit = Audit.objects.select_related("site", "workspace").filter(pk=audit_id).first()
    if audit is None or not audit.is_over:
        return
    comparison = compared(audit)
    worse = comparison is not None and got_worse(comparison)
    with transaction.atomic():
        if not Audit.objects.filter(pk=audit_id, told_at=None).update(told_at=timezone.now()):
            return
        event = Event.AUDIT_FAILED if audit.state == AuditState.FAILED else Event.AUDIT_FINISHED
        fire(audit.workspace, event, _payload(audit, comparison))
        if worse:
            fire(audit.workspace, Event.AUDIT_WORSE, _payload(audit, comparison))
        bad = worse or audit.state == AuditState.FAILED
        if bad and audit.by_schedule and audit.site.alert_email and settings.MAIL_WORKS:
            enqueue(jobs.send_alert, audit.pk)


def compared(audit: Audit) -> Comparison | None:
    """The audit beside the complete one before it; None where there is none, or this one is not complete."""
    if audit.state != AuditState.DONE:
        return None
    before = audit.site.audits.filter(state=AuditState.DONE, asked_at__lt=audit.asked_at).first()
    return compare(before, audit) if before is not None else None


def got_worse(comparison: Comparison) -> bool:
    """Whether the score fell much, or something grave is new."""
    change = comparison.score_change
    return (change is not None and change <= -FALL) or bool(_grave(comparison))


def send(audit_id: int) -> None:
    """Mail what got worse to whoever watches over the site."""
    audit = Audit.objects.select_related("site", "workspace").filter(pk=audit_id).first()
    if audit is None or not audit.site.alert_email:
        return
    comparison = compared(audit)
    said = {
        "site": audit.site,
        "audit": audit,
        "before": comparison.older if comparison else None,
        "news": [_worded(change) for change in _grave(comparison)] if comparison else [],
        "link": address_of(audit),
    }
    mail = EmailMultiAlternatives(
        _subject(audit, comparison), render_to_string("sites/mail/worse.txt", said), to=[audit.site.alert_email]
    )
    mail.attach_alternative(render_to_string("sites/mail/worse.html", said), "text/html")
    mail.send()


def address_of(audit: Audit) -> str:
    """The audit's page in the desk, as people type it."""
    return f"{settings.PUBLIC_URL}{reverse('sites:audit', args=[audit.workspace.slug, audit.pk])}"


def _subject(audit: Audit, comparison: Comparison | None) -> str:
    name = " ".join(audit.site.name.split())
    if comparison is None:
        return _("%(site)s could not be audited") % {"site": name}
    older, newer = comparison.older.score, comparison.newer.score
    if older != newer:
        return _("%(site)s got worse: score %(older)s, now %(newer)s") % {"site": name, "older": older, "newer": newer}
    return _("%(site)s got worse: new faults that break cards") % {"site": name}


def _grave(comparison: Comparison) -> list[RuleChange]:
    return [change for change in comparison.new if change.severity in GRAVE]


def _worded(change: RuleChange) -> dict[str, Any]:
    """A rule as a person reads it, with the first pages on which it is new."""
    pages = [page for page in change.new_pages if page][:5]
    headline = rule_doc(change.rule).headline.replace("`", "").rstrip(".")
    cost = COSTS[change.severity]
    return {"headline": headline, "word": cost.word, "reader": cost.reader, "pages": pages, "new": change.new}


def _payload(audit: Audit, comparison: Comparison | None) -> dict[str, Any]:
    before = comparison.older if comparison else None
    news = comparison.new[:MOST_RULES] if comparison else ()
    return {
        "site": {"id": audit.site_id, "name": audit.site.name, "address": audit.site.address},
        "audit": {
            "id": audit.pk,
            "state": audit.state,
            "score": audit.score,
            "pages": audit.pages_done,
            "pages_failed": audit.pages_failed,
            "findings": audit.tally,
            "problem": audit.problem,
            "link": address_of(audit),
        },
        "before": {"id": before.pk, "score": before.score} if before else None,
        "new": [{"rule": one.rule, "severity": one.severity.value, "pages": one.new} for one in news],
    }
