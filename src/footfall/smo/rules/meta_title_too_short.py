"""The title is too short to say what the page is about, or is just the site's name.

Looks at: `og:title`, otherwise `twitter:title`, otherwise `<title>`; characters of scripts that need
fewer of them count twice.

Why it matters: in a feed nobody sees the page around the title. "Home" or the site's name alone gives no reason to
click.

Bad:
    <meta property="og:title" content="Recipe">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">

Sources: Footfall's own judgement (heuristic), 2026-11-22.
"""

from __future__ import annotations

from footfall.page import Page
from footfall.smo.judging.branding import site_names, squashed
from footfall.smo.judging.titles import is_short, offered_titles
from footfall.smo.judging.wording import quoted
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-title-too-short", Severity.MEDIUM, Fix.SUGGESTED, heuristic=True)


def check(subject: Subject) -> Outcome:
    page = subject.page
    titles = offered_titles(page)
    if not titles:
        return NOT_APPLICABLE
    return tuple(
        Finding(
            message=message,
            advice="Say in the title what a reader gets here, as you would tell a friend.",
            span=offered.span,
            excerpt=quoted(offered.value),
        )
        for offered in titles
        if (message := _fault(page, offered.value))
    )


def _fault(page: Page, title: str) -> str:
    if any(squashed(title) == squashed(name) for name in site_names(page)) and squashed(title):
        return "The title is only the site's name, so a shared link doesn't say what the page is about."
    if is_short(title):
        return f"The title has only {len(title)} characters, too few to say what the page is about."
    return ""
