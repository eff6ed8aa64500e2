"""Short links and campaigns by program."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from footfall.apps.accounts.models import Workspace
from footfall.apps.links import store
from footfall.apps.links.models import Campaign, Link, State
from footfall.apps.sites.actions import add_site
from tests.desk.making import make_token
from tests.desk.test_api_resources import got, sent
from tests.desk.test_links_pages import PAGE, Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(workspace: Workspace) -> Client:
    add_site(workspace, "https://own.example/", by=None)
    raw, _row = make_token(workspace, "read", "write")
    return Client(headers={"authorization": f"Bearer {raw}"})


def refused(program: Client, method: str, path: str, body: Any) -> dict[str, str]:
    """What is wrong by field."""
    answer = getattr(program, method)(f"/api/v1{path}", body, content_type="application/json")
    assert answer.status_code == 422, answer.content
    return {one["field"]: one["problem"] for one in answer.json()["fields"]}


def test_a_links_life(program: Client) -> None:
    body = {"target": PAGE, "network": "linkedin", "code": "spring", "ends_at": "2099-01-01T00:00:00Z", "post": 9}
    made = sent(program, "post", "/short-links", body, 201)
    assert made["short"] == "http://127.0.0.1:8000/r/spring"
    assert made["landing"] == f"{PAGE}?utm_source=linkedin&utm_medium=social&s={made['token']}"
    one = f"/short-links/{made['id']}"
    assert got(program, one) == made
    changed = sent(program, "patch", one, {"target": f"{PAGE}/2", "state": "off", "ends_at": None})
    assert (changed["target"], changed["state"], changed["ends_at"]) == (f"{PAGE}/2", "off", None)
    assert sent(program, "patch", one, {"state": "on"})["state"] == "on"
    assert program.delete(f"/api/v1{one}").status_code == 204
    assert Link.objects.get().state == State.GONE
    answer = program.patch(f"/api/v1{one}", {"notes": "x"}, content_type="application/json")
    assert (answer.status_code, "deleted" in answer.json()["detail"]) == (422, True)


def test_what_is_refused_names_its_field(program: Client) -> None:
    assert "begin with https" in refused(program, "post", "/short-links", {"target": "javascript:x"})["body.target"]
    wrong = {"target": PAGE, "network": "facebok"}
    assert "did you mean “facebook”" in refused(program, "post", "/short-links", wrong)["body.network"]
    assert sent(program, "post", "/short-links", wrong | {"as_written": True}, 201)["source"] == "facebok"
    for body in ({"target": PAGE, "nonsense": 1}, {"target": f"{PAGE}\x00"}, {"target": PAGE, "ends_at": "2099-01-01"}):
        assert refused(program, "post", "/short-links", body)


def test_many_at_once(program: Client) -> None:
    wishes = [{"target": PAGE, "network": "x"}, {"target": PAGE, "label": "second account"}]
    made = sent(program, "post", "/short-links/bulk", {"links": wishes}, 201)
    assert [one["network"] for one in made] == ["x", ""]
    wrong = refused(program, "post", "/short-links/bulk", {"links": [*wishes, {"target": "https://evil.example/"}]})
    assert list(wrong) == ["body.links.2.target"]
    assert Link.objects.count() == 2
    listed = got(program, "/short-links?network=x")
    assert [one["id"] for one in listed["items"]] == [made[0]["id"]]
    assert got(program, "/short-links?text=second&state=on&limit=1")["total"] == 1


def test_clicks_and_qr(program: Client) -> None:
    made = sent(program, "post", "/short-links", {"target": PAGE}, 201)
    told = Told()
    told.clicks = {made["id"]: (12, 5)}
    store.use(told)
    try:
        clicks = got(program, f"/short-links/{made['id']}/clicks")
    finally:
        store.use(None)
    assert (clicks["people"], clicks["programs"]) == (12, 5)
    assert clicks["networks"] == [{"network": "linkedin", "people": 12, "programs": 5}]
    assert [one["network"] for one in clicks["posted"]] == ["mastodon"]
    assert program.get(f"/api/v1/short-links/{made['id']}/qr").content.startswith(b"<svg")
    assert program.get(f"/api/v1/short-links/{made['id']}/qr?form=png").content.startswith(b"\x89PNG")
    assert program.get(f"/api/v1/short-links/{made['id']}/qr?form=gif").status_code == 422


def test_campaigns(program: Client) -> None:
    made = sent(program, "post", "/campaigns", {"name": "Spring Sale", "medium": "Email"}, 201)
    assert (made["slug"], made["medium"]) == ("spring-sale", "email")
    assert "already" in refused(program, "post", "/campaigns", {"name": "Spring sale"})["body.slug"]
    assert got(program, "/campaigns")["items"] == [made]
    assert program.delete(f"/api/v1/campaigns/{made['id']}").status_code == 204
    assert not Campaign.objects.exists()
