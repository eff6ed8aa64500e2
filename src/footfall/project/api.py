"""The REST API: all routes under one door, and its description for people and programs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from footfall import __version__
from footfall.apps.accounts.api import routes as accounts
from footfall.apps.accounts.api.caller import SCOPES, WORKSPACE_HEADER, Needs
from footfall.apps.accounts.api.limits import CALLS, DEAR_CALLS, EVERY
from footfall.apps.accounts.api.problems import MEDIA_TYPE, Problem, problem, tell_problems
from footfall.apps.hooks import api as hooks
from footfall.apps.insights.api import routes as insights
from footfall.apps.leads import api as leads
from footfall.apps.links.api import routes as links
from footfall.apps.sites.actions import Refused
from footfall.apps.sites.api import audits, catalogue, exports, pages, sites
from footfall.apps.sites.exports import MEDIA_TYPES
from footfall.project import reference

BODY_LIMIT: Final = 64 * 1024
"""Bytes of a body: thirty times the largest that makes sense. Our choice."""
ABOUT: Final = f"""\
Everything that the desk does with sites and audits, for programs.

Send a token with every call: `Authorization: Bearer ff_…`. Owners make tokens in the desk under *API tokens*; a token
opens one workspace and has the scopes `read`, `write` and `manage`, or some of them. A person who is signed in to the
desk may call too, with the CSRF token, and names the workspace in the header `{WORKSPACE_HEADER}`.

Lists come a page at a time (`page`, `limit`) in a stable order. Errors are `{MEDIA_TYPE}` (RFC 9457) with a sentence in
`detail`. One caller may make {CALLS} calls a minute, {DEAR_CALLS} of them such that write or work a page out again;
beyond that the answer is 429 with `Retry-After`.
"""
_ERRORS: Final = {
    "400": "The body is no JSON.",
    "401": "There is no token, or it does not work.",
    "403": "The token lacks the scope, or the person the role.",
    "404": "There is nothing of that id in this workspace.",
    "413": "The body is too big.",
    "422": "Something that was sent can't be taken; `fields` says what.",
    "429": "Too many calls in a minute; `Retry-After` says how long to wait.",
}
View = Callable[..., HttpResponseBase]


class Reference(DocsBase):
    """The description for people: a plain page, as quick and as accessible as the others."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema(path_params=kwargs)
        answer = {
            "subjects": reference.subjects(schema),
            "shapes": reference.shapes(schema),
            "errors": {status: reference.plain(why) for status, why in _ERRORS.items()},
            "address": settings.PUBLIC_URL,
            "calls": CALLS,
            "dear_calls": DEAR_CALLS,
            "header": WORKSPACE_HEADER,
        }
        return render(request, "accounts/api.html", answer)


class Description(NinjaAPI):
    """The API whose OpenAPI description also tells scopes and errors, which ninja leaves out."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description, worked out once: it takes a third of a second, and anybody may ask for it."""
        return self._described(path_prefix or self.get_root_path(path_params or {}))

    @functools.cache  # noqa: B019 - there is one such object, which lives as long as the process.
    def _described(self, path_prefix: str) -> Any:
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        schemas = schema["components"]["schemas"]
        own = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(own.pop("$defs", {}), Problem=own)
        schema["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "An API token: ff_…"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "Signed in to the desk."},
        }
        rights = self._rights()
        for operations in schema["paths"].values():
            for operation in operations.values():
                _complete(operation, rights[operation["operationId"]])
        return schema

    def _rights(self) -> dict[str, Needs]:
        """What each operation needs, by its id."""
        return {
            operation.operation_id or "": cast(Needs, operation.auth_callbacks[0])
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        }


def _complete(operation: dict[str, Any], needs: Needs) -> None:
    scope = SCOPES[needs.right].value
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    operation["security"] = [{"token": [scope]}, {"session": []}]
    operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, said in _ERRORS.items():
        operation["responses"].setdefault(status, {"description": said, "content": content})
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            answer["content"] = content
    if operation["operationId"] == "get_short_link_qr":
        operation["responses"][200]["content"] = {"image/svg+xml": {}, "image/png": {}}
    if operation["operationId"] == "get_export_file":
        kinds = sorted({kind.partition(";")[0] for kind in MEDIA_TYPES.values()})
        operation["responses"][200]["content"] = {kind: {} for kind in kinds}


api = Description(
    title="Footfall",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    docs=Reference(),
    throttle=[EVERY],
)
tell_problems(api)
links.tell_problems(api)
api.add_exception_handler(Refused, lambda _request, refused: problem(422, str(refused)))
for _routes in (accounts, catalogue, sites, audits, pages, exports, links, leads, insights, hooks):
    api.add_router("/v1", _routes.router)


def door(view: View) -> View:
    """What every call passes: no page of the desk answers, bodies are bounded, nothing is cached."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_LIMIT:
            return problem(413, f"The body is too big: {BODY_LIMIT // 1024} kB are the most.")
        twice = next((name for name, values in request.GET.lists() if len(values) > 1), "")
        if twice:
            return problem(
                422, f"{twice[:100]} stands more than once in the address: nobody knows which value is meant."
            )
        said = view(request, *args, **kwargs)
        if said.status_code == 405:
            allowed = ", ".join(sorted(said["Allow"].split(", ")))
            said = problem(405, f"This address understands {allowed}.")
            said["Allow"] = allowed
        add_never_cache_headers(cast(HttpResponse, said))
        return said

    open_door: Any = csrf_exempt(answer)  # Needs looks for the CSRF token where a session calls.
    open_door.login_required = False  # Needs lets in.
    return cast(View, open_door)


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001
    """The answer to addresses that the API does not have."""
    return problem(404, "The API has no such address. /api/docs lists them.")


_found, _app, _namespace = api.urls
for _pattern in _found:
    if isinstance(_pattern, URLPattern):
        _pattern.callback = door(_pattern.callback)
urls = (_found, _app, _namespace)
"""For `path("api/", …)`."""
unknown = path("api/<path:rest>", door(nothing))
