"""Roles change, people go, an owner always stays; a link for a forgotten password goes to the right people only."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from footfall.apps.accounts.actions.members import LastOwnerError, change_role, remove_member
from footfall.apps.accounts.actions.persons import make_password_link
from footfall.apps.accounts.models import ApiToken, Deed, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.accounts.tokens import authenticate
from tests.desk.making import make_member, make_person, make_token, make_workspace, signed_in

pytestmark = pytest.mark.django_db


def member_of(person: Person, workspace: Workspace) -> Membership:
    return Membership.objects.get(person=person, workspace=workspace)


def url_of(name: str, person: Person, workspace: Workspace) -> str:
    return reverse(f"accounts:{name}", args=[workspace.slug, member_of(person, workspace).pk])


def test_an_owner_changes_a_role(owner_client: Client, viewer: Person, workspace: Workspace) -> None:
    answer = owner_client.post(url_of("role", viewer, workspace), {"role": "editor"})
    assert answer["Location"] == reverse("accounts:people", args=["acme"])
    assert member_of(viewer, workspace).role == Role.EDITOR
    deed = Deed.objects.get(verb="role.changed")
    assert deed.detail == {"role": "editor", "before": "viewer"}


def test_there_are_no_other_roles(owner_client: Client, viewer: Person, workspace: Workspace) -> None:
    assert owner_client.post(url_of("role", viewer, workspace), {"role": "god"}).status_code == 422
    assert member_of(viewer, workspace).role == Role.VIEWER


def test_the_last_owner_stays_owner(owner_client: Client, owner: Person, viewer: Person, workspace: Workspace) -> None:
    assert owner_client.post(url_of("role", owner, workspace), {"role": "editor"}).status_code == 422
    assert owner_client.post(url_of("remove", owner, workspace)).status_code == 422
    assert owner_client.post(reverse("accounts:leave", args=["acme"])).status_code == 422
    assert member_of(owner, workspace).role == Role.OWNER


def test_of_two_owners_one_may_go(owner_client: Client, owner: Person, workspace: Workspace) -> None:
    other = make_member(workspace, Role.OWNER)
    stale = member_of(other, workspace)
    assert owner_client.post(reverse("accounts:leave", args=["acme"])).status_code == 302
    assert not owner.memberships.exists()
    with pytest.raises(LastOwnerError):
        remove_member(stale, by=other)
    with pytest.raises(LastOwnerError):
        change_role(stale, Role.VIEWER, by=other)


def test_a_removed_person_sees_nothing_at_once(
    owner_client: Client, editor: Person, editor_client: Client, workspace: Workspace
) -> None:
    people = reverse("accounts:people", args=["acme"])
    assert editor_client.get(people).status_code == 200
    owner_client.post(url_of("remove", editor, workspace))
    assert editor_client.get(people).status_code == 404
    assert Person.objects.filter(pk=editor.pk).exists()


@pytest.mark.parametrize("end", ["remove", "demote", "leave"])
def test_tokens_end_with_the_right_to_make_them(
    owner: Person, owner_client: Client, workspace: Workspace, end: str
) -> None:
    other = make_member(workspace, Role.OWNER)
    theirs, _ = make_token(workspace, made_by=other)
    ours, _ = make_token(workspace, made_by=owner)
    if end == "remove":
        owner_client.post(url_of("remove", other, workspace))
    elif end == "demote":
        owner_client.post(url_of("role", other, workspace), {"role": "editor"})
    else:
        signed_in(other).post(reverse("accounts:leave", args=["acme"]))
    assert authenticate(theirs) is None
    assert authenticate(ours) is not None


def test_everybody_else_may_leave(workspace: Workspace, owner: Person) -> None:
    for role in (Role.EDITOR, Role.VIEWER, Role.CLIENT):
        person = make_member(workspace, role)
        browser = signed_in(person)
        assert "You will no longer see" in browser.get(reverse("accounts:leave", args=["acme"])).content.decode()
        browser.post(reverse("accounts:leave", args=["acme"]))
        assert not person.memberships.exists()
        assert browser.get(reverse("home"), follow=True).status_code == 200


def test_an_owner_makes_a_password_link_without_mail(
    owner: Person, owner_client: Client, viewer: Person, workspace: Workspace, settings: Any
) -> None:
    settings.MAIL_WORKS = False
    url = url_of("password-link", viewer, workspace)
    assert "password/reset/key" not in owner_client.get(url).content.decode()
    page = owner_client.post(url).content.decode()
    [link] = re.findall(r"http\S+/account/password/reset/key/[\w-]+/", page)
    assert link.startswith(settings.PUBLIC_URL)
    deed = Deed.objects.get(verb="password-link.made")
    assert (deed.person, deed.thing, deed.workspace) == (owner, viewer.email, workspace)
    assert link.split("/")[-2] not in str(deed.detail)


def test_with_mail_nobody_makes_links_for_others(
    owner_client: Client, viewer: Person, workspace: Workspace, settings: Any
) -> None:
    settings.MAIL_WORKS = True
    answer = owner_client.post(url_of("password-link", viewer, workspace))
    assert answer.status_code == 422
    assert "password/reset/key" not in answer.content.decode()


def refused(browser: Client, person: Person, workspace: Workspace) -> bool:
    answer = browser.post(url_of("password-link", person, workspace))
    return answer.status_code == 422 and "password/reset/key/" not in answer.content.decode()


def test_an_owner_can_not_become_somebody_elsewhere(
    owner: Person, owner_client: Client, viewer: Person, workspace: Workspace, settings: Any
) -> None:
    """Whoever accepts an invitation must not lose their other workspaces to the one who invited them."""
    settings.MAIL_WORKS = False
    other = make_workspace(owner=make_person())
    make_member(other, Role.CLIENT, viewer)
    assert refused(owner_client, viewer, workspace)
    with pytest.raises(PermissionError):
        make_password_link(viewer, workspace, by=owner)
    make_member(other, Role.OWNER, owner)
    assert not refused(owner_client, viewer, workspace)


def test_an_owner_can_not_become_the_operator(owner_client: Client, workspace: Workspace, settings: Any) -> None:
    settings.MAIL_WORKS = False
    operator = make_member(workspace, Role.VIEWER, make_person(is_operator=True))
    assert refused(owner_client, operator, workspace)


def test_the_operator_may_help_everybody_but_not_themselves(workspace: Workspace, settings: Any) -> None:
    settings.MAIL_WORKS = False
    operator = make_member(workspace, Role.OWNER, make_person(is_operator=True))
    person = make_member(workspace, Role.VIEWER)
    make_workspace(owner=person)
    browser = signed_in(operator)
    assert not refused(browser, person, workspace)
    assert refused(browser, operator, workspace)


def test_the_list_tells_what_an_owner_wants_to_know(
    owner_client: Client, viewer_client: Client, viewer: Person, workspace: Workspace, settings: Any
) -> None:
    settings.MAIL_WORKS = False
    for browser, may_change in ((owner_client, True), (viewer_client, False)):
        page = browser.get(reverse("accounts:people", args=["acme"])).content.decode()
        assert viewer.email in page
        assert (url_of("remove", member_of_owner(workspace), workspace) in page) is False
        assert ("/settings/people/invite/" in page) is may_change
        assert ("password-link" in page) is may_change


def member_of_owner(workspace: Workspace) -> Person:
    return Membership.objects.get(workspace=workspace, role=Role.OWNER).person


def test_the_list_costs_the_same_for_many(
    owner_client: Client, workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    for _ in range(15):
        make_member(workspace, Role.VIEWER)
    with django_assert_max_num_queries(14):
        owner_client.get(reverse("accounts:people", args=["acme"]))


def test_a_token_is_shown_once_and_revoked(owner_client: Client, workspace: Workspace) -> None:
    new = reverse("accounts:new-token", args=["acme"])
    assert owner_client.post(new, {"name": "CI", "scopes": ["everything"]}).status_code == 422
    assert owner_client.post(new, {"name": "CI", "scopes": []}).status_code == 422
    page = owner_client.post(new, {"name": "CI", "scopes": ["read", "write"], "days": "30"})
    [raw] = re.findall(r"ff_\w{8}_[\w-]{20,}", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    token = authenticate(raw)
    assert token is not None
    assert (token.scopes, token.expires_at is not None) == (["read", "write"], True)
    owner_client.post(new, {"name": "For ever", "scopes": ["read"], "days": "0"})
    assert workspace.api_tokens.get(name="For ever").expires_at is None
    listed = owner_client.get(reverse("accounts:tokens", args=["acme"])).content.decode()
    assert token.prefix in listed
    assert raw not in listed
    owner_client.post(reverse("accounts:revoke-token", args=["acme", token.pk]))
    assert authenticate(raw) is None
    owner_client.post(reverse("accounts:revoke-token", args=["acme", token.pk]))
    assert Deed.objects.filter(verb="token.revoked").count() == 1
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
