"""A long article has too few pictures for its length.

Looks at: pictures, films, frames and drawings in the main text of articles of 1000 words and more, against one for each
500 words; icons, logos, portraits and counters don't count.

Why it matters: pictures are what readers share from long articles, and rests for those who read to the end.

Bad:
    3000 words with one picture at the top.

Good:
    3000 words with six pictures, diagrams or embedded posts.

Sources: social media optimization in general (2026-11-22); one for each 500 words is Footfall's own judgement
(heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page.kind import Kind
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-visual-density", Severity.LOW, Fix.SUGGESTED, consumers=(), heuristic=True)

LONG_TEXT: Final = 1000
"""Words from which an article needs more than an opening picture (own judgement, 2026-11-22)."""
WORDS_A_VISUAL: Final = 500
ENOUGH: Final = 10
"""Pictures that are enough for any length (both as above)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    text = page.reading if page.kind in (Kind.ARTICLE, Kind.RECIPE) else None
    if text is None or (words := text.words) < LONG_TEXT:
        return NOT_APPLICABLE
    count, wanted = len(text.visuals), min(words // WORDS_A_VISUAL, ENOUGH)
    if count >= wanted or not count:  # Without any, content-no-visual speaks.
        return PASS
    shown = "one picture or film" if count == 1 else f"{count} pictures and films"
    return (
        Finding(
            message=f"The {page.kind} of {words} words shows {shown}: fewer than one for each {WORDS_A_VISUAL} words.",
            advice="Add pictures, diagrams or embedded posts where the text explains something that can be seen.",
            line=text.spot_of(0)[0],
        ),
    )
