"""One site: where it stands, what may change of it, its schedule, its removal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.forms import ScheduleForm, SiteForm
from footfall.apps.sites.results import worth_most
from footfall.apps.sites.standing import standing
from footfall.apps.sites.trend import trend_chart

RECENT = 5
"""Audits listed on a site's first page."""


@desk_view(Right.SEE)
def site(request: DeskRequest, site: int) -> HttpResponse:
    """The newest result, the score over time, the latest audits, what is set up."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    here = standing(found)
    return render(
        request,
        "sites/site.html",
        {
            "site": found,
            "standing": here,
            "worth": worth_most(here.latest) if here.latest else [],
            "chart": trend_chart(found),
            "audits": found.audits.select_related("asked_by")[:RECENT],
            "ignored_count": found.ignored.count(),
        },
    )


@desk_view(Right.EDIT)
def change(request: DeskRequest, site: int) -> HttpResponse:
    """Name and size of the audits; and the way to remove the site."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    form = SiteForm(request.POST or None, initial={"name": found.name, "max_pages": found.max_pages})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_site(found, by=request.user, **form.cleaned_data)
        except actions.Refused as refused:
            form.add_error("max_pages", str(refused))
        else:
            messages.success(request, _("The changes are kept. They count from the next audit on."))
            return redirect("sites:site", request.workspace.slug, found.pk)
    answer = {"site": found, "form": form, "audits": found.audits.count()}
    return render(request, "sites/change.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
def remove(request: DeskRequest, site: int) -> HttpResponse:
    """Asks first, then deletes the site with everything that belongs to it."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    if request.method != "POST":
        return render(request, "sites/remove.html", {"site": found, "audits": found.audits.count()})
    actions.remove_site(found, by=request.user)
    messages.success(request, _("%(site)s and its audits are gone.") % {"site": found.name})
    return redirect("sites:list", request.workspace.slug)


@desk_view(Right.LOOK_INSIDE)
def schedule(request: DeskRequest, site: int) -> HttpResponse:
    """How often the site is audited by itself, for all colleagues to see."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    return _schedule(request, found.pk, ScheduleForm(initial=_rhythm_of(found.rhythm, found.alert_email)))


@desk_view(Right.EDIT)
def set_schedule(request: DeskRequest, site: int) -> HttpResponse:
    """Chooses another rhythm."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    if request.method != "POST":
        return redirect("sites:schedule", request.workspace.slug, found.pk)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        try:
            actions.set_schedule(found, by=request.user, **form.cleaned_data)
        except actions.Refused as refused:
            form.add_error("rhythm", str(refused))
        else:
            messages.success(request, _("The schedule is kept."))
            return redirect("sites:schedule", request.workspace.slug, found.pk)
    return _schedule(request, found.pk, form, status=422)


def _schedule(request: DeskRequest, pk: int, form: ScheduleForm, status: int = 200) -> HttpResponse:
    found = get_object_or_404(request.workspace.sites, pk=pk)
    return render(request, "sites/schedule.html", {"site": found, "form": form}, status=status)


def _rhythm_of(rhythm: str, alert_email: str) -> dict[str, str]:
    return {"rhythm": rhythm, "alert_email": alert_email}
