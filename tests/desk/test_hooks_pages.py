"""The pages of webhooks: add, look, test, repeat, replace the secret, remove."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.hooks import actions
from footfall.apps.hooks.crypt import unseal
from footfall.apps.hooks.models import Attempt, Delivery, DeliveryState, Endpoint
from tests.desk.making import make_member, make_workspace, signed_in

pytestmark = pytest.mark.django_db
URL = "https://hooks.example.com/T0/very-secret?key=1"
EVENTS = ["audit.finished", "audit.failed"]


@pytest.fixture
def endpoint(workspace: Workspace, owner: Person) -> Endpoint:
    return actions.add_endpoint(workspace, url=URL, events=EVENTS, by=owner)[0]


def test_the_empty_page_says_what_will_be_here(owner_client: Client) -> None:
    text = owner_client.get("/w/acme/webhooks/").content.decode()
    assert "No program is told yet" in text
    assert "/w/acme/webhooks/add/" in text


def test_adding_shows_the_secret_once(owner_client: Client, workspace: Workspace) -> None:
    answer = owner_client.post("/w/acme/webhooks/add/", {"url": URL, "events": EVENTS})
    made = Endpoint.objects.get(workspace=workspace)
    secret = unseal(made.sealed_secret)
    assert secret in answer.content.decode()
    assert "no-store" in answer["cache-control"]
    assert made.events == EVENTS
    for page in ("/w/acme/webhooks/", f"/w/acme/webhooks/{made.pk}/"):
        assert secret not in owner_client.get(page).content.decode()


def test_a_wrong_form_is_answered_with_the_form(owner_client: Client) -> None:
    answer = owner_client.post("/w/acme/webhooks/add/", {"url": "http://127.0.0.1/", "events": []})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "public addresses" in text
    assert "Choose at least one event" in text
    assert not Endpoint.objects.exists()


def test_the_log_names_the_host_alone(endpoint: Endpoint, owner: Person) -> None:
    actions.remove_endpoint(endpoint, owner)
    assert {deed.thing for deed in Deed.objects.filter(verb__startswith="webhook.")} == {"hooks.example.com"}


def test_changing_and_turning_off(owner_client: Client, endpoint: Endpoint) -> None:
    form = owner_client.get(f"/w/acme/webhooks/{endpoint.pk}/change/").content.decode()
    assert URL in form.replace("&amp;", "&")
    answer = owner_client.post(
        f"/w/acme/webhooks/{endpoint.pk}/change/", {"url": "https://example.com/", "events": ["audit.worse"]}
    )
    assert answer.status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.events, endpoint.active) == ("https://example.com/", ["audit.worse"], False)


def test_a_test_and_its_delivery(owner_client: Client, endpoint: Endpoint) -> None:
    answer = owner_client.post(f"/w/acme/webhooks/{endpoint.pk}/test/", follow=True)
    text = answer.content.decode()
    assert "No attempt yet" in text
    delivery = Delivery.objects.get()
    assert delivery.message_id in text
    assert "Send it again" not in text


def test_what_was_answered_is_shown_and_never_run(owner_client: Client, endpoint: Endpoint) -> None:
    delivery = Delivery.objects.create(endpoint=endpoint, event="ping", body="{}", state=DeliveryState.FAILED)
    Attempt.objects.create(delivery=delivery, status=500, answer="<script>alert(1)</script>", problem="It said <b>.")
    text = owner_client.get(f"/w/acme/webhooks/{endpoint.pk}/deliveries/{delivery.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    answer = owner_client.post(f"/w/acme/webhooks/{endpoint.pk}/deliveries/{delivery.pk}/repeat/")
    delivery.refresh_from_db()
    assert answer.status_code == 302
    assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, 0)


def test_replacing_the_secret(owner_client: Client, endpoint: Endpoint) -> None:
    before = unseal(endpoint.sealed_secret)
    text = owner_client.post(f"/w/acme/webhooks/{endpoint.pk}/secret/").content.decode()
    endpoint.refresh_from_db()
    shown = re.search(r"whsec_[A-Za-z0-9+/=]+", text)
    assert shown is not None
    assert shown[0] == unseal(endpoint.sealed_secret) != before
    assert unseal(endpoint.former_sealed_secret) == before


def test_removing(owner_client: Client, endpoint: Endpoint) -> None:
    answer = owner_client.post(f"/w/acme/webhooks/{endpoint.pk}/remove/")
    assert answer.status_code == 302
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.CLIENT])
def test_only_owners_come_here(workspace: Workspace, endpoint: Endpoint, role: Role) -> None:
    browser = signed_in(make_member(workspace, role))
    assert browser.get("/w/acme/webhooks/").status_code == 403
    assert browser.post(f"/w/acme/webhooks/{endpoint.pk}/secret/").status_code == 403


@pytest.mark.parametrize(
    "place", ["", "change/", "test/", "secret/", "remove/", "deliveries/{d}/", "deliveries/{d}/repeat/"]
)
def test_webhooks_of_others_are_not_there(endpoint: Endpoint, place: str) -> None:
    delivery = Delivery.objects.create(endpoint=endpoint, event="ping", body="{}", state=DeliveryState.FAILED)
    other = make_workspace("Other", slug="other")
    browser = signed_in(make_member(other, Role.OWNER))
    path = f"/w/other/webhooks/{endpoint.pk}/{place.format(d=delivery.pk)}"
    assert {browser.get(path).status_code, browser.post(path).status_code} <= {404, 405}
    endpoint.refresh_from_db()
    assert endpoint.former_sealed_secret == ""
    assert Delivery.objects.count() == 1


def test_changes_need_post(owner_client: Client, endpoint: Endpoint) -> None:
    for place in ("test", "secret", "remove"):
        assert owner_client.get(f"/w/acme/webhooks/{endpoint.pk}/{place}/").status_code == 405


def test_the_log_costs_the_same_however_long(owner_client: Client, endpoint: Endpoint) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            owner_client.get(f"/w/acme/webhooks/{endpoint.pk}/")
        return len(made)

    Delivery.objects.create(endpoint=endpoint, event="ping", body="{}")
    queries()  # The first visit of a session writes that it was here.
    few = queries()
    Delivery.objects.bulk_create(Delivery(endpoint=endpoint, event="ping", body="{}") for _number in range(60))
    assert queries() == few
