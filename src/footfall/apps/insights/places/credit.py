"""Attribution: four models side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.scope import Asked
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.flywheel.attribution import Credit, credits_of
from footfall.flywheel.event import Channel


@dataclass(frozen=True, slots=True)
class Credits:
    rows: list[Credit]
    """Channels by the names of `Channel`."""
    converted: int
    journeys: int
    longer: int
    """Journeys of more than one touch: only they can be divided."""


def credits_for(store: Store, asked: Asked) -> Credits:
    """One report."""
    ways = reports.journeys(store, asked.scope())
    return Credits(
        credits_of(ways),
        sum(way.converted for way in ways),
        sum(way.converted + way.others for way in ways),
        sum(way.converted + way.others for way in ways if len(way.touches) > 1),
    )


def channel_said(name: str) -> str:
    """Of a channel by its name; what was lumped together says so."""
    return names.channel(Channel[name]) if name in Channel.__members__ else _("All others")


def table(store: Store, asked: Asked) -> Table:
    """Each channel's part by each model."""
    columns = [
        Column(_("Channel"), is_number=False),
        Column(_("Conversions it touched")),
        Column(_("Last touch")),
        Column(_("Position")),
        Column(_("Markov")),
        Column(_("Shapley")),
    ]
    rows: list[list[Cell]] = [
        [channel_said(row.channel), row.touched, row.last, row.position, row.removal, row.response]
        for row in credits_for(store, asked).rows
    ]
    return Table("attribution", _("Attribution"), columns, rows)
