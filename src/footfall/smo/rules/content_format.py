"""A long article offers nothing but running text.

Looks at: lists, films, recordings, tables and figures in the main text of articles of 1000 words and more.

Why it matters: the same content travels further as a list, an infographic or a short film: each network favours another
form, and each can lead back to the article.

Bad:
    1500 words in paragraphs.

Good:
    1500 words with a list of the ten steps and a film of a minute.

Sources: social media optimization in general, repackaging content (2026-11-22); 1000 words is Footfall's own judgement
(heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page.kind import Kind
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-format", Severity.INFO, Fix.SUGGESTED, consumers=(), heuristic=True)

LONG_TEXT: Final = 1000
"""Words from which another form is worth its work (own judgement, 2026-11-22)."""
FEWEST_PICTURES: Final = 4
"""Pictures that make a gallery (as above)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    text = page.reading if page.kind is Kind.ARTICLE else None
    if text is None or text.words < LONG_TEXT:
        return NOT_APPLICABLE
    if text.films or text.listed or len(text.pictures) >= FEWEST_PICTURES:
        return PASS
    return (
        Finding(
            message=f"The article of {text.words} words has no list, film or gallery beside its running text.",
            advice="Retell its core in another form, such as a list of steps or a film of a minute, and link both.",
            line=text.spot_of(0)[0],
        ),
    )
