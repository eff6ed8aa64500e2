"""Routes about insights: the figures of each place, of one site, its days and filters."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from django.utils import timezone
from ninja import Query, Router

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.rights import Right
from footfall.apps.insights.api.shapes import (
    CampaignOut,
    CreditOut,
    EvergreenOut,
    FunnelOut,
    LoopOut,
    PageFiguresOut,
    ScopeIn,
    ShareOut,
    SharingOut,
    SourcesOut,
)
from footfall.apps.insights.figures import Compared
from footfall.apps.insights.places import credit, efforts, evergreens, origins, paths, spread, steps
from footfall.apps.insights.places.turning import Turning, turning
from footfall.apps.insights.scope import Asked, date_of, moment, read
from footfall.apps.links.store import store
from footfall.apps.sites.api.found import site_of
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.event import Channel
from footfall.flywheel.k import K

router = Router(tags=["insights"])
READ = Needs(Right.SEE)
Scoped = Query[ScopeIn]


@router.get("/insights/loop", response=LoopOut, auth=READ, throttle=RARELY, operation_id="get_loop")
def get_loop(request: ApiRequest, scope: Scoped) -> dict[str, Any]:
    """The loop and its days."""
    return _loop(turning(store(), _asked(request, scope)))


@router.get("/insights/sources", response=SourcesOut, auth=READ, throttle=RARELY, operation_id="get_sources")
def get_sources(request: ApiRequest, scope: Scoped) -> dict[str, Any]:
    """Where visits come from."""
    found = origins.origins(store(), _asked(request, scope))
    networks = [
        {
            **_counted(one.referrer.counts, one.before),
            "net": one.net,
            "name": one.name,
            "part": _estimate(one.referrer.part),
            "evidence": dict(one.evidence),
        }
        for one in found.networks
    ]
    channels = [
        {**_counted(counts, before), "chan": chan, "name": Channel(chan).name.lower()}
        for chan, counts, before in found.channels
    ]
    return {
        "networks": networks,
        "channels": channels,
        "unknown_inner_page": _estimate(found.direct_part),
        "dark_shares": _estimate(found.dark.part) if found.dark.part else None,
    }


@router.get(
    "/insights/pages", response=list[PageFiguresOut], auth=READ, throttle=RARELY, operation_id="get_pages_shared"
)
def get_pages(request: ApiRequest, scope: Scoped) -> list[dict[str, Any]]:
    """The 1,000 pages that are seen most."""
    return [
        {
            **row.page._asdict(),
            "shares_before": row.before,
            "share_rate": _estimate(row.rate),
        }
        for row in paths.paths(store(), _asked(request, scope)).rows[:1_000]
    ]


@router.get(
    "/insights/share-trees", response=list[ShareOut], auth=READ, throttle=RARELY, operation_id="get_share_trees"
)
def get_share_trees(request: ApiRequest, scope: Scoped) -> list[dict[str, Any]]:
    """Shares of the largest trees, parents before their children: at most 2,000; of one page with `path`."""
    return [
        {
            "token": str(node.token),
            "parent": str(node.parent) if node.parent else "",
            "root": str(node.root),
            "generation": node.gen,
            "at": moment(node.ts),
            "path": node.path,
            "net": node.net,
            "is_own_link": is_own,
            "visits": node.visits,
        }
        for node, is_own in paths.shares_of(store(), _asked(request, scope))
    ]


@router.get(
    "/insights/campaigns", response=list[CampaignOut], auth=READ, throttle=RARELY, operation_id="get_campaigns_measured"
)
def get_campaigns(request: ApiRequest, scope: Scoped) -> list[dict[str, Any]]:
    """Campaigns by channel and network."""
    return [row._asdict() for row in efforts.campaign_rows(store(), _asked(request, scope))]


@router.get("/insights/funnel", response=FunnelOut, auth=READ, throttle=RARELY, operation_id="get_funnel")
def get_funnel(request: ApiRequest, scope: Scoped) -> dict[str, Any]:
    """From attention to lead."""
    found = steps.descent(store(), _asked(request, scope))
    return {
        "all": found.now.all._asdict(),
        "own": found.now.own._asdict(),
        "all_before": found.before.all._asdict() if found.before else None,
        "own_before": found.before.own._asdict() if found.before else None,
    }


@router.get("/insights/sharing", response=SharingOut, auth=READ, throttle=RARELY, operation_id="get_sharing")
def get_sharing(request: ApiRequest, scope: Scoped) -> dict[str, Any]:
    """K with its bounds, week by week, cycle time."""
    asked = _asked(request, scope)
    found = spread.spread(store(), asked, trees=0)
    amplification = found.k.amplification
    return {
        "k": _k(found.k),
        "k_corrected": _estimate(found.virality.bounds.corrected),
        "k_fresh": _k(found.virality.fresh),
        "amplification": _estimate(amplification) if amplification else None,
        "cycle_days": found.virality.cycle.median,
        "token_survival": {one.net: _estimate(one.part) for one in found.virality.survival},
        "weeks": [
            {"first": first, "k": _k(by_age[found.scope.mature].k)}
            for first, by_age in found.weeks
            if found.scope.mature in by_age
        ],
    }


@router.get(
    "/insights/evergreen", response=list[EvergreenOut], auth=READ, throttle=RARELY, operation_id="get_evergreen"
)
def get_evergreen(request: ApiRequest, scope: Scoped) -> list[dict[str, Any]]:
    """Pages with search visits, those first that are shared less than others for sure."""
    found = evergreens.evergreens(store(), _asked(request, scope))
    rows = []
    for page in found.pages:
        clicks, impressions = found.searched.get(page.path, (None, None))
        ratio = {"value": page.ratio, "low": page.low, "high": page.high, "n": page.visits}
        known = {"path": page.path, "search_visits": page.visits, "shares": page.shares, "expected": page.expected}
        rows.append({**known, "ratio": ratio, "search_clicks": clicks, "search_impressions": impressions})
    return rows


@router.get(
    "/insights/attribution", response=list[CreditOut], auth=READ, throttle=RARELY, operation_id="get_attribution"
)
def get_attribution(request: ApiRequest, scope: Scoped) -> list[dict[str, Any]]:
    """Each channel's part of the conversions by four models, the most touched first."""
    return [
        {
            "channel": row.channel.lower(),
            "touched": row.touched,
            "last": row.last,
            "position": row.position,
            "markov": row.removal,
            "shapley": row.response,
        }
        for row in credit.credits_for(store(), _asked(request, scope)).rows
    ]


def _asked(request: ApiRequest, scope: ScopeIn) -> Asked:
    now = timezone.now()
    last = scope.last or now.astimezone(UTC).date()
    first = scope.first or last - timedelta(scope.days - 1)
    given = scope.model_dump(exclude={"site", "days", "first", "last"}, exclude_none=True)
    return read({**given, "from": first.isoformat(), "to": last.isoformat()}, site_of(request, scope.site), now)


def _loop(found: Turning) -> dict[str, Any]:
    return {
        "attention": _figure(found.attention),
        "visits": _figure(found.visits),
        "shares": _figure(found.shares),
        "share_visits": _figure(found.share_visits),
        "leads": _figure(found.leads),
        "share_rate": _estimate(found.share_rate),
        "k": _k(found.k),
        "days": [{**row._asdict(), "day": date_of(row.day), "attention": row.attention} for row in found.now.days],
    }


def _figure(found: Compared) -> dict[str, Any]:
    change = found.found
    return {
        "value": found.value,
        "before": found.before,
        "ratio": change.ratio if change else None,
        "low": change.low if change else None,
        "high": _bounded(change.high) if change else None,
        "clear": change is not None and change.clear,
    }


def _estimate(found: Estimate) -> dict[str, Any]:
    return {"value": found.value, "low": found.low, "high": _bounded(found.high), "n": found.n}


def _k(k: K) -> dict[str, Any]:
    return {"value": k.value, "low": k.low, "high": _bounded(k.high), "n": k.shares}


def _bounded(high: float) -> float | None:
    """JSON knows no infinity."""
    return None if high == float("inf") else high


def _counted(counts: Any, before: int | None) -> dict[str, Any]:
    return {"visits": counts.visits, "visits_before": before, "shares": counts.shares, "leads": counts.leads}
