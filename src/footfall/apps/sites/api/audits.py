"""Routes about audits: start, watch, stop, compare, share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import LARGEST_ID, InPath, InQuery, Listed, Sent, Shown, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions, results
from footfall.apps.sites.api.found import audit_of, site_of
from footfall.apps.sites.models import Audit, AuditState, FailedPage, ReportLink
from footfall.apps.sites.results import Comparison, RuleChange, RuleGroup
from footfall.smo.rule import Severity

router = Router(tags=["audits"])
READ, WRITE = Needs(Right.SEE), Needs(Right.EDIT)


class AuditOut(Shown):
    """An audit, and how far it is."""

    id: int
    site: int
    state: AuditState
    stop_asked: bool
    asked_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    pages_known: int
    """Done and queued, as far as known: what progress is counted against."""
    pages_done: int
    pages_failed: int
    score: int | None
    """0 to 100."""
    tally: dict[str, int]
    """Findings by severity."""
    problem: str
    """Why it failed, as a sentence."""
    version: str


class FailureOut(Shown):
    """An address that brought nothing."""

    url: str
    why: str


class RuleGroupOut(Shown):
    """One rule over all pages of an audit."""

    rule: str
    severity: Severity
    """Of its gravest finding."""
    fix: str
    """automatic, suggested or manual."""
    pages: int
    findings: int
    points: int
    """What it costs all pages together."""
    consumers: list[str]
    headline: str


class RulesWanted(Schema):
    """Which rules."""

    ignored: bool = Field(False, description="Those that somebody ignores instead of the others.")


class ComparisonWanted(Schema):
    """With which audit."""

    older: int | None = Field(
        None, ge=1, le=LARGEST_ID, description="Another audit of the site; without it, the one before with results."
    )


class RuleChangeOut(Shown):
    """One rule between two audits, in numbers of pages."""

    rule: str
    severity: Severity
    new: int
    gone: int
    staying: int
    new_pages: list[str]
    """The first 50 addresses; "" stands for the site as a whole."""
    gone_pages: list[str]


class ComparisonOut(Shown):
    """What came and went between two audits of a site."""

    older: int
    newer: int
    score_change: int | None
    rules: list[RuleChangeOut]


class LinkIn(Sent):
    """How long a public link shall work."""

    days: int | None = Field(30, ge=1, le=3650)
    """None for a link that works until it is revoked."""


class LinkOut(Shown):
    """A public, read-only link to an audit's report."""

    id: int
    audit: int
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    works: bool
    views: int


class LinkMade(LinkOut):
    """A new link with its address, which is shown this once."""

    url: str


@router.post(
    "/sites/{site}/audits",
    response={201: AuditOut, 200: AuditOut},
    auth=WRITE,
    throttle=RARELY,
    operation_id="start_audit",
)
def start_audit(request: ApiRequest, site: InPath) -> Status[dict[str, Any]]:
    """Start an audit. While one is under way, that one is answered (200), so calling again does no harm."""
    found = site_of(request, site)
    running = found.audits.unfinished().values_list("pk", flat=True).first()
    audit = actions.start_audit(found, by=request.auth.by)
    return Status(200 if audit.pk == running else 201, shown(audit))


@router.get("/sites/{site}/audits", response=Listed[AuditOut], auth=READ, operation_id="list_audits")
def list_audits(request: ApiRequest, site: InPath, part: InQuery) -> dict[str, Any]:
    """A site's audits, the newest first."""
    return listed(site_of(request, site).audits.all(), part, shown)


@router.get("/audits/{audit}", response=AuditOut, auth=READ, operation_id="get_audit")
def get_audit(request: ApiRequest, audit: InPath) -> dict[str, Any]:
    """One audit. While it runs, ask every few seconds, or have a webhook tell you."""
    return shown(audit_of(request, audit))


@router.post("/audits/{audit}/stop", response=AuditOut, auth=WRITE, throttle=RARELY, operation_id="stop_audit")
def stop_audit(request: ApiRequest, audit: InPath) -> dict[str, Any]:
    """End it; what is done stays. One that is over stays as it is."""
    found = audit_of(request, audit)
    actions.stop_audit(found, by=request.auth.by)
    return shown(found)


@router.get("/audits/{audit}/failures", response=Listed[FailureOut], auth=READ, operation_id="list_failures")
def list_failures(request: ApiRequest, audit: InPath, part: InQuery) -> dict[str, Any]:
    """Addresses that brought nothing, with the reason."""
    return listed(audit_of(request, audit).failures.all(), part, _failure)


@router.get("/audits/{audit}/rules", response=list[RuleGroupOut], auth=READ, operation_id="list_broken_rules")
def list_broken_rules(request: ApiRequest, audit: InPath, wanted: Query[RulesWanted]) -> list[dict[str, Any]]:
    """The audit's findings by rule, the gravest first."""
    groups = results.findings_by_rule(audit_of(request, audit), ignored=wanted.ignored)
    return [_group(group) for group in groups]


@router.get(
    "/audits/{audit}/comparison", response=ComparisonOut, auth=READ, throttle=RARELY, operation_id="compare_audits"
)
def compare_audits(request: ApiRequest, audit: InPath, wanted: Query[ComparisonWanted]) -> dict[str, Any]:
    """What came, went and stayed since an earlier audit of the same site."""
    newer = audit_of(request, audit)
    others = Audit.objects.filter(site=newer.site).select_related("site").exclude(pk=newer.pk)
    if wanted.older is None:
        older = others.with_results().filter(asked_at__lte=newer.asked_at).first()
    else:
        older = others.filter(pk=wanted.older).first()
    if older is None:
        raise Http404
    return _comparison(results.compare(older, newer))


@router.get("/audits/{audit}/links", response=Listed[LinkOut], auth=WRITE, operation_id="list_links")
def list_links(request: ApiRequest, audit: InPath, part: InQuery) -> dict[str, Any]:
    """Public links to the audit's report, the newest first."""
    return listed(audit_of(request, audit).links.all(), part, _link)


@router.post("/audits/{audit}/links", response={201: LinkMade}, auth=WRITE, throttle=RARELY, operation_id="make_link")
def make_link(request: ApiRequest, audit: InPath, data: LinkIn) -> Status[dict[str, Any]]:
    """Make a public link. Keep its address: it can't be shown again."""
    until = timezone.now() + timedelta(days=data.days) if data.days is not None else None
    link, token = actions.share_report(audit_of(request, audit), by=request.auth.by, expires_at=until)
    return Status(201, {**_link(link), "url": settings.PUBLIC_URL + reverse("public-report", args=[token])})


@router.delete("/links/{link}", response={204: None}, auth=WRITE, throttle=RARELY, operation_id="revoke_link")
def revoke_link(request: ApiRequest, link: InPath) -> Status[None]:
    """Make a public link lead nowhere from now on."""
    rows = ReportLink.objects.select_related("audit__site", "workspace")
    actions.revoke_report(get_object_or_404(rows, workspace=request.auth.workspace, pk=link), by=request.auth.by)
    return Status(204, None)


def shown(audit: Audit) -> dict[str, Any]:
    names = (
        *("state", "stop_asked", "asked_at", "began_at", "ended_at", "pages_known", "pages_done", "pages_failed"),
        *("score", "tally", "problem", "version"),
    )
    return {"id": audit.pk, "site": audit.site_id, **{name: getattr(audit, name) for name in names}}


def _failure(row: FailedPage) -> dict[str, Any]:
    return {"url": row.url, "why": row.why}


def _group(group: RuleGroup) -> dict[str, Any]:
    names = ("rule", "severity", "fix", "pages", "findings", "points", "consumers")
    return {**{name: getattr(group, name) for name in names}, "headline": group.doc.headline}


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "older": found.older.pk,
        "newer": found.newer.pk,
        "score_change": found.score_change,
        "rules": [_change(change) for change in found.rules],
    }


def _change(change: RuleChange) -> dict[str, Any]:
    names = ("rule", "severity", "new", "gone", "staying", "new_pages", "gone_pages")
    return {name: getattr(change, name) for name in names}


def _link(link: ReportLink) -> dict[str, Any]:
    names = ("made_at", "expires_at", "revoked_at", "works", "views")
    return {"id": link.pk, "audit": link.audit_id, **{name: getattr(link, name) for name in names}}
