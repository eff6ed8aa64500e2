"""Offers in the desk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.leads import actions, counting, files
from footfall.apps.leads.forms import NewOfferForm, OfferForm
from footfall.apps.leads.models import Offer
from footfall.apps.tracking import money

_COUNTS = {"asked": Count("leads"), "confirmed": Count("leads", filter=Q(leads__confirmed_at__isnull=False))}


@desk_view(Right.LOOK_INSIDE)
def offers(request: DeskRequest) -> HttpResponse:
    """All of them, with what came of each."""
    rows = request.workspace.offers.select_related("site").annotate(**_COUNTS)
    return render(request, "leads/offers.html", {"offers": rows, "has_sites": request.workspace.sites.exists()})


@desk_view(Right.EDIT)
def add(request: DeskRequest) -> HttpResponse:
    """A new one, as a draft."""
    form = NewOfferForm(request.POST or None, request.FILES or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            offer = actions.add_offer(by=request.user, **form.wishes())
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The offer is kept as a draft. Look at its form, then open it."))
            return redirect("leads:offer", request.workspace.slug, offer.pk)
    answer = {"form": form, "mail_works": settings.MAIL_WORKS, "has_sites": request.workspace.sites.exists()}
    return render(request, "leads/offer_add.html", answer, status=422 if form.errors else 200)


@desk_view(Right.LOOK_INSIDE)
def offer(request: DeskRequest, offer: int) -> HttpResponse:
    """One of them: where its form is, what came of it, to which words people agreed."""
    found = _offer(request, offer)
    answer = {
        "offer": found,
        "address": counting.address(found),
        "asked": found.leads.count(),
        "confirmed": found.leads.confirmed().count(),
        "worth": money.spoken(found.value, found.currency),
        "consents": _consents(found),
        "mail_works": settings.MAIL_WORKS,
    }
    return render(request, "leads/offer.html", answer)


@desk_view(Right.EDIT)
def change(request: DeskRequest, offer: int) -> HttpResponse:
    """What people see and get."""
    found = _offer(request, offer)
    form = OfferForm(request.POST or None, request.FILES or None, initial=_present(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_offer(found, by=request.user, **form.wishes())
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The changes are kept. They count from now on."))
            return redirect("leads:offer", request.workspace.slug, found.pk)
    answer = {"offer": found, "form": form, "mail_works": settings.MAIL_WORKS}
    return render(request, "leads/offer_change.html", answer, status=422 if form.errors else 200)


@require_POST
@desk_view(Right.EDIT)
def set_state(request: DeskRequest, offer: int) -> HttpResponse:
    """Opens or closes the form."""
    found = _offer(request, offer)
    try:
        actions.set_state(found, request.POST.get("state", ""), by=request.user)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The form is %(state)s now.") % {"state": found.get_state_display()})
    return redirect("leads:offer", request.workspace.slug, found.pk)


@require_safe
@never_cache
@desk_view(Right.LOOK_INSIDE)
def file(request: DeskRequest, offer: int) -> HttpResponseBase:
    """The file as people get it."""
    return files.sent(_offer(request, offer))


@desk_view(Right.MANAGE)
def remove(request: DeskRequest, offer: int) -> HttpResponse:
    """Asks first, then deletes it with its file and its leads."""
    found = _offer(request, offer)
    if request.method != "POST":
        return render(request, "leads/offer_remove.html", {"offer": found, "leads": found.leads.count()})
    actions.remove_offer(found, by=request.user)
    messages.success(request, _("The offer, its file and its leads are gone."))
    return redirect("leads:offers", request.workspace.slug)


def _offer(request: DeskRequest, offer: int) -> Offer:
    found: Offer = get_object_or_404(request.workspace.offers.select_related("site", "workspace"), pk=offer)
    return found


def _consents(offer: Offer) -> list[tuple[Any, int]]:
    """Each version of the words, and how many agreed to it."""
    counts = dict(offer.leads.values_list("consent").annotate(given=Count("pk")).order_by())
    return [(text, counts.get(text.pk, 0)) for text in offer.consents.select_related("by")]


def _present(offer: Offer) -> dict[str, Any]:
    latest = offer.consents.first()
    said = {name: getattr(offer, name) for name in ("title", "about", "asks", "opt_in", "currency")}
    amount = str(money.major(offer.value, offer.currency)) if offer.value else ""
    return said | {"amount": amount, "refuses": "\n".join(offer.refuses), "consent": latest.text if latest else ""}
