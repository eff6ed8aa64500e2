"""Where links may lead: own sites and allowed hosts, whatever tricks an address plays. Nothing is fetched for it."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.links import domains
from footfall.apps.links.models import Domain
from footfall.apps.links.naming import allow_host, refuse_host
from footfall.apps.links.targets import Targets
from footfall.apps.links.wishes import Unfit
from footfall.apps.sites.actions import add_site
from footfall.apps.sites.addresses import Refused
from footfall.apps.sites.models import Site
from tests.desk.making import make_workspace
from tests.desk.test_sites_actions import TRICKS
from tests.wire.test_guard import METADATA, ODD, PRIVATE

pytestmark = pytest.mark.django_db
HOSTILE = [
    *(trick for trick in TRICKS if "a" * 600 not in trick),
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://own.example/1",
    "intent://own.example/#Intent;scheme=http;end",
    "https://own.example\\@evil.example/",
    "https://own.example\\.evil.example/",
    "https://own.example@evil.example/",
    "https://own.example:secret@own.example/",
    "https://@own.example/",
    "https://own.example.evil.example/",
    "https://evil.example/own.example",
    "https://evil.example?own.example",
    "https://evil.example#@own.example/",
    "https://evil.example;own.example/",
    "https://ownxexample/",
    "https://notown.example/",
    "//evil.example/",
    "/\\evil.example/",
    "///evil.example",
    "https:/own.example/",
    "https:///own.example/",
    "https://own.example/\r\nSet-Cookie: a=b",
    "https://own.example/\nLocation: https://evil.example/",
    "https://own.example/\u2028x",
    "https://own.example/a b",
    "https://own.example%00.evil.example/",
    "https://own.example%2eevil.example/",
    "https://ｅvil.example/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[own.example]/",
    "https://own.example:8443/",
    f"https://own.example/{'a' * 2000}",
]


@pytest.fixture
def site(workspace: Workspace, owner: Person) -> Site:
    return add_site(workspace, "https://own.example/", by=owner)


def targets(workspace: Workspace) -> Targets:
    return Targets(workspace)


@pytest.mark.parametrize("typed", [*HOSTILE, *(f"http://{host}/" for host in PRIVATE + METADATA + ODD)])
@pytest.mark.usefixtures("site")
def test_targets_that_are_refused_with_a_sentence(workspace: Workspace, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        targets(workspace).check(typed)
    assert str(refused.value)[0] in "TLUO%“elnai" or str(refused.value)[0].isalnum()
    assert str(refused.value).endswith((".", "?"))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("own.example", "https://own.example/"),
        (" https://own.example/page?a=1&utm_source=x#part ", "https://own.example/page?a=1&utm_source=x#part"),
        ("HTTPS://WWW.Own.Example/Page", "https://www.own.example/Page"),
        ("http://own.example", "http://own.example/"),
        ("https://own.example?q=1", "https://own.example/?q=1"),
        ("https://own.example/a%20b?c=%2F&c=%2f", "https://own.example/a%20b?c=%2F&c=%2f"),
        ("https://own.example/café", "https://own.example/caf%C3%A9"),
        ('https://own.example/"x"', "https://own.example/%22x%22"),
        ("https://own.example/a,b;c", "https://own.example/a,b;c"),
    ],
)
def test_pages_of_own_sites_are_taken(workspace: Workspace, typed: str, address: str) -> None:
    found = targets(workspace).check(typed)
    assert (found.address, found.is_own) == (address, True)


def test_the_site_of_a_target_is_the_one_that_begins_it(workspace: Workspace, owner: Person) -> None:
    root = add_site(workspace, "https://own.example/", by=owner)
    blog = add_site(workspace, "https://own.example/blog/", by=owner)
    assert targets(workspace).check("https://own.example/blog/1").site == blog
    assert targets(workspace).check("https://own.example/shop/").site == root


def test_sites_of_other_workspaces_are_foreign(workspace: Workspace, owner: Person) -> None:
    add_site(make_workspace("Other"), "https://other.example/", by=owner)
    add_site(workspace, "https://own.example/", by=owner)
    with pytest.raises(Refused, match="none of this workspace's sites"):
        targets(workspace).check("https://other.example/")


def test_an_allowed_host_is_no_own_site(workspace: Workspace, site: Site, owner: Person) -> None:
    allowed = allow_host(workspace, "https://tickets.example.net/some/page", reason="Our ticket seller", by=owner)
    assert allowed.host == "tickets.example.net"
    found = targets(workspace).check("https://tickets.example.net/show/1")
    assert (found.site, found.is_own) == (site, False)
    with pytest.raises(Refused):
        targets(workspace).check("https://sub.tickets.example.net/")
    refuse_host(allowed, by=owner)
    with pytest.raises(Refused):
        targets(workspace).check("https://tickets.example.net/show/1")


def test_without_a_site_there_is_nothing_to_count_for(workspace: Workspace, owner: Person) -> None:
    allow_host(workspace, "tickets.example.net", reason="Our ticket seller", by=owner)
    with pytest.raises(Refused, match="Add a site first"):
        targets(workspace).check("https://tickets.example.net/")


@pytest.mark.parametrize("typed", ["127.0.0.1", "http://localhost/", "intranet", "javascript:alert(1)", "", "a b"])
def test_hosts_that_cannot_be_allowed(workspace: Workspace, owner: Person, typed: str) -> None:
    with pytest.raises(Unfit) as unfit:
        allow_host(workspace, typed, reason="Because", by=owner)
    assert unfit.value.field == "host"


@pytest.mark.parametrize(
    "typed",
    [
        "https://desk.example/r/abc",
        "https://DESK.example/r/abc",
        "https://desk.example./r/abc",
        "https://desk.example:443/r/abc",
        "https://desk.example//r/abc",
        "https://desk.example/./r/abc",
        "https://desk.example/x/../r/abc",
        "https://desk.example/%72/abc",
        "https://desk.example/r",
        "https://go.desk.example/abc",
    ],
)
def test_links_never_lead_in_a_circle(workspace: Workspace, owner: Person, settings: Settings, typed: str) -> None:
    """Also where the desk lives on the host of a site."""
    settings.PUBLIC_URL = "https://desk.example"
    add_site(workspace, "https://desk.example/", by=owner)
    domain = domains.add_domain(workspace, "go.desk.example", by=owner)
    Domain.objects.filter(pk=domain.pk).update(verified_at=domain.made_at)
    with pytest.raises(Refused, match=r"circle|none of this workspace"):
        targets(workspace).check(typed)
    assert targets(workspace).check("https://desk.example/recipes").is_own


def test_private_targets_where_the_operator_allows_them(
    workspace: Workspace, owner: Person, settings: Settings
) -> None:
    settings.ALLOW_PRIVATE = True
    add_site(workspace, "http://intranet:8080/", by=owner)
    assert targets(workspace).check("http://intranet:8080/page").is_own
