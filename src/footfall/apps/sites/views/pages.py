"""The pages of an audit as a list that stays quick with ten thousand of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.forms import PagesForm, Sort
from footfall.apps.sites.models import SEVERITIES, AuditedPage

A_PAGE = 50
"""Rows of one page of the list."""
_ORDERS = {
    Sort.WORST: ("score", "pk"),
    Sort.BEST: ("-score", "pk"),
    Sort.CARDS: ("-broken_cards", "score", "pk"),
    Sort.ADDRESS: ("url",),
}


@desk_view(Right.SEE)
def pages(request: DeskRequest, audit: int) -> HttpResponse:
    """Pages by score, filtered by text and severity."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    form = PagesForm(request.GET)
    form.is_valid()
    wanted = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    rows = _matching(AuditedPage.objects.filter(audit=found), **wanted)
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    is_filtered = bool(wanted["text"] or wanted["severity"])
    answer = {"audit": found, "site": found.site, "form": form, "page": listed, "is_filtered": is_filtered}
    return render(request, "sites/pages.html", answer)


def _matching(rows: QuerySet[AuditedPage], *, text: str, severity: str, sort: str) -> QuerySet[AuditedPage]:
    if text:
        rows = rows.filter(Q(url__icontains=text) | Q(title__icontains=text))
    if severity in SEVERITIES:
        rows = rows.filter(**{f"{severity}__gt": 0})
    return rows.order_by(*_ORDERS[Sort(sort or Sort.WORST)])
