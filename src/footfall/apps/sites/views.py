"""Pages about sites and their audits."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right


@desk_view(Right.SEE)
def today(request: DeskRequest) -> HttpResponse:
    """What needs somebody today."""
    return render(request, "sites/today.html", {"sites": request.workspace.sites.all()})
