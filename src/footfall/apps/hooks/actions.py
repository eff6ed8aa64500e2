"""Use cases of webhooks: one verb a function, each owns its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person, Workspace
from footfall.apps.hooks import jobs
from footfall.apps.hooks.addresses import problem_of
from footfall.apps.hooks.crypt import seal
from footfall.apps.hooks.events import CHOSEN, Event, body_of
from footfall.apps.hooks.models import Delivery, DeliveryState, Endpoint
from footfall.apps.hooks.signing import new_secret
from footfall.apps.work.jobs import enqueue

MOST = 20
"""Endpoints a workspace may have, which bounds what one event costs. Our choice."""
OVERLAP = timedelta(hours=24)
"""How long a replaced secret still signs beside the new one. Our choice."""
Doer = Person | ApiToken | None


def fire(workspace: Workspace, event: str, payload: Mapping[str, Any]) -> list[Delivery]:
    """Tell the workspace's endpoints of an event, which is written together with what happened: call it inside the
    transaction of that. Workers deliver it after the commit. `payload` is small (20 kB at most) and holds no secret.

    Raises:
        ValueError: `event` is none of `Event`.
    """
    kind = Event(event)
    endpoints = Endpoint.objects.filter(workspace=workspace).for_event(kind)
    return [_send(endpoint, kind, payload) for endpoint in endpoints]


def add_endpoint(workspace: Workspace, *, url: str, events: Iterable[str], by: Doer) -> tuple[Endpoint, str]:
    """A new endpoint, and its signing secret, which is shown this once.

    Raises:
        ValidationError: the address or an event can't be taken; by field, in whole sentences.
    """
    chosen = _checked(url, events)
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        if Endpoint.objects.filter(workspace=workspace).count() >= MOST:
            raise ValidationError(
                {"url": _("A workspace has %(most)s webhooks at most. Remove one first.") % {"most": MOST}}
            )
        secret = new_secret()
        endpoint = Endpoint.objects.create(
            workspace=workspace,
            url=url,
            events=chosen,
            sealed_secret=seal(secret),
            made_by=by if isinstance(by, Person) else None,
        )
        note("webhook.added", endpoint.host, workspace=workspace, by=by, events=chosen)
    return endpoint, secret


def change_endpoint(endpoint: Endpoint, *, url: str, events: Iterable[str], active: bool, by: Doer) -> Endpoint:
    """Another address, other events, or on and off. Turning on forgets past failures.

    Raises:
        ValidationError: as in `add_endpoint`.
    """
    chosen = _checked(url, events)
    with transaction.atomic():
        if active and not endpoint.active:
            endpoint.failing_since, endpoint.turned_off_why = None, ""
        endpoint.url, endpoint.events, endpoint.active = url, chosen, active
        endpoint.save(update_fields=["url", "events", "active", "failing_since", "turned_off_why"])
        note("webhook.changed", endpoint.host, workspace=endpoint.workspace, by=by, events=chosen, active=active)
    return endpoint


def rotate_secret(endpoint: Endpoint, by: Doer) -> str:
    """A new signing secret, shown this once. The former one signs too for a day, so that no delivery is refused."""
    secret = new_secret()
    with transaction.atomic():
        endpoint.former_sealed_secret, endpoint.former_until = endpoint.sealed_secret, timezone.now() + OVERLAP
        endpoint.sealed_secret = seal(secret)
        endpoint.save(update_fields=["former_sealed_secret", "former_until", "sealed_secret"])
        note("webhook.secret-changed", endpoint.host, workspace=endpoint.workspace, by=by)
    return secret


def remove_endpoint(endpoint: Endpoint, by: Doer) -> None:
    """Away with it, its log and what was still on its way."""
    with transaction.atomic():
        note("webhook.removed", endpoint.host, workspace=endpoint.workspace, by=by)
        endpoint.delete()


def ping(endpoint: Endpoint, by: Doer) -> Delivery:
    """Send a test to this endpoint, also while it is turned off."""
    with transaction.atomic():
        note("webhook.tested", endpoint.host, workspace=endpoint.workspace, by=by)
        return _send(endpoint, Event.PING, {"endpoint": endpoint.pk, "workspace": endpoint.workspace.slug})


def redeliver(delivery: Delivery, by: Doer) -> Delivery:
    """Send the same message once more, under the same id, with all its repetitions ahead. One on its way stays so."""
    with transaction.atomic():
        now = timezone.now()
        again = {"state": DeliveryState.WAITING, "tries": 0, "next_at": now, "problem": ""}
        over = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING)
        if over.update(**again):
            note("webhook.repeated", delivery.message_id, workspace=delivery.endpoint.workspace, by=by)
            enqueue(jobs.deliver, delivery.pk)
    delivery.refresh_from_db()
    return delivery


def _send(endpoint: Endpoint, event: Event, payload: Mapping[str, Any]) -> Delivery:
    with transaction.atomic():
        now = timezone.now()
        body = body_of(event, now, payload)
        delivery = Delivery.objects.create(endpoint=endpoint, event=event, body=body, made_at=now, next_at=now)
        enqueue(jobs.deliver, delivery.pk)
        return delivery


def _checked(url: str, events: Iterable[str]) -> list[str]:
    """The events in their own order.

    Raises:
        ValidationError: by field.
    """
    wanted = set(events)
    known = [value for value, _label in CHOSEN]
    problems = {}
    if problem := problem_of(url):
        problems["url"] = problem
    if not wanted or not wanted <= set(known):
        problems["events"] = _("Choose at least one event of these: %(events)s.") % {"events": ", ".join(known)}
    if problems:
        raise ValidationError(problems)
    return [value for value in known if value in wanted]
