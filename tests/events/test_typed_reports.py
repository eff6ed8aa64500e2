"""Typed functions over the texts: what they add to the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from footfall.events import reports
from footfall.events.reports import Scope, Source
from footfall.flywheel.event import DAY, Channel, Event, How, Kind
from tests.events import brute
from tests.events.plain import PlainSQLite
from tests.events.world import FIRST, NOW, World

SCOPE = Scope(1, FIRST + 3, FIRST + 30, NOW - 5 * DAY)
EMPTY = SCOPE._replace(site=99)
QUESTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(reports, name)
    for name in reports.__all__
    if name[0].islower() and name not in ("against", "social_referrers", "together")
}


@pytest.fixture(scope="module")
def world() -> World:
    return World(1)


@pytest.fixture(scope="module")
def store(world: World) -> PlainSQLite:
    return PlainSQLite(world.events)


def asked(name: str, store: PlainSQLite, scope: Scope) -> Any:
    return QUESTIONS[name](store, scope, *(("net",) if name == "choices" else ()))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_function_answers_with_whole_numbers_and_texts(name: str, store: PlainSQLite) -> None:
    found = asked(name, store, SCOPE)
    assert found
    for row in found if isinstance(found, list) else []:
        for value, kind in zip(row, type(row).__annotations__.values(), strict=True):
            assert type(value).__name__ == kind or kind not in ("int", "str"), row


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_function_answers_for_a_site_without_events(name: str, store: PlainSQLite) -> None:
    asked(name, store, EMPTY)


def test_the_loop_has_every_day_and_its_sums(store: PlainSQLite, world: World) -> None:
    loop = reports.loop(store, SCOPE)
    assert [row.day for row in loop.days] == list(range(SCOPE.first, SCOPE.last + 1))
    assert loop.total.visits == len(brute.visits(world.events, SCOPE)) == sum(row.visits for row in loop.days)
    assert loop.total.attention == loop.total.clicks + loop.total.own_visits > 0
    assert reports.loop(store, EMPTY).total[1:] == (0,) * 9


def test_the_period_before_is_as_long_and_as_old(store: PlainSQLite) -> None:
    before = SCOPE.before
    assert (before.days, before.last) == (SCOPE.days, SCOPE.first - 1)
    assert SCOPE.now - (SCOPE.last + 1) * DAY == before.now - (before.last + 1) * DAY
    now, then = reports.against(reports.loop, store, SCOPE)
    assert (now.total.day, then.total.day) == (SCOPE.first, before.first)


def test_the_funnel_of_our_own_links_is_a_part_of_the_whole(store: PlainSQLite) -> None:
    funnel = reports.funnel(store, SCOPE)
    loop = reports.loop(store, SCOPE).total
    assert all(own <= whole for own, whole in zip(funnel.own, funnel.all, strict=True))
    assert (funnel.all.visits, funnel.all.shares, funnel.all.attention) == (loop.visits, loop.shares, loop.attention)


def test_social_networks_are_ranked_by_what_the_browser_shows_first() -> None:
    rest = (1, 0, 0, 0, 0)
    rows = [
        Source(Channel.SOCIAL, "x", How.REFERRER, "", 9, 5, 1, 0, 0, 0),
        Source(Channel.SHARED, "x", How.TOKEN, "facebook", 9, 4, *rest[1:]),
        Source(Channel.SHARED, "copy", How.TOKEN, "", 9, 40, *rest[1:]),
        Source(Channel.POST, "facebook", How.TOKEN, "", 9, 3, *rest[1:]),
        Source(Channel.SEARCH, "google", How.REFERRER, "", 9, 90, *rest[1:]),
    ]
    ranked = reports.social_referrers(rows)
    assert [(referrer.net, referrer.counts.visits) for referrer in ranked] == [("facebook", 7), ("x", 5)]
    assert ranked[0].part.value == pytest.approx(7 / 12)
    assert ranked[0].part.low < 7 / 12 < ranked[0].part.high
    by_channel = reports.together(rows, lambda row: row.chan)
    assert [(chan, counts.visits) for chan, counts in by_channel.items()][:2] == [(5, 90), (3, 44)]


def test_journeys_name_channels_first_to_last(store: PlainSQLite) -> None:
    found = reports.journeys(store, SCOPE)
    assert any(len(journey.touches) > 1 for journey in found)
    assert {touch for journey in found for touch in journey.touches} <= {chan.name for chan in Channel}
    assert all(journey.converted >= 0 and journey.others >= 0 for journey in found)


def test_virality_holds_what_its_texts_count(store: PlainSQLite) -> None:
    virality = reports.virality(store, SCOPE)
    (cohort,) = reports.cohorts(store, SCOPE)
    assert virality.k == cohort.k
    assert virality.k.low < virality.k.value < virality.k.high
    assert virality.cycle.children == cohort.offspring.children
    weeks = reports.cohorts(store, SCOPE, by="week")
    assert sum(week.offspring.shares for week in weeks) == cohort.offspring.shares
    assert all((int(week.part) - 4) % 7 == 0 for week in weeks), "Weeks begin on Mondays: day 4 was one."


def test_share_trees_are_whole_and_the_largest_comes_first(store: PlainSQLite) -> None:
    found = reports.share_trees(store, SCOPE)
    sizes = [len(tree.nodes) for tree in found.trees]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(found.nodes)
    assert len(reports.share_trees(store, SCOPE, most=5).nodes) == 5


def test_the_latest_events_are_found_however_long_ago() -> None:
    """Few days are asked first: that must not change the answer."""
    old, new = SCOPE.first * DAY, SCOPE.last * DAY
    views = [
        Event(number, ts, ts // DAY, 1, Kind.VIEW, session=number) for number, ts in enumerate((old, new - DAY, new), 1)
    ]
    store = PlainSQLite(views)
    assert [event.id for event in reports.recent(store, SCOPE)] == [3, 2, 1]
    assert [event.id for event in reports.recent(store, SCOPE, most=1)] == [3]
    assert [event.id for event in reports.recent(store, SCOPE, most=2)] == [3, 2]
