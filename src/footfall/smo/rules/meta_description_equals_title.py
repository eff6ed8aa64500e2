"""The description repeats the title.

Looks at: `og:description` (or the meta description) against `og:title` (or `<title>`).

Why it matters: Misskey drops such a description; elsewhere the card says the same thing twice and loses its second
argument.

Bad:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:description" content="Sourdough in 10 steps">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:description" content="A crisp crust without special tools, with photos.">

Sources: misskey-dev/summaly general.ts@f7c9f16d (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import quoted
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-description-equals-title", Severity.MEDIUM, Fix.SUGGESTED, ("misskey",))

LONGEST = 1000
"""Characters that are compared; nobody repeats a longer title."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    described = page.meta("og:description") or page.meta("description")
    title = page.meta_value("og:title") or page.title
    if described is None or not title:
        return NOT_APPLICABLE
    if _plain(described.value) != _plain(title):
        return PASS
    return (
        Finding(
            message="The description is the title once more, so Misskey drops it and other cards say nothing new.",
            advice="Write one sentence that adds a reason to click.",
            span=described.span,
            excerpt=quoted(described.value),
        ),
    )


def _plain(text: str) -> str:
    return " ".join(text[:LONGEST].split()).casefold()
