"""The list of links, on the page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.export import csv_response
from footfall.apps.accounts.rights import Right
from footfall.apps.links.addresses import landing_address, short_address
from footfall.apps.links.clicks import DAYS, Clicks, clicks_at, clicks_of
from footfall.apps.links.forms import FilterForm
from footfall.apps.links.listing import ByClicks, matching, ordered
from footfall.apps.links.models import Link

A_PAGE = 50
"""Rows of one page of the list."""
A_CHUNK = 500
"""Rows of the file that are read at a time."""
MOST_WORDS = 500
"""Campaigns and sources that the filter offers."""


@require_safe
@desk_view(Right.SEE)
def listing(request: DeskRequest) -> HttpResponse:
    """Links with their clicks of the last weeks."""
    now = timezone.now()
    form = _form(request)
    page = Paginator(_chosen(request, form, now), A_PAGE).get_page(request.GET.get("page"))
    clicks = clicks_of(page, now)
    answer = {
        "form": form,
        "page": page,
        "rows": [(link, clicks.get(link.pk, Clicks())) for link in page],
        "days": DAYS,
        "is_filtered": any(request.GET.get(name) for name in ("text", "campaign", "network", "state")),
        "has_sites": request.workspace.sites.exists(),
        "query": request.GET.urlencode(),
    }
    return render(request, "links/list.html", answer)


@require_safe
@desk_view(Right.SEE)
def as_csv(request: DeskRequest) -> StreamingHttpResponse:
    """The chosen links as a table; times in UTC."""
    now = timezone.now()
    rows = _chosen(request, _form(request), now)
    head = [
        "id", "short", "target", "landing", "state", "campaign", "network", "utm_source", "utm_medium", "utm_term",
        "utm_content", "label", "made_at", "ends_at", f"clicks_{DAYS}_days", f"fetches_{DAYS}_days", "notes",
    ]  # fmt: skip
    return csv_response(f"links-{request.workspace.slug}.csv", head, _lines(rows, now))


def _lines(rows: QuerySet[Link] | ByClicks, now: datetime) -> Iterator[list[object]]:
    sites: dict[int, dict[int, Clicks]] = {}
    for link in _all(rows):
        if link.site_id not in sites:
            sites[link.site_id] = clicks_at([link.site_id], now)
        clicks = sites[link.site_id].get(link.pk, Clicks())
        yield [
            link.pk, short_address(link), link.target, landing_address(link), link.state, link.utm_campaign,
            link.network, link.utm_source, link.utm_medium, link.utm_term, link.utm_content, link.label,
            _moment(link.made_at), _moment(link.ends_at), clicks.people, clicks.programs, link.notes,
        ]  # fmt: skip


def _all(rows: QuerySet[Link] | ByClicks) -> Iterator[Link]:
    """One after the other, a few in memory."""
    if isinstance(rows, QuerySet):
        yield from rows.iterator(chunk_size=A_CHUNK)
        return
    for begin in range(0, len(rows), A_CHUNK):
        yield from rows[begin : begin + A_CHUNK]


def _moment(when: datetime | None) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else ""


def _form(request: DeskRequest) -> FilterForm:
    links = Link.objects.kept().filter(workspace=request.workspace)
    campaigns = links.exclude(utm_campaign="").order_by("utm_campaign").values_list("utm_campaign", flat=True)
    networks = links.exclude(utm_source="").order_by("utm_source").values_list("utm_source", flat=True)
    form = FilterForm(
        request.GET, campaigns=list(campaigns.distinct()[:MOST_WORDS]), networks=list(networks.distinct()[:MOST_WORDS])
    )
    form.is_valid()
    return form


def _chosen(request: DeskRequest, form: FilterForm, now: datetime) -> QuerySet[Link] | ByClicks:
    wanted = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    sort = wanted.pop("sort")
    return ordered(matching(request.workspace, now, **wanted), sort, now)
