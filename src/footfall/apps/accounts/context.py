"""What every template of the desk may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from footfall.apps.accounts.models import Membership
from footfall.apps.accounts.rights import Right


def desk(request: HttpRequest) -> dict[str, Any]:
    """`workspace`, `membership`, `may` (right → bool) inside a workspace, and `workspaces` of the person everywhere."""
    membership: Membership | None = getattr(request, "membership", None)
    person = getattr(request, "user", None)
    known = person is not None and person.is_authenticated
    return {
        "membership": membership,
        "workspace": membership.workspace if membership else None,
        "may": {right.value.replace("-", "_"): membership.may(right) for right in Right} if membership else {},
        "workspaces": person.workspaces.all() if known and person is not None else [],
    }
