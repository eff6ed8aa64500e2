"""The page has neither a description nor a first sentence that could stand for it.

Looks at: og:description and the description tag; without them, whether the first two paragraphs begin with sentences
of 50 to 200 characters together.

Why it matters: whoever shares the page without a ready description sees a fragment in the preview and has to write the
reason to click themselves. Most post the bare link.

Bad:
    <h1>Sourdough</h1> <p>Last summer, while the rain was falling and … (430 characters without a full stop)</p>

Good:
    <h1>Sourdough</h1> <p>Sourdough needs three ingredients and one day. These ten steps show when to do what.</p>

Sources: Footfall's own judgement (heuristic, 2026-11-22); 200 characters as X clips descriptions (documented,
2026-11-22).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page.kind import Kind
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-no-summary", Severity.LOW, Fix.SUGGESTED, consumers=(), heuristic=True)

SHORTEST, LONGEST = 50, 200
"""Characters of a useful description (own judgement; X clips at 200, documented, 2026-11-22)."""
SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)]*(?=\s|$)|[。！？]")
PARAGRAPHS: Final = 2


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind not in (Kind.ARTICLE, Kind.RECIPE):
        return NOT_APPLICABLE
    if max(len(page.meta_value("og:description")), len(page.meta_value("description"))) >= SHORTEST:
        return PASS
    text = page.reading
    if text is None:
        return NOT_APPLICABLE
    if any(_fits(paragraph) for paragraph in text.paragraphs[:PARAGRAPHS]):
        return PASS
    return (
        Finding(
            message=f"The {page.kind} has no description, and its beginning can't serve as one: no sentences of "
            f"{SHORTEST} to {LONGEST} characters stand there.",
            advice="Begin with one or two short sentences that say what the page is about, or write an og:description.",
            line=text.spot_of(0)[0],
            excerpt=shortened(text.paragraphs[0], 160),
        ),
    )


def _fits(paragraph: str) -> bool:
    """Whether its first sentences, or a script without spaces half as long, make a description."""
    shortest = SHORTEST if paragraph[:LONGEST].isascii() or " " in paragraph[:40] else SHORTEST // 2
    return any(shortest <= end.end() <= LONGEST for end in SENTENCE_END.finditer(paragraph[: LONGEST + 1]))
