"""Whether the desk is well."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse

from footfall.apps.work.models import Worker
from footfall.apps.work.tables import Tables, tables

_WHY = {
    Tables.AWAY: "The database does not answer.",
    Tables.BEHIND: "The database waits for migrations.",
}


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers and its tables are of this version, else 503 with the reason.

    `workers` says whether any worker lives; pages are served without one.
    """
    found = tables()
    if found is not Tables.READY:
        return JsonResponse({"ready": False, "why": _WHY[found]}, status=503)
    return JsonResponse({"ready": True, "workers": Worker.objects.alive().exists()})
