"""Pages about webhooks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.hooks import actions
from footfall.apps.hooks.forms import ChangeForm, EndpointForm
from footfall.apps.hooks.models import Delivery, Endpoint

A_PAGE = 25
"""Deliveries on a page of the log."""


@require_safe
@desk_view(Right.MANAGE)
def endpoints(request: DeskRequest) -> HttpResponse:
    """All of them, with how each fares."""
    return render(request, "hooks/list.html", {"endpoints": Endpoint.objects.filter(workspace=request.workspace)})


@never_cache
@desk_view(Right.MANAGE)
def add(request: DeskRequest) -> HttpResponse:
    """A new one; the answer shows its secret, this once."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, shown = actions.add_endpoint(request.workspace, **form.cleaned_data, by=request.user)
        except ValidationError as problems:
            form.add_error(None, problems)
        else:
            return _show_secret(request, made, shown)
    return render(request, "hooks/add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@desk_view(Right.MANAGE)
def endpoint(request: DeskRequest, endpoint: int) -> HttpResponse:
    """One of them, and the log of its deliveries."""
    found = _endpoint(request, endpoint)
    log = found.deliveries.defer("body").all()
    page = Paginator(log, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "hooks/endpoint.html", {"endpoint": found, "page": page})


@desk_view(Right.MANAGE)
def change(request: DeskRequest, endpoint: int) -> HttpResponse:
    """Its address and events, on and off."""
    found = _endpoint(request, endpoint)
    present = {"url": found.url, "events": found.events, "active": found.active}
    form = ChangeForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        actions.change_endpoint(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("The webhook is changed."))
        return redirect("hooks:endpoint", request.workspace.slug, found.pk)
    return render(request, "hooks/change.html", {"form": form, "endpoint": found}, status=422 if form.errors else 200)


@require_POST
@desk_view(Right.MANAGE)
def test(request: DeskRequest, endpoint: int) -> HttpResponse:
    """Send a ping."""
    found = _endpoint(request, endpoint)
    sent = actions.ping(found, request.user)
    messages.success(request, _("A test is on its way. Load this page again to see what was answered."))
    return redirect("hooks:delivery", request.workspace.slug, found.pk, sent.pk)


@require_POST
@never_cache
@desk_view(Right.MANAGE)
def secret(request: DeskRequest, endpoint: int) -> HttpResponse:
    """Another signing secret, shown this once."""
    found = _endpoint(request, endpoint)
    return _show_secret(request, found, actions.rotate_secret(found, request.user))


@require_POST
@desk_view(Right.MANAGE)
def remove(request: DeskRequest, endpoint: int) -> HttpResponse:
    """Removes it with its log."""
    actions.remove_endpoint(_endpoint(request, endpoint), request.user)
    messages.success(request, _("The webhook is removed. Nothing is sent to it any more."))
    return redirect("hooks:list", request.workspace.slug)


@require_safe
@desk_view(Right.MANAGE)
def delivery(request: DeskRequest, endpoint: int, delivery: int) -> HttpResponse:
    """What was sent, and what was answered to each attempt."""
    found = _delivery(request, endpoint, delivery)
    attempts = found.attempts.all()[:A_PAGE]
    return render(request, "hooks/delivery.html", {"delivery": found, "attempts": attempts})


@require_POST
@desk_view(Right.MANAGE)
def repeat(request: DeskRequest, endpoint: int, delivery: int) -> HttpResponse:
    """Send it once more."""
    found = _delivery(request, endpoint, delivery)
    actions.redeliver(found, request.user)
    messages.success(request, _("The message is sent again, under the same id. Load this page again to see more."))
    return redirect("hooks:delivery", request.workspace.slug, found.endpoint_id, found.pk)


def _endpoint(request: DeskRequest, pk: int) -> Endpoint:
    return get_object_or_404(Endpoint, workspace=request.workspace, pk=pk)


def _delivery(request: DeskRequest, endpoint: int, pk: int) -> Delivery:
    return get_object_or_404(
        Delivery.objects.select_related("endpoint__workspace"),
        endpoint__workspace=request.workspace,
        endpoint=endpoint,
        pk=pk,
    )


def _show_secret(request: DeskRequest, endpoint: Endpoint, shown: str) -> HttpResponse:
    return render(request, "hooks/secret.html", {"endpoint": endpoint, "secret": shown})
