"""A person's data: what there is, handing it over, erasing it. Ids come by POST alone, so that no address holds one."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.tracking import people
from footfall.apps.tracking.forms import PersonForm
from footfall.apps.tracking.views.found import said_of, site_of


@never_cache
@desk_view(Right.MANAGE)
def person(request: DeskRequest, site: int) -> HttpResponse:
    """Asks for the id, then shows how much there is."""
    found = site_of(request, site)
    form = PersonForm(request.POST or None)
    stored = None
    if request.method == "POST" and form.is_valid():
        stored = people.stored_of(found, **form.cleaned_data)
    answer = said_of(found, form=form, stored=stored)
    return render(request, "tracking/person.html", answer, status=422 if form.errors else 200)


@require_POST
@never_cache
@desk_view(Right.MANAGE)
def export(request: DeskRequest, site: int) -> HttpResponse:
    """All of it as a file."""
    found = site_of(request, site)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "tracking/person.html", said_of(found, form=form), status=422)
    said = json.dumps(people.export(found, **form.cleaned_data, by=request.user), indent=2, ensure_ascii=False)
    answer = HttpResponse(f"{said}\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="person-site-{found.pk}.json"'
    return answer


@require_POST
@never_cache
@desk_view(Right.MANAGE)
def erase(request: DeskRequest, site: int) -> HttpResponse:
    """All of it away; the page before asked whether it is meant."""
    found = site_of(request, site)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "tracking/person.html", said_of(found, form=form), status=422)
    events = people.erase(found, **form.cleaned_data, by=request.user)
    said = _("%(events)s events are being erased. Within ten minutes no file holds them any more.")
    messages.success(request, said % {"events": events})
    return redirect("tracking:person", request.workspace.slug, found.pk)
