"""SARIF as code scanning reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from footfall.smo.report.sarif import artifact
from footfall.smo.rule import Status
from footfall.smo.rules import registry
from tests.smo.report.samples import BARE, GOOD, ROOT, audited, hostile, judged, reported, site


def run_of(*audits: Any, **given: Any) -> dict[str, Any]:
    log = json.loads(reported("sarif", audits, **given))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def test_every_rule_that_runs_is_described_with_help() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    running = [one for one, entry in registry().items() if entry.rule.status is not Status.PLANNED]
    assert [rule["id"] for rule in rules] == running
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_results_point_at_rule_place_and_bytes() -> None:
    audit = audited("blog/rye", BARE)
    run = run_of(audit, together=False)
    assert len(run["results"]) == len(audit.findings)
    for result, finding in zip(run["results"], audit.findings, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "blog/rye", "uriBaseId": "SITE"}
        span = finding.finding.span
        if span is not None:
            region = place["region"]
            assert (region["startLine"], region["byteOffset"]) == (span.line, span.start)
            assert region["byteLength"] == span.end - span.start
    assert run["originalUriBaseIds"] == {"SITE": {"uri": ROOT}}


def test_severities_become_levels() -> None:
    results = run_of(audited("rye", BARE), together=False)["results"]
    levels = {result["properties"]["severity"]: result["level"] for result in results}
    assert levels["critical"] == levels["high"] == "error"
    assert levels["medium"] == "warning"


@pytest.mark.parametrize(
    ("name", "root", "uri"),
    [
        ("./site/blog/index.html", "", "site/blog/index.html"),
        ("site\\über uns.html", "", "site/%C3%BCber%20uns.html"),
        ("/abs/page.html", "", "abs/page.html"),
        ("https://other.example/a b", ROOT, "https://other.example/a%20b"),
        (ROOT, ROOT, "."),
        (ROOT + "p?a=1", ROOT, "p?a=1"),
    ],
)
def test_artifacts_are_relative_where_they_can_be(name: str, root: str, uri: str) -> None:
    location = artifact(name, root)
    assert location is not None
    assert location["uri"] == uri


def test_a_file_is_named_by_its_path() -> None:
    result = run_of(audited("", GOOD), target="folder")["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "folder/page.html"}


def test_findings_about_the_site_are_results_too() -> None:
    audits = site(9)
    about = {one.rule for one in judged(audits).findings}
    assert about <= {result["ruleId"] for result in run_of(*audits)["results"]}


def test_an_interrupted_run_was_not_successful() -> None:
    (done,) = run_of(audited("x", GOOD), partial=True)["invocations"]
    assert done["executionSuccessful"] is False
    assert run_of(audited("x", GOOD))["invocations"] == [{"executionSuccessful": True}]


def test_hostile_pages_stay_valid_json() -> None:
    assert run_of(*hostile())["results"]
