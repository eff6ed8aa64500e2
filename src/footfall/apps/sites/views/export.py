"""An audit as a file: choose the kind, wait where it is large, download."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.exports import MEDIA_TYPES, ask_export, file_name, file_of
from footfall.apps.sites.models import Export, ExportForm, ExportState

EXPLAINED = {
    ExportForm.HTML: _("One file to send to somebody: the wall, the fixes, the findings. It loads nothing."),
    ExportForm.PDF: _("The same report on paper."),
    ExportForm.JSON: _("Everything that was found, for programs of your own; its schema is documented."),
    ExportForm.SARIF: _("For code hosts that show findings beside the source."),
    ExportForm.JUNIT: _("For CI systems that show test results."),
}


@desk_view(Right.SEE)
def export(request: DeskRequest, audit: int) -> HttpResponse:
    """What there is to take away, and the files that are made already."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    made = list(found.exports.select_related("asked_by", "audit"))
    waiting = any(one.state == ExportState.WAITING for one in made)
    if request.htmx and not waiting:
        return HttpResponseClientRefresh()
    template = "sites/parts/exports.html" if request.htmx else "sites/export.html"
    forms = [(form, EXPLAINED[form]) for form in EXPLAINED]
    answer = {"audit": found, "site": found.site, "forms": forms, "made": made, "waiting": waiting}
    return render(request, template, answer)


@desk_view(Right.SEE)
@require_POST
def make(request: DeskRequest, audit: int) -> HttpResponse:
    """Has a file made; a small one is there at once."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    if request.POST.get("form") not in ExportForm.values:
        raise Http404
    made = ask_export(found, request.POST["form"], by=request.user)
    if made.state == ExportState.DONE:
        return redirect("sites:export-file", request.workspace.slug, found.pk, made.pk)
    return redirect("sites:export", request.workspace.slug, found.pk)


@desk_view(Right.SEE)
def file(request: DeskRequest, audit: int, export: int) -> HttpResponseBase:
    """The file, always as a download: a report is never opened as a page of the desk."""
    exports = Export.objects.filter(workspace=request.workspace, audit_id=audit)
    found = get_object_or_404(exports.select_related("audit__site"), pk=export)
    path = file_of(found)
    if path is None:
        raise Http404
    kind = MEDIA_TYPES[ExportForm(found.form)]
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=file_name(found), content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer
