"""The robots.txt that lets preview bots in: what changes, and the file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.models import Audit
from footfall.apps.sites.robots import mended_robots


@desk_view(Right.SEE)
def robots(request: DeskRequest, audit: int) -> HttpResponse:
    """Before and after."""
    row = _row(request, audit)
    return render(request, "sites/robots.html", {"audit": row, "site": row.site, "robots": mended_robots(row)})


@desk_view(Right.SEE)
def robots_file(request: DeskRequest, audit: int) -> HttpResponse:
    """The mended file; where the present one can't be read, the page that says so."""
    found = mended_robots(_row(request, audit))
    headers = {"Content-Disposition": 'attachment; filename="robots.txt"', "Cache-Control": "private, no-store"}
    if found.problem:
        return redirect("sites:robots", request.workspace.slug, audit)
    return HttpResponse(found.after, content_type="text/plain; charset=utf-8", headers=headers)


def _row(request: DeskRequest, audit: int) -> Audit:
    return get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
