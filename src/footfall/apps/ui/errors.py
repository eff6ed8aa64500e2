"""Error pages that say what happened, why, and what to do now.

They are rendered without the request: no context processor, so no session and no database, may fail a second time.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page("ui/error_400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page("ui/error_403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page("ui/error_404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return _page("ui/error_500.html", 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _page("ui/error_csrf.html", 403)


def _page(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
