"""What people change about themselves, and the workspaces they make, rename, delete and switch between."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.accounts.rights import Role
from tests.desk.making import PASSWORD, make_member, make_person, make_workspace, signed_in

pytestmark = pytest.mark.django_db
EMAIL = "/you/email/"


@pytest.fixture
def ann() -> Person:
    return make_person("ann@example.org", name="Ann")


@pytest.fixture
def browser(ann: Person) -> Client:
    return signed_in(ann)


def test_name_zone_and_language(browser: Client, ann: Person) -> None:
    answer = browser.post("/you/", {"name": "Anna", "zone": "Asia/Kathmandu", "language": "en"})
    assert answer["Location"] == "/you/"
    ann.refresh_from_db()
    assert (ann.name, ann.zone) == ("Anna", "Asia/Kathmandu")


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Olympus"}, {"language": "tlh"}, {"name": ""}])
def test_what_is_not_taken(browser: Client, ann: Person, wrong: dict[str, str]) -> None:
    answer = browser.post("/you/", {"name": "Anna", "zone": "UTC", "language": "en"} | wrong)
    assert answer.status_code == 422
    ann.refresh_from_db()
    assert ann.name == "Ann"


def test_a_zone_that_the_list_lacks_stays(browser: Client, ann: Person) -> None:
    Person.objects.update(zone="Etc/GMT+3")
    browser.post("/you/", {"name": "Ann", "zone": "Etc/GMT+3", "language": "en"})
    ann.refresh_from_db()
    assert ann.zone == "Etc/GMT+3"
    assert browser.post("/you/", {"name": "Ann", "zone": "Etc/GMT+4", "language": "en"}).status_code == 422


def test_times_are_shown_in_the_persons_zone(browser: Client, workspace: Workspace, ann: Person) -> None:
    make_member(workspace, Role.VIEWER, ann)
    Person.objects.update(zone="Asia/Kathmandu")
    page = browser.get(reverse("accounts:people", args=["acme"])).content.decode()
    assert "+0545" in page
    assert (timezone.get_current_timezone_name(), translation.get_language()) == ("UTC", "en")


def test_without_mail_the_address_changes_at_once(browser: Client, ann: Person, settings: Any, client: Client) -> None:
    settings.MAIL_WORKS = False
    browser.post(EMAIL, {"email": "Anna@Example.org", "password": PASSWORD})
    for email, works in (("anna@example.org", True), ("ann@example.org", False)):
        fresh = Client()
        fresh.post("/account/login/", {"login": email, "password": PASSWORD})
        assert (fresh.get("/you/").status_code == 200) is works
    assert Deed.objects.get(verb="person.email-changed").detail == {"before": "ann@example.org"}


@pytest.mark.parametrize("mail_works", [True, False])
def test_the_password_is_asked_for(browser: Client, ann: Person, settings: Any, mail_works: bool) -> None:
    settings.MAIL_WORKS = mail_works
    for password in ("wrong", ""):
        assert browser.post(EMAIL, {"email": "eve@example.org", "password": password}).status_code == 422
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"
    assert not outbox.outbox


def test_guessing_the_password_here_is_limited_too(browser: Client, ann: Person, settings: Any) -> None:
    settings.MAIL_WORKS = False
    for number in range(5):
        browser.post(EMAIL, {"email": "eve@example.org", "password": f"wrong {number}"})
    assert browser.post(EMAIL, {"email": "eve@example.org", "password": PASSWORD}).status_code == 422
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"


def test_an_address_that_somebody_has_is_refused(browser: Client, ann: Person, settings: Any) -> None:
    settings.MAIL_WORKS = False
    make_person("eve@example.org")
    assert browser.post(EMAIL, {"email": "EVE@example.org", "password": PASSWORD}).status_code == 422
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"


def confirm_url(browser: Client, settings: Any, new: str = "anna@example.org") -> str:
    settings.MAIL_WORKS = True
    assert browser.post(EMAIL, {"email": new, "password": PASSWORD})["Location"] == "/you/"
    [link] = re.findall(r"http\S+/you/email/confirm/\S+", outbox.outbox[-1].body)
    return re.sub(r"^https?://[^/]+", "", link)


def test_with_mail_the_new_address_must_answer(browser: Client, ann: Person, settings: Any) -> None:
    url = confirm_url(browser, settings)
    assert outbox.outbox[-1].to == ["anna@example.org"]
    assert browser.get(url).status_code == 200
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"
    browser.post(url)
    ann.refresh_from_db()
    assert ann.email == "anna@example.org"
    assert outbox.outbox[-1].to == ["ann@example.org"]
    assert browser.post(url).status_code == 404


def test_the_link_is_for_one_person_and_one_day(
    browser: Client, ann: Person, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = confirm_url(browser, settings)
    eve = signed_in(make_person("eve@example.org"))
    assert eve.post(url).status_code == 404
    assert browser.post(url[:-2] + "x/").status_code == 404
    monkeypatch.setattr("footfall.apps.accounts.actions.persons.EMAIL_LINK_LIFE", -1)
    assert browser.post(url).status_code == 404
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"


def test_with_mail_nobody_learns_who_is_here(browser: Client, settings: Any) -> None:
    settings.MAIL_WORKS = True
    make_person("eve@example.org")
    said = [
        re.sub(r"\w+@example", "someone@example", page.content.decode())
        for email in ("eve@example.org", "nobody@example.org")
        if (page := browser.post(EMAIL, {"email": email, "password": PASSWORD}, follow=True))
    ]
    without_tokens = [re.sub(r"csrf\S+ value=\S+|X-CSRFToken\S+ \S+", "", page) for page in said]
    assert without_tokens[0] == without_tokens[1]
    assert [mail.to for mail in outbox.outbox] == [["nobody@example.org"]]


def test_home_is_the_workspace_of_last_time(ann: Person, browser: Client) -> None:
    assert browser.get("/")["Location"] == "/workspaces/"
    first, second = make_workspace("A", slug="a"), make_workspace("B", slug="b")
    for workspace in (first, second):
        make_member(workspace, Role.OWNER, ann)
    assert browser.get("/")["Location"] == "/w/a/"
    browser.get("/w/b/settings/")
    assert browser.get("/")["Location"] == "/w/b/"
    second.delete()
    assert browser.get("/")["Location"] == "/w/a/"


def test_an_agency_makes_workspaces(ann: Person, browser: Client) -> None:
    make_member(make_workspace(), Role.EDITOR, ann)
    slugs = [browser.post("/workspaces/new/", {"name": "Client & Söhne"})["Location"] for _ in range(2)]
    assert slugs[0] == "/w/client-sohne/"
    assert re.fullmatch(r"/w/client-sohne-[0-9a-f]{6}/", slugs[1])
    assert browser.post("/workspaces/new/", {"name": "日本"})["Location"] == "/w/workspace/"
    assert all(member.role == Role.OWNER for member in ann.memberships.filter(workspace__name="Client & Söhne"))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CLIENT, None])
def test_guests_make_no_workspaces(ann: Person, browser: Client, workspace: Workspace, role: Role | None) -> None:
    if role is not None:
        make_member(workspace, role, ann)
    assert browser.get("/workspaces/new/").status_code == 403
    assert browser.post("/workspaces/new/", {"name": "Mine"}).status_code == 403
    assert "/workspaces/new/" not in browser.get("/workspaces/").content.decode()
    assert not Workspace.objects.filter(name="Mine").exists()


def test_the_operator_can_begin_again(browser: Client) -> None:
    Person.objects.update(is_operator=True)
    assert browser.post("/workspaces/new/", {"name": "New"})["Location"] == "/w/new/"


def test_a_workspace_is_renamed_and_keeps_its_address(owner_client: Client, workspace: Workspace) -> None:
    assert owner_client.post("/w/acme/settings/", {"name": "Acme & Daughters"}).status_code == 302
    workspace.refresh_from_db()
    assert (workspace.name, workspace.slug) == ("Acme & Daughters", "acme")
    owner_client.post("/w/acme/settings/", {"name": "Acme & Daughters"})
    assert Deed.objects.filter(verb="workspace.renamed").count() == 1
    assert owner_client.post("/w/acme/settings/", {"name": "  "}).status_code == 422


def test_a_workspace_is_deleted_by_its_name(owner: Person, owner_client: Client, workspace: Workspace) -> None:
    url = "/w/acme/settings/delete/"
    for name in ("", "acme", "Acme."):
        assert owner_client.post(url, {"name": name}).status_code == 422
    assert Workspace.objects.filter(pk=workspace.pk).exists()
    assert owner_client.post(url, {"name": "Acme"})["Location"] == "/workspaces/"
    assert not Workspace.objects.filter(pk=workspace.pk).exists()
    deed = Deed.objects.get(verb="workspace.deleted")
    assert (deed.workspace, deed.person, deed.thing) == (None, owner, "Acme")
