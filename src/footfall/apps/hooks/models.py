"""Endpoints that are told of events, what they are told, and every attempt to tell them."""

from __future__ import annotations

import uuid
from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.hooks.events import Event


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def for_event(self, event: Event) -> list[Endpoint]:
        """The endpoints that want to be told. JSON lists can't be searched alike on every database; they are few."""
        return [endpoint for endpoint in self.filter(active=True) if event.value in endpoint.events]


class Endpoint(models.Model):
    """An address of somebody's program. The signing secret is sealed (`crypt`)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="webhooks")
    url = models.URLField(_("address"), max_length=2000)
    events = models.JSONField(default=list)
    """Values of `Event`."""
    sealed_secret = models.TextField()
    former_sealed_secret = models.TextField(blank=True)
    former_until = models.DateTimeField(null=True)
    """Until then the secret before the last change signs too."""
    active = models.BooleanField(default=True)
    failing_since = models.DateTimeField(null=True)
    """The first failed attempt since the last that worked."""
    turned_off_why = models.CharField(max_length=300, blank=True)
    """A sentence, where the desk turned it off by itself."""
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """What the log names: the rest of an address may be a key."""
        return urlsplit(self.url).hostname or self.url

    @property
    def short(self) -> str:
        """The address as a heading: without scheme and query, and not too long."""
        bare = self.url.partition("://")[2].partition("?")[0]
        return bare if len(bare) <= 60 else f"{bare[:59]}…"


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("given up")


def new_message_id() -> str:
    """What a receiver tells repetitions by; it holds no full stop, which separates the signed parts."""
    return f"msg_{uuid.uuid4().hex}"


class Delivery(models.Model):
    """One event on its way to one endpoint. `body` is kept as it is signed and sent, byte for byte."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=40, default=new_message_id, editable=False)
    event = models.CharField(max_length=20, choices=Event.choices)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    """Attempts since it was asked for; a repetition by hand begins again."""
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    next_at = models.DateTimeField(default=timezone.now)
    """When it is due; while a worker has it, when another may take it."""
    problem = models.CharField(max_length=300, blank=True)
    """Why the last attempt failed, as a sentence."""

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            models.Index(fields=["endpoint", "-made_at"]),
            models.Index(fields=["state", "next_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"


class Attempt(models.Model):
    """One call, written before it is made: an attempt without an end is one whose worker died."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    """The answer's; None when there was none."""
    answer = models.TextField(blank=True)
    """The beginning of what was answered."""
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M:%S} {self.status or self.problem}"

    @property
    def seconds(self) -> float:
        """How long the call lasted; 0 while it lasts."""
        return 0.0 if self.ended_at is None else (self.ended_at - self.began_at).total_seconds()
