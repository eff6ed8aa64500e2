"""Short links, their campaigns and conventions, own domains, and the counter by which all processes see changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites.models import Site

LONGEST_TARGET = 2000
"""Characters; what the old Internet Explorer took, and the least that everybody takes since. Our choice."""
LONGEST_WORD = 100
"""Characters of a UTM value, a slug or a network's id. Our choice."""


class Revision(models.Model):
    """One row that counts changes of links. Whoever changes one holds it until the commit: see `revisions`."""

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class Campaign(models.Model):
    """Links that belong together: a launch, a season, a topic."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="campaigns")
    slug = models.CharField(_("short name"), max_length=LONGEST_WORD)
    """What stands in `utm_campaign`: lower case, never changed, because visits are counted by it."""
    name = models.CharField(_("name"), max_length=120)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    utm_medium = models.CharField(_("medium"), max_length=LONGEST_WORD, blank=True)
    """What its links have where nobody chose another."""
    notes = models.TextField(_("notes"), blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "slug"], name="a_campaign_once")]

    def __str__(self) -> str:
        return self.name


class Mode(models.TextChoices):
    """What happens to a word that is not among those of the workspace."""

    SUGGEST = "suggest", _("Suggest them; other words are taken, unless they look like a typing error")
    ENFORCE = "enforce", _("Take no other words")


class Conventions(models.Model):
    """How a workspace names the sources of its visits."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, primary_key=True, related_name="conventions")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.SUGGEST)
    adds_utm = models.BooleanField(default=True)
    """Whether links to own sites carry UTM parameters; the token they carry always."""
    sources = models.JSONField(default=list)
    """Words of `utm_source`; those of the networks that are known count besides."""
    mediums = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Conventions of {self.workspace_id}"


class AllowedHost(models.Model):
    """A host outside the workspace's sites that links may lead to."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="allowed_hosts")
    host = models.CharField(_("host"), max_length=253)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["host"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "host"], name="a_host_allowed_once")]

    def __str__(self) -> str:
        return self.host


class Domain(models.Model):
    """A host of the workspace's own whose short addresses lead here, once a check has seen that they do."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="domains")
    host = models.CharField(_("domain"), max_length=253)
    probe = models.CharField(max_length=24, unique=True)
    """A code that only this desk answers there: the check asks for it."""
    revision = models.BigIntegerField(default=0, db_index=True)
    checked_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    """What the latest check found wrong, as sentences."""
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["host"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "host"], name="a_domain_once_a_workspace"),
            models.UniqueConstraint(fields=["host"], condition=Q(verified_at__isnull=False), name="a_domain_once"),
        ]

    def __str__(self) -> str:
        return self.host


class State(models.TextChoices):
    """Whether a link leads somewhere."""

    ON = "on", _("works")
    OFF = "off", _("turned off")
    GONE = "gone", _("deleted")


class LinkQuerySet(models.QuerySet["Link"]):
    def kept(self) -> LinkQuerySet:
        return self.exclude(state=State.GONE)

    def untold(self) -> LinkQuerySet:
        """Those of which the event store was not told yet."""
        return self.filter(told_at=None)


class Link(models.Model):
    """A short link. A deleted one stays as a tombstone, so that its code is never issued again."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="links")
    site = models.ForeignKey(Site, models.CASCADE, related_name="short_links")
    """For which its clicks are counted."""
    host = models.CharField(max_length=253, blank=True)
    """The domain it lives at; "" is the desk's own address."""
    code = models.CharField(max_length=64)
    is_custom = models.BooleanField(default=False)
    target = models.CharField(_("target"), max_length=LONGEST_TARGET)
    """Without anything of ours."""
    adds = models.CharField(max_length=1000, blank=True)
    """Encoded query that the redirect adds: none of its names stands in the target already."""
    token = models.CharField(max_length=12, unique=True)
    permanent = models.BooleanField(default=False)
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=4, choices=State.choices, default=State.ON)
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="links")
    network = models.CharField(max_length=LONGEST_WORD, blank=True)
    """Canonical id of the network where it is posted; "" where that is open."""
    utm_source = models.CharField(max_length=LONGEST_WORD, blank=True)
    utm_medium = models.CharField(max_length=LONGEST_WORD, blank=True)
    utm_campaign = models.CharField(max_length=LONGEST_WORD, blank=True)
    utm_term = models.CharField(max_length=LONGEST_WORD, blank=True)
    utm_content = models.CharField(max_length=LONGEST_WORD, blank=True)
    post = models.BigIntegerField(default=0)
    """The post it was made for; 0: none."""
    label = models.CharField(max_length=200, blank=True)
    """Account or place where it is put."""
    notes = models.TextField(_("notes"), blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    """When the event store took the delivery; None: a job has still to tell it."""
    revision = models.BigIntegerField(default=0, db_index=True)
    """Of its last change."""

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["host", "code"], name="a_code_once")]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-made_at"], name="links_newest"),
            models.Index(fields=["post"], name="links_of_posts", condition=Q(post__gt=0)),
            models.Index(fields=["made_at"], name="links_untold", condition=Q(told_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.host or '/r'}/{self.code}"

    @property
    def is_over(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()


class Tombstone(models.Model):
    """The code of a link that went with its site or workspace: nothing is kept of it but that it was."""

    host = models.CharField(max_length=253, blank=True)
    code = models.CharField(max_length=64)
    link = models.BigIntegerField()
    revision = models.BigIntegerField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["host", "code"], name="a_tombstone_once")]

    def __str__(self) -> str:
        return f"{self.host or '/r'}/{self.code}"


class TargetChange(models.Model):
    """Where a link led before: whoever clicked it then landed there."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="target_changes")
    before = models.CharField(max_length=LONGEST_TARGET)
    after = models.CharField(max_length=LONGEST_TARGET)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
