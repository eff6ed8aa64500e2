"""The API's door: who gets in, what errors look like, how often one may call, what it says of itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from footfall.apps.accounts.api import limits
from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.sites.models import Site
from tests.desk.making import make_member, make_token, make_workspace, signed_in

pytestmark = pytest.mark.django_db


def caller(workspace: Workspace, *scopes: str, **fields: Any) -> Client:
    """A program with a token."""
    raw, _row = make_token(workspace, *scopes, **fields)
    return Client(headers={"authorization": f"Bearer {raw}"})


def problem_of(answer: Any) -> dict[str, Any]:
    assert answer["content-type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer.content)
    assert said["status"] == answer.status_code
    assert said["detail"].endswith(".")
    return said


def test_a_token_opens_its_workspace(workspace: Workspace) -> None:
    said = caller(workspace, "read", "write").get("/api/v1/me").json()
    assert said == {
        "kind": "token",
        "name": "A program",
        "workspace": "acme",
        "workspace_name": "Acme",
        "rights": ["edit", "look-inside", "see"],
        "expires_at": None,
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ff_nobody_knows", "Basic abc", "Bearer \x00", "ff_"])
def test_without_a_working_token_nobody_gets_in(workspace: Workspace, header: str) -> None:
    answer = Client(headers={"authorization": header}).get("/api/v1/me")
    assert problem_of(answer)["status"] == 401
    assert answer["www-authenticate"] == "Bearer"


def test_nobody_gets_in_without_anything(client: Client) -> None:
    assert problem_of(client.get("/api/v1/sites"))["status"] == 401
    assert problem_of(client.post("/api/v1/sites", {}, content_type="application/json"))["status"] == 401


def test_expired_and_revoked_tokens_open_nothing(workspace: Workspace) -> None:
    late = caller(workspace, expires_at=timezone.now() - timedelta(seconds=1))
    assert problem_of(late.get("/api/v1/me"))["status"] == 401
    raw, row = make_token(workspace)
    row.revoked_at = timezone.now()
    row.save()
    assert Client(headers={"authorization": f"Bearer {raw}"}).get("/api/v1/me").status_code == 401


def test_a_token_that_fails_does_not_fall_back_to_the_session(owner: Person) -> None:
    answer = signed_in(owner).get("/api/v1/me", headers={"authorization": "Bearer ff_nobody_knows"})
    assert answer.status_code == 401


def test_guessing_tokens_is_slowed_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.apps.accounts.api.caller.FAILURES_A_MINUTE", 2)
    wrong = {"authorization": "Bearer ff_nobody_knows"}
    assert [client.get("/api/v1/me", headers=wrong).status_code for _call in range(3)] == [401, 401, 429]


SCOPES = [
    ("get", "/api/v1/sites", "read"),
    ("get", "/api/v1/rules", "read"),
    ("get", "/api/v1/consumers", "read"),
    ("get", "/api/v1/formats", "read"),
    ("get", "/api/v1/people", "read"),
    ("post", "/api/v1/sites", "write"),
    ("get", "/api/v1/log", "manage"),
    ("get", "/api/v1/webhooks", "manage"),
    ("post", "/api/v1/webhooks", "manage"),
]


@pytest.mark.parametrize(("method", "url", "scope"), SCOPES)
def test_each_address_asks_for_its_scope(workspace: Workspace, method: str, url: str, scope: str) -> None:
    others = [one for one in ("read", "write", "manage") if one != scope]
    refused = getattr(caller(workspace, *others), method)(url, {}, content_type="application/json")
    assert scope in problem_of(refused)["detail"]
    assert refused.status_code == 403
    let_in = getattr(caller(workspace, scope), method)(url, {}, content_type="application/json")
    assert let_in.status_code in (200, 422)


@pytest.mark.parametrize(
    ("role", "sees", "looks", "edits", "manages"),
    [
        (Role.OWNER, 200, 200, 422, 200),
        (Role.EDITOR, 200, 200, 422, 403),
        (Role.VIEWER, 200, 200, 403, 403),
        (Role.CLIENT, 200, 403, 403, 403),
    ],
)
def test_a_person_calls_with_their_role(
    workspace: Workspace, role: Role, sees: int, looks: int, edits: int, manages: int
) -> None:
    browser = signed_in(make_member(workspace, role))
    assert browser.get("/api/v1/sites").status_code == sees
    assert browser.get("/api/v1/people").status_code == looks
    assert browser.post("/api/v1/sites", {}, content_type="application/json").status_code == edits
    assert browser.get("/api/v1/log").status_code == manages


def test_a_person_names_the_workspace(workspace: Workspace, owner: Person) -> None:
    other = make_workspace("Zebra", slug="zebra", owner=owner)
    foreign = make_workspace()
    browser = signed_in(owner)
    named = {"footfall-workspace": other.slug}
    assert browser.get("/api/v1/me", headers=named).json()["workspace"] == "zebra"
    for unknown in (foreign.slug, "nobody", "\0"):
        assert browser.get("/api/v1/me", headers={"footfall-workspace": unknown}).status_code == 403


def test_a_session_needs_the_csrf_token(workspace: Workspace, owner: Person) -> None:
    browser = signed_in(owner, enforce_csrf_checks=True)
    body = {"address": "https://example.org/"}
    assert browser.post("/api/v1/sites", body, content_type="application/json").status_code == 403
    token = "x" * 32
    browser.cookies["csrftoken"] = token
    answer = browser.post("/api/v1/sites", body, content_type="application/json", headers={"x-csrftoken": token})
    assert answer.status_code == 201


def test_a_token_needs_none_and_is_named_in_the_log(workspace: Workspace) -> None:
    raw, row = make_token(workspace, "write")
    program = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {raw}"})
    answer = program.post("/api/v1/sites", {"address": "https://example.org/"}, content_type="application/json")
    assert answer.status_code == 201
    assert Deed.objects.get(verb="site.added").token == row
    assert Site.objects.get().workspace == workspace


def test_errors_are_problems_with_a_sentence(workspace: Workspace) -> None:
    program = caller(workspace, "read", "write")
    assert problem_of(program.get("/api/v1/sites/7"))["status"] == 404
    assert problem_of(program.get("/api/v1/nothing/here"))["status"] == 404
    wrong = program.put("/api/v1/sites")
    assert problem_of(wrong)["status"] == 405
    assert wrong["allow"] == "GET, POST"
    assert problem_of(program.post("/api/v1/sites", "{", content_type="application/json"))["status"] == 400
    unknown = program.post("/api/v1/sites", {"adress": "x", "max_pages": 0}, content_type="application/json")
    fields = {one["field"] for one in problem_of(unknown)["fields"]}
    assert fields == {"body.address", "body.adress", "body.max_pages"}
    assert {one["field"] for one in problem_of(program.get("/api/v1/sites?limit=201&page=0"))["fields"]} == {
        "query.limit",
        "query.page",
    }
    big = program.post("/api/v1/sites", "x" * 70_000, content_type="application/json")
    assert problem_of(big)["status"] == 413


@pytest.mark.parametrize("number", ["0", "-1", "9223372036854775808", "1e3", "x", "1%00"])
def test_odd_ids_are_refused(workspace: Workspace, number: str) -> None:
    answer = caller(workspace).get(f"/api/v1/sites/{number}")
    assert problem_of(answer)["status"] == 422


def test_what_breaks_is_told_without_its_text(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the database's password is walnut")

    monkeypatch.setattr("footfall.apps.sites.api.sites.listed", broken)
    said = problem_of(caller(workspace).get("/api/v1/sites"))
    assert said["status"] == 500
    assert "walnut" not in str(said)
    assert "walnut" in caplog.text


def test_one_caller_can_only_call_so_often(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.EVERY, "calls", 2)
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_045.5)
    program = caller(workspace)
    assert [program.get("/api/v1/me").status_code for _call in range(2)] == [200, 200]
    answer = program.get("/api/v1/me")
    assert problem_of(answer)["status"] == 429
    assert answer["retry-after"] == "15"
    assert caller(workspace).get("/api/v1/me").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_060.0)
    assert program.get("/api/v1/me").status_code == 200


def test_writing_has_a_limit_of_its_own(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.DEAR, "calls", 1)
    program = caller(workspace, "read", "write")
    body = {"address": "https://example.org/"}
    written = [program.post("/api/v1/sites", body, content_type="application/json").status_code for _call in range(2)]
    assert written == [201, 429]
    assert program.get("/api/v1/sites").status_code == 200


def test_nothing_is_cached(workspace: Workspace) -> None:
    assert "no-store" in caller(workspace).get("/api/v1/me")["cache-control"]


def test_the_description_names_scopes_and_errors(client: Client) -> None:
    said = client.get("/api/openapi.json").json()
    operation = said["paths"]["/api/v1/webhooks"]["post"]
    assert operation["security"] == [{"token": ["manage"]}, {"session": []}]
    assert set(operation["responses"]) >= {"201", "400", "401", "403", "413", "422", "429"}
    assert set(operation["responses"]["401"]["content"]) == {"application/problem+json"}
    ids = [one["operationId"] for operations in said["paths"].values() for one in operations.values()]
    assert len(ids) == len(set(ids))
    assert all(one["description"] for operations in said["paths"].values() for one in operations.values())


def test_the_documentation_page_names_every_call(client: Client) -> None:
    text = client.get("/api/docs").content.decode()
    described = client.get("/api/openapi.json").json()
    for path in described["paths"]:
        assert path in text
    for name in described["components"]["schemas"]:
        assert f'id="{name}"' in text
    assert "<style" not in text
    assert " style=" not in text
