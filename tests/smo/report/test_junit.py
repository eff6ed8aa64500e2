"""JUnit XML as build servers read it."""

from __future__ import annotations

from xml.etree import ElementTree

from footfall.smo.report import Options
from footfall.smo.rule import Severity
from tests.smo.report.samples import BARE, GOOD, audited, hostile, reported, site


def suites(*args: object, **given: object) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(reported("junit", *args, **given)))  # type: ignore[arg-type]


def test_a_suite_a_page_and_a_case_a_rule_that_ran() -> None:
    audit = audited("rye", BARE)
    (suite,) = suites([audit], together=False)
    cases = suite.findall("testcase")
    ran = {one.rule for one in audit.findings} | set(audit.unknown) | set(audit.passed)
    assert {case.get("name") for case in cases} == ran
    assert suite.get("name") == audit.url
    assert suite.get("tests") == str(len(cases))
    assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped"))) == str(len(audit.unknown))
    assert {case.get("classname") for case in cases} >= {"footfall.meta", "footfall.card"}


def test_a_failure_carries_message_place_and_advice() -> None:
    (suite,) = suites([audited("rye", BARE)], together=False)
    failure = suite.find("testcase[@name='meta-og-title-missing']/failure")
    assert failure is not None
    assert failure.get("type") == "high"
    assert "no og:title" in (failure.get("message") or "")
    assert "high: line 1:" in (failure.text or "")
    assert "Add <meta" in (failure.text or "")


def test_milder_findings_than_asked_for_do_not_fail() -> None:
    everything = suites([audited("rye", BARE)], together=False)[0]
    grave = suites([audited("rye", BARE)], together=False, options=Options(fail_on=Severity.CRITICAL))[0]
    assert int(grave.get("failures") or 0) < int(everything.get("failures") or 0)
    assert grave.find("testcase[@name='meta-og-title-missing']/system-out") is not None


def test_the_site_as_a_whole_is_a_suite_of_its_own() -> None:
    assert suites(site(9))[-1].get("name") == "the site as a whole"


def test_an_interrupted_run_has_an_error() -> None:
    assert suites([audited("x", GOOD)], partial=True)[-1].find("testcase/error") is not None


def test_hostile_pages_stay_valid_xml() -> None:
    assert len(suites(hostile(), together=False)) == 4
