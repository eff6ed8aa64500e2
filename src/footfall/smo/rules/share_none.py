"""A page that people would pass on has no share button.

Looks at: links to networks' share pages, buttons that say they share, button kits; on articles, recipes, products and
recordings only.

Why it matters: a reader who likes the page has to copy its address by hand, and most don't. Shares that never happen
bring no visitors and show nobody that the page is liked.

Bad:
    <article><h1>Sourdough in 10 steps</h1> … </article>

Good:
    <a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbakery.example%2Fsourdough">Facebook</a>

Sources: social media optimization in general, "strategically place social sharing buttons" (2026-11-22); page checkers
such as squirrelscan have the same rule (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.shares import CONTENT, offers_any
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-none", Severity.MEDIUM, Fix.MANUAL, consumers=())


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind not in CONTENT:
        return NOT_APPLICABLE
    if page.share_controls or offers_any(page):
        return PASS
    return (
        Finding(
            message=f"This {page.kind} has no share button in its HTML; a reader must copy its address by hand.",
            advice="Add plain links to the share pages of the three to six networks your readers use.",
            line=page.body_span.line if page.body_span else 0,
        ),
    )
