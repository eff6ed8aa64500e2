"""One rule: what it means, and where an audit found it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.results import findings_by_rule
from footfall.apps.sites.robots import RULES
from footfall.smo.report.ruledoc import rule_doc, rule_of
from footfall.smo.rule import Status

A_PAGE = 50
"""Findings of one page of the list."""


@desk_view(Right.SEE)
def rule(request: DeskRequest, audit: int, rule: str) -> HttpResponse:
    """The rule's documentation and its findings."""
    known = rule_of(rule)
    if known is None:
        raise Http404
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    rows = found.findings.filter(rule=rule).select_related("page").order_by("pk")
    groups = {group.rule: group for group in findings_by_rule(found)}
    answer = {
        "audit": found,
        "site": found.site,
        "rule": known,
        "doc": rule_doc(rule),
        "group": groups.get(rule),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "ignored": found.site.ignored.filter(rule=rule).select_related("by"),
        "in_robots": rule in RULES,
        "is_preview": known.status is Status.PREVIEW,
    }
    return render(request, "sites/rule.html", answer)
