"""Rows of the caller's workspace by their ids; those of others are not there (404)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja.errors import HttpError

from footfall.apps.accounts.api.caller import ApiRequest
from footfall.apps.sites.models import Audit, AuditedPage, Site
from footfall.apps.sites.sources import JudgedPage, judged


def site_of(request: ApiRequest, pk: int) -> Site:
    return get_object_or_404(
        Site.objects.select_related("workspace", "added_by"), workspace=request.auth.workspace, pk=pk
    )


def audit_of(request: ApiRequest, pk: int) -> Audit:
    rows = Audit.objects.select_related("site", "workspace")
    return get_object_or_404(rows, workspace=request.auth.workspace, pk=pk)


def page_of(request: ApiRequest, pk: int) -> AuditedPage:
    rows = AuditedPage.objects.select_related("audit__site")
    return get_object_or_404(rows, audit__workspace=request.auth.workspace, pk=pk)


def judged_of(request: ApiRequest, pk: int) -> JudgedPage:
    """The page worked out again from its source.

    Raises:
        HttpError: 410, its source is not kept any more.
    """
    found = judged(page_of(request, pk))
    if found is None:
        raise HttpError(410, "The page's source is kept for a site's two newest audits only. Audit the site again.")
    return found
