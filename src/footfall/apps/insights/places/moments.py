"""What has just happened, without anything personal."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.scope import Asked, moment
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports.results import Happened
from footfall.flywheel.event import Channel, Kind

SHOWN: Final = 40


class Moment(NamedTuple):
    """An event as a line: when, the half that it belongs to, a sentence, and where it came from."""

    at: datetime
    half: str
    said: str
    path: str
    came: str


def moments(store: Store, asked: Asked, *, bots: bool = False) -> list[Moment]:
    """One report, the newest first."""
    return [_moment(row) for row in reports.recent(store, asked.scope(), SHOWN, bots=bots)]


def _moment(row: Happened) -> Moment:
    return Moment(moment(row.ts), _half(row), _said(row), row.path, _came(row))


def _half(row: Happened) -> str:
    if row.kind in (Kind.CLICK, Kind.DELIVER) or row.chan in (Channel.POST, Channel.PAID):
        return "smm"
    return "loop" if row.kind == Kind.SHARE or row.chan == Channel.SHARED else "smo"


def _said(row: Happened) -> str:
    kind = Kind(row.kind)
    if kind is Kind.BOT and row.net:
        return _("%(network)s fetched the preview of") % {"network": names.network(row.net)}
    if kind is Kind.BOT:
        return _("A program fetched")
    if kind is Kind.DELIVER:
        return _("A link of yours went out, leading to")
    if kind is Kind.SHARE:
        return _("Somebody shared (%(way)s)") % {"way": names.network(row.net)}
    if kind is Kind.CONVERT:
        return _("Somebody reached the goal “%(goal)s” at") % {"goal": row.goal}
    return _("Somebody %(did)s") % {"did": names.KINDS[kind]}


def _came(row: Happened) -> str:
    """From where, and how deep in a share tree."""
    if row.kind in (Kind.BOT, Kind.DELIVER, Kind.SHARE):
        return ""
    came = names.channel(row.chan)
    if row.net:
        came = f"{came}: {names.network(row.net)}"
    return _("%(came)s, generation %(gen)d") % {"came": came, "gen": row.gen} if row.gen > 1 else came


def table(store: Store, asked: Asked) -> Table:
    """The latest thousand events."""
    labels = [_("Time (UTC)"), _("What"), _("Page"), _("From")]
    rows: list[list[Cell]] = [
        [one.at.strftime("%Y-%m-%d %H:%M:%S"), one.said, one.path, one.came]
        for one in (_moment(row) for row in reports.recent(store, asked.scope(), 1_000))
    ]
    return Table("latest", _("Latest events"), [Column(label, is_number=False) for label in labels], rows)
