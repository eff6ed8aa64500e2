"""A site's audits over time, and two of them side by side."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.models import Audit, Site
from footfall.apps.sites.results import compare as compared
from footfall.apps.sites.trend import trend_chart

A_PAGE = 30
"""Audits of one page of the list."""


@desk_view(Right.SEE)
def history(request: DeskRequest, site: int) -> HttpResponse:
    """All audits of a site, with a way to compare two."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    audits = found.audits.select_related("asked_by")
    answer = {
        "site": found,
        "chart": trend_chart(found),
        "page": Paginator(audits, A_PAGE).get_page(request.GET.get("page")),
        "comparable": list(found.audits.with_results().values_list("pk", flat=True)[:2]),
    }
    return render(request, "sites/history.html", answer)


@desk_view(Right.SEE)
def compare(request: DeskRequest, site: int) -> HttpResponse:
    """What came, went and stayed between `older` and `newer`; without them the newest two."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    pair = sorted(_chosen(found, request), key=lambda audit: (audit.asked_at, audit.pk))
    comparison = compared(pair[0], pair[1]) if len(pair) == 2 else None
    return render(request, "sites/compare.html", {"site": found, "comparison": comparison})


def _chosen(site: Site, request: DeskRequest) -> list[Audit]:
    audits = site.audits.with_results()
    named = [value for name in ("older", "newer") if (value := request.GET.get(name, "")).isdecimal()]
    wanted = {int(value) for value in named if len(value) < 19}
    if len(named) == 2:
        return list(audits.filter(pk__in=wanted))
    newer = audits.filter(pk__in=wanted).first() if wanted else audits.first()
    older = audits.filter(asked_at__lt=newer.asked_at).first() if newer else None
    return [audit for audit in (older, newer) if audit is not None]
