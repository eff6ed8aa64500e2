"""A reader sees no picture or film on the first screens of an article.

Looks at: pictures, films, frames and drawings between the start of the article and its 300th word; icons, logos,
portraits and counters don't count.

Why it matters: posts with a picture are noticed and passed on more, and whoever shares from the page (pins it, takes a
screenshot) needs one. A wall of text is left.

Bad:
    <h1>Sourdough in 10 steps</h1> <p>…</p> <p>…</p> <p>…</p>

Good:
    <h1>Sourdough in 10 steps</h1> <p>…</p> <img src="/loaf.jpg" alt="A round loaf, cut open"> <p>…</p>

Sources: social media optimization in general, "inherently shareable content: visuals" (2026-11-22); 300 words is
Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page.kind import Kind
from footfall.page.reading import Reading
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-no-visual", Severity.MEDIUM, Fix.SUGGESTED, consumers=(), heuristic=True)

FIRST_SCREENS: Final = 300
"""Words that two screens of a laptop show (own judgement, 2026-11-22)."""
SHORT_TEXT: Final = 150
"""Words below which a text needs no picture (as above)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    text = page.reading if page.kind in (Kind.ARTICLE, Kind.RECIPE) else None
    if text is None or text.words < SHORT_TEXT:
        return NOT_APPLICABLE
    first = text.visuals[0] if text.visuals else None
    if first is None:
        return (
            Finding(
                message=f"The {page.kind} has {text.words} words and no picture or film among them.",
                advice="Put a picture that shows what it is about under the headline; the preview picture often fits.",
                line=text.spot_of(0)[0],
            ),
        )
    before = _words_before(text, first)
    if before <= FIRST_SCREENS:
        return PASS
    return (
        Finding(
            message=f"The first picture or film comes after {before} words; on the first screens there is only text.",
            advice="Move a picture up to the headline or the first paragraphs.",
            line=first[0],
        ),
    )


def _words_before(text: Reading, spot: tuple[int, int]) -> int:
    return sum(words for index, words in enumerate(text.words_of) if text.spot_of(index) < spot)
