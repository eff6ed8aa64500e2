"""Audits as files: what the command line would write, without what is ignored, at paths made of ids alone."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from django.conf import settings as django_settings
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites import exports, jobs
from footfall.apps.sites.actions import add_site, ignore, remove_site, start_audit
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.models import Audit, Export, ExportForm, ExportState, PageSource
from footfall.apps.sites.upkeep import clear_away
from tests.desk.served import page, served

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
RULE = "card-twitter-card-missing"


@pytest.fixture
def audit(settings: Settings, tmp_path: Path, workspace: Workspace, owner: Person) -> Audit:
    settings.ALLOW_PRIVATE = True
    settings.DATA = tmp_path
    pages = {"/": page("The front page <script>alert(1)</script>", "/a"), "/a": page("The page that is called a")}
    with served(pages) as (address, _site):
        audit = start_audit(add_site(workspace, address, by=owner), by=owner)
        run(audit.pk)
    return Audit.objects.select_related("site", "workspace").get(pk=audit.pk)


def exported(audit: Audit, form: str) -> bytes:
    export = exports.ask_export(audit, form, by=None)
    assert export.state == ExportState.DONE, export.problem
    path = exports.file_of(export)
    assert path is not None
    return path.read_bytes()


def test_json_is_the_report_of_the_command_line(audit: Audit) -> None:
    report = json.loads(exported(audit, "json"))
    jsonschema.validate(report, json.loads((ROOT / "docs/schemas/audit.schema.json").read_text()))
    assert report["score"] == audit.score
    assert {one["url"] for one in report["pages"]} == set(audit.pages.values_list("url", flat=True))
    found = sum(len(one["findings"]) for one in report["pages"]) + len(report["site"]["findings"])
    assert found == audit.findings.count()


def test_sarif_and_junit_are_what_they_say(audit: Audit) -> None:
    sarif = json.loads(exported(audit, "sarif"))
    assert len(sarif["runs"][0]["results"]) == audit.findings.count()
    junit = ElementTree.fromstring(exported(audit, "xml"))
    assert len(junit.findall("testsuite")) >= audit.pages_done


def test_html_stands_alone_and_runs_nothing(audit: Audit) -> None:
    html = exported(audit, "html").decode()
    assert html.startswith("<!doctype html>")
    assert "<script" not in html


def test_what_is_ignored_is_left_out_and_counted(audit: Audit, owner: Person) -> None:
    ignored = audit.findings.filter(rule=RULE).count()
    assert ignored == 2
    ignore(audit.site, RULE, reason="We don't care for X.", by=owner)
    report = json.loads(exported(audit, "json"))
    jsonschema.validate(report, json.loads((ROOT / "docs/schemas/audit.schema.json").read_text()))
    assert report["ignored"] == ignored == Export.objects.get().ignored
    assert RULE not in {one["rule"] for page in report["pages"] for one in page["findings"]}
    for form in ("html", "sarif", "xml"):
        assert "2 findings that people decided to ignore are left out." in exported(audit, form).decode()


def test_a_large_audit_is_written_by_a_worker(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    export = exports.ask_export(audit, "json", by=None)
    assert export.state == ExportState.WAITING
    assert exports.file_of(export) is None
    assert DBTaskResult.objects.filter(task_path=jobs.make_export.module_path).count() == 1
    jobs.make_export.call(export.pk)
    export.refresh_from_db()
    assert exports.file_of(export) is not None


def test_without_its_pages_an_audit_says_why_there_is_no_file(audit: Audit) -> None:
    PageSource.objects.all().delete()
    export = exports.ask_export(audit, "html", by=None)
    assert export.state == ExportState.FAILED
    assert "no longer kept" in export.problem
    assert exports.file_of(export) is None


def test_the_newest_file_of_a_kind_stays(audit: Audit) -> None:
    exported(audit, "json")
    exported(audit, "html")
    exported(audit, "json")
    assert sorted(Export.objects.values_list("form", flat=True)) == ["html", "json"]
    assert len(list((django_settings.DATA / "exports").glob(f"audit-{audit.pk}-*"))) == 2


@pytest.mark.parametrize("form", ["../../etc/passwd", "exe", "", "HTML"])
def test_only_known_kinds_are_written(audit: Audit, form: str) -> None:
    with pytest.raises(ValueError):
        exports.ask_export(audit, form, by=None)
    assert not Export.objects.exists()


def test_files_are_named_for_people(audit: Audit) -> None:
    export = exports.ask_export(audit, "json", by=None)
    name = exports.file_name(export)
    assert name.startswith("footfall-127.0.0.1-")
    assert name.endswith(".json")
    assert set(exports.MEDIA_TYPES) == set(ExportForm)


def test_files_go_with_their_audit(
    audit: Audit, owner: Person, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    exported(audit, "json")
    stray = django_settings.DATA / "exports/audit-999999-1.json"
    stray.write_text("{}")
    clear_away()
    assert not stray.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_site(audit.site, by=owner)
    assert not list((django_settings.DATA / "exports").glob(f"audit-{audit.pk}-*"))


@pytest.mark.heavy
@pytest.mark.counterpart("chromium")
def test_the_browser_prints_a_pdf(audit: Audit) -> None:
    assert exported(audit, "pdf").startswith(b"%PDF-")


def test_without_a_browser_there_is_a_sentence(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.wire.printing.find_browser", lambda: None)
    export = exports.ask_export(audit, "pdf", by=None)
    assert export.state == ExportState.FAILED
    assert "needs Chromium" in export.problem
    assert not list((django_settings.DATA / "exports").glob(f"audit-{audit.pk}-*"))
