"""The mail report: what it says, and sending it once a period."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from footfall.apps.accounts.models import Membership
from footfall.apps.accounts.rights import Right
from footfall.apps.insights import drawing
from footfall.apps.insights.actions import end_token
from footfall.apps.insights.models import MailReport, Often, ReportSent
from footfall.apps.insights.places.origins import Origins, origins
from footfall.apps.insights.places.paths import PageRow, paths
from footfall.apps.insights.places.turning import Turning, turning
from footfall.apps.insights.scope import Asked, Period
from footfall.apps.links.store import store

log = logging.getLogger("footfall.insights")
MOST_SITES: Final = 10
NAMED: Final = 3
"""Networks and pages that a mail names."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site of a report."""

    asked: Asked
    turning: Turning
    origins: Origins
    pages: list[PageRow]
    link: str
    k_said: str


def send_due(now: datetime | None = None) -> int:
    """Send every report whose period is over and wasn't sent, each once however many workers look. Returns how many."""
    if not settings.MAIL_WORKS:
        return 0
    now = now or timezone.now()
    reports = MailReport.objects.select_related("workspace", "person").filter(person__is_active=True)
    return sum(_send_if_due(report, now) for report in reports.iterator())


def _send_if_due(report: MailReport, now: datetime) -> bool:
    period = Often(report.often).latest(now.astimezone(UTC).date())
    if report.since.astimezone(UTC).date() > period.last or not _may(report):
        return False
    row = _claimed(report, period)
    if row is None:
        return False
    try:
        message(report, period, now).send()
    except (OSError, SMTPException) as error:
        # Nothing was taken, so that the next look tries again.
        log.warning("The mail server did not take a report: %s", type(error).__name__)
        row.delete()
        return False
    return True


def _may(report: MailReport) -> bool:
    membership = Membership.objects.filter(workspace=report.workspace, person=report.person).first()
    return membership is not None and membership.may(Right.LOOK_INSIDE)


def _claimed(report: MailReport, period: Period) -> ReportSent | None:
    """The row that lets this worker send; None where another has it."""
    if ReportSent.objects.filter(report=report, often=report.often, first=period.first).exists():
        return None
    try:
        with transaction.atomic():
            return ReportSent.objects.create(report=report, often=report.often, first=period.first)
    except IntegrityError:
        return None


def message(report: MailReport, period: Period, now: datetime) -> EmailMultiAlternatives:
    """The mail, plain and as HTML, with the way to end it in its head (RFC 8058)."""
    end = f"{settings.PUBLIC_URL}{reverse('mail-report-end', args=[end_token(report)])}"
    with translation.override(report.person.language), timezone.override(report.person.zone):
        said = {
            "report": report,
            "period": period,
            "sites": site_reports(report, period, now),
            "end": end,
            "days": f"{date_format(period.first, 'j M')} – {date_format(period.last, 'j M Y')}",
        }
        mail = EmailMultiAlternatives(
            _("%(workspace)s: the loop, %(days)s") % {"workspace": _line(report.workspace.name), "days": said["days"]},
            render_to_string("insights/mail/report.txt", said),
            to=[report.person.email],
            headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
        mail.attach_alternative(render_to_string("insights/mail/report.html", said), "text/html")
    return mail


def _line(text: str) -> str:
    return " ".join(text.split())


def site_reports(report: MailReport, period: Period, now: datetime) -> list[SiteReport]:
    """Every site of the workspace, up to a number that a mail can hold."""
    made = []
    for site in report.workspace.sites.all()[:MOST_SITES]:
        asked = Asked(site, period, now, preset=0)
        loop = turning(store(), asked)
        link = f"{settings.PUBLIC_URL}{reverse('insights:overview', args=[report.workspace.slug])}{asked.query()}"
        pages = [row for row in paths(store(), asked, sort="share_visits").rows if row.page.shares][:NAMED]
        said = f"{drawing.k_said(loop.k)} ({drawing.k_sure(loop.k)})." if loop.k.shares else drawing.k_said(loop.k)
        made.append(SiteReport(asked, loop, origins(store(), asked), pages, link, said))
    return made
