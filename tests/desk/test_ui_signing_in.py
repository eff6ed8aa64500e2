"""Pages of signing in, by django-allauth, in the desk's look."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal import auth as totp
from django import forms
from django.template.loader import render_to_string
from django.test import Client

from footfall.apps.accounts.models import Person
from tests.desk.making import PASSWORD
from tests.desk.ui_markup import INLINE

pytestmark = pytest.mark.django_db


def looked_at(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1>") == 1, "one title"
    assert re.search(r"<h1>\s*</h1>", page) is None
    assert INLINE.search(page) is None
    assert re.search(r"<title>\s*\S[^<]* · Footfall</title>", page)
    assert "ui/tokens.css" in page
    return page


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/account/password/reset/done/"])
def test_before_signing_in(client: Client, path: str) -> None:
    assert 'class="bare"' in looked_at(client, path)


@pytest.mark.parametrize(
    "path",
    ["/account/2fa/", "/account/2fa/webauthn/", "/account/sessions/", "/account/password/change/", "/account/logout/"],
)
def test_about_ones_account(owner_client: Client, path: str) -> None:
    assert 'class="desk"' in looked_at(owner_client, path)


def test_a_wrong_password_is_said_once_and_clearly(client: Client, owner: Person) -> None:
    page = client.post("/account/login/", {"login": owner.email, "password": "wrong"}).content.decode()
    assert page.count("belong together") == 1


def test_an_app_is_set_up_and_asked_for(owner: Person) -> None:
    client = Client()
    client.post("/account/login/", {"login": owner.email, "password": PASSWORD})
    assert "Is it you?" in looked_at(client, "/account/2fa/totp/activate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = looked_at(client, "/account/2fa/totp/activate/")
    found = re.search(r"<footfall-copy[^>]*><code>([A-Z2-7]+)</code>", page)
    assert found is not None
    codes = totp.yield_hotp_counters_from_time()
    code = totp.format_hotp_value(totp.hotp_value(found[1], next(iter(codes))))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    looked_at(client, "/account/2fa/recovery-codes/")
    looked_at(client, "/account/2fa/")
    looked_at(client, "/account/2fa/recovery-codes/generate/")
    looked_at(client, "/account/2fa/totp/deactivate/")

    another = Client()
    answer = another.post("/account/login/", {"login": owner.email, "password": PASSWORD}, follow=True)
    assert "Second step" in answer.content.decode()
    assert INLINE.search(answer.content.decode()) is None


def test_a_page_that_allauth_may_add_has_the_frame() -> None:
    """`mfa/trust.html` is switched off and stands for any page of allauth that has no template of ours."""
    page = render_to_string("mfa/trust.html", {"form": AnyForm(), "trust_from": NOW, "trust_until": NOW})
    assert 'class="bare"' in page
    assert 'class="field"' in page
    assert 'class="button primary"' in page
    assert INLINE.search(page) is None


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class AnyForm(forms.Form):
    code = forms.CharField()
