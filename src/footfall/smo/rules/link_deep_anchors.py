"""A long article has no headings that can be linked to.

Looks at: the number of words, and whether second- and third-level headings carry an `id`.

Why it matters: people share the one passage they mean. With an id on each heading a link can lead there; without it
the reader lands at the top of a long page and leaves.

Bad:
    <h2>How long to knead</h2>

Good:
    <h2 id="how-long-to-knead">How long to knead</h2>

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("link-deep-anchors", Severity.INFO, Fix.MANUAL, consumers=(), heuristic=True)

FEWEST_HEADINGS = 3
LONG = 1500
"""Words from which an article is worth linking into: six minutes of reading (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    headings = [heading for heading in page.headings if heading.level in (2, 3) and heading.text]
    if len(headings) < FEWEST_HEADINGS:
        return NOT_APPLICABLE
    if any(heading.anchored for heading in headings):
        return PASS
    words = page.reading.words if page.reading else 0
    if words < LONG:
        return NOT_APPLICABLE
    return (
        Finding(
            message=f"The page has {words} words and {len(headings)} headings, none of which a link can lead to.",
            advice="Give each heading an id made of its words, so that people can share the passage they mean.",
            line=headings[0].line,
            excerpt=headings[0].text[:160],
        ),
    )
