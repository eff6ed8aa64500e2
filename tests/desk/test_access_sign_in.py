"""Signing in: second step, recovery codes, passkeys, limits against guessing, sessions, and no way around."""

from __future__ import annotations

import base64
import hmac
import json
import struct
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from footfall.apps.accounts.adapter import MFAAdapter
from footfall.apps.accounts.models import Deed, Person
from footfall.project import settings as project
from tests.desk.making import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def ann() -> Person:
    return make_person("ann@example.org", name="Ann")


def sign_in(client: Client, password: str = PASSWORD, *, email: str = "ann@example.org", **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post(LOGIN, {"login": email, "password": password} | more, headers=headers)


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:person")).status_code == 200


def test_e_mail_address_and_password(client: Client, ann: Person) -> None:
    assert sign_in(client, email="Ann@Example.org")["Location"] == reverse("home")
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, ann: Person) -> None:
    wrong = sign_in(client, "wrong")
    unknown = sign_in(client, "wrong", email="nobody@example.org")
    assert wrong.status_code == unknown.status_code
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert not is_in(client)


def test_who_is_switched_off_stays_outside(client: Client, ann: Person) -> None:
    Person.objects.update(is_active=False)
    assert sign_in(client)["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_the_session_gets_a_new_key(client: Client, ann: Person) -> None:
    """A key that was planted before is worth nothing after."""
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    assert planted is not None
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert is_in(client)
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://localhost/",
        "\thttps://evil.example/",
    ],
)
def test_nobody_is_sent_elsewhere(client: Client, ann: Person, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == reverse("home")
    assert client.post(reverse("account_logout"), {"next": elsewhere})["Location"] == "/"
    again = client.post(f"{LOGIN}?next={elsewhere}", {"login": "ann@example.org", "password": PASSWORD})
    assert again["Location"] == reverse("home")


def test_the_page_that_was_asked_for_comes_after_signing_in(client: Client, ann: Person) -> None:
    asked = client.get("/workspaces/?a=b")
    assert asked["Location"] == f"{LOGIN}?next=/workspaces/%3Fa%3Db"
    assert sign_in(client, next="/workspaces/?a=b")["Location"] == "/workspaces/?a=b"


def test_guessing_the_password_of_one_person_is_limited(client: Client, ann: Person) -> None:
    for attempt in range(5):
        sign_in(client, f"wrong {attempt}", headers={"X-Forwarded-For": f"203.0.113.{attempt}"})
    locked = Client()
    assert "wrong too often" in sign_in(locked).content.decode()
    assert not is_in(locked)
    assert not is_in(with_host(locked, "127.0.0.1"))


def with_host(client: Client, host: str) -> Client:
    sign_in(client, headers={"Host": host})
    return client


def test_guessing_one_password_for_many_people_is_limited(client: Client, ann: Person) -> None:
    for number in range(20):
        sign_in(
            client, "wrong", email=f"person{number}@example.org", headers={"X-Forwarded-For": f"203.0.113.{number}"}
        )
    sign_in(client)
    assert not is_in(client)
    other = Client(REMOTE_ADDR="198.51.100.7")
    sign_in(other)
    assert is_in(other)


def test_limits_hold_on_the_cache_that_processes_share(ann: Person, settings: Any) -> None:
    """Also when somebody fills it with other counters."""
    settings.CACHES = project.CACHES
    call_command("createcachetable")
    for number in range(5):
        sign_in(Client(), f"wrong {number}")
    for number in range(400):
        cache.set(f"another-counter-{number}", [0.0], 300)
    late = Client()
    sign_in(late)
    assert not is_in(late)


def test_a_right_password_does_not_reset_the_count(client: Client, ann: Person) -> None:
    """Whoever has one account could otherwise sign in now and then, and guess on."""
    for _ in range(4):
        sign_in(Client(), "wrong")
    sign_in(client)
    assert is_in(client)
    sign_in(Client(), "wrong")
    late = Client()
    sign_in(late)
    assert not is_in(late)


def test_links_by_mail_are_limited(client: Client, settings: Any) -> None:
    settings.MAIL_WORKS = True
    statuses = [
        client.post(reverse("account_reset_password"), {"email": "ann@example.org"}).status_code for _ in range(6)
    ]
    assert statuses == [302] * 5 + [429]


def code_of(secret: str, *, ahead: int = 0) -> str:
    """As an app works it out: RFC 6238 with SHA-1, six digits, thirty seconds."""
    step = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(base64.b32decode(secret), step, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def set_up_app(client: Client) -> str:
    """Signs in, sets the app up, and gives its secret."""
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret: str = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_the_second_step_by_an_app(
    client: Client, ann: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    assert Deed.objects.filter(verb="second-step.added", person=ann).exists()
    browser = Client()
    assert sign_in(browser)["Location"] == reverse("mfa_authenticate")
    assert not is_in(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, ahead=40)})
    assert not is_in(browser)
    code = code_of(secret, ahead=1)
    browser.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(browser)
    second = Client()
    sign_in(second)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(second), "a code that somebody looked at over the shoulder worked again"


def test_guessing_codes_is_limited(client: Client, ann: Person) -> None:
    secret = set_up_app(client)
    browser = Client()
    sign_in(browser)
    for number in range(5):
        browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, ahead=40 + number)})
    page = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, ahead=1)})
    assert "wrong too often" in page.content.decode()
    assert not is_in(browser)


def test_recovery_codes_work_once(client: Client, ann: Person) -> None:
    set_up_app(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (True, False):
        browser = Client()
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(browser) is expected


def test_secrets_of_the_second_step_are_sealed(client: Client, ann: Person, settings: Any) -> None:
    secret = set_up_app(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert MFAAdapter().decrypt(kept) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert MFAAdapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert MFAAdapter().decrypt(kept) != MFAAdapter().decrypt(kept)


def test_changes_of_the_second_step_ask_for_the_password_again(client: Client, ann: Person) -> None:
    browser = signed_in(ann)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert browser.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))


def test_passkeys_are_offered_and_a_made_up_one_is_refused(client: Client, ann: Person) -> None:
    options = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]
    for made_up in ({}, [], "x", 7, {"id": "x"}, {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(made_up)})
        assert answer["Location"] == LOGIN
        assert not is_in(client)


def test_other_sessions_are_listed_and_ended(client: Client, ann: Person) -> None:
    phone = Client(headers={"User-Agent": "A phone <b>"})
    sign_in(phone)
    sign_in(client)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "A phone &lt;b&gt;" in page
    client.post(reverse("usersessions_list"))
    assert is_in(client)
    assert not is_in(phone)


def test_a_new_password_ends_the_other_sessions(client: Client, ann: Person) -> None:
    other = signed_in(ann)
    sign_in(client)
    form = {"oldpassword": PASSWORD, "password1": "a wholly other phrase", "password2": "a wholly other phrase"}
    client.post(reverse("account_change_password"), form)
    assert is_in(client)
    assert not is_in(other)
    assert Deed.objects.filter(verb="password.changed", person=ann).exists()


def test_the_password_until_now_must_be_right(client: Client, ann: Person) -> None:
    sign_in(client)
    form = {"oldpassword": "wrong", "password1": "a wholly other phrase", "password2": "a wholly other phrase"}
    client.post(reverse("account_change_password"), form)
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)


def test_signing_out_takes_a_post(client: Client, ann: Person) -> None:
    sign_in(client)
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)
