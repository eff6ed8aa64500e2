"""Gated content: what is offered, to which words people agreed, and who they are."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites.models import Site

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper."""


class Ask(models.TextChoices):
    """What a form asks for besides the e-mail address."""

    NAME = "name", _("Name")
    COMPANY = "company", _("Company")
    PHONE = "phone", _("Telephone number")
    MESSAGE = "message", _("A question or remark")


class Confirming(models.TextChoices):
    """When an address counts as its owner's."""

    DOUBLE = "double", _("Double: the person confirms by a link in a mail")
    SINGLE = "single", _("Single: the address is taken as it is typed")


class OfferState(models.TextChoices):
    """Whether the form can be found."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


def new_key() -> str:
    """The part of a form's address that nobody guesses: 31¹⁰ possibilities."""
    return "".join(secrets.choice(_LETTERS) for _number in range(10))


def file_storage() -> Storage:
    return storages["default"]


def file_name(_offer: Offer, _name: str) -> str:
    """Where a file lies: nothing of what was uploaded stands in its name, and an older one is never written over."""
    return f"offers/{secrets.token_hex(16)}"


class Offer(models.Model):
    """A file that is given for an address."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="offers")
    site = models.ForeignKey(Site, models.CASCADE, related_name="offers")
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(max_length=60)
    key = models.CharField(max_length=12, unique=True, default=new_key)
    about = models.TextField(_("what people get"), blank=True, max_length=4000)
    asks = models.JSONField(default=list)
    """Values of `Ask` in the order of the form."""
    opt_in = models.CharField(max_length=6, choices=Confirming.choices, default=Confirming.DOUBLE)
    state = models.CharField(max_length=6, choices=OfferState.choices, default=OfferState.DRAFT)
    file = models.FileField(storage=file_storage, upload_to=file_name, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    """What the file is called when it is downloaded."""
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    refuses = models.JSONField(default=list)
    """Domains of mail that are not taken."""
    value = models.PositiveBigIntegerField(default=0)
    """What a lead is worth, in minor units of `currency`."""
    currency = models.CharField(max_length=3, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def handle(self) -> str:
        """The last part of the form's address."""
        return f"{self.slug}-{self.key}"


class ConsentText(models.Model):
    """The words to which people agree. Never changed: other words are another version."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="consents")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "version"], name="a_version_once_an_offer")]

    def __str__(self) -> str:
        return f"{self.offer}, version {self.version}"


class LeadQuerySet(models.QuerySet["Lead"]):
    def confirmed(self) -> LeadQuerySet:
        return self.exclude(confirmed_at=None)

    def uncounted(self) -> LeadQuerySet:
        """Confirmed, and not yet in the inbox of events."""
        return self.confirmed().filter(counted_at=None)


class Lead(models.Model):
    """A person who asked for an offer's file. Waiting until the address is confirmed."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="leads")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="leads")
    email = models.EmailField()
    """In lower case."""
    answers = models.JSONField(default=dict)
    """By the values of `Ask`."""
    consent = models.ForeignKey(ConsentText, models.RESTRICT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    """When the consent was given."""
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    """Of the link that was mailed last: it confirms, and later gives the file."""
    token_ends_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    double = models.BooleanField(default=False)
    """Whether it was confirmed by mail."""
    view = models.CharField(max_length=12, blank=True)
    """Token of the view of the form: by it the conversion belongs to the visit that it ended."""
    hit = models.BigIntegerField(default=0)
    """The id under which the conversion is counted, fixed before the first attempt so that none is counted twice."""
    counted_at = models.DateTimeField(null=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "email"], name="a_lead_once_an_offer")]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-asked_at"]),
            models.Index(fields=["confirmed_at"], condition=Q(counted_at=None), name="leads_uncounted"),
        ]

    def __str__(self) -> str:
        return self.email
