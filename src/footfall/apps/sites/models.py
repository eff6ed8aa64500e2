"""Sites and what their audits found. Pages keep their bytes, so that everything can be drawn again from the source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person, Workspace

SEVERITIES = ("critical", "high", "medium", "low", "info")


class Rhythm(models.TextChoices):
    """How often a site is audited again by itself."""

    NEVER = "never", _("Only when asked")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Site(models.Model):
    """A web site of the workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=200)
    address = models.URLField(_("address"), max_length=500)
    is_example = models.BooleanField(default=False)
    """The example that came with Footfall: its pages are read from a folder that the operator named."""
    max_pages = models.PositiveIntegerField(_("pages at most"), default=500)
    rhythm = models.CharField(_("audit again"), max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER)
    alert_email = models.EmailField(_("tell by mail when something got worse"), blank=True)
    rhythm_since = models.DateTimeField(null=True, blank=True, editable=False)
    """The first audit of the rhythm: later ones keep its time of the day, its weekday or its day of the month."""
    next_audit_at = models.DateTimeField(null=True, blank=True, db_index=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "address"], name="a_site_once_a_workspace"),
        ]

    def __str__(self) -> str:
        return self.name


class AuditState(models.TextChoices):
    """Where an audit stands."""

    WAITING = "waiting", _("waiting for a worker")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


class AuditQuerySet(models.QuerySet["Audit"]):
    def unfinished(self) -> AuditQuerySet:
        return self.filter(state__in=(AuditState.WAITING, AuditState.RUNNING))

    def with_results(self) -> AuditQuerySet:
        return self.filter(state__in=(AuditState.DONE, AuditState.STOPPED), pages_done__gt=0)


class Audit(models.Model):
    """One audit of a site. What is done stays, also when it was stopped."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="audits")
    site = models.ForeignKey(Site, models.CASCADE, related_name="audits")
    state = models.CharField(max_length=8, choices=AuditState.choices, default=AuditState.WAITING)
    stop_asked = models.BooleanField(default=False)
    job = models.CharField(max_length=64, blank=True, editable=False)
    """The id of the job that makes it; "" where none does."""
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    """None where it was the schedule, a program, or somebody who is gone."""
    by_schedule = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    pages_known = models.PositiveIntegerField(default=0)
    """Pages done, failed and queued, as far as the crawler knows: what progress is counted against."""
    pages_done = models.PositiveIntegerField(default=0)
    pages_failed = models.PositiveIntegerField(default=0)
    score = models.PositiveSmallIntegerField(null=True)
    tally = models.JSONField(default=dict)
    """Findings by severity."""
    problem = models.TextField(blank=True)
    """Why it failed, as a sentence."""
    version = models.CharField(max_length=40, blank=True)
    """Of Footfall, which judged it."""
    told_at = models.DateTimeField(null=True, editable=False)
    """When alerts and webhooks about its end were sent."""

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["site", "-asked_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(state__in=["waiting", "running"]), name="one_audit_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.state not in (AuditState.WAITING, AuditState.RUNNING)


class AuditedPage(models.Model):
    """One page of an audit: its score, its findings by severity. Its bytes lie apart, because lists never need them."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="pages")
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    score = models.PositiveSmallIntegerField()
    critical = models.PositiveSmallIntegerField(default=0)
    high = models.PositiveSmallIntegerField(default=0)
    medium = models.PositiveSmallIntegerField(default=0)
    low = models.PositiveSmallIntegerField(default=0)
    info = models.PositiveSmallIntegerField(default=0)
    broken_cards = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["audit", "url"], name="a_page_once_an_audit")]
        indexes: ClassVar = [models.Index(fields=["audit", "score"])]

    def __str__(self) -> str:
        return self.url


class PageSource(models.Model):
    """A page as it came: from it walls, fixes and reports are drawn again. Kept for a site's newest audits only."""

    page = models.OneToOneField(AuditedPage, models.CASCADE, primary_key=True, related_name="source")
    body = models.BinaryField()
    """zlib."""
    facts = models.BinaryField()
    """zlib over the JSON of `footfall.wire.record`, without thumbnails."""

    def __str__(self) -> str:
        return f"Source of page {self.page_id}"


class Thumbnail(models.Model):
    """A small JPEG of a picture that pages of an audit state; many pages share one."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="thumbnails")
    url = models.CharField(max_length=2000)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["audit", "url"], name="a_thumbnail_once_an_audit")]

    def __str__(self) -> str:
        return self.url


class FailedPage(models.Model):
    """An address of an audit that brought nothing, with the sentence why."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="failures")
    url = models.CharField(max_length=2000)
    why = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["audit", "url"], name="a_failure_once_an_audit")]

    def __str__(self) -> str:
        return self.url


class Found(models.Model):
    """One finding of an audit. `page` is None for what the pages say together."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="findings")
    page = models.ForeignKey(AuditedPage, models.CASCADE, null=True, related_name="findings")
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    message = models.TextField()
    advice = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    consumers = models.JSONField(default=list)
    urls = models.JSONField(default=list)
    fix = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["audit", "rule"]), models.Index(fields=["page"])]

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class RuleCount(models.Model):
    """One rule over all pages of an audit, counted while it runs: 200,000 findings are too many to count for a page."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="rule_counts")
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    """Of its gravest finding."""
    fix = models.CharField(max_length=12, blank=True)
    pages = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    """What it costs all pages together, before the caps of the score."""
    consumers = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["audit", "rule"], name="a_rule_once_an_audit")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.pages}"


class Ignored(models.Model):
    """A rule that a person decided to leave alone on a site or on one page of it, with the reason."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, related_name="ignored")
    rule = models.CharField(max_length=60)
    url = models.CharField(max_length=2000, blank=True)
    """One page; "" for the whole site."""
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "rule", "url"], name="ignored_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class ReportLink(models.Model):
    """A public, read-only address of an audit's report. Only the token's hash is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Report of {self.audit}"

    @property
    def works(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


class ExportForm(models.TextChoices):
    """What an audit can be exported as; the value is the ending of the file's name."""

    HTML = "html", _("Report as one HTML file")
    JSON = "json", _("JSON")
    SARIF = "sarif", _("SARIF")
    JUNIT = "xml", _("JUnit XML")
    PDF = "pdf", _("PDF")


class ExportState(models.TextChoices):
    """Where an export stands."""

    WAITING = "waiting", _("being made")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Export(models.Model):
    """A whole audit as a file, made by a job where there are many pages."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, models.CASCADE, related_name="exports")
    form = models.CharField(max_length=5, choices=ExportForm.choices)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    problem = models.TextField(blank=True)
    """Why it failed, as a sentence."""
    ignored = models.PositiveIntegerField(default=0)
    """Findings that were left out because somebody ignores them."""
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.audit} as {self.get_form_display()}"
