"""Errors as RFC 9457 says, each with a whole sentence of what is wrong and what to do."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as InvalidError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from footfall.apps.accounts.api.shapes import Shown

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class FieldProblem(Shown):
    """One thing that is wrong with what was sent."""

    field: str
    """Where it stands: "body.address", "query.limit"."""
    problem: str


class Problem(Shown):
    """Why a call failed (RFC 9457). `detail` is a sentence for people; programs look at `status`."""

    type: str
    title: str
    status: int
    detail: str
    fields: list[FieldProblem]


def problem(status: int, detail: str, fields: list[dict[str, str]] | None = None) -> HttpResponse:
    """The answer for a failed call."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "fields": fields or [],
    }
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def tell_problems(api: NinjaAPI) -> None:
    """Make an API answer with problems to whatever goes wrong in it."""
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, answer)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(400, _("The body is not the JSON that this address expects. See /api/docs."))
    return problem(error.status_code, str(error))


def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:  # noqa: ARG001
    answer = problem(429, _("Too many calls in a minute. Wait as many seconds as Retry-After says."))
    answer["Retry-After"] = str(max(1, math.ceil(error.wait or 1)))
    return answer


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return problem(404, _("There is nothing of that id in this workspace."))


def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:  # noqa: ARG001
    return problem(403, _("The caller lacks the right to do this."))


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    return problem(413, _("The body is too big."))


def _wrongly_sent(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    fields = [{"field": _place(one["loc"]), "problem": str(one["msg"])} for one in error.errors[:50]]
    return problem(422, _("Some of what was sent can't be taken; “fields” says which and why."), fields)


def _invalid(request: HttpRequest, error: InvalidError) -> HttpResponse:  # noqa: ARG001
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = [
        {"field": f"body.{name}" if name else "body", "problem": text}
        for name, texts in by_field.items()
        for text in texts
    ]
    return problem(422, " ".join(one["problem"] for one in said), said)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, ImproperlyConfigured):
        raise error
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, _("Something broke here; the operator finds it in the log. Trying again may help."))


def _place(where: Any) -> str:
    """("body", "data", "address") is "body.address": the name of the argument is ours alone."""
    parts = [str(part) for part in where]
    return ".".join([parts[0], *parts[2:]] if parts[0] in ("body", "query") and len(parts) > 2 else parts)


_ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Throttled: _throttled,
    HttpError: _http_error,
    Http404: _not_found,
    PermissionDenied: _denied,
    RequestDataTooBig: _too_big,
    ValidationError: _wrongly_sent,
    InvalidError: _invalid,
    Exception: _broken,
}
