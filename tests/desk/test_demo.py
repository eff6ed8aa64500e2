"""The demo: filled, marked on every page, its figures beside the truth, gone with one click and all its events."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from footfall.apps.accounts.models import Deed, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.leads.models import Lead
from footfall.apps.links.models import Link
from footfall.events.opening import open_shelf, open_store
from footfall.events.reports.scope import Scope
from footfall.events.reports.sharing import virality
from footfall.events.sealer import Sealer
from footfall.events.store import DuckStore
from footfall.flywheel.event import DAY
from footfall.project.demo import building, telling
from footfall.project.demo.building import Demo, build
from footfall.project.demo.telling import compare
from tests.desk.making import make_person, make_workspace, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-10-20T15:00:00+00:00")


@pytest.fixture
def store(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[DuckStore]:
    """A store of its own, and a shorter demo: thirty days of fewer visitors."""
    settings.EVENTS, settings.EXAMPLE_SITE = tmp_path, ""
    for module in (building, telling):
        monkeypatch.setattr(module, "DAYS", 30)
    monkeypatch.setattr(building, "VISITS", 60)
    with closing(open_store(tmp_path)) as opened:
        assert isinstance(opened, DuckStore)
        yield opened


@pytest.fixture
def owner() -> Person:
    return make_person("owner@example.org", is_operator=True)


@pytest.fixture
def demo(store: DuckStore, owner: Person) -> Demo:
    return build([owner], store, now=NOW)


def test_everything_is_filled_and_nothing_is_later_than_now(demo: Demo, store: DuckStore, owner: Person) -> None:
    assert demo.workspace.is_demo
    assert Membership.objects.get(workspace=demo.workspace).person == owner
    (row,) = store.run("SELECT count(*) AS n, max(ts) AS latest, min(ts) AS first FROM events", {})
    assert row["n"] == demo.events > 3_000
    assert row["first"] >= demo.now - 30 * DAY
    assert demo.now - DAY < row["latest"] < demo.now
    assert Lead.objects.filter(workspace=demo.workspace).count() == demo.leads > 0
    links = Link.objects.filter(workspace=demo.workspace)
    assert links.count() == 10
    assert not links.untold().exists(), "their deliveries stand at the time of the posts"


def test_people_on_links_are_counted_exactly_and_k_lies_between_its_bounds(demo: Demo, store: DuckStore) -> None:
    lines = {line.figure: line for line in compare(demo, store)}
    clicks = lines["people's clicks on short links"]
    assert clicks.measured.startswith(f"{clicks.true};")
    visits = lines["visits"]
    assert visits.true.split(",")[0] == visits.measured.split(",")[0]
    first = demo.now // DAY - 29
    found = virality(store, Scope(demo.site.pk, first, first + 29, demo.now))
    true = float(lines["K, as measured"].true)
    assert found.k.low < true < found.bounds.corrected.high


def test_a_demo_of_nobody_is_taken_back(store: DuckStore, owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object, **_said: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(DuckStore, "load", fails)
    with pytest.raises(OSError, match="full"):
        build([owner], store, now=NOW)
    assert not Workspace.objects.filter(is_demo=True).exists()


def test_every_page_says_that_it_is_a_demo_and_who_may_delete_it_can(demo: Demo, owner: Person) -> None:
    for place in ("", "sites/", "links/", "leads/", "insights/", "settings/"):
        page = signed_in(owner).get(f"/w/{demo.workspace.slug}/{place}")
        assert page.status_code == 200
        assert "This is a demo" in page.content.decode()
        assert "Delete the demo" in page.content.decode()
    viewer = make_person("viewer@example.org")
    Membership.objects.create(workspace=demo.workspace, person=viewer, role=Role.VIEWER)
    page = signed_in(viewer).get(f"/w/{demo.workspace.slug}/sites/").content.decode()
    assert "This is a demo" in page
    assert "Delete the demo" not in page


def test_one_click_deletes_it_with_its_events(
    demo: Demo, store: DuckStore, owner: Person, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    other = make_workspace("Other", owner=owner)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(owner).post(f"/w/{demo.workspace.slug}/settings/demo/delete/", follow=True)
    assert "The demo is deleted" in answer.content.decode()
    assert list(Workspace.objects.all()) == [other]
    assert Deed.objects.filter(verb="workspace.deleted", workspace=None).count() == 1
    with closing(Sealer(tmp_path, lambda hits, memory: [], shelf=open_shelf())) as sealer:
        sealer.once()
    assert store.run("SELECT count(*) AS n FROM events", {}) == [{"n": 0}]


def test_the_click_deletes_nothing_that_is_no_demo(owner: Person) -> None:
    work = make_workspace("Work", owner=owner)
    assert signed_in(owner).post(f"/w/{work.slug}/settings/demo/delete/").status_code == 404
    assert signed_in(owner).get(f"/w/{work.slug}/settings/demo/delete/").status_code in (404, 405)
    assert Workspace.objects.filter(pk=work.pk).exists()
    assert "This is a demo" not in signed_in(owner).get(f"/w/{work.slug}/").content.decode()
