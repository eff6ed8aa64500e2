"""What owners decide for all links: conventions, own domains, hosts outside."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.links import domains as use
from footfall.apps.links import naming
from footfall.apps.links.forms import ConventionsForm, DomainForm, HostForm
from footfall.apps.links.models import AllowedHost, Domain, Mode
from footfall.apps.links.wishes import Unfit, conventions_of
from footfall.apps.links.words import MEDIUMS, known_networks
from footfall.apps.sites.addresses import Refused


@require_safe
@desk_view(Right.LOOK_INSIDE)
def conventions(request: DeskRequest) -> HttpResponse:
    """The words of sources and mediums."""
    now = conventions_of(request.workspace)
    present = {"mode": now.mode, "adds_utm": now.adds_utm}
    words = {"sources": "\n".join(now.sources), "mediums": "\n".join(now.mediums)}
    return _conventions(request, ConventionsForm(initial=present | words))


@desk_view(Right.MANAGE)
def set_conventions(request: DeskRequest) -> HttpResponse:
    """Chooses others."""
    if request.method != "POST":
        return redirect("links:conventions", request.workspace.slug)
    form = ConventionsForm(request.POST)
    if form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        words = {name: said[name].split("\n") for name in ("sources", "mediums")}
        try:
            naming.set_conventions(
                request.workspace, mode=said["mode"], adds_utm=said["adds_utm"], by=request.user, **words
            )
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        else:
            messages.success(request, _("The conventions are kept. They count for new links."))
            return redirect("links:conventions", request.workspace.slug)
    return _conventions(request, form, status=422)


def _conventions(request: DeskRequest, form: ConventionsForm, status: int = 200) -> HttpResponse:
    now = conventions_of(request.workspace)
    answer = {
        "form": form,
        "conventions": now,
        "mode": Mode(now.mode).label,
        "mediums": now.mediums or MEDIUMS,
        "networks": sorted(known_networks()),
    }
    return render(request, "links/conventions.html", answer, status=status)


@require_safe
@desk_view(Right.LOOK_INSIDE)
def hosts(request: DeskRequest) -> HttpResponse:
    """Hosts outside the workspace's sites that links may lead to."""
    return _hosts(request, HostForm())


@desk_view(Right.MANAGE)
def allow_host(request: DeskRequest) -> HttpResponse:
    """One more."""
    if request.method != "POST":
        return redirect("links:hosts", request.workspace.slug)
    form = HostForm(request.POST)
    if form.is_valid():
        try:
            allowed = naming.allow_host(
                request.workspace, form.cleaned_data["host"], reason=form.cleaned_data["reason"], by=request.user
            )
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        else:
            messages.success(request, _("Links may lead to %(host)s now.") % {"host": allowed.host})
            return redirect("links:hosts", request.workspace.slug)
    return _hosts(request, form, status=422)


def _hosts(request: DeskRequest, form: HostForm, status: int = 200) -> HttpResponse:
    rows = AllowedHost.objects.filter(workspace=request.workspace).select_related("by")
    answer = {"form": form, "hosts": rows, "sites": request.workspace.sites.all()}
    return render(request, "links/hosts.html", answer, status=status)


@desk_view(Right.MANAGE)
@require_POST
def refuse_host(request: DeskRequest, host: int) -> HttpResponse:
    """No new links there."""
    found = get_object_or_404(AllowedHost.objects.select_related("workspace"), workspace=request.workspace, pk=host)
    naming.refuse_host(found, by=request.user)
    messages.success(request, _("No new links lead to %(host)s. Those that do keep working.") % {"host": found.host})
    return redirect("links:hosts", request.workspace.slug)


@require_safe
@desk_view(Right.LOOK_INSIDE)
def domains(request: DeskRequest) -> HttpResponse:
    """Own domains, each with what the latest check found."""
    return _domains(request, DomainForm())


@desk_view(Right.MANAGE)
def add_domain(request: DeskRequest) -> HttpResponse:
    """One more, to be checked."""
    if request.method != "POST":
        return redirect("links:domains", request.workspace.slug)
    form = DomainForm(request.POST)
    if form.is_valid():
        try:
            added = use.add_domain(request.workspace, form.cleaned_data["host"], by=request.user)
        except Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        else:
            said = _("%(host)s is in the list. Point it at this desk, then check it.") % {"host": added.host}
            messages.success(request, said)
            return redirect("links:domains", request.workspace.slug)
    return _domains(request, form, status=422)


def _domains(request: DeskRequest, form: DomainForm, status: int = 200) -> HttpResponse:
    desk = urlsplit(settings.PUBLIC_URL).hostname
    answer = {"form": form, "domains": Domain.objects.filter(workspace=request.workspace), "desk": desk}
    return render(request, "links/domains.html", answer, status=status)


@desk_view(Right.MANAGE)
@require_POST
def check_domain(request: DeskRequest, domain: int) -> HttpResponse:
    """Ask for the test link there."""
    found = use.check_domain(_domain(request, domain), by=request.user)
    if found.problem:
        messages.error(request, found.problem)
    else:
        messages.success(request, _("Short links work at %(host)s.") % {"host": found.host})
    return redirect("links:domains", request.workspace.slug)


@desk_view(Right.MANAGE)
@require_POST
def remove_domain(request: DeskRequest, domain: int) -> HttpResponse:
    found = _domain(request, domain)
    try:
        use.remove_domain(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(host)s is removed.") % {"host": found.host})
    return redirect("links:domains", request.workspace.slug)


def _domain(request: DeskRequest, pk: int) -> Domain:
    return get_object_or_404(Domain.objects.select_related("workspace"), workspace=request.workspace, pk=pk)
