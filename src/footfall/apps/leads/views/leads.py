"""Leads in the desk: for those who may edit, because addresses of people are nobody else's business."""

from __future__ import annotations

from datetime import UTC

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.export import csv_response
from footfall.apps.accounts.rights import Right
from footfall.apps.leads import actions
from footfall.apps.leads.forms import FilterForm
from footfall.apps.leads.models import Ask, Lead

A_PAGE = 50


@require_safe
@never_cache
@desk_view(Right.EDIT)
def leads(request: DeskRequest) -> HttpResponse:
    """The newest first."""
    form = FilterForm(request.GET or None, workspace=request.workspace)
    found = _chosen(request, form)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    filtered = form.is_bound and (not form.is_valid() or any(form.cleaned_data.values()))
    answer = {"form": form, "page": page, "query": query.urlencode(), "filtered": filtered}
    answer["offers"] = request.workspace.offers.exists()
    return render(request, "leads/list.html", answer)


@require_safe
@never_cache
@desk_view(Right.EDIT)
def lead(request: DeskRequest, lead: int) -> HttpResponse:
    """One of them: what was said, to which words, when."""
    found = _lead(request, lead)
    answers = [(Ask(name).label, value) for name, value in found.answers.items() if name in Ask.values]
    return render(request, "leads/lead.html", {"lead": found, "answers": answers})


@require_POST
@desk_view(Right.EDIT)
def remove(request: DeskRequest, lead: int) -> HttpResponse:
    """Deletes a person's address and answers."""
    actions.remove_lead(_lead(request, lead), by=request.user)
    messages.success(request, _("The lead is deleted. Programs that were told of it by webhook still have it."))
    return redirect("leads:list", request.workspace.slug)


@require_POST
@never_cache
@desk_view(Right.EDIT)
def export(request: DeskRequest) -> StreamingHttpResponse:
    """The chosen leads as a table; times in UTC. A POST, because it leaves a line in the log."""
    found = _chosen(request, FilterForm(request.GET or None, workspace=request.workspace))
    note("leads.exported", workspace=request.workspace, by=request.user, leads=found.count())
    return table(f"leads-{request.workspace.slug}.csv", found)


def table(name: str, found: QuerySet[Lead]) -> StreamingHttpResponse:
    """Leads as CSV, with the words they agreed to."""
    head = [_("E-mail address"), *(str(ask.label) for ask in Ask), _("Offer"), _("Asked (UTC)"), _("Confirmed (UTC)")]
    head += [_("Confirmed by mail"), _("Version of the consent"), _("Words of the consent")]
    rows = (
        [
            lead.email,
            *(lead.answers.get(ask.value, "") for ask in Ask),
            lead.offer.title,
            lead.asked_at.astimezone(UTC).isoformat(timespec="seconds"),
            lead.confirmed_at.astimezone(UTC).isoformat(timespec="seconds") if lead.confirmed_at else "",
            _("yes") if lead.double else _("no"),
            lead.consent.version,
            lead.consent.text,
        ]
        for lead in found.iterator(chunk_size=500)
    )
    return csv_response(name, head, rows)


def _chosen(request: DeskRequest, form: FilterForm) -> QuerySet[Lead]:
    """A choice that the form does not offer chooses nothing, rather than everything."""
    found: QuerySet[Lead] = request.workspace.leads.select_related("offer", "consent")
    if not form.is_bound:
        return found
    if not form.is_valid():
        return found.none()
    said = form.cleaned_data
    if said["q"]:
        found = found.filter(email__icontains=said["q"].strip())
    if said["offer"]:
        found = found.filter(offer=said["offer"])
    if said["state"]:
        found = found.filter(confirmed_at__isnull=said["state"] == "waiting")
    return found


def _lead(request: DeskRequest, lead: int) -> Lead:
    rows = request.workspace.leads.select_related("offer__site", "consent", "workspace")
    found: Lead = get_object_or_404(rows, pk=lead)
    return found
