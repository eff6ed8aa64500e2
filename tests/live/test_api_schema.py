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
from footfall.apps.accounts.models import Workspace
from footfall.apps.hooks import actions as hooks
from footfall.apps.sites import exports
from footfall.apps.sites.actions import ignore, share_report
from footfall.project.wsgi import application
from footfall.smo.rules import registry
from tests.desk.audited import audit_of_shop
from tests.desk.making import make_token, make_workspace

pytestmark = [pytest.mark.heavy, pytest.mark.django_db]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
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
        workspace = make_workspace()
        yield _one_of_everything(workspace)
        workspace.delete()


@pytest.fixture
def ids(db: None, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(limits.EVERY, "calls", 10**9)
    monkeypatch.setattr(limits.DEAR, "calls", 10**9)
    monkeypatch.setattr(exports, "print_pdf", lambda _page, path: path.write_bytes(b"%PDF-"))
    return known


def _one_of_everything(workspace: Workspace) -> dict[str, Any]:
    audit_of_shop(workspace)
    audit = audit_of_shop(workspace)
    page = audit.pages.order_by("score").first()
    assert page is not None
    endpoint, _secret = hooks.add_endpoint(workspace, url="https://example.com/", events=["audit.worse"], by=None)
    return {
        "token": make_token(workspace, "read", "write", "manage")[0],
        "site": audit.site_id,
        "audit": audit.pk,
        "page": page.pk,
        "rule": next(iter(registry())),
        "ignored": ignore(audit.site, next(iter(registry())), reason="We know.", by=None).pk,
        "link": share_report(audit, by=None)[0].pk,
        "webhook": endpoint.pk,
        "delivery": hooks.ping(endpoint, None).pk,
        "export": exports.ask_export(audit, "json", by=None).pk,
    }


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
        checks = [check for check in CHECKS if check is not negative_data_rejection]
        case.call_and_validate(headers=headers, checks=checks)
