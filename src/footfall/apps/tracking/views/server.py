"""The key with which a site's own server sends events."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.tracking import actions, snippets
from footfall.apps.tracking.views.found import said_of, site_of


@require_safe
@desk_view(Right.MANAGE)
def server(request: DeskRequest, site: int) -> HttpResponse:
    """Whether there is a key, and how it is used."""
    found = site_of(request, site)
    return render(request, "tracking/server.html", said_of(found, curl=snippets.curl(found, settings.PUBLIC_URL)))


@require_POST
@never_cache
@desk_view(Right.MANAGE)
def make_key(request: DeskRequest, site: int) -> HttpResponse:
    """A new key, shown in the answer alone."""
    found = site_of(request, site)
    key = actions.make_key(found, by=request.user)
    found = site_of(request, site)
    return render(
        request, "tracking/server.html", said_of(found, key=key, curl=snippets.curl(found, settings.PUBLIC_URL))
    )


@require_POST
@desk_view(Right.MANAGE)
def revoke_key(request: DeskRequest, site: int) -> HttpResponse:
    """The key works no more."""
    found = site_of(request, site)
    actions.revoke_key(found, by=request.user)
    messages.success(request, _("The key is revoked. What is signed with it is refused from now on."))
    return redirect("tracking:server", request.workspace.slug, found.pk)
