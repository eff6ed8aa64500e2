"""Rhythms keep the clock of whoever added the site, through both changes of the clock and short months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites.actions import add_site
from footfall.apps.sites.models import Audit, AuditState, Rhythm, Site
from footfall.apps.sites.schedule import HOUR, first_audit, next_audit
from footfall.apps.sites.upkeep import start_due

NOON = datetime(2026, 3, 26, 12, tzinfo=UTC)


def site_of(rhythm: Rhythm, zone: str = "Europe/Berlin", since: datetime | None = None) -> Site:
    return Site(rhythm=rhythm, added_by=Person(zone=zone), rhythm_since=since)


def clock(moment: datetime | None, zone: str = "Europe/Berlin") -> str:
    assert moment is not None
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def dates(site: Site, after: datetime, count: int) -> list[str]:
    site.rhythm_since = moment = first_audit(site, after=after)
    found = []
    for _ in range(count):
        assert moment is not None
        found.append(clock(moment))
        moment = next_audit(site, after=moment)
    return found


def test_the_clock_stays_through_the_change_in_spring() -> None:
    assert dates(site_of(Rhythm.DAILY), NOON, 5) == [f"2026-03-{day} 04:00" for day in (27, 28, 29, 30, 31)]


def test_the_clock_stays_through_the_change_in_autumn() -> None:
    found = dates(site_of(Rhythm.DAILY), datetime(2026, 10, 23, 12, tzinfo=UTC), 4)
    assert found == [f"2026-10-{day} 04:00" for day in (24, 25, 26, 27)]


def test_weekly_keeps_the_weekday() -> None:
    assert dates(site_of(Rhythm.WEEKLY), NOON, 3) == ["2026-03-27 04:00", "2026-04-03 04:00", "2026-04-10 04:00"]


def test_monthly_keeps_the_day_after_a_short_month() -> None:
    found = dates(site_of(Rhythm.MONTHLY), datetime(2027, 1, 30, 12, tzinfo=UTC), 4)
    assert found == ["2027-01-31 04:00", "2027-02-28 04:00", "2027-03-31 04:00", "2027-04-30 04:00"]


def test_missed_periods_are_left_out() -> None:
    site = site_of(Rhythm.DAILY, since=datetime(2026, 1, 1, 3, tzinfo=UTC))
    assert clock(next_audit(site, after=NOON)) == "2026-03-27 04:00"


def test_no_rhythm_no_audit() -> None:
    assert first_audit(site_of(Rhythm.NEVER), after=NOON) is None
    assert next_audit(site_of(Rhythm.NEVER), after=NOON) is None


MOMENTS = st.integers(0, 3653 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.MONTHLY]), ZONES, MOMENTS, MOMENTS)
def test_the_next_audit_is_the_first_of_its_rhythm_that_lies_ahead(
    rhythm: Rhythm, zone: str, begin: datetime, now: datetime
) -> None:
    site = site_of(rhythm, zone)
    site.rhythm_since = first_audit(site, after=begin)
    assert site.rhythm_since is not None
    found = next_audit(site, after=now)
    assert found is not None
    assert found > now
    longest = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 31}[rhythm]
    if now >= site.rhythm_since:
        assert found - now <= timedelta(days=longest, hours=1)
    else:
        assert found == site.rhythm_since
    assert clock(found, zone).endswith(HOUR.strftime("%H:%M"))


@pytest.mark.django_db
def test_due_audits_start_once_however_many_look(workspace: Workspace, owner: Person) -> None:
    due = add_site(workspace, "example.org", by=owner)
    add_site(workspace, "example.net", by=owner)
    Site.objects.filter(pk=due.pk).update(rhythm=Rhythm.DAILY, rhythm_since=NOON, next_audit_at=NOON)
    later = NOON + timedelta(minutes=3)
    assert start_due(later) == 1
    assert start_due(later) == 0
    audit = Audit.objects.get()
    assert (audit.site, audit.by_schedule, audit.asked_by) == (due, True, None)
    due.refresh_from_db()
    assert due.next_audit_at == NOON + timedelta(days=1)
    Audit.objects.update(state=AuditState.DONE)
    assert start_due(later + timedelta(days=1)) == 1
