"""What the API answers about sites, audits, pages and what belongs to them; and that it answers nobody else."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from footfall.apps.accounts.models import Workspace
from footfall.apps.hooks.models import Delivery, Endpoint
from footfall.apps.leads.models import Lead, Offer
from footfall.apps.links.models import Campaign, Link
from footfall.apps.sites.actions import add_site, start_audit
from footfall.apps.sites.models import Audit, AuditedPage, Export, Ignored, PageSource, ReportLink, Site
from footfall.apps.sites.results import fixes_of, judged
from footfall.project.api import api
from footfall.smo.fixes import Edit, apply
from footfall.smo.report import preview
from footfall.smo.rules import registry
from tests.desk.audited import audit_of_shop
from tests.desk.making import make_token
from tests.desk.things import MAKERS, Things

pytestmark = pytest.mark.django_db
ALL = ("read", "write", "manage")


@pytest.fixture
def program(workspace: Workspace) -> Client:
    raw, _row = make_token(workspace, *ALL)
    return Client(headers={"authorization": f"Bearer {raw}"})


@pytest.fixture
def audit(workspace: Workspace) -> Audit:
    return audit_of_shop(workspace)


def sent(program: Client, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = getattr(program, method)(f"/api/v1{path}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return as_described(method, path, answer)


def got(program: Client, path: str) -> Any:
    answer = program.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.content
    return as_described("get", path, answer)


def as_described(method: str, path: str, answer: Any) -> Any:
    """The answer's JSON, which must be what the description says."""
    schema = validator(method, path.partition("?")[0], answer.status_code)
    if schema is None:
        assert answer.content == b""
        return None
    said = json.loads(answer.content)
    schema.validate(said)
    return said


@cache
def validator(method: str, path: str, status: int) -> jsonschema.Draft202012Validator | None:
    """None where the description says that nothing is answered."""
    described = json.loads(json.dumps(api.get_openapi_schema()))
    (operation,) = [
        operations[method]
        for template, operations in described["paths"].items()
        if method in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), f"/api/v1{path}")
    ]
    for content in operation["responses"][str(status)].get("content", {}).values():
        return jsonschema.Draft202012Validator({**content["schema"], "components": described["components"]})
    return None


def test_a_site_is_added_changed_scheduled_and_removed(program: Client, workspace: Workspace) -> None:
    made = sent(program, "post", "/sites", {"address": "example.org", "max_pages": 20}, 201)
    assert (made["address"], made["max_pages"], made["rhythm"]) == ("https://example.org/", 20, "never")
    again = sent(program, "post", "/sites", {"address": "https://example.org/"}, 200)
    assert again["id"] == made["id"]
    path = f"/sites/{made['id']}"
    assert sent(program, "patch", path, {"name": "Ours"})["max_pages"] == 20
    planned = sent(program, "put", f"{path}/schedule", {"rhythm": "weekly", "alert_email": "a@example.org"})
    assert (planned["name"], planned["rhythm"], planned["alert_email"]) == ("Ours", "weekly", "a@example.org")
    assert planned["next_audit_at"]
    assert [one["id"] for one in got(program, "/sites")["items"]] == [made["id"]]
    sent(program, "delete", path, status=204)
    assert not Site.objects.filter(workspace=workspace).exists()


@pytest.mark.parametrize(
    "body",
    [
        {"address": "http://127.0.0.1/"},
        {"address": "javascript:alert(1)"},
        {"address": "https://example.org/", "max_pages": 50_001},
        {"address": "https://example.org/\u0000"},
        {"address": "x" * 3000},
        {"address": "https://example.org/", "workspace": "other"},
        {"address": 7},
        [],
        None,
    ],
)
def test_what_is_no_site_is_refused_with_a_sentence(program: Client, body: Any) -> None:
    said = sent(program, "post", "/sites", body, 422)
    assert said["detail"].endswith(".")


def test_a_mail_address_is_checked(program: Client, workspace: Workspace) -> None:
    site = add_site(workspace, "https://example.org/", by=None)
    said = sent(program, "put", f"/sites/{site.pk}/schedule", {"rhythm": "daily", "alert_email": "nobody"}, 422)
    assert "e-mail" in said["detail"]


def test_starting_twice_answers_the_audit_that_runs(program: Client, workspace: Workspace) -> None:
    site = add_site(workspace, "https://example.org/", by=None)
    first = sent(program, "post", f"/sites/{site.pk}/audits", status=201)
    second = sent(program, "post", f"/sites/{site.pk}/audits", status=200)
    assert first["id"] == second["id"]
    assert first["state"] == "waiting"
    stopped = sent(program, "post", f"/audits/{first['id']}/stop")
    assert stopped["state"] == "stopped"
    assert sent(program, "post", f"/audits/{first['id']}/stop")["ended_at"] == stopped["ended_at"]
    assert [one["id"] for one in got(program, f"/sites/{site.pk}/audits")["items"]] == [first["id"]]


def test_an_audit_tells_how_far_it_is(program: Client, audit: Audit) -> None:
    said = got(program, f"/audits/{audit.pk}")
    assert (said["state"], said["pages_done"], said["score"]) == ("done", audit.pages_done, audit.score)
    assert said["tally"] == audit.tally
    assert got(program, f"/audits/{audit.pk}/failures")["total"] == audit.failures.count()
    rules = got(program, f"/audits/{audit.pk}/rules")
    assert rules
    assert all(one["rule"] in registry() and one["headline"] for one in rules)


def test_pages_are_filtered_and_sorted(program: Client, audit: Audit) -> None:
    everything = got(program, f"/audits/{audit.pk}/pages")
    assert everything["total"] == audit.pages_done
    scores = [one["score"] for one in everything["items"]]
    assert scores == sorted(scores)
    best = got(program, f"/audits/{audit.pk}/pages?order=-score&limit=1")["items"][0]
    assert best["score"] == max(scores)
    critical = got(program, f"/audits/{audit.pk}/pages?severity=critical")
    assert critical["total"] == audit.pages.filter(critical__gt=0).count()
    named = got(program, f"/audits/{audit.pk}/pages?text={everything['items'][0]['url']}")
    assert everything["items"][0]["id"] in {one["id"] for one in named["items"]}
    assert got(program, f"/pages/{best['id']}") == best


def test_lists_come_a_page_at_a_time_without_gaps(program: Client, audit: Audit) -> None:
    ids: list[int] = []
    total = got(program, f"/audits/{audit.pk}/findings?limit=1")["total"]
    for number in range(1, total // 7 + 2):
        ids += [one["id"] for one in got(program, f"/audits/{audit.pk}/findings?limit=7&page={number}")["items"]]
    assert len(ids) == len(set(ids)) == total
    beyond = got(program, f"/audits/{audit.pk}/findings?page=1000000&limit=200")
    assert (beyond["items"], beyond["total"]) == ([], total)


def test_findings_are_filtered(program: Client, audit: Audit) -> None:
    first = audit.findings.filter(page__isnull=False).first()
    assert first is not None
    by_rule = got(program, f"/audits/{audit.pk}/findings?rule={first.rule}&limit=200")
    assert {one["rule"] for one in by_rule["items"]} == {first.rule}
    by_page = got(program, f"/audits/{audit.pk}/findings?of_page={first.page_id}&limit=200")
    assert {one["page"] for one in by_page["items"]} == {first.page_id}
    both = got(program, f"/audits/{audit.pk}/findings?of_page={first.page_id}&severity={first.severity}")
    assert {one["severity"] for one in both["items"]} == {first.severity}


def test_ignoring_takes_findings_out(program: Client, audit: Audit) -> None:
    rule = audit.findings.values_list("rule", flat=True).first()
    before = got(program, f"/audits/{audit.pk}/findings")["total"]
    body = {"rule": rule, "reason": "We know."}
    made = sent(program, "post", f"/sites/{audit.site_id}/ignored", body, 201)
    of_rule = audit.findings.filter(rule=rule).count()
    assert got(program, f"/audits/{audit.pk}/findings")["total"] == before - of_rule
    assert got(program, f"/audits/{audit.pk}/findings?ignored=true")["total"] == of_rule
    assert {one["rule"] for one in got(program, f"/audits/{audit.pk}/rules?ignored=true")} == {rule}
    assert got(program, f"/sites/{audit.site_id}/ignored")["items"] == [made]
    sent(program, "delete", f"/ignored/{made['id']}", status=204)
    assert got(program, f"/audits/{audit.pk}/findings")["total"] == before
    said = sent(program, "post", f"/sites/{audit.site_id}/ignored", {"rule": "no-such", "reason": "x"}, 422)
    assert "no-such" in said["detail"]


def test_previews_are_what_the_command_line_writes(program: Client, audit: Audit) -> None:
    page = audit.pages.first()
    assert page is not None
    said = got(program, f"/pages/{page.pk}/previews")
    with open(preview.__file__.replace("preview.py", "preview.schema.json"), encoding="utf-8") as schema:
        jsonschema.validate(said, json.load(schema))


def test_edits_mend_the_page(program: Client, audit: Audit) -> None:
    page = audit.pages.filter(source__isnull=False).order_by("score").first()
    assert page is not None
    said = got(program, f"/pages/{page.pk}/fixes")
    assert said["edits"]
    assert said["diff"].startswith("--- ")
    assert said["score_after"] > said["score"]
    known = judged(page)
    assert known is not None
    edits = [
        Edit(one["start"], one["end"], one["replacement"].encode(said["encoding"]), one["reason"], tuple(one["rules"]))
        for one in said["edits"]
    ]
    assert apply(known.page.data, edits) == fixes_of(known).data


def test_a_page_whose_source_is_gone_says_so(program: Client, audit: Audit) -> None:
    page = audit.pages.first()
    assert page is not None
    PageSource.objects.filter(page=page).delete()
    for what in ("previews", "fixes"):
        answer = program.get(f"/api/v1/pages/{page.pk}/{what}")
        assert answer.status_code == 410
        assert answer["content-type"] == "application/problem+json"


def test_two_audits_are_compared(program: Client, audit: Audit, workspace: Workspace) -> None:
    assert program.get(f"/api/v1/audits/{audit.pk}/comparison").status_code == 404
    newer = audit_of_shop(workspace)
    said = got(program, f"/audits/{newer.pk}/comparison")
    assert (said["older"], said["newer"], said["score_change"]) == (audit.pk, newer.pk, 0)
    assert sum(one["new"] + one["gone"] for one in said["rules"]) == 0
    assert got(program, f"/audits/{newer.pk}/comparison?older={audit.pk}") == said
    foreign = start_audit(add_site(workspace, "https://example.org/", by=None))
    assert program.get(f"/api/v1/audits/{newer.pk}/comparison?older={foreign.pk}").status_code == 404


def test_a_public_link_is_made_and_revoked(program: Client, audit: Audit, client: Client) -> None:
    made = sent(program, "post", f"/audits/{audit.pk}/links", {"days": 7}, 201)
    path = "/" + made["url"].split("/", 3)[3]
    assert path.startswith(reverse("public-report", args=["x"])[:-2])
    assert client.get(path).status_code == 200
    shown = got(program, f"/audits/{audit.pk}/links")["items"]
    assert [one["id"] for one in shown] == [made["id"]]
    assert "url" not in shown[0]
    sent(program, "delete", f"/links/{made['id']}", status=204)
    assert client.get(path).status_code == 404
    empty = sent(program, "post", f"/audits/{audit.pk}/links", {"days": None}, 201)
    assert empty["expires_at"] is None


def test_an_audit_is_exported(program: Client, audit: Audit) -> None:
    formats = {one["format"] for one in got(program, "/formats")}
    assert {"html", "json", "sarif"} <= formats
    made = sent(program, "post", f"/audits/{audit.pk}/exports", {"format": "json"}, 201)
    assert made["state"] == "done"
    answer = program.get(made["file"])
    assert answer["content-type"] == "application/json"
    assert "attachment" in answer["content-disposition"]
    report = json.loads(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    assert len(report["pages"]) == audit.pages_done
    assert got(program, f"/exports/{made['id']}") == made
    assert got(program, f"/audits/{audit.pk}/exports")["items"] == [made]
    sent(program, "post", f"/audits/{audit.pk}/exports", {"format": "exe"}, 422)


def test_rules_and_consumers_are_told(program: Client) -> None:
    rules = got(program, "/rules")
    assert [one["id"] for one in rules] == list(registry())
    one = got(program, f"/rules/{rules[0]['id']}")
    assert one["why"]
    assert program.get("/api/v1/rules/nothing").status_code == 404
    assert {"mastodon", "slack"} <= {one["id"] for one in got(program, "/consumers")}


def test_people_and_the_log_are_told(program: Client, workspace: Workspace) -> None:
    sent(program, "post", "/sites", {"address": "https://example.org/"}, 201)
    deeds = got(program, "/log")["items"]
    assert deeds[0]["verb"] == "site.added"
    assert deeds[0]["token"] == "A program"
    assert "example.org" in deeds[0]["sentence"]
    assert got(program, "/people")["total"] == workspace.memberships.count()


def test_a_webhook_from_beginning_to_end(program: Client) -> None:
    body = {"url": "https://example.com/hook", "events": ["audit.finished"]}
    made = sent(program, "post", "/webhooks", body, 201)
    assert len(base64.b64decode(made.pop("secret").removeprefix("whsec_"))) == 32
    path = f"/webhooks/{made['id']}"
    assert got(program, path) == made
    assert sent(program, "patch", path, {"active": False})["events"] == ["audit.finished"]
    delivery = sent(program, "post", f"{path}/test", status=202)
    assert delivery["state"] == "waiting"
    assert got(program, f"{path}/deliveries")["items"] == [delivery]
    assert json.loads(got(program, f"/deliveries/{delivery['id']}")["body"])["type"] == "ping"
    assert sent(program, "post", f"/deliveries/{delivery['id']}/repeat", status=202)["state"] == "waiting"
    assert sent(program, "post", f"{path}/secret")["secret"].startswith("whsec_")
    sent(program, "delete", path, status=204)
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    "body", [{"url": "http://10.0.0.1/", "events": ["audit.worse"]}, {"url": "x", "events": ["ping"]}]
)
def test_a_webhook_that_cannot_be_taken(program: Client, body: dict[str, Any]) -> None:
    said = sent(program, "post", "/webhooks", body, 422)
    assert "body.url" in {one["field"] for one in said["fields"]}


def test_nothing_of_another_workspace_is_found(program: Client, workspace: Workspace) -> None:
    other = Things("elsewhere").filled()
    ids = {name: make_one(other) for name, make_one in MAKERS.items()}
    models = (Site, Audit, AuditedPage, Ignored, ReportLink, Endpoint, Delivery, Export, Link, Campaign, Offer, Lead)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    bodies = {
        "set_schedule": {"rhythm": "daily"},
        "ignore_rule": {"rule": next(iter(registry())), "reason": "Theirs."},
        "make_export": {"format": "json"},
    }
    walked = 0
    for path, operations in program.get("/api/openapi.json").json()["paths"].items():
        if "{" not in path or "{rule}" in path:
            continue
        for method, operation in operations.items():
            walked += 1
            body = bodies.get(operation["operationId"], {})
            answer = getattr(program, method)(path.format(**ids), body or None, content_type="application/json")
            if "requestBody" in operation and not body:
                answer = getattr(program, method)(path.format(**ids), {}, content_type="application/json")
            assert answer.status_code == 404, (method, path, answer.content)
    assert walked > 30
    assert [list(model.objects.order_by("pk").values()) for model in models] == before
    assert got(program, "/sites")["items"] == got(program, "/webhooks")["items"] == []
    assert start_audit(add_site(workspace, "https://example.org/", by=None)).workspace == workspace


LISTS = [
    "/sites",
    "/audits/{audit}/pages",
    "/audits/{audit}/findings",
    "/audits/{audit}/rules",
    "/sites/{site}/audits",
    "/people",
    "/log",
]


@pytest.mark.parametrize("path", LISTS)
def test_lists_take_few_queries_and_no_source(program: Client, audit: Audit, path: str) -> None:
    url = "/api/v1" + path.format(audit=audit.pk, site=audit.site_id)
    program.get(url)
    with CaptureQueriesContext(connection) as one:
        program.get(f"{url}?limit=1")
    with CaptureQueriesContext(connection) as many:
        program.get(f"{url}?limit=200")
    assert len(one) == len(many) <= 8
    assert not any("pagesource" in query["sql"].lower() for query in many.captured_queries)


def test_a_name_that_stands_twice_is_refused(program: Client) -> None:
    answer = program.get("/api/v1/sites?limit=5&limit=9")
    assert answer.status_code == 422
    assert "limit stands more than once" in answer.json()["detail"]
