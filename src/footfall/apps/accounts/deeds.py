"""The audit log: one call a deed, inside the transaction of what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from footfall.apps.accounts.models import ApiToken, Deed, Person, Workspace


def note(
    verb: str,
    thing: object = "",
    *,
    workspace: Workspace | None,
    by: Person | ApiToken | None = None,
    **detail: Any,
) -> Deed:
    """Write one line. `by` None is the desk itself. `detail` must be JSON and hold no secret."""
    return Deed.objects.create(
        verb=verb,
        thing=str(thing)[:300],
        workspace=workspace,
        person=by if isinstance(by, Person) else None,
        token=by if isinstance(by, ApiToken) else None,
        detail=detail,
    )


def doer_of(request: HttpRequest) -> Person | ApiToken | None:
    """Who a request comes from."""
    token = getattr(request, "auth", None)
    if isinstance(token, ApiToken):
        return token
    return request.user if isinstance(request.user, Person) else None
