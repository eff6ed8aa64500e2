"""Every address of a workspace, as every role of another workspace and of its own, by every method.

Nobody adds an address unseen: its parameters need makers in `things`, and its view the guard with a right.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from footfall.apps.accounts.models import Membership, Person
from footfall.apps.accounts.rights import Right, Role, Scope
from footfall.project.api import api
from tests.desk.making import close, make_token, signed_in
from tests.desk.things import MAKERS, MARK, SHARED, Things

pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
ANSWERS = {"get": {200, 302, 303, 405}, "post": {200, 202, 302, 303, 400, 404, 405, 422}}
"""What a person with the right may hear. An empty form may ask for something that is not there."""
OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "invitation",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "public-report",
    "welcome",
    "work:ready",
}
"""Addresses that answer somebody who is not signed in. Each is meant; a new one needs its reason in the review."""
WORDS = ("abc", 1, "5b7a1d1e-7a53-4a4e-9d6f-0a4f3f0f9c11")
"""What stands for parameters of addresses outside workspaces; one of them fits."""


def walk(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern, set[str]]]:
    """(full name, pattern, names of parameters) of every address below."""
    own = set(resolver.pattern.regex.groupindex)
    inner = f"{space}{resolver.namespace}:" if resolver.namespace else space
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            for name, pattern, parameters in walk(entry, inner):
                yield name, pattern, own | parameters
        else:
            yield f"{inner}{entry.name}", entry, own | set(entry.pattern.regex.groupindex)


ALL = {name: (pattern, parameters) for name, pattern, parameters in walk(get_resolver())}
INSIDE = sorted(name for name, (_, parameters) in ALL.items() if "workspace" in parameters)
OUTSIDE = sorted(set(ALL) - set(INSIDE))
NESTED = sorted(name for name in INSIDE if len(ALL[name][1] - SHARED - {"workspace"}) > 1)
SCHEMA = api.get_openapi_schema()
OPERATIONS = sorted(
    (said["operationId"], method, path) for path, methods in SCHEMA["paths"].items() for method, said in methods.items()
)
ROLES = list(Role)


def address(name: str, things: Things, **instead: Any) -> str:
    values = {key: MAKERS[key](things) for key in ALL[name][1] if key not in instead}
    return reverse(name, kwargs=values | instead)


def any_address(name: str, parameters: set[str]) -> str:
    for word in WORDS:
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=dict.fromkeys(parameters, word))
    raise AssertionError(f"{name}: none of WORDS fits its parameters.")


def right_of(name: str) -> Right:
    right = getattr(ALL[name][0].callback, "right", None)
    assert isinstance(right, Right), f"{name} is below a workspace without @desk_view, so anybody may call it."
    return right


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    close(response)
    return str(content, "utf-8", "replace")


def call(client: Client, method: str, url: str, **more: Any) -> Any:
    return getattr(client, method)(url, **more)


@pytest.fixture(scope="module")
def _both(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Things, Things]]:
    """Two workspaces with one of every thing, made once: tests change them in transactions that are taken back."""
    with django_db_blocker.unblock():
        both = Things("here").filled(), Things("elsewhere").filled()
    yield both
    with django_db_blocker.unblock():
        for things in both:
            things.workspace.delete()
        Person.objects.all().delete()


@pytest.fixture
def here(_both: tuple[Things, Things], db: None) -> Things:
    return _both[0]


@pytest.fixture
def elsewhere(_both: tuple[Things, Things], db: None) -> Things:
    return _both[1]


def test_there_are_addresses() -> None:
    assert len(INSIDE) > 20
    assert NESTED


@pytest.mark.parametrize("name", INSIDE)
def test_every_parameter_has_a_maker(name: str) -> None:
    missing = ALL[name][1] - set(MAKERS)
    assert not missing, f"{name}: say in tests/desk/things.py how to make {', '.join(sorted(missing))}."


@pytest.mark.parametrize("name", INSIDE)
def test_anonymous_people_are_sent_to_sign_in(name: str, here: Things, client: Client) -> None:
    for method in METHODS:
        answer = call(client, method, address(name, here))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", INSIDE)
def test_every_role_of_another_workspace_finds_nothing(name: str, here: Things, elsewhere: Things) -> None:
    url = address(name, here)
    for role in ROLES:
        stranger = elsewhere.clients[role]
        for method in METHODS:
            answer = call(stranger, method, url)
            assert answer.status_code in {404, 405}, (role, method)
            assert f"{MARK} here" not in body_of(answer)


@pytest.mark.parametrize("name", [name for name in INSIDE if ALL[name][1] - SHARED - {"workspace"}])
def test_things_of_one_workspace_are_not_found_in_another(name: str, here: Things, elsewhere: Things) -> None:
    """The address names the stranger's own workspace, and a thing of the other one."""
    url = address(name, here, workspace=elsewhere.workspace.slug)
    for role in ROLES:
        stranger = elsewhere.clients[role]
        for method in METHODS:
            answer = call(stranger, method, url)
            expected = {404, 405} if role.may(right_of(name)) else {403, 405}
            assert answer.status_code in expected, (role, method)


@pytest.mark.parametrize("name", NESTED)
def test_things_inside_things_belong_together(name: str, here: Things, elsewhere: Things) -> None:
    """The outer thing is of the own workspace, the inner one of the other: `audits/<own>/pages/<foreign>/`."""
    owner = signed_in(here.owner)
    names = [key for key in ALL[name][0].pattern.regex.groupindex if key not in SHARED | {"workspace"}]
    for foreign in names:
        url = address(name, here, **{foreign: MAKERS[foreign](elsewhere)})
        for method in METHODS:
            assert call(owner, method, url).status_code in {404, 405}, (foreign, method)


@pytest.mark.parametrize("name", INSIDE)
def test_roles_may_exactly_what_the_right_says(name: str, here: Things) -> None:
    url, right = address(name, here), right_of(name)
    seen = set()
    for role, method in product(ROLES, METHODS):
        status = tried(here.clients[role], method, url)
        seen.add(status)
        if role.may(right):
            assert status in ANSWERS[method], (role, method)
        else:
            assert status in {403, 405}, (role, method)
    assert seen != {405}


def tried(client: Client, method: str, url: str) -> int:
    """The status of a call whose effects are taken back, because what one role posts may end the thing."""
    with transaction.atomic():
        answer = call(client, method, url)
        close(answer)
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.parametrize("name", INSIDE)
def test_changes_need_the_csrf_token(name: str, here: Things) -> None:
    browser = signed_in(here.owner, enforce_csrf_checks=True)
    assert browser.post(address(name, here)).status_code == 403


@pytest.mark.parametrize("name", [name for name in OUTSIDE if not name.startswith("api:")])
def test_other_addresses_ask_for_sign_in_or_are_named(name: str, client: Client) -> None:
    parameters = ALL[name][1]
    if name.endswith(":None") or name == "None":
        pytest.skip("the API's answer to unknown addresses")
    answer = client.get(any_address(name, parameters))
    is_closed = answer.status_code == 302 and answer["Location"].startswith(f"{reverse('account_login')}?next=")
    assert is_closed == (name not in OPEN), f"{name} answers {answer.status_code} to somebody who is not signed in."


@pytest.mark.parametrize(("operation", "method", "path"), OPERATIONS)
def test_the_api_shows_a_token_its_own_workspace_alone(
    operation: str, method: str, path: str, here: Things, elsewhere: Things, client: Client
) -> None:
    raw, _ = make_token(elsewhere.workspace, *Scope.values)
    answer = call(client, method, filled(path, here), **sent(raw))
    assert f"{MARK} here" not in body_of(answer)
    assert here.workspace.slug not in body_of(answer).split('"')
    if "{" in path and "{rule}" not in path:
        assert answer.status_code in ({404} if method in ("get", "delete") else {404, 422}), operation
    assert Membership.objects.filter(workspace=here.workspace).exists()


@pytest.mark.parametrize(("operation", "method", "path"), OPERATIONS)
def test_the_api_wants_a_token_with_the_scope(
    operation: str, method: str, path: str, here: Things, client: Client
) -> None:
    url = filled(path, here)
    assert call(client, method, url).status_code == 401
    needed = api._rights()[operation].right
    for right, scope in {Right.SEE: Scope.READ, Right.EDIT: Scope.WRITE, Right.MANAGE: Scope.MANAGE}.items():
        raw, _ = make_token(here.workspace, scope)
        allowed = right == needed or {right, needed} == {Right.SEE, Right.LOOK_INSIDE}
        answer = call(client, method, url, **sent(raw))
        close(answer)
        status = answer.status_code
        assert (status == 403) != allowed, (operation, scope, status)
        assert status < 500


def filled(path: str, things: Things) -> str:
    for key, make in MAKERS.items():
        if f"{{{key}}}" in path:
            path = path.replace(f"{{{key}}}", str(make(things)))
    assert "{" not in path, f"{path}: say in tests/desk/things.py how to make what is left in braces."
    return path


def sent(raw: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {raw}"}, "content_type": "application/json"}
