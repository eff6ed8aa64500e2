"""How often links were followed, by people and by programs, asked of the event store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from footfall.apps.links.models import Link
from footfall.apps.links.store import store
from footfall.events.door import Value
from footfall.flywheel.event import DAY

DAYS = 28
"""Of lists: whole weeks, so that weekends weigh the same whenever one looks."""
MOST = 20_000
"""Links of a site whose clicks are read for one list. Our choice."""
LONGEST = 731
"""Days of one link's chart: two years. Our choice."""


class Clicks(NamedTuple):
    """Clicks of people, and fetches of programs: preview bots, crawlers, scanners of mail."""

    people: int = 0
    programs: int = 0
    latest: int = 0
    """When a person last clicked, in milliseconds since 1970; 0: never."""


class Posted(NamedTuple):
    """A network whose preview fetcher came for the link: somebody posted it there."""

    net: str
    fetches: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was counted of one link."""

    total: Clicks
    days: Sequence[tuple[date, int, int]]
    """Every day from the first to the last: people, programs."""
    nets: Sequence[tuple[str, int, int]]
    posted: Sequence[Posted]


def clicks_of(links: Iterable[Link], now: datetime) -> dict[int, Clicks]:
    """Clicks of the last DAYS days (UTC), today included, by link: one question a site."""
    return clicks_at({link.site_id for link in links}, now)


def clicks_at(sites: Iterable[int], now: datetime) -> dict[int, Clicks]:
    """The same for all links of some sites."""
    last = _day(now)
    found: dict[int, Clicks] = {}
    for site in sorted(sites):
        for row in store().ask("links", _asked(site, last - DAYS + 1, last, now) | {"most": MOST}):
            found[row["link"]] = Clicks(int(row["clicks"]), int(row["fetches"]), int(row["latest"]))
    return found


def counted(link: Link, now: datetime) -> Counted:
    """One link from its first day on; of old ones the last two years."""
    last = _day(now)
    first = max(_day(link.made_at), last - LONGEST + 1)
    asked = _asked(link.site_id, first, last, now) | {"link": link.pk, "most": 50}
    by_day = {row["day"]: (int(row["clicks"]), int(row["fetches"])) for row in store().ask("link_days", asked)}
    whole = store().ask("links", asked)
    total = Clicks(int(whole[0]["clicks"]), int(whole[0]["fetches"]), int(whole[0]["latest"])) if whole else Clicks()
    return Counted(
        total=total,
        days=[(_date(day), *by_day.get(day, (0, 0))) for day in range(first, last + 1)],
        nets=[(row["net"], int(row["clicks"]), int(row["fetches"])) for row in store().ask("link_nets", asked)],
        posted=_posted(store().ask("posted", asked)),
    )


def _posted(rows: Sequence[dict[str, Value]]) -> list[Posted]:
    """Networks in the order in which the link appeared there."""
    found: dict[str, Posted] = {}
    for row in rows:
        net, fetches = str(row["net"]), int(row["fetches"])
        since = datetime.fromtimestamp(int(row["since"]) / 1000, UTC)
        known = found.get(net)
        found[net] = Posted(net, fetches + (known.fetches if known else 0), min(since, known.since) if known else since)
    return sorted(found.values(), key=lambda one: one.since)


def _asked(site: int, first: int, last: int, now: datetime) -> dict[str, Value]:
    """A report's parameters without any filter."""
    return {
        "site": site,
        "first": first,
        "last": last,
        "now": int(now.timestamp() * 1000),
        "path": "",
        "net": "",
        "chan": -1,
        "campaign": "",
        "post": -1,
        "device": -1,
        "country": "",
        "gen": -1,
        "link": -1,
    }


def _day(when: datetime) -> int:
    return int(when.timestamp() * 1000) // DAY


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
