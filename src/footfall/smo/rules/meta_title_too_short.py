"""The title is too short to say what the page is about, or is just the site's name.

Looks at: `og:title`, otherwise `<title>`; characters of scripts that need fewer of them count twice.

Why it matters: in a feed nobody sees the page around the title. "Home" or the site's name alone gives no reason to
click.

Bad:
    <meta property="og:title" content="Recipe">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">

Sources: Footfall's own judgement (heuristic), 2026-11-22.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from footfall.page import Page
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject
from footfall.smo.rules._branding import site_names, squashed
from footfall.smo.rules._wording import quoted

RULE = Rule("meta-title-too-short", Severity.MEDIUM, Fix.SUGGESTED, heuristic=True)

SHORTEST = 15
"""Columns, that is Latin letters; wide characters count two (Footfall's judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    stated = page.meta("og:title")
    title = stated.value if stated else page.title
    if not title:
        return NOT_APPLICABLE
    message = _fault(page, title)
    if not message:
        return PASS
    return (
        Finding(
            message=message,
            advice="Say in the title what a reader gets here, as you would tell a friend.",
            span=stated.span if stated else page.title_span,
            excerpt=quoted(title),
        ),
    )


def _fault(page: Page, title: str) -> str:
    if any(squashed(title) == squashed(name) for name in site_names(page)) and squashed(title):
        return "The title is only the site's name, so a shared link doesn't say what the page is about."
    width = len(title) if title.isascii() or len(title) >= SHORTEST else _columns(title)
    if width < SHORTEST:
        return f"The title has only {len(title)} characters, too few to say what the page is about."
    return ""


def _columns(title: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in title)
