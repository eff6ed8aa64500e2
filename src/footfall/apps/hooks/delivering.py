"""One attempt to deliver: claim, write the attempt, call, write what came of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.hooks import schedule, sending, signing
from footfall.apps.hooks.crypt import SealError, unseal
from footfall.apps.hooks.events import Event
from footfall.apps.hooks.models import Attempt, Delivery, DeliveryState, Endpoint
from footfall.apps.hooks.notices import tell_owners
from footfall.apps.hooks.sending import Told
from footfall.apps.work.jobs import enqueue

_chance = SystemRandom()


def attempt(delivery_id: int) -> datetime | None:
    """Try to deliver, if it is due and nobody else has it. Answers when to try again, None when there is nothing to.

    The delivery is claimed by moving `next_at` ahead, so that two workers never call for it at once, and a worker that
    dies in the call leaves it to be found by `overdue`.
    """
    now = timezone.now()
    due = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING, next_at__lte=now)
    if not due.update(next_at=now + schedule.LEASE):
        return None
    delivery = Delivery.objects.select_related("endpoint").get(pk=delivery_id)
    endpoint = delivery.endpoint
    if not endpoint.active and delivery.event != Event.PING:
        _give_up(delivery, _("The webhook was turned off before this was delivered."))
        return None
    row = Attempt.objects.create(delivery=delivery, began_at=now)
    told = _tell(delivery, now)
    return _record(delivery, row, told)


def overdue(now: datetime) -> list[int]:
    """Deliveries that are due since a while: their job was lost, or the worker that had them died."""
    late = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lt=now - schedule.LEASE)
    return list(late.order_by("next_at").values_list("pk", flat=True)[:500])


def _tell(delivery: Delivery, now: datetime) -> Told:
    endpoint = delivery.endpoint
    try:
        secrets = [unseal(endpoint.sealed_secret)]
    except SealError:
        return Told(None, "", _("The signing secret can't be read since the desk's key changed. Replace the secret."))
    if endpoint.former_until is not None and endpoint.former_until > now:
        with suppress(SealError):  # The new one signs; the former was to end soon anyway.
            secrets.append(unseal(endpoint.former_sealed_secret))
    body = delivery.body.encode()
    headers = signing.headers(secrets, delivery.message_id, int(now.timestamp()), body)
    return sending.call(endpoint.url, headers, body)


def _record(delivery: Delivery, row: Attempt, told: Told) -> datetime | None:
    now = timezone.now()
    problem = told.problem[:300]
    with transaction.atomic():
        row.ended_at, row.status, row.answer, row.problem = now, told.status, told.answer, problem
        row.save(update_fields=["ended_at", "status", "answer", "problem"])
        delivery.tries += 1
        delivery.problem = problem
        if not problem:
            delivery.state = DeliveryState.DELIVERED
            delivery.save(update_fields=["state", "tries", "problem"])
            Endpoint.objects.filter(pk=delivery.endpoint_id).exclude(failing_since=None).update(failing_since=None)
            return None
        return _after_failure(delivery, told, now)


def _after_failure(delivery: Delivery, told: Told, now: datetime) -> datetime | None:
    endpoint = delivery.endpoint
    Endpoint.objects.filter(pk=endpoint.pk, failing_since=None).update(failing_since=now)
    endpoint.refresh_from_db(fields=["failing_since", "active"])
    if told.status == sending.GONE:
        _give_up(delivery, delivery.problem)
        _turn_off(endpoint, _("The receiver answered that it is gone (status 410)."))
        return None
    # A test is sent because somebody is looking: repeating it for days would tell them nothing.
    pause = None if delivery.event == Event.PING else schedule.pause_after(delivery.tries, told.retry_after, _chance)
    if pause is not None:
        delivery.next_at = now + pause
        delivery.save(update_fields=["next_at", "tries", "problem"])
        return delivery.next_at
    _give_up(delivery, delivery.problem)
    since = endpoint.failing_since
    if delivery.event != Event.PING and since is not None and now - since >= schedule.GIVE_UP_AFTER:
        _turn_off(endpoint, _("Nothing could be delivered since %(day)s.") % {"day": since.date().isoformat()})
    return None


def _give_up(delivery: Delivery, problem: str) -> None:
    delivery.state, delivery.problem = DeliveryState.FAILED, problem
    delivery.save(update_fields=["state", "tries", "problem"])


def _turn_off(endpoint: Endpoint, why: str) -> None:
    """Off, once: with a line in the log and a mail to the owners."""
    if Endpoint.objects.filter(pk=endpoint.pk, active=True).update(active=False, turned_off_why=why):
        note("webhook.turned-off", endpoint.host, workspace=endpoint.workspace, why=why)
        enqueue(tell_owners, endpoint.pk)
