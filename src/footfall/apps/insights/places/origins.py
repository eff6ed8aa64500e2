"""Where visits come from: channels, social networks by evidence, and what nobody sees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.places.turning import ripe
from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Referrer, Source
from footfall.events.reports.sharing import Dark
from footfall.events.reports.sources import Counts, Unknown
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.event import Channel, How
from footfall.flywheel.proportions import wilson
from footfall.flywheel.sources import channel_of


class Network(NamedTuple):
    """A social network with the evidence that its visits carry, and its visits of the period before."""

    referrer: Referrer
    evidence: tuple[tuple[str, int], ...]
    before: int | None

    @property
    def net(self) -> str:
        return self.referrer.net

    @property
    def name(self) -> str:
        return names.network(self.net)


@dataclass(frozen=True, slots=True)
class Origins:
    networks: list[Network]
    channels: list[tuple[int, Counts, int | None]]
    """Number, counts, visits of the period before; most visits first."""
    visits: int
    social: int
    """Visits from social networks that are known by name."""
    unknown: Unknown
    dark: Dark
    """Of mature shares."""

    @property
    def direct_part(self) -> Estimate:
        """Of all visits, those straight to an inner page without any evidence."""
        return wilson(self.unknown.inner_page, self.unknown.visits)


def origins(store: Store, asked: Asked) -> Origins:
    """Four reports."""
    scope, earlier = asked.scope(), asked.scope_before()
    rows = reports.sources(store, scope)
    then = reports.sources(store, earlier) if earlier else None
    nets_then = {one.net: one.counts.visits for one in _social(then)} if then is not None else None
    chans_then = reports.together(then, lambda row: row.chan) if then is not None else None
    ranked = _social(rows)
    return Origins(
        networks=[Network(one, _evidence(rows, one.net), _was(nets_then, one.net)) for one in ranked],
        channels=[
            (chan, counts, chans_then.get(chan, Counts()).visits if chans_then is not None else None)
            for chan, counts in reports.together(rows, lambda row: row.chan).items()
        ],
        visits=sum(row.visits for row in rows),
        social=sum(one.counts.visits for one in ranked),
        unknown=reports.unknown(store, scope),
        dark=reports.dark_shares(store, ripe(scope)),
    )


def _social(rows: list[Source]) -> list[Referrer]:
    """Ads come by search engines too: these are no social networks."""
    return reports.social_referrers(row for row in rows if channel_of(row.network) in (None, Channel.SOCIAL))


def _was(before: dict[str, int] | None, net: str) -> int | None:
    return None if before is None else before.get(net, 0)


def _evidence(rows: list[Source], net: str) -> tuple[tuple[str, int], ...]:
    """How its visits are known, the most frequent way first."""
    found: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.network == net:
            found[row.how] += row.visits
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple((str(names.EVIDENCE[How(how)]), visits) for how, visits in ranked if visits)


def table(store: Store, asked: Asked) -> Table:
    """By channel, network, evidence and in-app browser."""
    columns = [
        Column(_("Channel"), is_number=False),
        Column(_("From"), is_number=False),
        Column(_("Evidence"), is_number=False),
        Column(_("In-app browser"), is_number=False),
        Column(_("Visits")),
        Column(_("Views")),
        Column(_("Shares made")),
        Column(_("Leads")),
    ]
    rows: list[list[Cell]] = [
        [
            names.channel(row.chan),
            names.network(row.net) if row.net else "",
            str(names.EVIDENCE.get(How(row.how), "")),
            names.network(row.inapp) if row.inapp else "",
            row.visits,
            row.views,
            row.shares,
            row.leads,
        ]
        for row in reports.sources(store, asked.scope())
    ]
    return Table("sources", _("Sources"), columns, rows)
