"""When sites are audited again by themselves: at the same time of the day in the zone of whoever added them."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from footfall.apps.sites.models import Rhythm, Site

HOUR = time(4, 0)
"""Audits begin in the small hours, when a site has few visitors. Our choice."""
_STEP = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}


def first_audit(site: Site, *, after: datetime) -> datetime | None:
    """The first audit of a rhythm that begins now: the next time that the site's clock shows HOUR."""
    if site.rhythm == Rhythm.NEVER:
        return None
    zone = zone_of(site)
    day = after.astimezone(zone).date()
    found = _instant(datetime.combine(day, HOUR), zone)
    return found if found > after else _instant(datetime.combine(day + timedelta(days=1), HOUR), zone)


def next_audit(site: Site, *, after: datetime) -> datetime | None:
    """The first audit of the site's rhythm that lies after a moment; periods that were missed are left out."""
    if site.rhythm == Rhythm.NEVER:
        return None
    if site.rhythm_since is None:
        return first_audit(site, after=after)
    zone = zone_of(site)
    begin = site.rhythm_since.astimezone(zone).replace(tzinfo=None)
    number = _periods_before(site.rhythm, begin, after.astimezone(zone).replace(tzinfo=None))
    while (found := _instant(_wall_clock(site.rhythm, begin, number), zone)) <= after:
        number += 1
    return found


def zone_of(site: Site) -> tzinfo:
    """The zone by whose clock the site is audited."""
    return ZoneInfo(site.added_by.zone) if site.added_by else UTC


def _periods_before(rhythm: str, begin: datetime, now: datetime) -> int:
    """A number of periods that is not too large; at most two are left to count up."""
    if rhythm == Rhythm.MONTHLY:
        return max(0, (now.year - begin.year) * 12 + now.month - begin.month - 1)
    return max(0, (now - begin) // _STEP[Rhythm(rhythm)] - 1)


def _wall_clock(rhythm: str, begin: datetime, number: int) -> datetime:
    """What the clock shows at the audit of that number; a month without that day has it on its last one."""
    if rhythm != Rhythm.MONTHLY:
        return begin + number * _STEP[Rhythm(rhythm)]
    months = begin.month - 1 + number
    year, month = begin.year + months // 12, months % 12 + 1
    return begin.replace(year=year, month=month, day=min(begin.day, calendar.monthrange(year, month)[1]))


def _instant(wall_clock: datetime, zone: tzinfo) -> datetime:
    """The moment at which the clock shows that; of a time that is skipped in spring, the hour after it."""
    return wall_clock.replace(tzinfo=zone).astimezone(UTC)
