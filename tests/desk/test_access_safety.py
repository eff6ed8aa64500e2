"""What keeps every page safe: headers, cookies, escaping, settings fit for the open, secrets that logs don't tell."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from footfall.apps.accounts.actions.invitations import invite
from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.project.logs import Json, Line, without_secrets
from tests.desk.making import PASSWORD, make_member, make_person, make_token, signed_in

HTML = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/account/login/", "/you/", "/w/acme/settings/people/", "/nowhere/"])
def test_every_answer_bears_the_headers(owner_client: Client, url: str) -> None:
    answer = owner_client.get(url)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_cookies_are_out_of_reach(client: Client) -> None:
    make_person("ann@example.org")
    client.post("/account/login/", {"login": "ann@example.org", "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert not session["domain"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/account/login/", "/account/logout/", "/you/", "/you/email/", "/workspaces/new/"])
def test_forms_need_the_csrf_token(owner: Person, url: str) -> None:
    browser = signed_in(owner, enforce_csrf_checks=True)
    assert browser.post(url, {"name": "x"}).status_code == 403


@pytest.mark.django_db
def test_names_are_text_everywhere(workspace: Workspace, settings: Any) -> None:
    settings.MAIL_WORKS = False
    Workspace.objects.update(name=HTML[:120])
    owner = make_member(workspace, Role.OWNER, make_person(name=HTML))
    other = make_member(workspace, Role.VIEWER, make_person(name=HTML))
    workspace.refresh_from_db()
    _, invitation = invite(workspace, "new@example.org", Role.VIEWER, by=owner)
    make_token(workspace, name=HTML[:80], made_by=owner)
    member = other.memberships.get().pk
    base = "/w/acme/settings"
    browser = signed_in(owner)
    pages = [
        "/you/",
        "/workspaces/",
        f"{base}/",
        f"{base}/delete/",
        f"{base}/leave/",
        f"{base}/people/",
        f"{base}/people/invite/",
        f"{base}/people/{member}/role/",
        f"{base}/people/{member}/remove/",
        f"{base}/people/{member}/password-link/",
        f"{base}/tokens/",
        f"{base}/log/",
        f"/invitation/{invitation}/",
        "/w/acme/",
    ]
    for url in pages:
        said = browser.get(url).content.decode()
        assert "&lt;script&gt;alert(1)" in said, url
        assert "<script>alert(1)" not in said, url
        assert "<img src=x" not in said, url
    browser.post(f"{base}/people/{member}/role/", {"role": "client"})
    assert "<script>alert(1)" not in browser.get(f"{base}/people/").content.decode()
    anonymous = Client().get(f"/invitation/{invitation}/").content.decode()
    assert "<script>alert(1)" not in anonymous


SECRETS = [
    ("GET /welcome/dGhpc2lzYXNlY3JldA/ 200", "dGhpc2lzYXNlY3JldA"),
    ("GET /invitation/dGhpc2lzYXNlY3JldA/?x=1", "dGhpc2lzYXNlY3JldA"),
    ("GET /report/dGhpc2lzYXNlY3JldA/", "dGhpc2lzYXNlY3JldA"),
    ("GET /account/password/reset/key/1-dGhpc2lz/", "dGhpc2lz"),
    ("GET /you/email/confirm/eyJwIjoxfQ:1abc:dGhpc2lz/", "dGhpc2lz"),
    ("Authorization: Bearer ff_Ab12Cd34_dGhpc2lz-YXNl", "dGhpc2lz"),
    ("called with ff_Ab12Cd34_dGhpc2lz-YXNl", "dGhpc2lz"),
    ("Authorization: Basic dGhpc2lz", "dGhpc2lz"),
    ("{'password': 'hunter22', 'name': 'x'}", "hunter22"),
    ("password=hunter22&login=x", "hunter22"),
    ("Cookie: sessionid=dGhpc2lz; csrftoken=YXNlY3JldA", "dGhpc2lz"),
    ("Cookie: sessionid=dGhpc2lz; csrftoken=YXNlY3JldA", "YXNlY3JldA"),
    ("csrfmiddlewaretoken=YXNlY3JldA", "YXNlY3JldA"),
]


@pytest.mark.parametrize(("line", "secret"), SECRETS)
@pytest.mark.parametrize("formatter", [Line(), Json()])
def test_logs_tell_no_secrets(formatter: logging.Formatter, line: str, secret: str) -> None:
    record = logging.LogRecord("footfall", logging.WARNING, __file__, 1, "Odd: %s", (line,), None)
    assert secret not in formatter.format(record)
    assert "Odd" in formatter.format(record)


@pytest.mark.parametrize("formatter", [Line(), Json()])
def test_tracebacks_tell_no_secrets(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("token=dGhpc2lz")
    except ValueError:
        record = logging.LogRecord("footfall", logging.ERROR, __file__, 1, "It broke", (), sys.exc_info())
    said = formatter.format(record)
    assert "ValueError" in said
    assert "dGhpc2lz" not in said


def test_logs_leave_the_rest_alone() -> None:
    for line in ("GET /w/acme/sites/1/ 200", "The worker w1 took the job 7.", "The token is revoked."):
        assert without_secrets(line) == line


@pytest.mark.django_db
def test_using_the_desk_writes_no_secret(workspace: Workspace, owner: Person, settings: Any) -> None:
    """Every secret of a person's first minutes, asked for wrongly too, while everything is logged."""
    settings.MAIL_WORKS = False
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(Json())
    root = logging.getLogger()
    level, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    raw, _ = make_token(workspace)
    _, invitation = invite(workspace, "new@example.org", Role.VIEWER, by=owner)
    client = Client(raise_request_exception=False)
    try:
        client.get(f"/invitation/{invitation}x/")
        client.post(f"/invitation/{invitation}/", {"name": "New", "password": PASSWORD, "zone": "UTC"})
        client.get("/w/nowhere/", headers={"Authorization": f"Bearer {raw}"})
        client.get("/api/v1/nowhere", headers={"Authorization": f"Bearer {raw}"})
        Client().post("/account/login/", {"login": owner.email, "password": PASSWORD})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    said = heard.getvalue()
    assert "Not Found" in said
    for secret in (PASSWORD, raw, invitation):
        assert secret not in said, [line for line in map(json.loads, said.splitlines()) if secret in str(line)]


def test_settings_are_fit_for_the_open(tmp_path: Path) -> None:
    """As an operator would check them: `manage.py check --deploy` with an https address, warnings failing."""
    environment = os.environ | {
        "FOOTFALL_URL": "https://footfall.example.org",
        "FOOTFALL_DATA": str(tmp_path),
        "FOOTFALL_PROXIES": "1",
        "DJANGO_SETTINGS_MODULE": "footfall.project.settings",
    }
    said = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.DEBUG, "*" in s.ALLOWED_HOSTS)
"""
    check = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    asked = subprocess.run([sys.executable, "-c", said], env=environment, capture_output=True, text=True, timeout=120)
    assert asked.stdout.split() == ["True", "True", "True", "False", "False"], asked.stderr


@pytest.mark.django_db
def test_a_strange_host_is_refused(client: Client) -> None:
    assert client.get(reverse("account_login"), headers={"Host": "evil.example"}).status_code == 400
