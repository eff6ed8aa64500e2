"""Nothing on the page shows that other people value it.

Looks at: on products, and on articles and recipes of 1000 words and more: embedded posts and feeds, ratings, reviews,
testimonials, quotations, counts of comments or shares, in the structured data and in class names.

Why it matters: people share what others like already. A review or a post by a reader is believed more than the page's
own praise.

Bad:
    <h1>Round loaf</h1> <p>The best bread in town.</p>

Good:
    <h1>Round loaf</h1> <blockquote class="testimonial">"I drive 40 minutes for it." Ana</blockquote>

Sources: social media optimization in general, "embedded social proof" (2026-11-22); what counts is Footfall's own
judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-no-social-proof", Severity.LOW, Fix.MANUAL, consumers=(), heuristic=True)

LONG_TEXT: Final = 1000
"""Words from which an article has room for the voices of others (own judgement, 2026-11-22)."""
PROPERTIES: Final = ("aggregateRating", "review", "interactionStatistic", "commentCount", "comment")
"""Properties of structured data that say what others think (schema.org, read 2026-11-22)."""
MARKED: Final = '[class*="testimonial" i],[class*="review" i],[class*="rating" i],[class*="count" i]'
"""How themes name ratings, testimonials and counters."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind in (Kind.ARTICLE, Kind.RECIPE):
        if page.reading is None or page.reading.words < LONG_TEXT:
            return NOT_APPLICABLE
    elif page.kind is not Kind.PRODUCT:
        return NOT_APPLICABLE
    if _has_proof(page):
        return PASS
    return (
        Finding(
            message=f"This {page.kind} shows nothing of what others say about it: no post, review, quotation or count.",
            advice="Add a reader's post or review, with consent, or quote somebody whom your readers know.",
            line=page.reading.finish[0] if page.reading else 0,
        ),
    )


def _has_proof(page: Page) -> bool:
    if any(widget.kind in ("feed", "post") for widget in page.widgets):
        return True
    if page.elements["blockquote"] or page.elements["q"]:
        return True
    if any(item.get(name) for item in page.json_ld_items for name in PROPERTIES):
        return True
    return page.has(MARKED)
