"""One audit: live while it runs, then its result."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.models import Audit, AuditState
from footfall.apps.sites.outcome import outcome_of
from footfall.apps.sites.standing import standing_at
from footfall.apps.work.models import Worker

LATEST = 12
"""Pages named on the live page."""
FAILED = 20
"""Failed addresses named on the result."""


@desk_view(Right.SEE)
def audit(request: DeskRequest, audit: int) -> HttpResponse:
    """What an audit found; while it runs, how far it is."""
    found = get_object_or_404(request.workspace.audits.select_related("site", "asked_by"), pk=audit)
    if not found.is_over:
        return render(request, "sites/audit_live.html", _progress(found))
    if not found.pages_done:
        return render(
            request,
            "sites/audit_empty.html",
            {"audit": found, "site": found.site, "failures": found.failures.all()[:FAILED]},
        )
    return render(request, "sites/audit.html", _result(found))


@desk_view(Right.SEE)
def progress(request: DeskRequest, audit: int) -> HttpResponse:
    """What the live page asks for every second; ends by having the whole page loaded once more."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    if not request.htmx:
        return redirect("sites:audit", request.workspace.slug, found.pk)
    if found.is_over:
        return HttpResponseClientRefresh()
    return render(request, "sites/parts/progress.html", _progress(found))


@desk_view(Right.EDIT)
@require_POST
def stop(request: DeskRequest, audit: int) -> HttpResponse:
    """Ends an audit; what is done stays."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    actions.stop_audit(found, by=request.user)
    return redirect("sites:audit", request.workspace.slug, found.pk)


@desk_view(Right.SEE)
def failed(request: DeskRequest, audit: int) -> HttpResponse:
    """All addresses that brought nothing."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    page = Paginator(found.failures.all(), 100).get_page(request.GET.get("page"))
    return render(request, "sites/failed.html", {"audit": found, "site": found.site, "page": page})


def _progress(audit: Audit) -> dict[str, object]:
    return {
        "audit": audit,
        "site": audit.site,
        "latest": audit.pages.order_by("-pk")[:LATEST],
        "nobody_works": audit.state == AuditState.WAITING and not Worker.objects.alive().exists(),
    }


def _result(audit: Audit) -> dict[str, object]:
    return {
        "audit": audit,
        "site": audit.site,
        "standing": standing_at(audit),
        "outcome": outcome_of(audit),
        "failures": audit.failures.all()[:FAILED],
    }
