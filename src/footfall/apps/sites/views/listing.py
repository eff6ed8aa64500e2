"""The list of sites, and adding one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.forms import AddForm
from footfall.apps.sites.standing import standings


@desk_view(Right.SEE)
def listing(request: DeskRequest) -> HttpResponse:
    """All sites of the workspace."""
    return render(request, "sites/list.html", {"standings": standings(request.workspace.sites.all())})


@desk_view(Right.EDIT)
def add(request: DeskRequest) -> HttpResponse:
    """One field; the audit begins at once."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = actions.add_site(request.workspace, form.cleaned_data["address"], by=request.user)
        except actions.Refused as refused:
            form.add_error("address", str(refused))
        else:
            audit = actions.start_audit(site, by=request.user)
            return redirect("sites:audit", request.workspace.slug, audit.pk)
    answer = {"form": form, "has_example": bool(settings.EXAMPLE_SITE)}
    return render(request, "sites/add.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
@require_POST
def add_example(request: DeskRequest) -> HttpResponse:
    """The example site in one click."""
    try:
        site = actions.add_example(request.workspace, by=request.user)
    except actions.Refused as refused:
        form = AddForm()
        answer = {"form": form, "problem": str(refused), "has_example": False}
        return render(request, "sites/add.html", answer, status=422)
    audit = actions.start_audit(site, by=request.user)
    return redirect("sites:audit", request.workspace.slug, audit.pk)


@desk_view(Right.EDIT)
@require_POST
def start(request: DeskRequest, site: int) -> HttpResponse:
    """Audit a site again; leads to the audit that is under way, if there is one."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    audit = actions.start_audit(found, by=request.user)
    return redirect("sites:audit", request.workspace.slug, audit.pk)
