"""The API against its own description: schemathesis sends what the description allows, and much that it forbids.

Every call is made twice: with the ids that schemathesis thinks of, and with those of things that exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from footfall.apps.accounts.api import limits
from footfall.apps.accounts.models import Person
from footfall.apps.links.models import Tombstone
from footfall.apps.sites import exports
from footfall.project.wsgi import application
from tests.desk.making import make_token
from tests.desk.things import MAKERS, Things

pytestmark = [pytest.mark.heavy, pytest.mark.django_db]


def rejection(context: Any, response: Any, case: schemathesis.Case) -> bool | None:
    """What is too big is refused before anybody reads it; schemathesis doesn't know 413 as a refusal."""
    return None if response.status_code == 413 else negative_data_rejection(context, response, case)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    rejection,
    unsupported_method,
]
EXAMPLES = 20
"""Of each operation, each sent twice."""


def closed(environ: Any, start_response: Any) -> Iterable[bytes]:
    """The desk, whose answers are read to their end and closed as a server does it."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        if hasattr(answer, "close"):
            answer.close()


schema = schemathesis.openapi.from_wsgi("/api/openapi.json", closed)


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """A workspace with one of everything, and a token that may do everything; each test rolls back what it does."""
    with django_db_blocker.unblock():
        things = Things("acme").filled()
        ids = {name: make_one(things) for name, make_one in MAKERS.items()}
        yield {**ids, "token": make_token(things.workspace, "read", "write", "manage")[0]}
        things.workspace.delete()
        Tombstone.objects.all().delete()
        Person.objects.all().delete()


@pytest.fixture
def ids(db: None, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(limits.EVERY, "calls", 10**9)
    monkeypatch.setattr(limits.DEAR, "calls", 10**9)
    monkeypatch.setattr(exports, "print_pdf", lambda _page, path: path.write_bytes(b"%PDF-"))
    return known


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_breaks_it_and_every_answer_is_described(case: schemathesis.Case, ids: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {ids['token']}"}
    case.call_and_validate(headers=headers, checks=CHECKS)
    if case.path_parameters:
        case.path_parameters = {name: ids[name] for name in case.path_parameters}
        checks = [check for check in CHECKS if check is not rejection]
        case.call_and_validate(headers=headers, checks=checks)
