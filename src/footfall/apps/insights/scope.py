"""What a page of insights is about, read from its address and written into every link: site, days, comparison, filters.

Days are days in UTC, as they stand in the events. Whatever can't be read falls back to what is usual: an old bookmark
or a mistyped address shows a page, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from footfall.apps.sites.models import Site
from footfall.events.reports import ANY, Filters, Scope
from footfall.flywheel.event import DAY, Channel, Device

PRESETS: Final = (7, 28, 90)
USUAL: Final = 28
"""Days. Whole weeks, so that weekends weigh the same in both periods."""
LONGEST: Final = 731
"""Days of one page: two years. Our choice."""
WEEKS_OF_A_YEAR: Final = timedelta(weeks=52)
"""Whole weeks back, so that weekdays are compared with themselves."""
OLDEST: Final = date(2015, 1, 1)
"""Before it nothing is asked for: imports reach no further back. Our choice."""
LONGEST_WORDS: Final = {"path": 1000, "net": 100, "campaign": 100}
LARGEST: Final = 2**63 - 1
NONE: Final = -1
"""Stands for a number that was not given."""


class Against(TextChoices):
    """With what a period is compared."""

    BEFORE = "before", _("the period before")
    YEAR = "year", _("a year before")
    NONE = "none", _("nothing")


@dataclass(frozen=True, slots=True)
class Period:
    """Days, the first and the last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def all(self) -> list[date]:
        return [self.first + timedelta(number) for number in range(self.days)]


@dataclass(frozen=True, slots=True)
class Asked:
    """One page's question. `preset` is 7, 28 or 90 days up to today; 0 where the days were chosen."""

    site: Site
    period: Period
    now: datetime
    preset: int = USUAL
    against: Against = Against.BEFORE
    filters: Filters = ANY

    @property
    def today(self) -> date:
        return self.now.astimezone(UTC).date()

    @property
    def before(self) -> Period | None:
        """The period that this one is compared with."""
        if self.against == Against.NONE:
            return None
        back = WEEKS_OF_A_YEAR if self.against == Against.YEAR else timedelta(self.period.days)
        while self.against == Against.YEAR and back < timedelta(self.period.days):
            back += WEEKS_OF_A_YEAR
        return Period(self.period.first - back, self.period.last - back)

    @property
    def is_open(self) -> bool:
        """Whether its last day is not over, so that it can't be compared with a whole one."""
        return self.period.last >= self.today

    def of_page(self, path: str) -> Asked:
        """The same about one page."""
        return replace(self, filters=self.filters._replace(path=path))

    def scope(self) -> Scope:
        """What reports are asked. Seconds are left out, so that a page loaded again finds its answers."""
        now = milliseconds(self.now) // 60_000 * 60_000
        return Scope(self.site.pk, day_number(self.period.first), day_number(self.period.last), now, self.filters)

    def scope_before(self) -> Scope | None:
        """The same of the period that this one is compared with, seen from as far behind."""
        if self.before is None:
            return None
        scope = self.scope()
        back = scope.first - day_number(self.before.first)
        return scope._replace(first=scope.first - back, last=scope.last - back, now=scope.now - back * DAY)

    def chosen(self) -> dict[str, str | int]:
        """Filters that leave something out, by name."""
        return {name: value for name, value in self.filters._asdict().items() if value not in ("", -1)}

    def parameters(self) -> dict[str, str | int]:
        """What stands in the address: only what is not usual, and the site always."""
        said: dict[str, str | int] = {"site": self.site.pk}
        if not self.preset:
            said |= {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        elif self.preset != USUAL:
            said["days"] = self.preset
        if self.against != Against.BEFORE:
            said["against"] = self.against.value
        return said | self.chosen()

    def query(self, **changes: str | int | None) -> str:
        """The query of a link that keeps all this but `changes`; None takes a parameter away."""
        merged: dict[str, str | int | None] = {**self.parameters(), **changes}
        return "?" + urlencode({name: value for name, value in merged.items() if value is not None})


def read(given: Mapping[str, Any], site: Site, now: datetime) -> Asked:
    """The question that an address asks about a site."""
    preset, period = _period(given, now.astimezone(UTC).date())
    against = str(given.get("against", ""))
    return Asked(
        site=site,
        period=period,
        now=now,
        preset=preset,
        against=Against(against) if against in Against.values else Against.BEFORE,
        filters=_filters(given),
    )


def day_number(day: date) -> int:
    """As it stands in the events: days since 1970."""
    return (day - date(1970, 1, 1)).days


def date_of(day: int) -> date:
    return date(1970, 1, 1) + timedelta(day)


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(when: datetime) -> int:
    return int(when.timestamp() * 1000)


def _period(given: Mapping[str, Any], today: date) -> tuple[int, Period]:
    first, last = _day(given.get("from")), _day(given.get("to"))
    if first or last:
        first, last = first or last or today, min(last or today, today)
        first, last = min(first, last), max(first, last)
        return 0, Period(max(first, OLDEST, last - timedelta(LONGEST - 1)), max(last, OLDEST))
    preset = _number(given.get("days"), 1, LONGEST)
    preset = preset if preset in PRESETS else USUAL
    return preset, Period(today - timedelta(preset - 1), today)


def _filters(given: Mapping[str, Any]) -> Filters:
    words = {name: _word(given.get(name), most) for name, most in LONGEST_WORDS.items()}
    country = _word(given.get("country"), 2).upper()
    return Filters(
        path=words["path"],
        net=words["net"],
        campaign=words["campaign"],
        chan=_number(given.get("chan"), 0, max(Channel)),
        post=_number(given.get("post"), 0, LARGEST),
        device=_number(given.get("device"), 0, max(Device)),
        country=country if len(country) == 2 and country.isalpha() else "",
        gen=_number(given.get("gen"), 0, 32_767),
    )


def _word(given: Any, most: int) -> str:
    text = str(given or "").strip()
    return text if len(text) <= most and text.isprintable() else ""


def _number(given: Any, least: int, most: int) -> int:
    text = str(given or "")
    if not text.isascii() or not text.isdigit() or len(text) > len(str(most)):
        return NONE
    number = int(text)
    return number if least <= number <= most else NONE


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given or ""))
    except ValueError:
        return None
