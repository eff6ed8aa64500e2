"""Insights by API: the figures of the pages, as figures; a scope that can't be read is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.models import Site
from footfall.events.door import Store
from tests.desk.making import make_token, make_workspace
from tests.desk.measured import asking, counted_site
from tests.desk.measured import events as planted_events
from tests.events.plain import PlainDuckDB

pytestmark = pytest.mark.django_db
ROUTES = ("loop", "sources", "pages", "share-trees", "campaigns", "funnel", "sharing", "evergreen", "attribution")


@pytest.fixture(scope="module")
def _filled() -> Store:
    return PlainDuckDB(planted_events())


@pytest.fixture
def site(workspace: Workspace, _filled: Store) -> Iterator[Site]:
    with asking(_filled):
        yield counted_site(workspace)


def called(workspace: Workspace, route: str, **query: Any) -> Any:
    raw, _token = make_token(workspace, "read")
    return Client().get(f"/api/v1/insights/{route}", query, headers={"authorization": f"Bearer {raw}"})


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_answers_what_its_description_says(route: str, site: Site) -> None:
    """Ninja checks the answer against the shape."""
    answer = called(site.workspace, route, site=site.pk, days=60)
    assert answer.status_code == 200
    assert answer.json()


@pytest.mark.parametrize("route", ROUTES)
def test_days_without_events_are_no_error(route: str, site: Site) -> None:
    query = {"from": "2020-01-01", "to": "2020-01-02"}
    assert called(site.workspace, route, site=site.pk, **query).status_code == 200


@pytest.mark.parametrize("route", ROUTES)
def test_a_site_of_another_workspace_is_not_there(route: str, site: Site) -> None:
    assert called(make_workspace("Hotel", slug="hotel"), route, site=site.pk).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": "many"},
        {"chan": 9},
        {"from": "yesterday"},
        {"from": "1926-01-01"},
        {"country": "de"},
        {"net": "x" * 101},
        {"path": "/\0"},
        {"post": 2**64},
    ],
)
def test_a_scope_that_cannot_be_read_is_refused(wrong: dict[str, Any], site: Site) -> None:
    answer = called(site.workspace, "loop", site=site.pk, **wrong)
    assert answer.status_code == 422
    assert answer.json()["fields"]


def test_the_loop_is_the_sum_of_its_days(site: Site) -> None:
    loop = called(site.workspace, "loop", site=site.pk, days=28).json()
    assert len(loop["days"]) == 28
    for name in ("attention", "visits", "shares", "share_visits", "leads"):
        assert sum(day[name] for day in loop["days"]) == loop[name]["value"], name
        assert loop[name]["before"] is not None
    assert loop["k"]["low"] <= loop["k"]["value"] <= loop["k"]["high"]
    assert called(site.workspace, "loop", site=site.pk, against="none").json()["visits"]["before"] is None


def test_filters_and_days_narrow_the_answer(site: Site) -> None:
    everything = called(site.workspace, "loop", site=site.pk, days=60).json()["visits"]["value"]
    shared = called(site.workspace, "loop", site=site.pk, days=60, chan=3).json()["visits"]["value"]
    assert 0 < shared < everything
    (page,) = called(site.workspace, "pages", site=site.pk, days=60, path="/").json()
    assert page["path"] == "/"


def test_share_trees_name_parents_before_their_children(site: Site) -> None:
    nodes = called(site.workspace, "share-trees", site=site.pk, days=60).json()
    seen: set[str] = set()
    for node in nodes:
        assert node["parent"] in seen or node["generation"] == 0 or node["root"] not in seen
        seen.add(node["token"])
    assert any(node["is_own_link"] for node in nodes)
    assert all(isinstance(node["token"], str) for node in nodes), "JavaScript's numbers end at 2**53"


def test_each_model_divides_all_conversions(site: Site) -> None:
    rows = called(site.workspace, "attribution", site=site.pk, days=60).json()
    for model in ("last", "position", "markov", "shapley"):
        assert sum(row[model] for row in rows) == pytest.approx(1), model
