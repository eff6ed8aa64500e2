"""Goals: what people may type, and that what the desk calls reached is what is counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites.models import Site
from footfall.apps.tracking import actions, money
from footfall.apps.tracking.models import Goal
from footfall.apps.tracking.rules import rules_of
from footfall.apps.tracking.trying import reached
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, Hit, id_at
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing import seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return Site.objects.create(workspace=workspace, name="Bakery", address="https://bakery.example/")


class One:
    def __init__(self, rules: SiteRules) -> None:
        self._rules = rules

    def site(self, site: int) -> SiteRules | None:
        return self._rules


def tracked(site: Site, kind: Kind, flags: Flag, **more: Any) -> list[tuple[int, str, int, str]]:
    rules = rules_of(Site.objects.get(pk=site.pk))
    hit = Hit(id_at(2_000_000_000_000, 3), site.pk, kind, url="https://bakery.example/", flags=flags)
    events = seal([hit._replace(more=json.dumps(more))], Dictionaries(), One(rules))
    return [(event.kind, event.goal, event.value, event.currency) for event in events]


@pytest.mark.parametrize(
    ("pattern", "path", "counts"),
    [
        ("/thanks", "/thanks", True),
        ("/thanks", "/thanks/?utm_source=x", True),
        ("/thanks", "/thanks-a-lot", False),
        ("/orders/*/paid", "/orders/77/paid", True),
        ("/orders/*/paid", "/orders/paid", False),
        ("/", "/other", False),
        ("*", "/anything", True),
        ("/a.b", "/axb", False),
        ("/thanks", "https://elsewhere.example/thanks", True),
    ],
)
def test_an_address_reaches_what_its_pattern_says(site: Site, pattern: str, path: str, counts: bool) -> None:
    actions.add_goal(site, by=None, name="goal", pattern=pattern)
    assert reached(rules_of(site), path) == (["goal"] if counts else [])


def test_a_goal_by_an_event_is_not_reached_by_the_front_page(site: Site) -> None:
    actions.add_goal(site, by=None, name="joined", event="signup", amount="5", currency="EUR")
    assert reached(rules_of(site), "/") == []
    assert tracked(site, Kind.ENGAGE, Flag.TRACKED, goal="signup") == [
        (Kind.ENGAGE, "signup", 0, ""),
        (Kind.CONVERT, "joined", 500, "EUR"),
    ]
    assert tracked(site, Kind.ENGAGE, Flag.TRACKED, goal="other") == [(Kind.ENGAGE, "other", 0, "")]


def test_the_owner_says_what_a_goal_is_worth_and_a_server_may_say_more(site: Site) -> None:
    actions.add_goal(site, by=None, name="order", event="order", amount="5", currency="EUR")
    claimed = {"goal": "order", "value": 999_999, "currency": "USD"}
    assert tracked(site, Kind.CONVERT, Flag.TRACKED, **claimed) == [(Kind.CONVERT, "order", 500, "EUR")]
    assert tracked(site, Kind.CONVERT, Flag.TRUSTED, **claimed) == [(Kind.CONVERT, "order", 999_999, "USD")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "goal"},
        {"name": "goal", "pattern": "/a", "event": "b"},
        {"name": "a b", "pattern": "/a"},
        {"name": "", "pattern": "/a"},
        {"name": "goal", "pattern": "thanks"},
        {"name": "goal", "pattern": "https://bakery.example/thanks"},
        {"name": "goal", "pattern": "/*" * 11},
        {"name": "goal", "pattern": "/a\n"[:2] + "\x00"},
        {"name": "goal", "pattern": "/a", "amount": "12,50", "currency": "EUR"},
        {"name": "goal", "pattern": "/a", "amount": "12.505", "currency": "EUR"},
        {"name": "goal", "pattern": "/a", "amount": "-1", "currency": "EUR"},
        {"name": "goal", "pattern": "/a", "amount": "NaN", "currency": "EUR"},
        {"name": "goal", "pattern": "/a", "amount": "1e30", "currency": "EUR"},
        {"name": "goal", "pattern": "/a", "amount": "1", "currency": "euros"},
        {"name": "goal", "pattern": "/a", "amount": "1"},
    ],
)
def test_what_can_not_be_taken_is_refused(site: Site, wrong: dict[str, str]) -> None:
    with pytest.raises(actions.Refused):
        actions.add_goal(site, by=None, **wrong)
    assert not Goal.objects.exists()


def test_names_are_given_once_a_site(site: Site, owner: Person) -> None:
    actions.add_goal(site, by=owner, name="Order", pattern="/a")
    with pytest.raises(actions.Refused, match="already"):
        actions.add_goal(site, by=owner, name="order", pattern="/b")
    assert Goal.objects.get().added_by == owner


def test_every_deed_is_logged(site: Site, owner: Person) -> None:
    goal = actions.add_goal(site, by=owner, name="order", pattern="/a")
    actions.change_goal(goal, by=owner, pattern="/b")
    actions.remove_goal(goal, by=owner)
    verbs = list(site.workspace.deeds.values_list("verb", flat=True))
    assert verbs == ["goal.removed", "goal.changed", "goal.added"]


def test_currencies_have_their_own_minor_units() -> None:
    assert [money.minor("12", code) for code in ("EUR", "JPY", "KWD")] == [1200, 12, 12_000]
    assert money.spoken(1250, "EUR") == "12.50 EUR"
    assert money.spoken(0, "EUR") == ""
    with pytest.raises(ValueError, match="12"):
        money.minor("12.5", "JPY")
