"""Who takes a mail report of a workspace, and which were sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.insights.scope import Period


class Often(models.TextChoices):
    """How often a report comes."""

    WEEKLY = "weekly", _("Every week, on Monday")
    MONTHLY = "monthly", _("Every month, on its first day")

    def latest(self, today: date) -> Period:
        """The newest week (Monday to Sunday) or month that is over."""
        if self is Often.WEEKLY:
            monday = today - timedelta(today.weekday())
            return Period(monday - timedelta(7), monday - timedelta(1))
        last = today.replace(day=1) - timedelta(1)
        return Period(last.replace(day=1), last)


class MailReport(models.Model):
    """A person's wish to get a workspace's figures by mail."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="mail_reports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="mail_reports")
    often = models.CharField(max_length=7, choices=Often.choices)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "person"], name="one_report_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_often_display()}"


class ReportSent(models.Model):
    """A report that was sent, or is being sent: written first, so that no two workers send it."""

    report = models.ForeignKey(MailReport, models.CASCADE, related_name="sent")
    first = models.DateField()
    """Of its period."""
    often = models.CharField(max_length=7, choices=Often.choices)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "often", "first"], name="a_report_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.first}"
