"""What happens when somebody asks for a file: the lead, the mail, the confirmation. Strangers call all of this."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from footfall.apps.accounts.models import hash_of, new_token
from footfall.apps.hooks.actions import fire
from footfall.apps.hooks.events import Event
from footfall.apps.leads import counting, jobs
from footfall.apps.leads.models import Confirming, Lead, Offer, OfferState
from footfall.apps.work.jobs import enqueue

LINK_LASTS = timedelta(days=7)
"""How long a mailed link works; the file's, from the confirmation on. Our choice."""
MAIL_EVERY = timedelta(minutes=5)
"""An address gets no second mail before: nobody can be flooded through a form. Our choice."""


def open_offer(handle: str) -> Offer | None:
    """The offer of an address whose form can be filled in."""
    key = handle.rpartition("-")[2]
    found = Offer.objects.select_related("site", "workspace").filter(key=key, state=OfferState.OPEN).first()
    if found is None or (found.opt_in == Confirming.DOUBLE and not settings.MAIL_WORKS):
        return None
    return found


def ask(offer: Offer, *, email: str, answers: dict[str, str], view: str) -> str:
    """Keep who asked. Returns the token of the file's page for single opt-in; "" where a mail brings it.

    Nothing differs for an address that is there already, so nobody learns who is. What a confirmed lead said stays.
    """
    email = email.lower()
    consent = offer.consents.first()
    if consent is None:
        raise ValueError("An offer has words of consent from its beginning.")
    now = timezone.now()
    fresh = {"answers": answers, "consent": consent, "asked_at": now, "view": view}
    with transaction.atomic():
        made = {"workspace": offer.workspace, **fresh}
        lead, is_new = Lead.objects.select_for_update().get_or_create(offer=offer, email=email, defaults=made)
        if not is_new and lead.confirmed_at is None:
            for name, value in fresh.items():
                setattr(lead, name, value)
            lead.save(update_fields=list(fresh))
        if offer.opt_in == Confirming.DOUBLE:
            _have_mailed(lead)
            return ""
        token = renew(lead)
        if lead.confirmed_at is None:
            _confirm(lead, double=False)
    return token


def renew(lead: Lead) -> str:
    """A fresh token for the lead's page; the one before works no more."""
    token, lead.token_hash = new_token()
    lead.token_ends_at = timezone.now() + LINK_LASTS
    lead.save(update_fields=["token_hash", "token_ends_at"])
    return token


def lead_of(token: str) -> Lead | None:
    """The lead whose link somebody has, while it works."""
    found = Lead.objects.select_related("offer__site", "workspace", "consent").filter(token_hash=hash_of(token)).first()
    if found is None or found.token_ends_at is None or found.token_ends_at <= timezone.now():
        return None
    return found


def confirm(lead: Lead) -> None:
    """The person has the mail, so the address is theirs. Saying it again changes nothing."""
    with transaction.atomic():
        locked = Lead.objects.select_for_update().select_related("offer", "workspace", "consent").get(pk=lead.pk)
        if locked.confirmed_at is None:
            _confirm(locked, double=True)
    lead.refresh_from_db()


def mail_link(lead: Lead) -> None:
    """Send the link that confirms, or that leads to the file again.

    Raises:
        OSError, SMTPException: the mail server did not take it.
    """
    token = renew(lead)
    page = settings.PUBLIC_URL + reverse("get:mine", args=[token])
    said: dict[str, Any] = {"lead": lead, "offer": lead.offer, "page": page, "days": LINK_LASTS.days}
    name = "again" if lead.confirmed_at else "confirm"
    subject, _blank, text = render_to_string(f"leads/mail/{name}.txt", said).strip().partition("\n")
    EmailMessage(subject.strip(), text.strip() + "\n", to=[lead.email]).send()


def _have_mailed(lead: Lead) -> None:
    now = timezone.now()
    if lead.mailed_at is not None and now - lead.mailed_at < MAIL_EVERY:
        return
    lead.mailed_at = now
    lead.save(update_fields=["mailed_at"])
    enqueue(jobs.send_link, lead.pk)


def _confirm(lead: Lead, *, double: bool) -> None:
    now = timezone.now()
    lead.confirmed_at, lead.double, lead.token_ends_at = now, double, now + LINK_LASTS
    lead.hit = counting.hit_id(now)
    lead.save(update_fields=["confirmed_at", "double", "token_ends_at", "hit"])
    fire(lead.workspace, Event.LEAD_CONFIRMED, told(lead))
    transaction.on_commit(lambda: counting.count([lead.pk]))


def told(lead: Lead) -> dict[str, Any]:
    """A lead for other programs."""
    return {
        "id": lead.pk,
        "offer": {"id": lead.offer_id, "title": lead.offer.title, "site": lead.offer.site_id},
        "email": lead.email,
        "answers": lead.answers,
        "consent": {"version": lead.consent.version, "text": lead.consent.text, "at": lead.asked_at},
        "confirmed_at": lead.confirmed_at,
        "double_opt_in": lead.double,
    }
