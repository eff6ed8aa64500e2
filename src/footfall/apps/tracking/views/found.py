"""What the pages of a site's measuring share."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from footfall.apps.accounts.access import DeskRequest
from footfall.apps.sites.models import Site
from footfall.apps.tracking.rules import measuring_of


def site_of(request: DeskRequest, site: int) -> Site:
    """
    Raises:
        Http404: the workspace has no such site.
    """
    found: Site = get_object_or_404(request.workspace.sites.select_related("measuring", "workspace"), pk=site)
    return found


def said_of(site: Site, **more: Any) -> dict[str, Any]:
    """What every template of a site's measuring gets."""
    return {"site": site, "measuring": measuring_of(site), **more}
