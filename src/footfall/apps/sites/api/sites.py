"""Routes about sites: add, change, schedule, ignore."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.core.validators import EmailValidator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status
from pydantic import Field, StringConstraints

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import NO_NUL, Address, InPath, InQuery, Listed, Sent, Shown, Word, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.actions import MOST_PAGES
from footfall.apps.sites.api.found import site_of
from footfall.apps.sites.models import Ignored, Rhythm, Site

router = Router(tags=["sites"])
READ, WRITE = Needs(Right.SEE), Needs(Right.EDIT)
check_email = EmailValidator(_("The e-mail address can't be read. Write it like name@example.org."))
Name = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Pages = Annotated[int, Field(ge=1, le=MOST_PAGES)]


class SiteIn(Sent):
    """A site to add."""

    address: Address
    """Of its front page: https://example.org/."""
    name: Name = ""
    """Without one, the address names it."""
    max_pages: Pages = 500
    """Pages of an audit at most."""


class SiteChange(Sent):
    """What is to change; the rest stays."""

    name: Name | None = None
    max_pages: Pages | None = None


class ScheduleIn(Sent):
    """When a site is audited by itself, and who is told by mail when it got worse."""

    rhythm: Rhythm
    alert_email: Annotated[str, StringConstraints(max_length=254, pattern=NO_NUL)] = ""


class SiteOut(Shown):
    """A site of the workspace."""

    id: int
    name: str
    address: str
    is_example: bool
    max_pages: int
    rhythm: Rhythm
    alert_email: str
    next_audit_at: datetime | None
    added_at: datetime


class IgnoredIn(Sent):
    """A rule to leave alone."""

    rule: Word
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=NO_NUL)]
    """So that others understand it later."""
    url: Address = ""
    """One page; without it, the whole site."""


class IgnoredOut(Shown):
    """A rule that is left alone on a site, or on one page of it."""

    id: int
    rule: str
    url: str
    reason: str
    by: str | None
    at: datetime


@router.get("/sites", response=Listed[SiteOut], auth=READ, operation_id="list_sites")
def list_sites(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """All sites by name."""
    return listed(Site.objects.filter(workspace=request.auth.workspace), part, shown)


@router.post("/sites", response={201: SiteOut, 200: SiteOut}, auth=WRITE, throttle=RARELY, operation_id="add_site")
def add_site(request: ApiRequest, data: SiteIn) -> Status[dict[str, Any]]:
    """Add a site. One that is there already is answered as it is (200)."""
    caller, before = request.auth, timezone.now()
    site = actions.add_site(caller.workspace, data.address, by=caller.by, name=data.name, max_pages=data.max_pages)
    return Status(201 if site.added_at >= before else 200, shown(site))


@router.get("/sites/{site}", response=SiteOut, auth=READ, operation_id="get_site")
def get_site(request: ApiRequest, site: InPath) -> dict[str, Any]:
    """One site."""
    return shown(site_of(request, site))


@router.patch("/sites/{site}", response=SiteOut, auth=WRITE, throttle=RARELY, operation_id="change_site")
def change_site(request: ApiRequest, site: InPath, data: SiteChange) -> dict[str, Any]:
    """Change its name or the number of pages. Its address stays what its audits are of."""
    found = site_of(request, site)
    return shown(actions.change_site(found, by=request.auth.by, name=data.name, max_pages=data.max_pages))


@router.delete("/sites/{site}", response={204: None}, auth=WRITE, throttle=RARELY, operation_id="remove_site")
def remove_site(request: ApiRequest, site: InPath) -> Status[None]:
    """Remove a site with all its audits and reports. This can't be undone."""
    actions.remove_site(site_of(request, site), by=request.auth.by)
    return Status(204, None)


@router.put("/sites/{site}/schedule", response=SiteOut, auth=WRITE, throttle=RARELY, operation_id="set_schedule")
def set_schedule(request: ApiRequest, site: InPath, data: ScheduleIn) -> dict[str, Any]:
    """Choose how often it is audited by itself."""
    found, email = site_of(request, site), data.alert_email.strip()
    if email:
        check_email(email)
    return shown(actions.set_schedule(found, rhythm=data.rhythm, alert_email=email, by=request.auth.by))


@router.get("/sites/{site}/ignored", response=Listed[IgnoredOut], auth=READ, operation_id="list_ignored")
def list_ignored(request: ApiRequest, site: InPath, part: InQuery) -> dict[str, Any]:
    """What people decided to leave alone, the newest first."""
    return listed(site_of(request, site).ignored.select_related("by"), part, _ignored)


@router.post(
    "/sites/{site}/ignored", response={201: IgnoredOut}, auth=WRITE, throttle=RARELY, operation_id="ignore_rule"
)
def ignore_rule(request: ApiRequest, site: InPath, data: IgnoredIn) -> Status[dict[str, Any]]:
    """Leave a rule's findings alone. They leave lists, reports and alerts; the score still counts them."""
    caller = request.auth
    made = actions.ignore(site_of(request, site), data.rule, reason=data.reason, url=data.url, by=caller.by)
    return Status(201, _ignored(made))


@router.delete("/ignored/{ignored}", response={204: None}, auth=WRITE, throttle=RARELY, operation_id="stop_ignoring")
def stop_ignoring(request: ApiRequest, ignored: InPath) -> Status[None]:
    """Count a rule's findings among the others again."""
    rows = Ignored.objects.select_related("site", "workspace")
    found = get_object_or_404(rows, workspace=request.auth.workspace, pk=ignored)
    actions.stop_ignoring(found, by=request.auth.by)
    return Status(204, None)


def shown(site: Site) -> dict[str, Any]:
    names = ("name", "address", "is_example", "max_pages", "rhythm", "alert_email", "next_audit_at", "added_at")
    return {"id": site.pk, **{name: getattr(site, name) for name in names}}


def _ignored(row: Ignored) -> dict[str, Any]:
    by = str(row.by) if row.by else None
    return {"id": row.pk, "rule": row.rule, "url": row.url, "reason": row.reason, "by": by, "at": row.at}
