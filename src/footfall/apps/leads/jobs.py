"""What workers do for leads."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from footfall.apps.leads import counting
from footfall.apps.leads.models import Lead
from footfall.apps.work.jobs import daily, every, job

UNCONFIRMED = timedelta(days=30)
"""How long an address is kept that nobody confirmed. Our choice."""


@job(title="Mail the link to a file")
def send_link(lead_id: int) -> None:
    """Each attempt makes a new link; the mail that arrives last holds the one that works."""
    from footfall.apps.leads.asking import mail_link

    lead = Lead.objects.select_related("offer__site", "workspace").filter(pk=lead_id).first()
    if lead is not None:
        mail_link(lead)


@every(minutes=5)
@job(title="Count leads that the event store could not take")
def count_rest() -> None:
    counting.count_rest()


@daily(time(3, 30))
@job(title="Forget addresses that nobody confirmed")
def forget_unconfirmed() -> None:
    Lead.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED).delete()
