"""Routes about the caller, the people of the workspace, and its log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.shapes import InQuery, Listed, Shown, listed
from footfall.apps.accounts.deeds import sentence
from footfall.apps.accounts.models import ApiToken, Deed, Membership
from footfall.apps.accounts.rights import Right

router = Router()


class Me(Shown):
    """Who calls."""

    kind: str
    """"token" or "person"."""
    name: str
    workspace: str
    """Its slug, as in the desk's addresses."""
    workspace_name: str
    rights: list[str]
    """Of see, look-inside, edit, manage."""
    expires_at: datetime | None


class PersonOut(Shown):
    """Somebody in the workspace."""

    name: str
    email: str
    role: str
    since: datetime


class DeedOut(Shown):
    """A line of the log."""

    at: datetime
    verb: str
    thing: str
    sentence: str
    person: str | None
    token: str | None


@router.get("/me", response=Me, auth=Needs(Right.SEE), tags=["caller"], operation_id="me")
def me(request: ApiRequest) -> dict[str, Any]:
    """Who I am, and what I may do: a good first call with a new token."""
    caller = request.auth
    is_token = isinstance(caller.by, ApiToken)
    return {
        "kind": "token" if is_token else "person",
        "name": str(caller.by),
        "workspace": caller.workspace.slug,
        "workspace_name": caller.workspace.name,
        "rights": sorted(caller.rights),
        "expires_at": caller.by.expires_at if isinstance(caller.by, ApiToken) else None,
    }


@router.get(
    "/people", response=Listed[PersonOut], auth=Needs(Right.LOOK_INSIDE), tags=["people"], operation_id="list_people"
)
def people(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """Who is in the workspace, in the order in which they came."""
    rows = Membership.objects.filter(workspace=request.auth.workspace).select_related("person")
    return listed(rows, part, _person)


@router.get("/log", response=Listed[DeedOut], auth=Needs(Right.MANAGE), tags=["people"], operation_id="list_deeds")
def log(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """Who did what, the newest first."""
    rows = Deed.objects.filter(workspace=request.auth.workspace).select_related("person", "token")
    return listed(rows, part, _deed)


def _person(member: Membership) -> dict[str, Any]:
    person = member.person
    return {"name": person.name, "email": person.email, "role": member.role, "since": member.since}


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "at": deed.at,
        "verb": deed.verb,
        "thing": deed.thing,
        "sentence": sentence(deed),
        "person": str(deed.person) if deed.person else None,
        "token": deed.token.name if deed.token else None,
    }
