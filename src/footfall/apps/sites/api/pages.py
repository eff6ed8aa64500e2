"""Routes about pages of an audit: lists, findings, how the link looks, what mends it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import LARGEST_ID, InPath, Line, Listed, Shown, Slice, Word, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.api.found import audit_of, judged_of, page_of
from footfall.apps.sites.ignoring import only_ignored, without_ignored
from footfall.apps.sites.mending import Mend, PageFixes, fixes_of
from footfall.apps.sites.models import AuditedPage, Found
from footfall.smo.previews.model import Card, Mark
from footfall.smo.report.preview import preview_json
from footfall.smo.rule import Severity

router = Router(tags=["pages"], auth=Needs(Right.SEE))


class Order(StrEnum):
    """How pages are ordered."""

    WORST = "score"
    BEST = "-score"
    CARDS = "-broken_cards"
    ADDRESS = "url"
    FOUND = "id"


ORDERS: Final = {
    Order.WORST: ("score", "pk"),
    Order.BEST: ("-score", "pk"),
    Order.CARDS: ("-broken_cards", "score", "pk"),
    Order.ADDRESS: ("url",),
    Order.FOUND: ("pk",),
}


class PagesWanted(Slice):
    """Which pages, and in what order."""

    text: Line = Field("", description="Only pages whose address or title holds this.")
    severity: Severity | None = Field(None, description="Only pages with a finding of this severity.")
    order: Order = Order.WORST


class FindingsWanted(Slice):
    """Which findings."""

    rule: Word = Field("", description="Only findings of this rule.")
    severity: Severity | None = None
    of_page: int | None = Field(None, ge=1, le=LARGEST_ID, description="Only findings of the page with this id.")
    ignored: bool = Field(False, description="Those that somebody ignores instead of the others.")


class PageOut(Shown):
    """A page of an audit; the severities count its findings."""

    id: int
    audit: int
    url: str
    title: str
    score: int
    critical: int
    high: int
    medium: int
    low: int
    info: int
    broken_cards: int
    """Consumers whose card is broken."""
    at: datetime


class FindingOut(Shown):
    """One thing that is wrong."""

    id: int
    page: int | None
    """None where the pages say it together."""
    url: str | None
    rule: str
    severity: Severity
    message: str
    advice: str
    excerpt: str
    line: int | None
    consumers: list[str]
    urls: list[str]
    fix: str
    """automatic, suggested or manual."""


class LostOut(Shown):
    """A value that could have been shown and wasn't."""

    source: str
    value: str
    code: str
    why: str
    """Ends the sentence "It was passed over because …"."""
    line: int | None


class FieldOut(Shown):
    """Where a shown value comes from."""

    source: str | None
    attribute: str | None
    line: int | None
    offset: int | None
    raw: str | None
    clipped: bool
    mark: Mark | None
    lost: list[LostOut]


class EvidenceOut(Shown):
    """Why a preview looks as it does."""

    title: FieldOut
    description: FieldOut
    image: FieldOut
    reasons: list[str]
    assumptions: list[str]


class PreviewOut(Shown):
    """How one consumer shows the link: what `footfall preview --format json` writes."""

    consumer: str
    title: str | None
    description: str | None
    image: str | None
    card: Card
    evidence: EvidenceOut
    confidence: Mark


class EditOut(Shown):
    """Bytes `start` to `end` of the page are replaced by `replacement`; an insertion has both equal."""

    start: int
    end: int
    replacement: str
    reason: str
    rules: list[str]


class ProposalOut(Shown):
    """What a person has to decide or to word."""

    rule: str
    message: str
    suggestion: str


class FixesOut(Shown):
    """Everything that would mend a page."""

    encoding: str
    """Of the page; offsets of edits count its bytes."""
    edits: list[EditOut]
    diff: str
    """For `patch` and `git apply`."""
    snippet: str
    """The block for the head of a CMS template."""
    proposals: list[ProposalOut]
    score: int
    score_after: int
    cleared: list[str]
    """Rules that find nothing any more."""
    changed_consumers: list[str]
    """Whose card looks different afterwards."""


@router.get("/audits/{audit}/pages", response=Listed[PageOut], operation_id="list_pages")
def list_pages(request: ApiRequest, audit: InPath, wanted: Query[PagesWanted]) -> dict[str, Any]:
    """The audit's pages."""
    rows = audit_of(request, audit).pages.all()
    if wanted.text:
        rows = rows.filter(Q(url__icontains=wanted.text) | Q(title__icontains=wanted.text))
    if wanted.severity is not None:
        rows = rows.filter(**{f"{wanted.severity.value}__gt": 0})
    return listed(rows.order_by(*ORDERS[wanted.order]), wanted, shown)


@router.get("/audits/{audit}/findings", response=Listed[FindingOut], operation_id="list_findings")
def list_findings(request: ApiRequest, audit: InPath, wanted: Query[FindingsWanted]) -> dict[str, Any]:
    """The audit's findings, in the order in which pages were judged."""
    found = audit_of(request, audit)
    rows = found.findings.select_related("page")
    exact = {"rule": wanted.rule or None, "severity": wanted.severity, "page": wanted.of_page}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    rows = only_ignored(rows, found.site) if wanted.ignored else without_ignored(rows, found.site)
    return listed(rows, wanted, _finding)


@router.get("/pages/{page}", response=PageOut, operation_id="get_page")
def get_page(request: ApiRequest, page: InPath) -> dict[str, Any]:
    """One page of an audit."""
    return shown(page_of(request, page))


@router.get(
    "/pages/{page}/previews", response={200: list[PreviewOut], 410: None}, throttle=RARELY, operation_id="get_previews"
)
def get_previews(request: ApiRequest, page: InPath) -> HttpResponse:
    """How the link looks on every consumer, and which tag won. Only for pages of a site's two newest audits."""
    # Written as the command line writes it: no second shape of the same thing, and half surrogates are mended.
    return HttpResponse(preview_json(judged_of(request, page).audit.previews), content_type="application/json")


@router.get("/pages/{page}/fixes", response={200: FixesOut, 410: None}, throttle=RARELY, operation_id="get_fixes")
def get_fixes(request: ApiRequest, page: InPath) -> dict[str, Any]:
    """What would mend the page. Only for pages of a site's two newest audits."""
    found = judged_of(request, page)
    return _fixes(fixes_of(found), found.page.encoding)


def shown(page: AuditedPage) -> dict[str, Any]:
    names = ("url", "title", "score", "critical", "high", "medium", "low", "info", "broken_cards", "at")
    return {"id": page.pk, "audit": page.audit_id, **{name: getattr(page, name) for name in names}}


def _finding(found: Found) -> dict[str, Any]:
    names = ("rule", "severity", "message", "advice", "excerpt", "line", "consumers", "urls", "fix")
    url = found.page.url if found.page else None
    return {"id": found.pk, "page": found.page_id, "url": url, **{name: getattr(found, name) for name in names}}


def _fixes(fixes: PageFixes, encoding: str) -> dict[str, Any]:
    return {
        "encoding": encoding,
        "edits": [edit for mend in fixes.mends for edit in _edits(mend, encoding)],
        "diff": _sound(fixes.diff),
        "snippet": _sound(fixes.snippet),
        "proposals": [
            {"rule": one.rule, "message": _sound(one.message), "suggestion": _sound(one.suggestion)}
            for one in fixes.proposals
        ],
        "score": fixes.score,
        "score_after": fixes.score_after,
        "cleared": list(fixes.cleared),
        "changed_consumers": [change.consumer for change in fixes.changes],
    }


def _edits(mend: Mend, encoding: str) -> list[dict[str, Any]]:
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "replacement": _sound(edit.replacement.decode(encoding, "replace")),
            "reason": _sound(edit.reason),
            "rules": list(edit.rules),
        }
        for edit in mend.edits
    ]


def _sound(text: str) -> str:
    """Without halves of surrogate pairs, which a page's JSON may hold and no UTF-8 can."""
    return text.encode("utf-8", "replace").decode("utf-8")
