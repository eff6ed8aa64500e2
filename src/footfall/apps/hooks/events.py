"""What webhooks tell, and the text that is sent for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """Something that a program may want to know of."""

    AUDIT_FINISHED = "audit.finished", _("An audit came to its end")
    AUDIT_WORSE = "audit.worse", _("A site got worse since the audit before")
    AUDIT_FAILED = "audit.failed", _("An audit could not be carried out")
    PING = "ping", _("A test, sent when somebody asks for it")


CHOSEN = [(event.value, event.label) for event in Event if event is not Event.PING]
"""What an endpoint subscribes to; the test comes to every endpoint."""


def body_of(event: Event, at: datetime, payload: Mapping[str, Any]) -> str:
    """The JSON that is signed and sent: `type`, `timestamp`, `data` (Standard Webhooks 1.0.0, Payload structure)."""
    said = {"type": event.value, "timestamp": at, "data": payload}
    return json.dumps(said, cls=DjangoJSONEncoder, separators=(",", ":"), ensure_ascii=False)
