"""Who did what in a workspace."""

from __future__ import annotations

from datetime import UTC

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.deeds import sentence, who
from footfall.apps.accounts.export import csv_response
from footfall.apps.accounts.forms import LogForm
from footfall.apps.accounts.models import Deed
from footfall.apps.accounts.rights import Right

PAGE = 50


@desk_view(Right.LOOK_INSIDE)
def log(request: DeskRequest) -> HttpResponse:
    """Newest first, as sentences."""
    form = LogForm(request.GET or None, workspace=request.workspace)
    page = Paginator(_chosen(request, form), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    values = {
        "form": form,
        "page": page,
        "deeds": [(deed, sentence(deed)) for deed in page],
        "query": query.urlencode(),
        "filtered": form.is_bound and form.is_valid() and any(form.cleaned_data.values()),
    }
    return render(request, "accounts/log.html", values)


@desk_view(Right.LOOK_INSIDE)
def log_csv(request: DeskRequest) -> StreamingHttpResponse:
    """The chosen lines as a table; times in UTC."""
    form = LogForm(request.GET or None, workspace=request.workspace)
    head = [_("Time (UTC)"), _("Who"), _("E-mail address"), _("What"), _("To what"), _("Sentence")]
    rows = (
        [
            deed.at.astimezone(UTC).isoformat(timespec="seconds"),
            who(deed),
            deed.person.email if deed.person else "",
            deed.verb,
            deed.thing,
            sentence(deed),
        ]
        for deed in _chosen(request, form).iterator(chunk_size=500)
    )
    return csv_response(f"log-{request.workspace.slug}.csv", head, rows)


def _chosen(request: DeskRequest, form: LogForm) -> QuerySet[Deed]:
    """A choice that the form does not offer chooses nothing, rather than everything."""
    deeds = request.workspace.deeds.select_related("person", "token")
    if not form.is_bound:
        return deeds
    if not form.is_valid():
        return deeds.none()
    if person := form.cleaned_data["person"]:
        deeds = deeds.filter(person=person)
    if verb := form.cleaned_data["verb"]:
        deeds = deeds.filter(verb=verb)
    return deeds
