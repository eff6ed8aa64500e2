"""Who calls the API, for which workspace, and with which rights: a token, or a person signed in to the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import AuthenticationError, AuthorizationError, Throttled
from ninja.utils import check_csrf

from footfall.apps.accounts.clients import address_of
from footfall.apps.accounts.models import ApiToken, Membership, Person, Workspace
from footfall.apps.accounts.rights import Right, Role, Scope
from footfall.apps.accounts.tokens import authenticate

WORKSPACE_HEADER = "Footfall-Workspace"
"""Names the workspace (its slug) where a signed-in person calls; a token has its own."""
FAILURES_A_MINUTE = 60
"""Calls with a token that doesn't work, from one address. Our choice: a program with a stale token stays below it."""
SCOPES = {Right.SEE: Scope.READ, Right.LOOK_INSIDE: Scope.READ, Right.EDIT: Scope.WRITE, Right.MANAGE: Scope.MANAGE}
"""The scope with which a token has a right."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may call. `by` is what actions and the log want to know."""

    by: ApiToken | Person
    workspace: Workspace
    rights: frozenset[Right]

    @property
    def key(self) -> str:
        """What limits are counted by."""
        return f"{'token' if isinstance(self.by, ApiToken) else 'person'}-{self.by.pk}"


class ApiRequest(HttpRequest):
    """What an operation of the API receives."""

    auth: Caller


class Needs:
    """Lets a caller in who has a right: `auth=Needs(Right.EDIT)`. The description of the API reads `.right`."""

    def __init__(self, right: Right) -> None:
        self.right = right

    def __call__(self, request: HttpRequest) -> Caller:
        """
        Raises:
            AuthenticationError: nobody we know calls.
            AuthorizationError: they lack the right, or a form of the desk lacks its CSRF token.
            Throttled: too many calls from there named a token that doesn't work.
        """
        caller = _by_token(request) if "Authorization" in request.headers else _by_session(request)
        if self.right not in caller.rights:
            raise AuthorizationError(message=_lacking(caller, self.right))
        return caller


def _by_token(request: HttpRequest) -> Caller:
    scheme, _blank, raw = request.headers["Authorization"].partition(" ")
    token = authenticate(raw.strip()) if scheme.lower() == "bearer" and raw.isprintable() else None
    if token is None:
        _count_failure(address_of(request))
        raise AuthenticationError(
            message="The token is unknown, expired or revoked. Make another in the desk under Settings, API tokens."
        )
    rights = frozenset(right for right, scope in SCOPES.items() if token.allows(scope))
    return Caller(token, token.workspace, rights)


def _by_session(request: HttpRequest) -> Caller:
    if not request.user.is_authenticated:
        raise AuthenticationError(message="Send a token: “Authorization: Bearer ff_…”.")
    if check_csrf(request) is not None:
        raise AuthorizationError(message="The CSRF token is missing or stale. Load the page again.")
    person = request.user
    known = Membership.objects.select_related("workspace").filter(person=person)
    wanted = request.headers.get(WORKSPACE_HEADER, "")
    membership = (known.filter(workspace__slug=wanted) if wanted else known).first() if wanted.isprintable() else None
    if membership is None:
        raise AuthorizationError(message="You are in no such workspace. Check the header Footfall-Workspace.")
    rights = frozenset(right for right in Right if Role(membership.role).may(right))
    return Caller(person, membership.workspace, rights)


def _lacking(caller: Caller, right: Right) -> str:
    if isinstance(caller.by, ApiToken):
        return f"This needs the scope “{SCOPES[right].value}”, which the token lacks. Make a token that has it."
    return "Your role in this workspace does not allow this. Ask an owner."


def _count_failure(address: str) -> None:
    key = f"api-failures-{address}"
    cache.add(key, 0, timeout=60)
    try:
        failures = cache.incr(key)
    except ValueError:  # It ran out between the two.
        return
    if failures > FAILURES_A_MINUTE:
        raise Throttled(wait=60)
