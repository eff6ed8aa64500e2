"""The workspace's home: the loop, what needs somebody, where each site stands."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.insights import drawing
from footfall.apps.insights.places.turning import turning
from footfall.apps.insights.views.frame import asked_of, to
from footfall.apps.links.store import store
from footfall.apps.sites.forms import AddForm
from footfall.apps.sites.standing import standings


@desk_view(Right.SEE)
def today(request: DeskRequest) -> HttpResponse:
    """The loop of one site, what needs you, then each site; the first step where there is no site yet."""
    found = standings(request.workspace.sites.select_related("workspace"))
    answer: dict[str, object] = {
        "standings": found,
        "needing": [one for one in found if one.need],
        "form": AddForm(),
        "has_example": bool(settings.EXAMPLE_SITE),
    }
    asked = asked_of(request)
    if asked is not None:
        loop = turning(store(), asked)
        answer |= {
            "asked": asked,
            "sites": [one.site for one in found],
            "turning": loop,
            "against_said": drawing.against_said(asked),
            "loop": drawing.loop(loop, asked, to(request, asked)),
        }
    return render(request, "insights/today.html", answer)
