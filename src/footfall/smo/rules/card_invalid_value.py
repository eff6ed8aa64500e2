"""`twitter:card` names a kind of card that doesn't exist.

Looks at: the value of each `twitter:card`; capitals are no fault.

Why it matters: X knows four kinds. With any other word it falls back to a small card or to none.

Bad:
    <meta name="twitter:card" content="large">

Good:
    <meta name="twitter:card" content="summary_large_image">

Sources: developer.x.com, Cards markup (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import shortened
from footfall.smo.judging.xcard import CARDS, stated_cards
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-invalid-value", Severity.HIGH, Fix.AUTOMATIC, ("x",))


def check(subject: Subject) -> Outcome:
    stated = stated_cards(subject.page)
    if not stated:
        return NOT_APPLICABLE
    wrong = {meta.value.lower(): meta for meta in reversed(stated) if meta.value.lower() not in CARDS}
    return tuple(
        Finding(
            message=f"twitter:card says “{shortened(meta.value, 40)}”, which X doesn't know; it draws a small card.",
            advice="Write summary_large_image for a wide picture, or summary for a square one.",
            span=meta.span,
            excerpt=shortened(meta.value),
        )
        for meta in list(wrong.values())[:3]
    )
