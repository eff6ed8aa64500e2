"""Pages of links as people use them: made, found, changed, printed, deleted; lists that lose nothing; who may what."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from aiohttp import web
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.links import actions, domains, models, store
from footfall.apps.links.actions import Wish, create_link
from footfall.apps.links.addresses import short_address
from footfall.apps.links.clicks import counted
from footfall.apps.links.domains import Answered
from footfall.apps.links.models import AllowedHost, Campaign, Conventions, Domain, Link, State
from footfall.apps.links.revisions import changed_since, domain_hosts, probe_target
from footfall.apps.links.urls import urlpatterns
from footfall.apps.sites.actions import add_site
from footfall.apps.sites.models import Site
from footfall.events.door import Value
from footfall.flywheel.event import DAY
from tests.desk.recorded import text as markup
from tests.desk.served import served

pytestmark = pytest.mark.django_db
PAGE = "https://own.example/page"
LINKS = "/w/acme/links/"


def text(answer: Any) -> str:
    """What a page says, as people read it."""
    return unescape(markup(answer))


class Told:
    """A store that knows the clicks it was given: by link, people and programs."""

    def __init__(self) -> None:
        self.clicks: dict[int, tuple[int, int]] = {}
        self.asked: list[str] = []

    def ask(self, report: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        self.asked.append(report)
        chosen = {link: found for link, found in self.clicks.items() if values["link"] in (-1, link)}
        today = int(values["last"])
        if report == "links":
            return [
                {"link": link, "clicks": people, "fetches": programs, "latest": today * DAY}
                for link, (people, programs) in chosen.items()
            ]
        rows = {
            "link_days": [{"day": today, "clicks": people, "fetches": bots} for people, bots in chosen.values()],
            "link_nets": [{"net": "linkedin", "clicks": people, "fetches": bots} for people, bots in chosen.values()],
            "posted": [
                {"net": "mastodon", "link": link, "path": path, "fetches": 2, "since": today * DAY, "latest": 0}
                for link in chosen
                for path in ("/page", "/other")
            ],
        }
        return rows[report]


@pytest.fixture(autouse=True)
def told() -> Any:
    """No event store, so that the figures are known."""
    known = Told()
    store.use(known)
    yield known
    store.use(None)


@pytest.fixture
def site(workspace: Workspace, owner: Person) -> Site:
    return add_site(workspace, "https://own.example/", by=owner)


@pytest.fixture
def link(workspace: Workspace, site: Site, owner: Person) -> Link:
    return create_link(workspace, Wish(PAGE, network="linkedin", campaign="launch", label="company page"), by=owner)


def test_without_a_site_the_page_says_what_comes_first(editor_client: Client) -> None:
    said = text(editor_client.get(LINKS))
    assert "First a site, then links to it" in said
    assert "Add a site first" in text(editor_client.get(f"{LINKS}new/"))


@pytest.mark.usefixtures("site")
def test_the_first_link(editor_client: Client, viewer_client: Client) -> None:
    assert "Make the first link" in text(editor_client.get(LINKS))
    assert "As soon as a colleague makes one" in text(viewer_client.get(LINKS))
    answer = editor_client.post(f"{LINKS}new/", {"target": "own.example/page", "network": "LinkedIn"}, follow=True)
    made = Link.objects.get()
    assert answer.redirect_chain == [(f"{LINKS}{made.pk}/", 302)]
    said = text(answer)
    assert "The link is made." in said
    assert short_address(made) in said
    assert f"{PAGE}?utm_source=linkedin&utm_medium=social&s={made.token}" in said


@pytest.mark.usefixtures("site")
def test_a_typing_error_is_asked_about_once(editor_client: Client) -> None:
    answer = editor_client.post(f"{LINKS}new/", {"target": PAGE, "network": "facebok"})
    assert answer.status_code == 422
    assert "did you mean “facebook”?" in text(answer)
    assert 'name="as_written"' in answer.content.decode()
    assert not Link.objects.exists()
    editor_client.post(f"{LINKS}new/", {"target": PAGE, "network": "facebok", "as_written": "on"})
    assert Link.objects.get().utm_source == "facebok"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"target": ""}, "Type the address that the link shall lead to."),
        ({"target": "javascript:alert(1)"}, "begin with https:// or http:// only"),
        ({"target": "https://evil.example/"}, "none of this workspace's sites"),
        ({"target": PAGE, "code": "api"}, "kept free"),
        ({"target": PAGE, "ends_at": "2020-01-01T10:00"}, "over already"),
        ({"target": PAGE, "ends_at": "soon"}, "Write day and time like"),
        ({"target": PAGE, "term": "a&b"}, "can't stand in an address"),
        ({"target": PAGE, "notes": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_refused_stays_in_the_form(editor_client: Client, sent: dict[str, str], said: str) -> None:
    answer = editor_client.post(f"{LINKS}new/", sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Link.objects.exists()


def test_the_list_finds_and_sorts(editor_client: Client, workspace: Workspace, link: Link, told: Told) -> None:
    busy = create_link(workspace, Wish(f"{PAGE}/busy", network="x", notes="menu"), by=None)
    told.clicks = {link.pk: (3, 40), busy.pk: (1234, 7)}
    said = text(editor_client.get(LINKS))
    assert "1,234" in said
    assert "LinkedIn, company page" in said
    order = re.findall(rf'href="{LINKS}(\d+)/"', editor_client.get(f"{LINKS}?sort=clicks").content.decode())
    assert order == [str(busy.pk), str(link.pk)]
    for query, found in {
        f"text={short_address(busy)}": [busy],
        "text=BUSY": [busy],
        "text=menu": [busy],
        "campaign=launch": [link],
        "network=x": [busy],
        "state=off": [],
        "state=on": [busy, link],
        "sort=oldest": [link, busy],
        "sort=nonsense&state=nonsense": [busy, link],
        "page=99": [busy, link],
    }.items():
        rows = editor_client.get(f"{LINKS}?{query}").context["rows"]
        assert [one for one, _clicks in rows] == found, query
    assert "No link matches" in text(editor_client.get(f"{LINKS}?text=nothing"))


def test_one_links_page(viewer_client: Client, link: Link, told: Told) -> None:
    assert "Nobody has followed it yet" in text(viewer_client.get(f"{LINKS}{link.pk}/"))
    told.clicks = {link.pk: (12, 5)}
    said = text(viewer_client.get(f"{LINKS}{link.pk}/"))
    assert "12" in said
    assert "Mastodon" in said
    assert "So somebody posted it there".lower() in said.lower()
    assert "Turn off" not in said
    figures = counted(link, link.made_at)
    assert figures.posted[0].fetches == 4
    assert figures.days[-1][1:] == (12, 5)


def test_a_links_life(editor_client: Client, link: Link) -> None:
    at = f"{LINKS}{link.pk}/"
    changed = {"target": f"{PAGE}/new", "label": "", "notes": "moved", "permanent": "on"}
    assert editor_client.post(f"{at}change/", changed, follow=True).status_code == 200
    assert "Where it led before" in text(editor_client.get(at))
    assert editor_client.post(f"{at}change/", changed | {"target": "https://evil.example/"}).status_code == 422
    assert "turned off" in text(editor_client.post(f"{at}off/", follow=True))
    assert "works again" in text(editor_client.post(f"{at}on/", follow=True))
    assert "can't be undone" in text(editor_client.get(f"{at}delete/"))
    editor_client.post(f"{at}delete/")
    link.refresh_from_db()
    assert link.state == State.GONE
    assert "This link is deleted" in text(editor_client.get(at))
    assert "The link is deleted. Make" in text(editor_client.post(f"{at}change/", changed)).replace("This", "The")
    assert editor_client.get(f"{LINKS}?state=gone").context["page"].paginator.count == 1


def test_qr_codes(viewer_client: Client, link: Link) -> None:
    svg = viewer_client.get(f"{LINKS}{link.pk}/qr.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert "attachment" in svg["Content-Disposition"]
    png = viewer_client.get(f"{LINKS}{link.pk}/qr.png")
    assert png["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png.content[16:24])
    assert width == height > 300


def test_the_list_as_csv(viewer_client: Client, workspace: Workspace, link: Link, told: Told) -> None:
    told.clicks = {link.pk: (3, 40)}
    create_link(workspace, Wish(PAGE, notes="=1+1"), by=None)
    said = b"".join(viewer_client.get(f"{LINKS}links.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = said.splitlines()
    assert lines[0].startswith("id,short,target,landing,state,campaign")
    assert ",3,40," in lines[2]
    assert "'=1+1" in lines[1]
    assert told.asked == ["links"]
    sorted_by = viewer_client.get(f"{LINKS}links.csv?sort=clicks")
    assert b",3,40," in b"".join(sorted_by.streaming_content).splitlines()[1]  # type: ignore[attr-defined]


def test_a_list_with_mistakes_makes_nothing_and_loses_nothing(editor_client: Client, site: Site) -> None:
    lines = f"{PAGE}, linkedin, , , company page\nhttps://evil.example/\n\n{PAGE}, facebok\n{PAGE},,,,,too,many"
    answer = editor_client.post(f"{LINKS}many/", {"lines": lines})
    said = text(answer)
    assert answer.status_code == 422
    assert "Line 5: This line has 7 columns" in said
    again = lines.rpartition("\n")[0]
    said = text(editor_client.post(f"{LINKS}many/", {"lines": again}))
    assert "Line 2: evil.example is none of this workspace's sites" in said
    assert "Line 4: “facebok” looks like a typing error" in said
    assert "company page" in said
    assert not Link.objects.exists()
    good = again.replace("https://evil.example/", PAGE)
    answer = editor_client.post(f"{LINKS}many/", {"lines": good, "as_written": "on"}, follow=True)
    assert "3 links are made." in text(answer)
    assert sorted(Link.objects.values_list("utm_source", flat=True)) == ["", "facebok", "linkedin"]


@pytest.mark.parametrize(
    "content",
    [
        f"Account;URL;utm_source;ends_at\nus;{PAGE};x;2099-01-01\n",
        f"label\ttarget\tsource\nus\t{PAGE}\tx\n",
        f'target,label,source\r\n"{PAGE}","us",x\r\n',
        f"\ufeff{PAGE},x,,,us\n",
    ],
)
def test_files_of_spreadsheets(editor_client: Client, site: Site, content: str) -> None:
    file = SimpleUploadedFile("links.csv", content.encode())
    assert editor_client.post(f"{LINKS}many/", {"file": file}).status_code == 302
    made = Link.objects.get()
    assert (made.target, made.utm_source, made.label) == (PAGE, "x", "us")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"\xff\xfe\x00a", "no text in UTF-8"),
        (b"a\x00b", "no list of lines"),
        (b"target,colour\nx,red\n", "The column “colour” is not known"),
        (b"x" * 1_000_001, "larger than a megabyte"),
        (b'"' + b"x" * 200_000, "too long to be one of a list"),
        (b"target\n", "The list is empty"),
    ],
)
def test_files_that_are_no_lists(editor_client: Client, site: Site, content: bytes, said: str) -> None:
    answer = editor_client.post(f"{LINKS}many/", {"file": SimpleUploadedFile("links.csv", content)})
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_list_is_bounded(editor_client: Client, site: Site) -> None:
    said = text(editor_client.post(f"{LINKS}many/", {"lines": "own.example\n" * 1001}))
    assert "A list has 1,000 links at most" in said
    assert "The list is empty" in text(editor_client.post(f"{LINKS}many/", {"lines": " \n"}))


def test_campaigns(editor_client: Client, workspace: Workspace, site: Site, told: Told) -> None:
    assert "No campaign yet" in text(editor_client.get(f"{LINKS}campaigns/"))
    sent = {"name": "Spring Sale!", "begins_on": "2027-03-01", "ends_on": "2027-03-31", "utm_medium": "email"}
    editor_client.post(f"{LINKS}campaigns/new/", sent)
    made = Campaign.objects.get()
    assert made.slug == "spring-sale"
    assert "already" in text(editor_client.post(f"{LINKS}campaigns/new/", sent | {"slug": "Spring Sale"}))
    early = sent | {"ends_on": "2027-02-01", "slug": "x"}
    assert "ends before it begins" in text(editor_client.post(f"{LINKS}campaigns/new/", early))
    link = create_link(workspace, Wish(PAGE, network="newsletter", campaign="spring-sale"), by=None)
    assert link.utm_medium == "email"
    told.clicks = {link.pk: (21, 2)}
    assert "21" in text(editor_client.get(f"{LINKS}campaigns/{made.pk}/"))
    editor_client.post(f"{LINKS}campaigns/{made.pk}/change/", {"name": "Easter", "slug": "other"})
    made.refresh_from_db()
    assert (made.name, made.slug) == ("Easter", "spring-sale")
    editor_client.post(f"{LINKS}campaigns/{made.pk}/remove/")
    link.refresh_from_db()
    assert (link.campaign, link.utm_campaign) == (None, "spring-sale")


def test_owners_set_conventions(owner_client: Client, viewer_client: Client, workspace: Workspace) -> None:
    sent = {"mode": "enforce", "sources": "Newsletter\r\n\r\n Flyer ", "mediums": "social", "adds_utm": "on"}
    assert viewer_client.post(f"{LINKS}conventions/set/", sent).status_code == 403
    assert owner_client.post(f"{LINKS}conventions/set/", sent).status_code == 302
    kept = Conventions.objects.get(workspace=workspace)
    assert (kept.mode, kept.sources, kept.mediums) == ("enforce", ["flyer", "newsletter"], ["social"])
    assert "flyer, newsletter" in text(viewer_client.get(f"{LINKS}conventions/"))
    wrong = owner_client.post(f"{LINKS}conventions/set/", sent | {"sources": "a&b"})
    assert (wrong.status_code, "a&b" in text(wrong)) == (422, True)


def test_owners_allow_hosts(owner_client: Client, editor_client: Client, workspace: Workspace, site: Site) -> None:
    assert "Links lead to your own sites only" in text(editor_client.get(f"{LINKS}hosts/"))
    sent = {"host": "tickets.example.net", "reason": "Our seller"}
    assert editor_client.post(f"{LINKS}hosts/allow/", sent).status_code == 403
    owner_client.post(f"{LINKS}hosts/allow/", sent)
    allowed = AllowedHost.objects.get(workspace=workspace)
    assert "Our seller" in text(editor_client.get(f"{LINKS}hosts/"))
    assert owner_client.post(f"{LINKS}hosts/allow/", {"host": "localhost", "reason": "x"}).status_code == 422
    owner_client.post(f"{LINKS}hosts/{allowed.pk}/refuse/")
    assert not AllowedHost.objects.exists()


def test_a_domain_works_once_a_check_has_seen_it(
    owner_client: Client, workspace: Workspace, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner_client.post(f"{LINKS}domains/add/", {"host": "https://Go.Own.Example/"})
    domain = Domain.objects.get()
    assert domain.host == "go.own.example"
    assert domain_hosts() == {"go.own.example"}
    [probe] = changed_since(0)[1]
    assert (probe.host, probe.code, probe.target) == ("go.own.example", domain.probe, probe_target(domain))
    with pytest.raises(actions.Unfit):
        create_link(workspace, Wish(PAGE, host="go.own.example"), by=None)
    for answered, said in (
        (Answered(0, problem="No address was found."), "Nobody answered"),
        (Answered(302, "https://registrar.example/parked"), "Somebody else answers there"),
        (Answered(404), "but it is not this desk's link"),
        (Answered(302, probe_target(domain)), "Short links work at go.own.example"),
    ):
        monkeypatch.setattr(domains, "ask", lambda _domain, answered=answered: answered)
        assert said in text(owner_client.post(f"{LINKS}domains/{domain.pk}/check/", follow=True))
    link = create_link(workspace, Wish(PAGE, host="go.own.example", code="spring"), by=None)
    assert short_address(link) == "https://go.own.example/spring"
    assert create_link(workspace, Wish(PAGE, code="spring"), by=None).host == ""
    assert "live at this domain" in text(owner_client.post(f"{LINKS}domains/{domain.pk}/remove/", follow=True))
    actions.delete_link(link, by=None)
    owner_client.post(f"{LINKS}domains/{domain.pk}/remove/")
    assert domain_hosts() == set()


def test_the_check_asks_and_follows_nowhere(settings: Settings) -> None:
    """What really comes over a wire: a redirect, a page, nothing."""
    settings.ALLOW_PRIVATE = True
    there = "https://desk.example/?domain=abc"
    pages = {"/here": lambda _request: web.Response(status=302, headers={"Location": there}), "/page": "Hello"}
    with served(pages) as (address, _site):
        assert domains.look(f"{address}/here") == Answered(302, there)
        assert domains.look(f"{address}/page") == Answered(200)
        assert domains.look(f"{address}/nothing").status == 404
    assert domains.look(f"{address}/here").problem


@pytest.mark.parametrize(
    "host", ["own.example", "www.own.example", "127.0.0.1", "localhost", "", "a b", "go.example:81"]
)
def test_names_that_cannot_be_domains(owner_client: Client, site: Site, host: str) -> None:
    assert owner_client.post(f"{LINKS}domains/add/", {"host": host}).status_code == 422
    assert not Domain.objects.exists()


def test_reading_changes_nothing(owner_client: Client, link: Link, workspace: Workspace, owner: Person) -> None:
    """GET and HEAD over every address of links leave every row as it was."""
    campaign = Campaign.objects.create(workspace=workspace, slug="launch", name="Launch")
    domain = domains.add_domain(workspace, "go.own.example", by=owner)
    host = AllowedHost.objects.create(workspace=workspace, host="a.example", reason="x")
    parts = {"short": link.pk, "campaign": campaign.pk, "domain": domain.pk, "host": host.pk}
    tables = (models.Link, models.Campaign, models.Domain, models.AllowedHost, models.Conventions, models.Revision)
    before = [serializers.serialize("json", table.objects.all()) for table in tables]
    for pattern in urlpatterns:
        named = {name: parts[name] for name in pattern.pattern.regex.groupindex}
        url = reverse(f"links:{pattern.name}", kwargs={"workspace": "acme", **named})
        for method in (owner_client.get, owner_client.head):
            assert method(url).status_code in (200, 302, 405), url
    assert [serializers.serialize("json", table.objects.all()) for table in tables] == before
