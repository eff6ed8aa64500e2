"""What your own links, campaigns and posts bring, and where preview programs say that something was posted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.scope import Asked, moment
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.apps.links.models import Link
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports.posts import Campaign, Delivery, Post, Posted


class Sum(NamedTuple):
    """A campaign over all its channels and networks."""

    slug: str
    clicks: int
    visits: int
    shares: int
    leads: int
    parts: tuple[Campaign, ...]


class Sent(NamedTuple):
    """A link of yours that went out; `link` is None where it was deleted with its site."""

    delivery: Delivery
    link: Link | None

    @property
    def said(self) -> str:
        if self.link is None:
            return _("Link %(number)d") % {"number": self.delivery.link}
        return self.link.label or str(self.link)


class Seen(NamedTuple):
    """A network on which preview programs fetched pages or links."""

    net: str
    fetches: int
    things: int
    latest: int


@dataclass(frozen=True, slots=True)
class Efforts:
    campaigns: list[Sum]
    sent: list[Sent]
    posts: list[Post]
    seen: list[Seen]
    posted: list[Posted]

    @property
    def is_empty(self) -> bool:
        return not (self.campaigns or self.sent or self.posts or self.posted)


def efforts(store: Store, asked: Asked) -> Efforts:
    """Four reports, one look into the links."""
    scope = asked.scope()
    out = reports.deliveries(store, scope)
    known = {
        link.pk: link
        for link in Link.objects.filter(workspace_id=asked.site.workspace_id, pk__in=[row.link for row in out])
    }
    posted = reports.posted(store, scope, most=1_000)
    return Efforts(
        campaigns=_sums(reports.campaigns(store, scope)),
        sent=[Sent(row, known.get(row.link)) for row in out],
        posts=reports.posts(store, scope),
        seen=_seen(posted),
        posted=posted,
    )


def _sums(rows: list[Campaign]) -> list[Sum]:
    parts: dict[str, list[Campaign]] = defaultdict(list)
    for row in rows:
        parts[row.campaign].append(row)
    sums = [
        Sum(
            slug,
            sum(row.clicks for row in some),
            sum(row.visits for row in some),
            sum(row.shares for row in some),
            sum(row.leads for row in some),
            tuple(some),
        )
        for slug, some in parts.items()
    ]
    return sorted(sums, key=lambda one: (-one.visits, -one.clicks, one.slug))


def _seen(posted: list[Posted]) -> list[Seen]:
    nets: dict[str, list[Posted]] = defaultdict(list)
    for row in posted:
        nets[row.net].append(row)
    found = [
        Seen(net, sum(row.fetches for row in rows), len(rows), max(row.latest for row in rows))
        for net, rows in nets.items()
    ]
    return sorted(found, key=lambda one: -one.latest)


def campaign_rows(store: Store, asked: Asked) -> list[Campaign]:
    """Campaigns by channel and network."""
    return reports.campaigns(store, asked.scope())


def table(store: Store, asked: Asked) -> Table:
    """Campaigns by channel and network."""
    names_of = [_("Campaign"), _("Channel"), _("Network")]
    counted = [_("Clicks by people"), _("Fetches by programs"), _("Visits"), _("Shares"), _("Leads")]
    columns = [*(Column(name, is_number=False) for name in names_of), *(Column(name) for name in counted)]
    rows: list[list[Cell]] = [
        [
            row.campaign,
            names.channel(row.chan),
            names.network(row.net) if row.net else "",
            *(row.clicks, row.fetches, row.visits, row.shares, row.leads),
        ]
        for row in campaign_rows(store, asked)
    ]
    return Table("campaigns", _("Campaigns"), columns, rows)


def posted_table(store: Store, asked: Asked) -> Table:
    """Where preview programs came from, for which page."""
    columns = [
        Column(_("Network"), is_number=False),
        Column(_("Page"), is_number=False),
        Column(_("Fetches by programs")),
        Column(_("First (UTC)"), is_number=False),
        Column(_("Latest (UTC)"), is_number=False),
    ]
    rows: list[list[Cell]] = [
        [
            names.network(row.net),
            row.path,
            row.fetches,
            moment(row.since).strftime("%Y-%m-%d %H:%M"),
            moment(row.latest).strftime("%Y-%m-%d %H:%M"),
        ]
        for row in reports.posted(store, asked.scope(), most=1_000)
    ]
    return Table("posted", _("Where it was posted"), columns, rows)
