"""Routes about short links and campaigns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import NinjaAPI, Router, Status

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.problems import problem
from footfall.apps.accounts.api.shapes import InPath, InQuery, Listed, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.links import actions, naming, qr
from footfall.apps.links.actions import Manifold, Unfit
from footfall.apps.links.addresses import short_address
from footfall.apps.links.api.shapes import (
    InChoice,
    LinkCampaign,
    LinkCampaignIn,
    ShortLinkChange,
    ShortLinkClicks,
    ShortLinkIn,
    ShortLinkOut,
    ShortLinksIn,
    campaign_shown,
    shown,
)
from footfall.apps.links.clicks import counted
from footfall.apps.links.listing import matching
from footfall.apps.links.models import Campaign, Link, State

router = Router(tags=["short links"])
READ, WRITE = Needs(Right.SEE), Needs(Right.EDIT)


@router.get("/short-links", response=Listed[ShortLinkOut], auth=READ, operation_id="list_short_links")
def list_short_links(request: ApiRequest, part: InQuery, choice: InChoice) -> dict[str, Any]:
    """Short links, the newest first."""
    return listed(matching(request.auth.workspace, timezone.now(), **choice.dict()), part, shown)


@router.post("/short-links", response={201: ShortLinkOut}, auth=WRITE, throttle=RARELY, operation_id="make_short_link")
def make_short_link(request: ApiRequest, data: ShortLinkIn) -> Status[dict[str, Any]]:
    """Make a link. Make one for each place where you post, so that their visits can be told apart."""
    return Status(201, shown(actions.create_link(request.auth.workspace, data.wish(), by=request.auth.by)))


@router.post(
    "/short-links/bulk",
    response={201: list[ShortLinkOut]},
    auth=WRITE,
    throttle=RARELY,
    operation_id="make_short_links",
)
def make_short_links(request: ApiRequest, data: ShortLinksIn) -> Status[list[dict[str, Any]]]:
    """Make many links, in their order: all of them, or none, and `fields` says what is wrong with which."""
    wishes = [one.wish() for one in data.links]
    made = actions.create_links(request.auth.workspace, wishes, by=request.auth.by)
    return Status(201, [shown(link) for link in made])


@router.get("/short-links/{short}", response=ShortLinkOut, auth=READ, operation_id="get_short_link")
def get_short_link(request: ApiRequest, short: InPath) -> dict[str, Any]:
    """One link."""
    return shown(_link(request, short))


@router.patch(
    "/short-links/{short}", response=ShortLinkOut, auth=WRITE, throttle=RARELY, operation_id="change_short_link"
)
def change_short_link(request: ApiRequest, short: InPath, data: ShortLinkChange) -> dict[str, Any]:
    """Change where it leads, when it ends, or turn it on and off. Every process follows within a second."""
    said = data.dict(exclude_unset=True)
    state, link = said.pop("state", None), _link(request, short)
    if said:
        link = actions.change_link(link, by=request.auth.by, **said)
    if state is not None:
        link = actions.turn(link, on=state == State.ON, by=request.auth.by)
    return shown(link)


@router.delete(
    "/short-links/{short}", response={204: None}, auth=WRITE, throttle=RARELY, operation_id="delete_short_link"
)
def delete_short_link(request: ApiRequest, short: InPath) -> Status[None]:
    """Delete it for ever: its address answers 410, and its code is never given out again."""
    actions.delete_link(_link(request, short), by=request.auth.by)
    return Status(204, None)


@router.get("/short-links/{short}/clicks", response=ShortLinkClicks, auth=READ, operation_id="get_short_link_clicks")
def get_short_link_clicks(request: ApiRequest, short: InPath) -> dict[str, Any]:
    """Who followed it: people and programs apart, by day and by network, and where it was posted."""
    figures = counted(_link(request, short), timezone.now())
    latest = figures.total.latest
    return {
        "people": figures.total.people,
        "programs": figures.total.programs,
        "latest": datetime.fromtimestamp(latest / 1000, UTC) if latest else None,
        "days": [{"day": day, "people": people, "programs": programs} for day, people, programs in figures.days],
        "networks": [
            {"network": net, "people": people, "programs": programs} for net, people, programs in figures.nets
        ],
        "posted": [{"network": one.net, "since": one.since, "fetches": one.fetches} for one in figures.posted],
    }


@router.get("/short-links/{short}/qr", response={200: None}, auth=READ, operation_id="get_short_link_qr")
def get_short_link_qr(request: ApiRequest, short: InPath, form: Literal["svg", "png"] = "svg") -> HttpResponse:
    """Its QR code as a picture: `?form=svg` or `?form=png`."""
    address = short_address(_link(request, short))
    if form == "png":
        return HttpResponse(qr.png(address), content_type="image/png")
    return HttpResponse(qr.svg(address), content_type="image/svg+xml")


@router.get("/campaigns", response=Listed[LinkCampaign], auth=READ, operation_id="list_campaigns")
def list_campaigns(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """Campaigns, the newest first."""
    return listed(Campaign.objects.filter(workspace=request.auth.workspace), part, campaign_shown)


@router.post("/campaigns", response={201: LinkCampaign}, auth=WRITE, throttle=RARELY, operation_id="make_campaign")
def make_campaign(request: ApiRequest, data: LinkCampaignIn) -> Status[dict[str, Any]]:
    """Make a campaign."""
    said = data.dict()
    made = naming.make_campaign(request.auth.workspace, utm_medium=said.pop("medium"), by=request.auth.by, **said)
    return Status(201, campaign_shown(made))


@router.delete(
    "/campaigns/{campaign}", response={204: None}, auth=WRITE, throttle=RARELY, operation_id="remove_campaign"
)
def remove_campaign(request: ApiRequest, campaign: InPath) -> Status[None]:
    """Remove a campaign. Its links stay and work as before."""
    rows = Campaign.objects.select_related("workspace")
    naming.remove_campaign(get_object_or_404(rows, workspace=request.auth.workspace, pk=campaign), by=request.auth.by)
    return Status(204, None)


def tell_problems(api: NinjaAPI) -> None:
    """Name the fields that a link was refused for."""
    api.add_exception_handler(Unfit, _unfit)
    api.add_exception_handler(Manifold, _manifold)


def _unfit(_request: HttpRequest, unfit: Any) -> HttpResponse:
    return problem(422, str(unfit), [{"field": f"body.{unfit.field}", "problem": str(unfit)}])


def _manifold(_request: HttpRequest, manifold: Any) -> HttpResponse:
    fields = [
        {"field": f"body.links.{place}.{unfit.field}", "problem": str(unfit)}
        for place, unfit in sorted(manifold.wrong.items())
    ]
    return problem(422, str(manifold), fields)


def _link(request: ApiRequest, pk: int) -> Link:
    rows = Link.objects.select_related("workspace", "site", "campaign")
    return get_object_or_404(rows, workspace=request.auth.workspace, pk=pk)
