"""Webhooks: what is told to whom, how it is signed, what happens when nobody takes it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.hooks import actions, crypt, delivering, jobs, notices, schedule, signing
from footfall.apps.hooks.addresses import problem_of
from footfall.apps.hooks.models import Attempt, Delivery, DeliveryState, Endpoint
from tests.desk.making import make_workspace

ALL = ["audit.finished", "audit.worse", "audit.failed"]


class Receiver:
    """A program that takes webhooks on this machine: what came, and what it answers."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b"thanks"
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body)

            def log_message(self, *_said: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.ALLOW_PRIVATE = True
    made = Receiver()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def endpoint(workspace: Workspace, receiver: Receiver, owner: Person) -> tuple[Endpoint, str]:
    return actions.add_endpoint(workspace, url=receiver.url, events=ALL, by=owner)


def due(delivery: Delivery) -> None:
    """As if the time of its next attempt had come."""
    Delivery.objects.filter(pk=delivery.pk).update(next_at=timezone.now() - timedelta(seconds=1))


def checks(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver does it, written from the specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def test_a_message_is_signed_as_standard_webhooks_says() -> None:
    secret = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
    headers = signing.headers([secret], "msg_1", 1674087231, b'{"a":1}')
    assert headers["webhook-id"] == "msg_1"
    assert headers["webhook-timestamp"] == "1674087231"
    assert checks(secret, headers, b'{"a":1}')
    assert not checks(secret, headers, b'{"a":2}')


def test_new_secrets_are_long_enough_and_each_its_own() -> None:
    one, other = signing.new_secret(), signing.new_secret()
    assert one != other
    assert 24 <= len(base64.b64decode(one.removeprefix("whsec_"))) <= 64


@pytest.mark.django_db
def test_an_event_reaches_the_endpoint(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    (delivery,) = actions.fire(workspace, "audit.finished", {"audit": 7, "score": 81})
    jobs.deliver.call(delivery.pk)
    ((headers, body),) = receiver.came
    said = json.loads(body)
    assert said["type"] == "audit.finished"
    assert said["data"] == {"audit": 7, "score": 81}
    assert checks(endpoint[1], headers, body)
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"].startswith("Footfall/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.problem) == (DeliveryState.DELIVERED, 1, "")
    attempt = delivery.attempts.get()
    assert (attempt.status, attempt.answer, attempt.problem) == (200, "thanks", "")
    assert attempt.ended_at is not None


@pytest.mark.django_db
def test_only_those_are_told_who_asked(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    actions.add_endpoint(workspace, url=receiver.url + "/2", events=["audit.failed"], by=None)
    off, _secret = actions.add_endpoint(workspace, url=receiver.url + "/3", events=ALL, by=None)
    actions.change_endpoint(off, url=off.url, events=ALL, active=False, by=None)
    actions.add_endpoint(make_workspace(), url=receiver.url + "/4", events=ALL, by=None)
    assert [one.endpoint for one in actions.fire(workspace, "audit.worse", {})] == [endpoint[0]]
    with pytest.raises(ValueError, match="eaten"):
        actions.fire(workspace, "audit.eaten", {})


@pytest.mark.django_db
def test_an_event_that_is_rolled_back_was_never_told(workspace: Workspace, endpoint: tuple[Endpoint, str]) -> None:
    jobs_before = DBTaskResult.objects.count()
    with transaction.atomic():
        actions.fire(workspace, "audit.finished", {})
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0
    assert DBTaskResult.objects.count() == jobs_before
    actions.fire(workspace, "audit.finished", {})
    assert DBTaskResult.objects.count() == jobs_before + 1


@pytest.mark.django_db
def test_a_refused_message_is_repeated_under_the_same_id(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    receiver.status, receiver.body = 500, b"out of order"
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    assert delivery.next_at > timezone.now()
    assert delivery.problem == "The receiver answered with status 500 instead of 2xx."
    assert DBTaskResult.objects.filter(run_after=delivery.next_at).count() == 1
    endpoint[0].refresh_from_db()
    assert endpoint[0].failing_since is not None

    jobs.deliver.call(delivery.pk)  # Too early: nothing happens.
    assert len(receiver.came) == 1
    receiver.status, receiver.body = 204, b""
    due(delivery)
    jobs.deliver.call(delivery.pk)
    assert receiver.came[0][0]["webhook-id"] == receiver.came[1][0]["webhook-id"]
    assert receiver.came[0][1] == receiver.came[1][1]
    delivery.refresh_from_db()
    endpoint[0].refresh_from_db()
    assert (delivery.state, delivery.tries) == (DeliveryState.DELIVERED, 2)
    assert endpoint[0].failing_since is None


@pytest.mark.django_db
def test_two_workers_never_call_for_one_delivery(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    claimed = Delivery.objects.filter(pk=delivery.pk, next_at__lte=timezone.now())
    claimed.update(next_at=timezone.now() + schedule.LEASE)  # The other worker was quicker.
    assert delivering.attempt(delivery.pk) is None
    assert receiver.came == []


@pytest.mark.django_db
def test_a_delivery_whose_worker_died_is_found_again(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    Attempt.objects.create(delivery=delivery)
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(next_at=now + schedule.LEASE)
    assert delivering.overdue(now) == []
    later = now + 3 * schedule.LEASE
    assert delivering.overdue(later) == [delivery.pk]


@pytest.mark.django_db
def test_a_delivery_is_given_up_after_three_days_and_its_endpoint_after_five(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver, owner: Person
) -> None:
    receiver.status = 503
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    for _attempt in range(len(schedule.PAUSES) + 1):
        due(delivery)
        jobs.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    endpoint[0].refresh_from_db()
    assert (delivery.state, delivery.tries, len(receiver.came)) == (DeliveryState.FAILED, 10, 10)
    assert endpoint[0].active

    Endpoint.objects.update(failing_since=timezone.now() - schedule.GIVE_UP_AFTER)
    (late,) = actions.fire(workspace, "audit.finished", {})
    Delivery.objects.filter(pk=late.pk).update(tries=9)
    jobs.deliver.call(late.pk)
    endpoint[0].refresh_from_db()
    assert not endpoint[0].active
    assert endpoint[0].turned_off_why.startswith("Nothing could be delivered since ")
    assert Deed.objects.filter(verb="webhook.turned-off", workspace=workspace).count() == 1
    notices.tell_owners.call(endpoint[0].pk)
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert receiver.url in letter.body
    assert f"/w/acme/webhooks/{endpoint[0].pk}/" in letter.body
    assert actions.fire(workspace, "audit.finished", {}) == []


@pytest.mark.django_db
def test_a_receiver_that_is_gone_is_believed(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    receiver.status = 410
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    endpoint[0].refresh_from_db()
    assert not endpoint[0].active
    actions.change_endpoint(endpoint[0], url=receiver.url, events=ALL, active=True, by=None)
    endpoint[0].refresh_from_db()
    assert (endpoint[0].turned_off_why, endpoint[0].failing_since) == ("", None)


def test_pauses_grow_heed_retry_after_and_end() -> None:
    chance = Random(1)
    pauses = [schedule.pause_after(tries, None, chance) for tries in range(1, 11)]
    assert pauses[-1] is None
    known = [pause for pause in pauses if pause is not None]
    assert known == sorted(known)
    assert timedelta(days=3) < sum(known, timedelta()) < timedelta(days=4)
    assert schedule.pause_after(1, 3600.0, chance) == timedelta(hours=1)
    assert schedule.pause_after(1, 1e9, chance) == schedule.LONGEST_ASKED


@pytest.mark.django_db
def test_redirects_are_not_followed(workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver) -> None:
    receiver.status, receiver.headers = 307, {"location": receiver.url + "/elsewhere"}
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    attempt = delivery.attempts.get()
    assert len(receiver.came) == 1
    assert attempt.status == 307
    assert "redirect" in attempt.problem


@pytest.mark.django_db
def test_a_compressed_or_endless_answer_is_not_kept(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    receiver.headers, receiver.body = {"content-encoding": "br"}, b"\x00" * 10
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    receiver.headers, receiver.body = {}, b"x" * 1_000_000
    (other,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(other.pk)
    assert [row.answer for row in Attempt.objects.order_by("pk")] == ["", "x" * 2000]
    assert len(receiver.came) == 2


@pytest.mark.django_db
def test_private_addresses_are_refused_when_the_call_is_made(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver, settings: Any
) -> None:
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    settings.ALLOW_PRIVATE = False
    jobs.deliver.call(delivery.pk)
    assert receiver.came == []
    assert delivery.attempts.get().problem.startswith("The address leads to a private network")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/hook",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "https://example.com:22/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "//example.com/",
        "https://user:word@example.com/",
        "https://example.com/a b",
        "https://exa\x00mple.com/",
        "https://[broken/",
        "https://example.com:99999/",
        "https://example.com/" + "x" * 2000,
        "",
    ],
)
def test_addresses_that_no_webhook_may_have(url: str) -> None:
    assert problem_of(url).endswith(".")


def test_addresses_that_a_webhook_may_have() -> None:
    assert problem_of("https://example.com/webhook?key=1") == ""
    assert problem_of("http://hooks.example.com:80/") == ""


@pytest.mark.django_db
def test_problems_of_a_form_are_told_by_field(workspace: Workspace) -> None:
    with pytest.raises(ValidationError) as caught:
        actions.add_endpoint(workspace, url="http://localhost/", events=["ping"], by=None)
    assert set(caught.value.message_dict) == {"url", "events"}


@pytest.mark.django_db
def test_a_workspace_has_twenty_at_most(workspace: Workspace) -> None:
    for number in range(actions.MOST):
        actions.add_endpoint(workspace, url=f"https://example.com/{number}", events=ALL, by=None)
    with pytest.raises(ValidationError, match="20 webhooks at most"):
        actions.add_endpoint(workspace, url="https://example.com/more", events=ALL, by=None)


@pytest.mark.django_db
def test_telling_costs_the_same_however_many_endpoints_listen_to_something_else(workspace: Workspace) -> None:
    actions.add_endpoint(workspace, url="https://example.com/1", events=["audit.finished"], by=None)
    with CaptureQueriesContext(connection) as few:
        actions.fire(workspace, "audit.worse", {})
    actions.add_endpoint(workspace, url="https://example.com/2", events=["audit.finished"], by=None)
    with CaptureQueriesContext(connection) as more:
        actions.fire(workspace, "audit.worse", {})
    assert len(few) == len(more) == 1


@pytest.mark.django_db
def test_secrets_are_sealed_and_survive_a_new_key(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver, settings: Any
) -> None:
    made, secret = endpoint
    assert secret not in made.sealed_secret
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the desk"
    assert crypt.unseal(made.sealed_secret) == secret
    jobs.tidy.call()
    made.refresh_from_db()
    settings.SECRET_KEY_FALLBACKS = []
    assert crypt.unseal(made.sealed_secret) == secret
    settings.SECRET_KEY = "a third key, and the others are forgotten"
    with pytest.raises(crypt.SealError):
        crypt.unseal(made.sealed_secret)
    jobs.tidy.call()
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    assert "Replace the secret" in delivery.attempts.get().problem
    assert receiver.came == []


def test_keys_of_other_purposes_do_not_open_secrets(settings: Any) -> None:
    raw = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    foreign = Fernet(base64.urlsafe_b64encode(raw)).encrypt(b"secret").decode()
    with pytest.raises(crypt.SealError):
        crypt.unseal(foreign)
    with pytest.raises(crypt.SealError):
        crypt.reseal(foreign)


@pytest.mark.django_db
def test_for_a_day_the_former_secret_signs_too(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    made, former = endpoint
    present = actions.rotate_secret(made, None)
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    jobs.deliver.call(delivery.pk)
    assert checks(present, *receiver.came[0])
    assert checks(former, *receiver.came[0])
    Endpoint.objects.update(former_until=timezone.now() - timedelta(seconds=1))
    actions.redeliver(delivery, None)
    jobs.deliver.call(delivery.pk)
    assert checks(present, *receiver.came[1])
    assert not checks(former, *receiver.came[1])
    jobs.tidy.call()
    made.refresh_from_db()
    assert made.former_sealed_secret == ""


@pytest.mark.django_db
def test_the_log_is_kept_for_thirty_days(workspace: Workspace, endpoint: tuple[Endpoint, str]) -> None:
    (old,) = actions.fire(workspace, "audit.finished", {})
    (young,) = actions.fire(workspace, "audit.finished", {})
    Delivery.objects.update(state=DeliveryState.DELIVERED)
    Delivery.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=31))
    jobs.tidy.call()
    assert list(Delivery.objects.all()) == [young]


@pytest.mark.django_db
def test_a_test_is_sent_once_and_also_while_it_is_off(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    made = actions.change_endpoint(endpoint[0], url=receiver.url, events=ALL, active=False, by=None)
    receiver.status = 500
    sent = actions.ping(made, None)
    jobs.deliver.call(sent.pk)
    sent.refresh_from_db()
    assert json.loads(receiver.came[0][1])["type"] == "ping"
    assert sent.state == DeliveryState.FAILED


@pytest.mark.django_db
def test_what_waits_while_it_is_turned_off_is_not_sent(
    workspace: Workspace, endpoint: tuple[Endpoint, str], receiver: Receiver
) -> None:
    (delivery,) = actions.fire(workspace, "audit.finished", {})
    actions.change_endpoint(endpoint[0], url=receiver.url, events=ALL, active=False, by=None)
    jobs.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, receiver.came) == (DeliveryState.FAILED, [])
