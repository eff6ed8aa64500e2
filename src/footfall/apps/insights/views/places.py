"""The places of insights: what the address asks, one look into the store, a page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.export import csv_response
from footfall.apps.accounts.rights import Right
from footfall.apps.insights import drawing
from footfall.apps.insights.places import audience, credit, efforts, evergreens, moments, origins, paths, spread, steps
from footfall.apps.insights.places import turning as turnings
from footfall.apps.insights.views.frame import asked_of, shown, to
from footfall.apps.links.store import store

A_PAGE = 50
SHOWN = 100
"""Rows of a table that isn't divided into pages; the spreadsheet has them all."""
TABLES = {
    "days": turnings.table,
    "sources": origins.table,
    "pages": paths.table,
    "share-trees": paths.tree_table,
    "campaigns": efforts.table,
    "posted": efforts.posted_table,
    "funnel": steps.table,
    "cohorts": spread.table,
    "evergreen": evergreens.table,
    "attribution": credit.table,
    "latest": moments.table,
}
"""By the name of the file."""
SORTS = {
    "views": gettext_lazy("Most seen"),
    "shares": gettext_lazy("Most shared"),
    "rate": gettext_lazy("Highest share rate, for sure"),
    "share_visits": gettext_lazy("Most visits from shares"),
}


@desk_view(Right.SEE)
def overview(request: DeskRequest) -> HttpResponse:
    """The loop and its days."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "overview", None)
    found = turnings.turning(store(), asked)
    return shown(
        request,
        "overview",
        asked,
        found=found,
        loop=drawing.loop(found, asked, to(request, asked)),
        visits=drawing.days(found, lambda row: row.visits, _("Visits a day"), asked),
        shares=drawing.days(found, lambda row: row.shares, _("Shares a day"), asked),
        share_visits=drawing.days(found, lambda row: row.share_visits, _("Visits from shares a day"), asked),
    )


@desk_view(Right.SEE)
def sources(request: DeskRequest) -> HttpResponse:
    """Where visits come from, and whether the pages support the first network."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "sources", None)
    found = origins.origins(store(), asked)
    first = found.networks[0].net if found.networks else ""
    seen = paths.most_seen(store(), asked, audience.LOOKED_AT) if first else []
    return shown(
        request,
        "sources",
        asked,
        found=found,
        first=found.networks[0] if found.networks else None,
        support=audience.support(asked.site, first, seen) if first else None,
        networks=drawing.networks(found, to(request, asked)),
        channels_drawn=drawing.channels(found, to(request, asked)),
    )


@desk_view(Right.SEE)
def pages(request: DeskRequest) -> HttpResponse:
    """All pages by what one wants to know."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "pages", None)
    sort, text = request.GET.get("sort", "views"), request.GET.get("text", "")[:200]
    found = paths.paths(store(), asked, sort=sort, text=text)
    return shown(
        request,
        "pages",
        asked,
        found=found,
        sort=sort if sort in SORTS else "views",
        sorts=SORTS.items(),
        text=text,
        page=Paginator(found.rows, A_PAGE).get_page(request.GET.get("page")),
        drawn=drawing.rates(found.rows, to(request, asked)),
    )


@desk_view(Right.SEE)
def page(request: DeskRequest) -> HttpResponse:
    """One page with its share tree."""
    asked = asked_of(request)
    if asked is None or not asked.filters.path:
        return shown(request, "no_page", asked) if asked else shown(request, "pages", None)
    found = paths.one_page(store(), asked)
    said = _("How %(path)s was passed on") % {"path": asked.filters.path}
    return shown(
        request,
        "page",
        asked,
        found=found,
        audited=audience.page_of(asked.site, asked.filters.path),
        loop=drawing.loop(found.turning, asked, to(request, asked)),
        visits=drawing.days(found.turning, lambda row: row.visits, _("Visits a day"), asked),
        tree=drawing.tree(found.trees, said) if found.trees.nodes else "",
    )


@desk_view(Right.SEE)
def campaigns(request: DeskRequest) -> HttpResponse:
    """What your links, campaigns and posts brought."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "campaigns", None)
    return shown(request, "campaigns", asked, found=efforts.efforts(store(), asked))


@desk_view(Right.SEE)
def funnel(request: DeskRequest) -> HttpResponse:
    """From attention to lead."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "funnel", None)
    found = steps.descent(store(), asked)
    return shown(
        request,
        "funnel",
        asked,
        found=found,
        all=drawing.funnel(found.now.all, _("All visits")),
        own=drawing.funnel(found.now.own, _("What your links, posts and ads began"), own=True),
        table=steps.table(store(), asked),
    )


@desk_view(Right.SEE)
def sharing(request: DeskRequest) -> HttpResponse:
    """K and what stands behind it."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "sharing", None)
    found = spread.spread(store(), asked)
    return shown(
        request,
        "sharing",
        asked,
        found=found,
        gauge=drawing.k_gauge(found),
        cohorts=drawing.cohorts(found),
        weeks=drawing.k_weeks(found),
        survivals=drawing.survivals(found),
    )


@desk_view(Right.SEE)
def evergreen(request: DeskRequest) -> HttpResponse:
    """Pages with search visits but few shares."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "evergreen", None)
    found = evergreens.evergreens(store(), asked)
    drawn = drawing.evergreens(found.pages, to(request, asked))
    return shown(request, "evergreen", asked, found=found, drawn=drawn, table=evergreens.table_of(found, SHOWN))


@desk_view(Right.SEE)
def attribution(request: DeskRequest) -> HttpResponse:
    """Four models side by side."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "attribution", None)
    found = credit.credits_for(store(), asked)
    return shown(request, "attribution", asked, found=found, drawn=drawing.credits_side_by_side(found))


@desk_view(Right.SEE)
def live(request: DeskRequest) -> HttpResponse:
    """The latest events."""
    asked = asked_of(request)
    if asked is None:
        return shown(request, "live", None)
    bots = request.GET.get("bots") == "1"
    return shown(request, "live", asked, found=moments.moments(store(), asked, bots=bots), bots=bots)


@desk_view(Right.SEE)
def table(request: DeskRequest, table: str) -> HttpResponseBase:
    """A place's figures for a spreadsheet."""
    asked = asked_of(request)
    if asked is None or table not in TABLES:
        raise Http404
    made = TABLES[table](store(), asked)
    days = f"{asked.period.first.isoformat()}-{asked.period.last.isoformat()}"
    return csv_response(f"{made.name}-{days}.csv", made.head(), made.lines())
