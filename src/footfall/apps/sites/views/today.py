"""The workspace's home: what needs somebody, and where each site stands."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.forms import AddForm
from footfall.apps.sites.standing import standings


@desk_view(Right.SEE)
def today(request: DeskRequest) -> HttpResponse:
    """What needs you, then each site; the first step where there is no site yet."""
    found = standings(request.workspace.sites.select_related("workspace"))
    return render(
        request,
        "sites/today.html",
        {
            "standings": found,
            "needing": [one for one in found if one.need],
            "form": AddForm(),
            "has_example": bool(settings.EXAMPLE_SITE),
        },
    )
