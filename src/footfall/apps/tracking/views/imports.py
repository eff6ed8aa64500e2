"""Figures from before, and from search engines."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.tracking.actions import Refused
from footfall.apps.tracking.forms import ImportForm
from footfall.apps.tracking.importing import FileKind, import_visits, text_of
from footfall.apps.tracking.searching import import_search
from footfall.apps.tracking.views.found import said_of, site_of

_BEGIN = date(1970, 1, 1)


@desk_view(Right.EDIT)
def imports(request: DeskRequest, site: int) -> HttpResponse:
    """Takes a file, and says line by line what could not be taken."""
    found = site_of(request, site)
    form = ImportForm(request.POST or None, request.FILES or None)
    done = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            text = text_of(said["file"])
            if said["kind"] == FileKind.VISITS:
                done = import_visits(found, text, by=request.user)
            else:
                first, last = (said["first"] - _BEGIN).days, (said["last"] - _BEGIN).days
                done = import_search(found, text, first=first, last=last, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
    bad = bool(form.errors) or (done is not None and not done.rows)
    answer = said_of(found, form=form, done=done)
    return render(request, "tracking/import.html", answer, status=422 if bad else 200)
