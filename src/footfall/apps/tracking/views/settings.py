"""What is measured of a site, and for how long it is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.tracking import actions
from footfall.apps.tracking.forms import SettingsForm
from footfall.apps.tracking.rules import hosts_of, measuring_of
from footfall.apps.tracking.views.found import said_of, site_of


@desk_view(Right.LOOK_INSIDE)
def privacy(request: DeskRequest, site: int) -> HttpResponse:
    """For all colleagues to see: what is stored, in plain words, and what is chosen."""
    return _page(request, site, None)


@desk_view(Right.MANAGE)
def set_privacy(request: DeskRequest, site: int) -> HttpResponse:
    """Chooses otherwise."""
    found = site_of(request, site)
    if request.method != "POST":
        return redirect("tracking:privacy", request.workspace.slug, found.pk)
    form = SettingsForm(request.POST)
    if form.is_valid():
        try:
            actions.change_measuring(found, by=request.user, **form.wishes())
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The settings are kept. They count from now on."))
            return redirect("tracking:privacy", request.workspace.slug, found.pk)
    return _page(request, site, form)


def _page(request: DeskRequest, site: int, form: SettingsForm | None) -> HttpResponse:
    found = site_of(request, site)
    measuring = measuring_of(found)
    present = {name: getattr(measuring, name) for name in ("on", "consent", "days", "hash_share")}
    present |= {"hosts": "\n".join(measuring.hosts), "keeps": ", ".join(measuring.keeps)}
    shown = form or SettingsForm(initial=present)
    answer = said_of(found, form=shown, own_hosts=hosts_of(found))
    return render(request, "tracking/privacy.html", answer, status=422 if shown.errors else 200)
