"""One page of an audit: its cards everywhere, what is wrong with it, what mends it, and the mended file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.models import AuditedPage
from footfall.apps.sites.presenting import fixes_shown, pictures_in, together_shown, wall_shown
from footfall.apps.sites.results import PageFixes, fixes_of, judged, wall_of, without_ignored


@desk_view(Right.SEE)
def page(request: DeskRequest, audit: int, page: int) -> HttpResponse:
    """Everything about one page."""
    row = _row(request, audit, page)
    answer: dict[str, object] = {"page": row, "audit": row.audit, "site": row.audit.site, **_findings(row)}
    found = judged(row)
    if found is not None:
        tiles, fixes = wall_of(found), fixes_of(found)
        pictures = pictures_in(tiles, [fixes])
        answer |= {
            "wall": wall_shown(tiles, pictures.ids, all_faults=True),
            "symbols": pictures.symbols,
            "fixes": fixes,
            "together": together_shown(fixes, pictures.ids),
            "mends": fixes_shown(fixes, pictures.ids),
        }
    return render(request, "sites/page.html", answer)


@desk_view(Right.SEE)
def mended(request: DeskRequest, audit: int, page: int) -> HttpResponse:
    """The mended page as a file."""
    fixes = _fixes(request, audit, page)
    return _file(fixes.data, fixes.file_name, "application/octet-stream")


@desk_view(Right.SEE)
def difference(request: DeskRequest, audit: int, page: int) -> HttpResponse:
    """What would change, as a file that `patch` and `git apply` take."""
    fixes = _fixes(request, audit, page)
    return _file(fixes.diff.encode("utf-8", "replace"), f"{fixes.file_name}.diff", "text/x-diff; charset=utf-8")


@desk_view(Right.SEE)
def snippet(request: DeskRequest, audit: int, page: int) -> HttpResponse:
    """The block for the head of a CMS template, as a text file."""
    fixes = _fixes(request, audit, page)
    return _file(fixes.snippet.encode("utf-8", "replace"), f"{fixes.file_name}.txt", "text/plain; charset=utf-8")


def _row(request: DeskRequest, audit: int, page: int) -> AuditedPage:
    rows = AuditedPage.objects.filter(audit__workspace=request.workspace, audit_id=audit)
    return get_object_or_404(rows.select_related("audit__site"), pk=page)


def _fixes(request: DeskRequest, audit: int, page: int) -> PageFixes:
    found = judged(_row(request, audit, page))
    if found is None:
        raise Http404
    return fixes_of(found)


def _findings(row: AuditedPage) -> dict[str, object]:
    heeded = list(without_ignored(row.findings.all(), row.audit.site))
    known = {one.pk for one in heeded}
    return {"findings": heeded, "ignored": [one for one in row.findings.all() if one.pk not in known]}


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    """A download that no browser opens as a page of the desk."""
    return HttpResponse(
        data,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
