"""The door to every view of a workspace: finds the membership, checks the right, and hands over the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from footfall.apps.accounts.models import Membership, Person, Workspace
from footfall.apps.accounts.rights import Right

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request of a person who may be in the workspace: what views of a workspace receive."""

    user: Person
    htmx: HtmxDetails
    membership: Membership
    workspace: Workspace

    def may(self, right: Right) -> bool:
        return self.membership.may(right)


DeskView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]


def desk_view(right: Right) -> Callable[[DeskView[P]], Callable[..., HttpResponseBase]]:
    """Guards a view below `w/<slug:workspace>/`: strangers find nothing (404), members without the right are refused.

    The view gets a `DeskRequest` and its other arguments; the slug is taken away. The guard carries `.right`, by which
    a test knows what every address asks for.
    """

    def guard(view: DeskView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, workspace: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membership = membership_of(cast(Person, request.user), workspace)
            if not membership.may(right):
                raise PermissionDenied
            desk_request = cast(DeskRequest, request)
            desk_request.membership = membership
            desk_request.workspace = membership.workspace
            if request.session.get("workspace") != workspace:
                request.session["workspace"] = workspace  # Home leads back here.
            return view(desk_request, *args, **kwargs)

        found: Any = login_required(guarded)
        found.right = right
        return cast(Callable[..., HttpResponseBase], found)

    return guard


def membership_of(person: Person, slug: str) -> Membership:
    """The person's membership of a workspace.

    Raises:
        Http404: there is no such workspace, or the person is not in it; the two look the same.
    """
    found = Membership.objects.select_related("workspace").filter(workspace__slug=slug, person=person).first()
    if found is None:
        raise Http404
    return found
