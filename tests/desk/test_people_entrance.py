"""How people come in: the first owner, invitations, a forgotten password."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from footfall.apps.accounts.actions.invitations import invite
from footfall.apps.accounts.actions.persons import password_link
from footfall.apps.accounts.actions.welcome import make_owner_link, owner_link
from footfall.apps.accounts.jobs import send_password_link
from footfall.apps.accounts.models import Deed, Invitation, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role
from tests.desk.making import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db
NEW = {"name": "Ann", "password": PASSWORD, "zone": "Europe/Lisbon"}
WELCOME = NEW | {"email": "Ann@Example.org", "company": "Bakery"}


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def welcome_url() -> str:
    token = make_owner_link()
    assert token is not None
    return reverse("welcome", args=[token])


def test_the_first_link_makes_owner_and_workspace_and_asks_for_the_first_site(client: Client) -> None:
    url = welcome_url()
    assert b"Europe/Lisbon" in client.get(url).content
    answer = client.post(url, WELCOME)
    person = Person.objects.get()
    assert (person.email, person.name, person.zone, person.is_operator) == (
        "ann@example.org",
        "Ann",
        "Europe/Lisbon",
        True,
    )
    membership = person.memberships.get()
    assert (membership.role, membership.workspace.name, membership.workspace.slug) == (Role.OWNER, "Bakery", "bakery")
    assert answer["Location"] == reverse("sites:add", args=["bakery"])
    assert client.get(reverse("accounts:person")).status_code == 200


def test_the_first_link_works_once(client: Client) -> None:
    url = welcome_url()
    client.post(url, WELCOME)
    assert Client().get(url).status_code == 404
    assert Client().post(url, WELCOME | {"email": "eve@example.org"}).status_code == 404
    assert Person.objects.count() == 1


def test_no_link_for_an_installation_that_has_somebody(client: Client) -> None:
    url = welcome_url()
    make_person()
    assert make_owner_link() is None
    assert client.get(url).status_code == 404
    assert owner_link("anything") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "password1234"),
        ("password", "ann@example.org"),
        ("zone", "Mars/Olympus"),
        ("email", "no address"),
        ("company", ""),
    ],
)
def test_what_the_welcome_page_does_not_take(client: Client, field: str, value: str) -> None:
    answer = client.post(welcome_url(), WELCOME | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Person.objects.exists()


@pytest.fixture
def invited(workspace: Workspace, owner: Person) -> tuple[Invitation, str]:
    invitation, token = invite(workspace, "New@Example.org", Role.EDITOR, by=owner)
    return invitation, reverse("invitation", args=[token])


def test_a_new_person_accepts(client: Client, invited: tuple[Invitation, str], workspace: Workspace) -> None:
    page = client.get(invited[1])
    assert b"new@example.org" in page.content
    answer = client.post(invited[1], NEW | {"email": "other@example.org"})
    assert answer["Location"] == reverse("sites:today", args=["acme"])
    member = Membership.objects.get(person__email="new@example.org")
    assert (member.workspace, member.role) == (workspace, Role.EDITOR)
    assert client.get(reverse("accounts:people", args=["acme"])).status_code == 200
    assert Client().get(invited[1]).status_code == 404


def test_an_existing_person_signs_in_and_joins(client: Client, invited: tuple[Invitation, str]) -> None:
    person = make_person("new@example.org")
    page = client.get(invited[1])
    assert f"{reverse('account_login')}?next={invited[1]}".encode() in page.content
    assert client.post(invited[1], NEW).status_code == 200
    assert not person.memberships.exists()
    sign_in = {"login": person.email, "password": PASSWORD, "next": invited[1]}
    assert client.post(reverse("account_login"), sign_in)["Location"] == invited[1]
    assert client.post(invited[1]).status_code == 302
    assert person.memberships.get().role == Role.EDITOR


def test_somebody_else_who_is_signed_in_is_told_whose_invitation_it_is(invited: tuple[Invitation, str]) -> None:
    other = make_person("other@example.org")
    browser = signed_in(other)
    page = browser.get(invited[1]).content.decode()
    assert "new@example.org" in page
    assert "other@example.org" in page
    assert not other.memberships.exists()
    browser.post(invited[1])
    assert other.memberships.get().role == Role.EDITOR


def test_a_member_keeps_the_role_they_have(
    workspace: Workspace, owner: Person, owner_client: Client, invited: tuple[Invitation, str]
) -> None:
    owner_client.post(invited[1])
    assert owner.memberships.get().role == Role.OWNER


def test_invitations_end(client: Client, invited: tuple[Invitation, str]) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(invited[1]).status_code == 404
    assert client.post(invited[1], NEW).status_code == 404
    assert not Person.objects.filter(email="new@example.org").exists()


def test_invitations_last_a_week(invited: tuple[Invitation, str]) -> None:
    left = invited[0].expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_the_token_is_not_kept(invited: tuple[Invitation, str]) -> None:
    token = invited[1].split("/")[2]
    assert token not in str(Invitation.objects.values().get())


def test_owners_invite_by_mail(owner_client: Client, settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_WORKS = True
    url = reverse("accounts:invite", args=["acme"])
    answer = owner_client.post(url, {"email": "new@example.org", "role": "viewer"}, follow=True)
    assert "new@example.org" in answer.content.decode()
    [mail] = mailoutbox
    assert mail.to == ["new@example.org"]
    [link] = re.findall(r"http\S+/invitation/\S+", mail.body)
    assert link.startswith(settings.PUBLIC_URL)
    assert path_of(link) not in answer.content.decode()
    assert Client().get(path_of(link)).status_code == 200


def test_without_mail_the_link_is_shown_once(owner_client: Client, settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_WORKS = False
    url = reverse("accounts:invite", args=["acme"])
    page = owner_client.post(url, {"email": "new@example.org", "role": "viewer"}).content.decode()
    [link] = re.findall(r"http\S+/invitation/[\w-]+/", page)
    assert not mailoutbox
    assert Client().get(path_of(link)).status_code == 200
    assert "/invitation/" not in owner_client.get(reverse("accounts:people", args=["acme"])).content.decode()


def test_a_mail_server_that_fails_leaves_the_link(
    owner_client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_WORKS = True

    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    url = reverse("accounts:invite", args=["acme"])
    page = owner_client.post(url, {"email": "new@example.org", "role": "viewer"}).content.decode()
    assert re.search(r"http\S+/invitation/[\w-]+/", page)


def test_a_new_link_replaces_the_old_one(
    owner_client: Client, client: Client, invited: tuple[Invitation, str], settings: Any
) -> None:
    settings.MAIL_WORKS = False
    page = owner_client.post(reverse("accounts:renew-invitation", args=["acme", invited[0].pk])).content.decode()
    [link] = re.findall(r"http\S+/invitation/[\w-]+/", page)
    assert client.get(invited[1]).status_code == 404
    assert client.get(path_of(link)).status_code == 200


def test_an_invitation_is_taken_back(owner_client: Client, client: Client, invited: tuple[Invitation, str]) -> None:
    owner_client.post(reverse("accounts:revoke-invitation", args=["acme", invited[0].pk]))
    assert client.get(invited[1]).status_code == 404


def test_a_member_is_not_invited_again(owner_client: Client, viewer: Person) -> None:
    answer = owner_client.post(
        reverse("accounts:invite", args=["acme"]), {"email": viewer.email.upper(), "role": "owner"}
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_a_forgotten_password_by_mail(client: Client, settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_WORKS = True
    person = make_person("ann@example.org")
    answer = client.post(reverse("account_reset_password"), {"email": "Ann@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    [job] = DBTaskResult.objects.all()
    send_password_link.func(*job.args_kwargs["args"])
    [mail] = mailoutbox
    [link] = re.findall(r"http\S+/password/reset/key/\S+", mail.body)
    assert link.startswith(settings.PUBLIC_URL)
    set_password(client, link, "a wholly other phrase")
    person.refresh_from_db()
    assert person.check_password("a wholly other phrase")
    assert Deed.objects.filter(person=person, verb="password.reset").exists()


def set_password(client: Client, link: str, password: str) -> None:
    form = client.get(path_of(link))
    assert form.status_code == 302
    answer = client.post(form["Location"], {"password1": password, "password2": password})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")


def test_the_page_says_the_same_for_every_address(client: Client, settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_WORKS = True
    make_person("ann@example.org")
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ann@example.org", "nobody@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert DBTaskResult.objects.count() == 2
    for job in DBTaskResult.objects.all():
        send_password_link.func(*job.args_kwargs["args"])
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]


def test_without_mail_the_page_says_who_can_help(client: Client, settings: Any) -> None:
    settings.MAIL_WORKS = False
    make_person("ann@example.org")
    for answer in (
        client.get(reverse("account_reset_password")),
        client.post(reverse("account_reset_password"), {"email": "ann@example.org"}),
    ):
        assert "This installation sends no mail" in answer.content.decode()
    assert not DBTaskResult.objects.exists()


def test_a_password_link_works_once_and_for_a_day(client: Client, settings: Any) -> None:
    person = make_person("ann@example.org")
    link = password_link(person)
    assert settings.PASSWORD_RESET_TIMEOUT == 24 * 3600
    set_password(client, link, "a wholly other phrase")
    assert "no longer works" in Client().get(path_of(link)).content.decode()
    person.refresh_from_db()
    stale = password_link(person)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "no longer works" in client.get(path_of(stale)).content.decode()


def test_a_new_password_ends_the_sessions_and_keeps_the_second_step(client: Client) -> None:
    person = make_person("ann@example.org")
    thief = signed_in(person)
    assert thief.get(reverse("accounts:person")).status_code == 200
    set_password(client, password_link(person), "a wholly other phrase")
    assert thief.get(reverse("accounts:person")).status_code == 302
    assert client.get(reverse("accounts:person")).status_code == 302


def test_the_operator_prints_a_link_on_the_machine(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    person = make_person("ann@example.org")
    call_command("password_link", "Ann@example.org")
    set_password(client, capsys.readouterr().out.strip(), "a wholly other phrase")
    person.refresh_from_db()
    assert person.check_password("a wholly other phrase")
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("password_link", "nobody@example.org")


def test_nobody_signs_up(client: Client) -> None:
    for url in ("/account/signup/", "/account/email/", "/account/login/code/", "/account/password/set/"):
        assert client.get(url).status_code == 404
        assert client.post(url, {"email": "eve@example.org", "password1": PASSWORD}).status_code == 404
    assert not Person.objects.exists()
