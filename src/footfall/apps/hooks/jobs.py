"""What workers do for webhooks."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from footfall.apps.hooks import crypt, delivering, schedule
from footfall.apps.hooks.models import Delivery, DeliveryState, Endpoint
from footfall.apps.work.jobs import daily, enqueue, enqueue_at, every, job


@job(title="Deliver a webhook")
def deliver(delivery_id: int) -> None:
    """One attempt; the next one, if it needs one, is a job of its own."""
    again = delivering.attempt(delivery_id)
    if again is not None:
        enqueue_at(again, deliver, delivery_id)


@every(minutes=5)
@job(title="Find webhooks that were left behind")
def sweep() -> None:
    for delivery_id in delivering.overdue(timezone.now()):
        enqueue(deliver, delivery_id)


@daily(time(3, 20))
@job(title="Tidy the log of webhooks")
def tidy() -> None:
    """Drop what is old, and seal secrets anew under the present key so that former keys can be forgotten."""
    old = timezone.now() - schedule.KEPT
    Delivery.objects.filter(made_at__lt=old).exclude(state=DeliveryState.WAITING).delete()
    Endpoint.objects.filter(former_until__lt=timezone.now()).update(former_sealed_secret="", former_until=None)
    for endpoint in Endpoint.objects.only("sealed_secret").iterator():
        if crypt.sealed_by_present_key(endpoint.sealed_secret):
            continue
        try:
            anew = crypt.reseal(endpoint.sealed_secret)
        except crypt.SealError:
            continue  # Its deliveries say so, and ask for another secret.
        # Only if nobody replaced the secret meanwhile.
        Endpoint.objects.filter(pk=endpoint.pk, sealed_secret=endpoint.sealed_secret).update(sealed_secret=anew)
