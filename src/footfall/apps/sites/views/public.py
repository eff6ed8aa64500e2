"""The report that anybody may read who has its link."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from footfall.apps.sites.actions import report_of
from footfall.apps.sites.outcome import outcome_of
from footfall.apps.sites.standing import standing_at

WORST = 100
"""Pages in the report's table."""


@login_not_required
def report(request: HttpRequest, token: str) -> HttpResponse:
    """The report, or a page that says no more than that there is none."""
    link = report_of(token)
    if link is None:
        return _private(render(request, "sites/report_gone.html", status=404))
    audit = link.audit
    answer = {
        "audit": audit,
        "site": audit.site,
        "standing": standing_at(audit),
        "outcome": outcome_of(audit),
        "pages": audit.pages.order_by("score", "pk")[:WORST],
    }
    return _private(render(request, "sites/report.html", answer))


def _private(answer: HttpResponse) -> HttpResponse:
    """Kept by nobody: the address is the key, so neither caches nor search engines nor other sites may learn it."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
