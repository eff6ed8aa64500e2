"""What people do in insights: take a mail report, or no more."""

from __future__ import annotations

from django.core import signing
from django.db import transaction

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.insights.models import MailReport, Often

_SALT = "insights.mail-report"


def choose_report(workspace: Workspace, person: Person, often: str) -> MailReport | None:
    """Take a report so often from now on; "" takes none. A choice that stays the same changes nothing."""
    if not often:
        report = MailReport.objects.filter(workspace=workspace, person=person).first()
        if report is not None:
            end_report(report)
        return None
    with transaction.atomic():
        report, is_new = MailReport.objects.get_or_create(
            workspace=workspace, person=person, defaults={"often": Often(often)}
        )
        if is_new or report.often != often:
            report.often = Often(often)
            report.save(update_fields=["often"])
            note("mail-report.chosen", report.often, workspace=workspace, by=person)
    return report


def end_report(report: MailReport) -> None:
    """No more of it."""
    with transaction.atomic():
        if MailReport.objects.filter(pk=report.pk).delete()[0]:
            note("mail-report.ended", workspace=report.workspace, by=report.person)


def end_token(report: MailReport) -> str:
    """What stands in the address with which a report is ended: it can do nothing else, and never runs out."""
    return signing.dumps(report.pk, salt=_SALT)


def report_of(token: str) -> MailReport | None:
    """The report of such an address; None for a forged one, and for one that was ended."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return MailReport.objects.select_related("workspace", "person").filter(pk=pk).first()
