"""Which sites are measured, and how the tracker comes into their pages."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.models import Site
from footfall.apps.tracking import snippets
from footfall.apps.tracking.rules import hosts_of, measuring_of
from footfall.apps.tracking.store import latest
from footfall.apps.tracking.views.found import said_of, site_of
from footfall.flywheel.event import Kind

log = logging.getLogger("footfall.tracking")
_WORDS = {
    Kind.VIEW: _("a page was seen"),
    Kind.CLICK: _("a short link was followed"),
    Kind.SHARE: _("a page was shared"),
    Kind.CONVERT: _("a goal was reached"),
    Kind.BOT: _("a program fetched a link"),
    Kind.DELIVER: _("a link was made"),
}


@desk_view(Right.LOOK_INSIDE)
def sites(request: DeskRequest) -> HttpResponse:
    """All sites, and what arrives from each."""
    found = request.workspace.sites.select_related("measuring", "workspace").order_by("name", "pk")
    rows = [(site, measuring_of(site), seen_of(site)) for site in found]
    return render(request, "tracking/sites.html", {"rows": rows})


@desk_view(Right.LOOK_INSIDE)
def install(request: DeskRequest, site: int) -> HttpResponse:
    """The snippet, where it goes, and whether anything arrives."""
    found = site_of(request, site)
    script = snippets.tag(found, measuring_of(found), settings.PUBLIC_URL)
    answer = said_of(
        found,
        tag=script,
        wordpress=snippets.wordpress(script),
        share=snippets.SHARE,
        policy=snippets.policy(settings.PUBLIC_URL),
        consenting=snippets.consenting(measuring_of(found)),
        hosts=[*hosts_of(found), *measuring_of(found).hosts],
        seen=seen_of(found),
    )
    return render(request, "tracking/install.html", answer)


@desk_view(Right.LOOK_INSIDE)
def seen(request: DeskRequest, site: int) -> HttpResponse:
    """The part of the page that waits for the first visit: it asks again until one is there."""
    found = site_of(request, site)
    return render(request, "tracking/parts/seen.html", said_of(found, seen=seen_of(found)))


def seen_of(site: Site) -> dict[str, Any]:
    """The latest thing that pages of a site sent: `at`, `path` and `what`; empty where nothing came in four weeks, and
    `away` where the store can't be read."""
    try:
        rows = [row for row in latest(site.pk) if row["kind"] != Kind.DELIVER]
    except Exception:  # Whatever its engine raises: whoever installs the tracker needs the rest of the page.
        log.exception("The events of site %d can't be read.", site.pk)
        return {"away": True}
    if not rows:
        return {}
    at = datetime.fromtimestamp(rows[0]["ts"] / 1000, UTC)
    return {"at": at, "path": rows[0]["path"], "what": _WORDS.get(rows[0]["kind"], _("something was tracked"))}
