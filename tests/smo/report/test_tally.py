"""What a report of many pages remembers."""

from __future__ import annotations

import random

from footfall.smo.report.ruledoc import read_doc, rule_doc
from footfall.smo.report.tally import EXAMPLES, Lowest, Tally
from footfall.smo.rule import Severity
from footfall.smo.rules import registry
from tests.smo.report.samples import BARE, GOOD, audited, judged, site


def test_the_lowest_scores_are_kept_and_among_equals_the_first() -> None:
    scores = [random.Random(7).randrange(10) for _ in range(500)]
    kept: Lowest[int] = Lowest(20)
    for number, score in enumerate(scores):
        kept.add(score, number)
    expected = sorted(range(500), key=lambda number: (scores[number], number))[:20]
    assert kept.values() == expected


def test_rules_are_counted_once_a_page_with_a_few_examples() -> None:
    tally = Tally()
    for number in range(9):
        tally.add(audited(f"{number}", BARE))
    missing = tally.rules["meta-og-title-missing"]
    assert (missing.pages, missing.findings, len(missing.examples)) == (9, 9, EXAMPLES)
    assert missing.examples[0].page == "https://bakery.example/0"


def test_fixes_are_ranked_by_what_they_cost_in_all() -> None:
    tally = Tally()
    tally.add(audited("good", GOOD))
    tally.add(audited("bare", BARE))
    points = [one.points for one in tally.by_worth()]
    assert points == sorted(points, reverse=True)
    assert tally.by_worth()[0].severity is Severity.CRITICAL


def test_what_the_site_says_is_marked_as_such() -> None:
    audits, tally = site(9), Tally()
    for audit in audits:
        tally.add(audit)
    tally.add_site(judged(audits))
    assert any(one.site for one in tally.rules.values())


def test_unknowns_are_grouped_by_their_reason() -> None:
    tally = Tally()
    tally.add(audited("x", GOOD))
    reasons = tally.unknown_by_reason()
    assert sum(len(rules) for _reason, rules in reasons) == len(tally.unknown)
    assert [len(rules) for _reason, rules in reasons] == sorted((len(rules) for _, rules in reasons), reverse=True)


def test_a_rules_documentation_is_read_into_its_parts() -> None:
    doc = read_doc(
        "The page has no x.\n\nLooks at: x.\n\nWhy it matters: because\nof y.\n\n"
        "Bad:\n    <a>\n      <b>\n\nGood:\n    <c>\n\nSources: z (2026).\n"
    )
    assert doc.headline == "The page has no x."
    assert doc.why == "Because of y."
    assert doc.bad == "<a>\n  <b>"
    assert doc.good == "<c>"
    assert doc.sources == "z (2026)."


def test_every_rule_that_runs_can_be_quoted() -> None:
    for rule_id, entry in registry().items():
        doc = rule_doc(rule_id)
        assert doc.headline, rule_id
        assert doc.why, rule_id
        assert entry.rule.waits_for or (doc.bad and doc.good), rule_id


def test_an_unknown_rule_has_its_id_for_a_headline() -> None:
    assert rule_doc("no-such-rule").headline == "no-such-rule"
