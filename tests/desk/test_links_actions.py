"""What people do with links: made with what they carry, changed, turned off, deleted for ever, made for deliveries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.hooks.actions import add_endpoint
from footfall.apps.hooks.models import Delivery
from footfall.apps.links import actions, telling
from footfall.apps.links.actions import Manifold, Unfit, Wish, create_for_delivery, create_link, create_links
from footfall.apps.links.addresses import landing_address, short_address
from footfall.apps.links.jobs import tell_rest
from footfall.apps.links.models import Link, State, Tombstone
from footfall.apps.links.naming import allow_host, make_campaign, set_conventions
from footfall.apps.links.revisions import changed_since, revision
from footfall.apps.sites.actions import add_site, remove_site
from footfall.apps.sites.addresses import Refused
from footfall.apps.sites.models import Site
from footfall.events.door import FullError
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, Hit, moment
from footfall.flywheel.token import is_made

pytestmark = pytest.mark.django_db
PAGE = "https://own.example/page"


class Kept:
    """An inbox that keeps hits in memory, or takes none."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.full = False

    def put_now(self, hits: Sequence[Hit]) -> None:
        if self.full:
            raise FullError("full")
        self.hits += hits

    async def put(self, hits: Sequence[Hit]) -> None:
        self.put_now(hits)


@pytest.fixture
def site(workspace: Workspace, owner: Person) -> Site:
    return add_site(workspace, "https://own.example/", by=owner)


@pytest.fixture
def inbox() -> Any:
    kept = Kept()
    telling.use(kept)
    yield kept
    telling.use(None)


def made(workspace: Workspace, target: str = PAGE, **wish: Any) -> Link:
    return create_link(workspace, Wish(target, **wish), by=None)


@pytest.mark.usefixtures("site")
def test_a_link_carries_its_token_and_words(workspace: Workspace, owner: Person) -> None:
    make_campaign(workspace, name="Spring Sale", utm_medium="paid_social", by=owner)
    link = create_link(workspace, Wish(PAGE, network="LinkedIn", campaign="Spring Sale", content="A"), by=owner)
    assert is_made(link.token)
    words = "utm_source=linkedin&utm_medium=paid_social&utm_campaign=spring-sale&utm_content=a"
    assert landing_address(link) == f"{PAGE}?{words}&s={link.token}"
    assert short_address(link) == f"http://127.0.0.1:8000/r/{link.code}"
    assert (link.network, link.campaign and link.campaign.name, link.made_by) == ("linkedin", "Spring Sale", owner)
    assert Deed.objects.get(verb="link.made").thing == short_address(link)


@pytest.mark.usefixtures("site")
def test_a_place_of_ones_own_is_a_source_and_no_network(workspace: Workspace) -> None:
    link = made(workspace, network="flyer")
    assert (link.network, link.utm_source, link.utm_medium) == ("", "flyer", "")


@pytest.mark.usefixtures("site")
def test_what_the_target_has_is_never_overwritten(workspace: Workspace) -> None:
    link = made(workspace, f"{PAGE}?utm_source=own&s=search#end", network="x")
    assert landing_address(link) == f"{PAGE}?utm_source=own&s=search&utm_medium=social#end"


@pytest.mark.usefixtures("site")
def test_without_utm_there_is_the_token_alone(workspace: Workspace, owner: Person) -> None:
    set_conventions(workspace, mode="suggest", adds_utm=False, sources=[], mediums=[], by=owner)
    link = made(workspace, network="x")
    assert landing_address(link) == f"{PAGE}?s={link.token}"


def test_nothing_is_added_to_foreign_hosts(workspace: Workspace, site: Site, owner: Person) -> None:
    allow_host(workspace, "tickets.example.net", reason="Seller", by=owner)
    link = made(workspace, "https://tickets.example.net/1", network="x")
    assert (link.adds, link.site) == ("", site)


@pytest.mark.usefixtures("site")
def test_enforced_conventions(workspace: Workspace, owner: Person) -> None:
    set_conventions(workspace, mode="enforce", adds_utm=True, sources=["Newsletter"], mediums=["social"], by=owner)
    assert made(workspace, network="newsletter").utm_source == "newsletter"
    for field, wish in {
        "network": {"network": "flyer"},
        "campaign": {"campaign": "new"},
        "medium": {"medium": "tv"},
    }.items():
        with pytest.raises(Unfit) as unfit:
            made(workspace, as_written=True, **wish)
        assert unfit.value.field == field


@pytest.mark.usefixtures("site")
def test_own_endings_are_issued_once_and_differ_by_case(workspace: Workspace) -> None:
    first = made(workspace, code="Spring")
    assert made(workspace, code="spring").code == "spring"
    with pytest.raises(Unfit, match="taken"):
        made(workspace, code="Spring")
    actions.delete_link(first, by=None)
    with pytest.raises(Unfit, match="taken"):
        made(workspace, code="Spring")


def test_codes_of_a_site_that_is_gone_stay_taken(workspace: Workspace, site: Site, owner: Person) -> None:
    link, before = made(workspace, code="Spring"), revision()
    remove_site(site, by=owner)
    assert not Link.objects.exists()
    assert Tombstone.objects.get().code == "Spring"
    [gone] = changed_since(before)[1]
    assert (gone.id, gone.code, gone.state, gone.target, gone.site) == (link.pk, "Spring", "gone", "", 0)
    add_site(workspace, "https://own.example/", by=owner)
    with pytest.raises(Unfit, match="taken"):
        made(workspace, code="Spring")


def test_a_workspace_leaves_nothing_but_codes(workspace: Workspace, site: Site, owner: Person) -> None:
    make_campaign(workspace, name="Sale", by=owner)
    link = made(workspace, campaign="sale", notes="secret")
    workspace.delete()
    assert [(stone.code, stone.link) for stone in Tombstone.objects.all()] == [(link.code, link.pk)]


@pytest.mark.usefixtures("site")
def test_a_changed_target_is_logged_and_shown(workspace: Workspace, owner: Person) -> None:
    link = made(workspace, network="x")
    other = actions.change_link(link, by=owner, target="https://own.example/other?utm_source=a", notes=" why ")
    assert other.adds == f"utm_medium=social&s={link.token}"
    assert other.notes == "why"
    change = other.target_changes.get()
    assert (change.before, change.after, change.by) == (PAGE, "https://own.example/other?utm_source=a", owner)
    assert Deed.objects.filter(verb="link.retargeted").count() == 1
    with pytest.raises(Unfit):
        actions.change_link(link, by=owner, target="https://evil.example/")


@pytest.mark.usefixtures("site")
def test_ends(workspace: Workspace) -> None:
    soon = timezone.now() + timedelta(days=1)
    link = made(workspace, ends_at=soon)
    assert not link.is_over
    assert actions.change_link(link, by=None, ends_at=None).ends_at is None
    with pytest.raises(Unfit, match="over already"):
        made(workspace, ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Unfit, match="over already"):
        actions.change_link(link, by=None, ends_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.usefixtures("site")
def test_off_on_and_gone(workspace: Workspace, owner: Person) -> None:
    link = made(workspace)
    assert actions.turn(link, on=False, by=owner).state == State.OFF
    assert actions.turn(link, on=False, by=owner).state == State.OFF
    assert actions.turn(link, on=True, by=owner).state == State.ON
    actions.delete_link(link, by=owner)
    for act in (lambda: actions.turn(link, on=True, by=owner), lambda: actions.change_link(link, by=owner, notes="x")):
        with pytest.raises(Refused, match="deleted"):
            act()
    assert Deed.objects.filter(verb__startswith="link.").count() == 4


@pytest.mark.usefixtures("site")
def test_a_list_is_made_whole_or_not_at_all(workspace: Workspace, owner: Person) -> None:
    made(workspace, code="taken")
    bad = [Wish(PAGE), Wish("javascript:alert(1)"), Wish(PAGE, network="facebok"), Wish(PAGE, code="a")]
    with pytest.raises(Manifold) as manifold:
        create_links(workspace, bad, by=owner)
    assert {place: unfit.field for place, unfit in manifold.value.wrong.items()} == {
        1: "target",
        2: "network",
        3: "code",
    }
    with pytest.raises(Manifold) as manifold:
        create_links(
            workspace, [Wish(PAGE, code="twice"), Wish(PAGE, code="twice"), Wish(PAGE, code="taken")], by=owner
        )
    assert list(manifold.value.wrong) == [1, 2]
    assert Link.objects.count() == 1
    links = create_links(workspace, [Wish(PAGE, network="x"), Wish(PAGE, code="own")], by=owner)
    assert [link.pk for link in links] == list(Link.objects.order_by("pk").values_list("pk", flat=True))[1:]
    assert len({link.code for link in links} | {link.token for link in links}) == 4


@pytest.mark.usefixtures("site")
def test_one_link_for_each_delivery(workspace: Workspace) -> None:
    ask = {"post": 7, "network": "mastodon", "account": "@us@social.example"}
    first = create_for_delivery(workspace, PAGE, **ask)  # type: ignore[arg-type]
    assert create_for_delivery(workspace, PAGE, **ask) == first  # type: ignore[arg-type]
    assert (first.post, first.network, first.utm_content) == (7, "mastodon", "post-7")
    other = create_for_delivery(workspace, PAGE, post=7, network="mastodon", account="@them@social.example")
    assert other.token != first.token


@pytest.mark.usefixtures("site")
def test_the_event_store_is_told_after_the_commit(
    workspace: Workspace, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        link = made(workspace, network="x", campaign="launch", post=3)
        assert inbox.hits == []
    [hit] = inbox.hits
    assert (hit.kind, hit.token, hit.link, hit.site, hit.url) == (Kind.DELIVER, link.token, link.pk, link.site_id, PAGE)
    assert (hit.n, hit.net, hit.flags) == (1, "x", Flag.TRUSTED)
    assert json.loads(hit.more) == {"post": 3, "campaign": "launch", "medium": "social"}
    assert abs(moment(hit.id) - timezone.now().timestamp() * 1000) < 60_000
    link.refresh_from_db()
    assert link.told_at is not None
    assert telling.tell([link.pk]) == 0


@pytest.mark.usefixtures("site")
def test_what_a_full_store_refused_is_told_later(
    workspace: Workspace, inbox: Kept, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.full = True
    with django_capture_on_commit_callbacks(execute=True):
        links = create_links(workspace, [Wish(PAGE) for _number in range(3)], by=None)
    assert Link.objects.untold().count() == 3
    assert "takes no deliveries" in caplog.text
    inbox.full = False
    tell_rest.call()
    assert {hit.token for hit in inbox.hits} == {link.token for link in links}
    assert not Link.objects.untold().exists()


@pytest.mark.usefixtures("site")
def test_every_change_is_seen_by_whoever_looks(workspace: Workspace) -> None:
    start = revision()
    link = made(workspace, permanent=True, ends_at=timezone.now() + timedelta(days=1))
    seen, [found] = changed_since(start)
    assert seen > start
    assert (found.id, found.site, found.code, found.target) == (link.pk, link.site_id, link.code, PAGE)
    assert (found.adds, found.token, found.permanent, found.state) == (link.adds, link.token, True, "on")
    assert link.ends_at is not None
    assert found.ends == int(link.ends_at.timestamp() * 1000)
    assert changed_since(seen) == (seen, [])
    for act, state in (
        (lambda: actions.turn(link, on=False, by=None), "off"),
        (lambda: actions.delete_link(link, by=None), "gone"),
    ):
        act()
        before, (seen, [found]) = seen, changed_since(seen)
        assert (seen > before, found.state) == (True, state)


@pytest.mark.usefixtures("site")
def test_programs_are_told_of_a_new_link(workspace: Workspace, owner: Person) -> None:
    add_endpoint(workspace, url="https://hooks.example/", events=["link.created"], by=owner)
    link = made(workspace, network="x")
    said = json.loads(Delivery.objects.get().body)
    assert said["type"] == "link.created"
    assert said["data"]["short"] == short_address(link)
