"""Routes about offers and leads. Leads need the scope `write`: addresses of people are no figures to be read along."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Count, Q
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import InPath, InQuery, Listed, Shown, listed
from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.rights import Right
from footfall.apps.leads import actions, counting
from footfall.apps.leads.models import Confirming, Lead, Offer, OfferState
from footfall.apps.leads.views.leads import table

router = Router(tags=["leads"])
READ, PEOPLE = Needs(Right.SEE), Needs(Right.EDIT)
FromOffer = Annotated[int, Query(0, ge=0, le=2**63 - 1)]
"""0 for those of all offers."""


class OfferOut(Shown):
    """A file that people get for their address."""

    id: int
    site: int
    title: str
    state: OfferState
    opt_in: Confirming
    address: str
    """Of the form."""
    asked: int
    confirmed: int


class ConsentOut(Shown):
    """The words that somebody agreed to, and when."""

    version: int
    text: str
    at: datetime


class LeadOut(Shown):
    """Somebody who asked."""

    id: int
    offer: int
    email: str
    answers: dict[str, str]
    consent: ConsentOut
    confirmed_at: datetime | None
    double_opt_in: bool
    """Whether the address was confirmed by mail. Don't write to others without a reason that holds."""


@router.get("/offers", response=Listed[OfferOut], auth=READ, operation_id="list_offers")
def list_offers(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """All offers by title."""
    return listed(_offers(request), part, _offer)


@router.get("/offers/{offer}", response=OfferOut, auth=READ, operation_id="get_offer")
def get_offer(request: ApiRequest, offer: InPath) -> dict[str, Any]:
    """One offer."""
    return _offer(get_object_or_404(_offers(request), pk=offer))


@router.get("/leads", response=Listed[LeadOut], auth=PEOPLE, operation_id="list_leads")
def list_leads(request: ApiRequest, part: InQuery, offer: FromOffer = 0) -> dict[str, Any]:
    """Leads, the newest first; those that nobody confirmed yet too."""
    found = Lead.objects.filter(workspace=request.auth.workspace).select_related("consent")
    return listed(found.filter(offer=offer) if offer else found, part, _lead)


@router.get("/leads/export", auth=PEOPLE, throttle=RARELY, operation_id="export_leads")
def export_leads(request: ApiRequest, offer: FromOffer = 0) -> StreamingHttpResponse:
    """All leads as CSV in UTF-8, with the words they agreed to. Leaves a line in the log."""
    found = Lead.objects.filter(workspace=request.auth.workspace).select_related("offer", "consent")
    found = found.filter(offer=offer) if offer else found
    note("leads.exported", workspace=request.auth.workspace, by=request.auth.by, leads=found.count())
    return table("leads.csv", found)


@router.get("/leads/{lead}", response=LeadOut, auth=PEOPLE, operation_id="get_lead")
def get_lead(request: ApiRequest, lead: InPath) -> dict[str, Any]:
    """One lead."""
    return _lead(_found(request, lead))


@router.delete("/leads/{lead}", response={204: None}, auth=PEOPLE, throttle=RARELY, operation_id="remove_lead")
def remove_lead(request: ApiRequest, lead: InPath) -> Status[None]:
    """Delete a person's address and answers. This can't be undone."""
    actions.remove_lead(_found(request, lead), by=request.auth.by)
    return Status(204, None)


def _offers(request: ApiRequest) -> Any:
    counts = {"asked": Count("leads"), "confirmed": Count("leads", filter=Q(leads__confirmed_at__isnull=False))}
    return Offer.objects.filter(workspace=request.auth.workspace).annotate(**counts)


def _found(request: ApiRequest, lead: int) -> Lead:
    rows = Lead.objects.filter(workspace=request.auth.workspace).select_related("offer", "consent", "workspace")
    found: Lead = get_object_or_404(rows, pk=lead)
    return found


def _offer(offer: Any) -> dict[str, Any]:
    names = ("title", "state", "opt_in", "asked", "confirmed")
    said = {name: getattr(offer, name) for name in names}
    return {"id": offer.pk, "site": offer.site_id, "address": counting.address(offer), **said}


def _lead(lead: Lead) -> dict[str, Any]:
    return {
        "id": lead.pk,
        "offer": lead.offer_id,
        "email": lead.email,
        "answers": lead.answers,
        "consent": {"version": lead.consent.version, "text": lead.consent.text, "at": lead.asked_at},
        "confirmed_at": lead.confirmed_at,
        "double_opt_in": lead.double,
    }
