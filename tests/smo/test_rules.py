"""Every rule against its own cases, and the catalogue as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from footfall.smo.fixes import fixers
from footfall.smo.rule import Fix, NotApplicable, Registered, Status, Unknown
from footfall.smo.rules import registry
from tests.smo import cases

PAGE_RULES = [entry for entry in registry().values() if entry.check is not None]
CASES = [
    pytest.param(entry, case, id=f"{entry.rule.id}: {case['name']}")
    for entry in PAGE_RULES
    for case in cases.load(entry.rule.id)
]


@pytest.mark.parametrize(("entry", "case"), CASES)
def test_a_rule_says_of_a_page_what_its_case_expects(entry: Registered, case: dict[str, Any]) -> None:
    assert entry.check is not None
    outcome = entry.check(cases.subject_of(case))
    if isinstance(outcome, NotApplicable):
        said: Any = "not-applicable"
    elif isinstance(outcome, Unknown):
        assert outcome.reason.endswith("."), "the reason is a sentence"
        said = "unknown"
    else:
        findings = list(outcome)
        said = len(findings)
        for finding in findings:
            assert finding.message.endswith((".", "!", "?")), finding.message
            assert finding.advice.endswith((".", "!", "?")), finding.advice
        if "severity" in case:
            assert {(finding.severity or entry.rule.severity).value for finding in findings} == {case["severity"]}
        if "consumers" in case:
            named = {name for finding in findings for name in (finding.consumers or entry.rule.consumers)}
            assert named == set(case["consumers"])
        if "line" in case:
            assert findings[0].span is not None
            assert findings[0].span.line == case["line"]
        for text in case.get("says", []):
            assert any(text in finding.message for finding in findings), (text, findings)
    assert said == case["expect"]


@pytest.mark.parametrize("entry", PAGE_RULES, ids=lambda entry: entry.rule.id)
def test_each_rule_has_a_page_that_triggers_it_and_one_that_does_not(entry: Registered) -> None:
    expected = [case["expect"] for case in cases.load(entry.rule.id)]
    assert any(isinstance(value, int) and value > 0 for value in expected)
    assert 0 in expected


@pytest.mark.parametrize("entry", registry().values(), ids=lambda entry: entry.rule.id)
def test_each_rule_documents_itself(entry: Registered) -> None:
    headings = ["Looks at:", "Why it matters:", "Sources:"]
    if entry.rule.status is not Status.PLANNED:
        headings += ["Bad:", "Good:"]
    for heading in headings:
        assert heading in entry.doc, f"{entry.rule.id} lacks {heading}"
    assert "202" in entry.doc.partition("Sources:")[2], f"{entry.rule.id}: sources need a date"


def test_automatic_is_said_of_nothing_that_no_fixer_mends() -> None:
    mended = {rule for entry in fixers().values() for rule in entry.fixer.clears}
    assert mended == {entry.rule.id for entry in registry().values() if entry.rule.fix is Fix.AUTOMATIC}
