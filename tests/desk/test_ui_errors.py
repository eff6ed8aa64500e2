"""Error pages say what happened, why, and what to do; none of them needs the database."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client

from footfall.apps.accounts.models import Person
from footfall.apps.ui import errors
from tests.desk.making import signed_in


@pytest.mark.parametrize(
    ("response", "status", "words"),
    [
        (errors.bad_request(HttpRequest(), ValueError()), 400, "did not understand this request"),
        (errors.forbidden(HttpRequest(), PermissionDenied()), 403, "An owner of the workspace can give you another"),
        (errors.not_found(HttpRequest(), ValueError()), 404, "There is nothing here"),
        (errors.broken(HttpRequest()), 500, "broke on our side"),
        (errors.csrf_failed(HttpRequest(), "no cookie"), 403, "too old to be trusted"),
    ],
)
def test_each_error_has_its_page(response: HttpResponse, status: int, words: str) -> None:
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert 'href="/"' in page
    assert page.count("<h1>") == 1


def test_an_address_that_does_not_exist() -> None:
    answer = Client().get("/no-such-thing/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


@pytest.mark.django_db
def test_a_mistake_of_ours_shows_no_trace(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(request: HttpRequest) -> list[object]:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("footfall.apps.ui.views.examples", break_down)
    answer = signed_in(owner, raise_request_exception=False).get("/ui/")
    assert answer.status_code == 500
    assert "broke on our side" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_elsewhere() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "ada@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "too old to be trusted" in answer.content.decode()
