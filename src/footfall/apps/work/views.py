"""Whether the desk is well."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers and its tables are of this version, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Exception:
        return JsonResponse({"ready": False, "why": "The database does not answer."}, status=503)
    if behind:
        return JsonResponse({"ready": False, "why": "The database waits for migrations."}, status=503)
    return JsonResponse({"ready": True})
