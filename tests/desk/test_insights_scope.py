"""The scope of insights: read from any address without an error, written into links, the same after both."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.apps.insights.scope import LONGEST, Against, Asked, day_number, read
from footfall.apps.sites.models import Site

NOW = datetime(2026, 11, 22, 14, 30, 59, tzinfo=UTC)
SITE = Site(pk=7, name="Bakery", address="https://bakery.example/")
KEYS = ("days", "from", "to", "against", "path", "net", "chan", "campaign", "post", "device", "country", "gen")


def of(**given: str) -> Asked:
    return read(given, SITE, NOW)


def test_without_a_word_it_is_four_weeks_against_the_four_before() -> None:
    asked = of()
    assert (asked.period.first, asked.period.last) == (date(2026, 10, 26), date(2026, 11, 22))
    assert asked.before is not None
    assert (asked.before.first, asked.before.last) == (date(2026, 9, 28), date(2026, 10, 25))
    assert asked.query() == "?site=7"


def test_a_year_before_has_the_same_weekdays() -> None:
    before = of(days="7", against="year").before
    assert before is not None
    assert before.first == date(2025, 11, 17)
    assert before.first.weekday() == date(2026, 11, 16).weekday()


def test_two_years_are_compared_with_two_whole_years_before() -> None:
    asked = of(**{"from": "2024-11-22", "to": "2026-11-22", "against": "year"})
    assert asked.before is not None
    assert asked.before.last < asked.period.first


def test_days_of_ones_own_choice_end_today_at_the_latest() -> None:
    asked = of(**{"from": "2026-11-30", "to": "2027-01-05"})
    assert asked.period.last == date(2026, 11, 30)
    assert of(**{"from": "2026-11-20", "to": "2026-12-31"}).period.last == date(2026, 11, 22)


def test_days_in_the_wrong_order_are_turned_round() -> None:
    asked = of(**{"from": "2026-11-10", "to": "2026-11-01"})
    assert (asked.period.first, asked.period.last, asked.preset) == (date(2026, 11, 1), date(2026, 11, 10), 0)


def test_nobody_asks_for_a_hundred_years() -> None:
    assert of(**{"from": "1926-01-01", "to": "2026-11-22"}).period.days == LONGEST


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("days", "28; DROP TABLE events"),
        ("days", "29"),
        ("chan", "9"),
        ("chan", "-5"),
        ("chan", "١"),
        ("device", "4"),
        ("gen", "1e9"),
        ("post", "9" * 40),
        ("country", "Germany"),
        ("country", "D1"),
        ("net", "x" * 101),
        ("path", "/\0"),
        ("path", "/" + "x" * 1000),
        ("against", "everybody"),
        ("from", "2026-02-30"),
    ],
)
def test_what_cannot_be_read_is_as_if_it_were_not_there(name: str, value: str) -> None:
    assert of(**{name: value}) == of()


def test_filters_reach_the_reports() -> None:
    asked = of(path="/a?b=c", net="pinterest", chan="3", campaign="autumn", post="0", device="2", country="de", gen="2")
    scope = asked.scope()
    assert scope.filters == ("/a?b=c", "pinterest", 3, "autumn", 0, 2, "DE", 2)
    assert (scope.site, scope.first, scope.last) == (7, day_number(date(2026, 10, 26)), day_number(date(2026, 11, 22)))
    assert scope.now % 60_000 == 0


def test_the_period_before_is_seen_from_as_far_behind() -> None:
    now, before = of().scope(), of().scope_before()
    assert before is not None
    assert now.now - before.now == 28 * 86_400_000
    assert of(against="none").scope_before() is None


def test_a_link_keeps_everything_but_what_it_changes() -> None:
    asked = of(days="90", net="pinterest", against="year")
    assert asked.query(net=None, chan=3) == "?site=7&days=90&against=year&chan=3"


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=30) | st.integers(-9, 99).map(str)))
def test_a_link_leads_where_it_was_made(given: dict[str, str]) -> None:
    """Whatever stood in the address: what is read from it, written and read again is the same."""
    asked = of(**given)
    again = read(dict(parse_qsl(asked.query().removeprefix("?"))), SITE, NOW)
    assert again == asked
    assert asked.period.first <= asked.period.last
    assert Against(asked.against)
