"""Campaigns: links that belong together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.links import naming
from footfall.apps.links.clicks import DAYS, Clicks, clicks_of
from footfall.apps.links.forms import CampaignForm
from footfall.apps.links.models import Campaign, Link, State
from footfall.apps.links.wishes import Unfit

SHOWN = 200
"""Campaigns of the page, and links of one of them. Our choice; the list of links has them all."""


@require_safe
@desk_view(Right.SEE)
def campaigns(request: DeskRequest) -> HttpResponse:
    """All of them, the newest first."""
    rows = Campaign.objects.filter(workspace=request.workspace)
    kept = Count("links", filter=~Q(links__state=State.GONE))
    return render(request, "links/campaigns.html", {"campaigns": rows.annotate(kept=kept)[:SHOWN]})


@desk_view(Right.EDIT)
def new(request: DeskRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = naming.make_campaign(request.workspace, by=request.user, **form.cleaned_data)
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        else:
            messages.success(request, _("The campaign is made. Now give it links."))
            return redirect("links:campaign", request.workspace.slug, made.pk)
    return render(request, "links/campaign_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@desk_view(Right.SEE)
def campaign(request: DeskRequest, campaign: int) -> HttpResponse:
    """One of them with its links."""
    found = _campaign(request, campaign)
    links = Link.objects.kept().filter(campaign=found).select_related("site")
    shown = list(links[:SHOWN])
    clicks = clicks_of(shown, timezone.now())
    rows = sorted(((one, clicks.get(one.pk, Clicks())) for one in shown), key=lambda row: -row[1].people)
    answer: dict[str, Any] = {
        "campaign": found,
        "rows": rows,
        "days": DAYS,
        "count": links.count(),
        "people": sum(one.people for _link, one in rows),
        "programs": sum(one.programs for _link, one in rows),
    }
    return render(request, "links/campaign.html", answer)


@desk_view(Right.EDIT)
def change(request: DeskRequest, campaign: int) -> HttpResponse:
    """Its name, days and notes."""
    found = _campaign(request, campaign)
    names = ("name", "begins_on", "ends_on", "utm_medium", "notes")
    form = CampaignForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    del form.fields["slug"]
    if request.method == "POST" and form.is_valid():
        try:
            naming.change_campaign(found, by=request.user, **form.cleaned_data)
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        else:
            messages.success(request, _("The campaign is changed."))
            return redirect("links:campaign", request.workspace.slug, found.pk)
    answer = {"campaign": found, "form": form}
    return render(request, "links/campaign_change.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
@require_POST
def remove(request: DeskRequest, campaign: int) -> HttpResponse:
    """Away with it; its links stay."""
    naming.remove_campaign(_campaign(request, campaign), by=request.user)
    messages.success(request, _("The campaign is removed. Its links work as before."))
    return redirect("links:campaigns", request.workspace.slug)


def _campaign(request: DeskRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.select_related("workspace"), workspace=request.workspace, pk=pk)
