"""Routes about exports: a whole audit as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import InPath, InQuery, Listed, Sent, Shown, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.api.found import audit_of
from footfall.apps.sites.exports import MEDIA_TYPES, ask_export, file_name, file_of
from footfall.apps.sites.models import Export, ExportForm, ExportState

router = Router(tags=["exports"], auth=Needs(Right.SEE))


class FormatOut(Shown):
    """What an audit can be exported as."""

    format: ExportForm
    """The ending of the file's name."""
    name: str
    media_type: str


class ExportIn(Sent):
    """What to make."""

    format: ExportForm


class ExportOut(Shown):
    """An audit as a file, made or in the making."""

    id: int
    audit: int
    format: ExportForm
    state: ExportState
    problem: str
    """Why it failed, as a sentence."""
    asked_at: datetime
    file: str | None
    """The path at which the file can be fetched, once it is there."""


@router.get("/formats", response=list[FormatOut], operation_id="list_formats")
def list_formats(request: ApiRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """What an audit can be exported as."""
    return [{"format": form, "name": str(form.label), "media_type": MEDIA_TYPES[form]} for form in ExportForm]


@router.get("/audits/{audit}/exports", response=Listed[ExportOut], operation_id="list_exports")
def list_exports(request: ApiRequest, audit: InPath, part: InQuery) -> dict[str, Any]:
    """The files of an audit, the newest first; it keeps one of each format."""
    return listed(audit_of(request, audit).exports.all(), part, _export)


@router.post(
    "/audits/{audit}/exports", response={201: ExportOut, 202: ExportOut}, throttle=RARELY, operation_id="make_export"
)
def make_export(request: ApiRequest, audit: InPath, data: ExportIn) -> Status[dict[str, Any]]:
    """Have a file made. A small audit's is there at once (201); a large one's is made by a worker (202): ask again."""
    made = ask_export(audit_of(request, audit), data.format, by=request.auth.by)
    return Status(202 if made.state == ExportState.WAITING else 201, _export(made))


@router.get("/exports/{export}", response=ExportOut, operation_id="get_export")
def get_export(request: ApiRequest, export: InPath) -> dict[str, Any]:
    """One file, and whether it is there yet."""
    return _export(_found(request, export))


@router.get("/exports/{export}/file", response={200: None}, throttle=RARELY, operation_id="get_export_file")
def get_export_file(request: ApiRequest, export: InPath) -> FileResponse:
    """The file itself, in its own media type."""
    found = _found(request, export)
    path = file_of(found)
    if path is None:
        raise Http404
    kind = MEDIA_TYPES[ExportForm(found.form)]
    return FileResponse(path.open("rb"), as_attachment=True, filename=file_name(found), content_type=kind)


def _found(request: ApiRequest, pk: int) -> Export:
    return get_object_or_404(Export.objects.select_related("audit__site"), workspace=request.auth.workspace, pk=pk)


def _export(export: Export) -> dict[str, Any]:
    is_there = export.state == ExportState.DONE
    return {
        "id": export.pk,
        "audit": export.audit_id,
        "format": export.form,
        "state": export.state,
        "problem": export.problem,
        "asked_at": export.asked_at,
        "file": f"/api/v1/exports/{export.pk}/file" if is_there else None,
    }
