"""The page asks search engines to leave it out.

Looks at: `<meta name="robots">` (also googlebot and bingbot) and the X-Robots-Tag header.

Why it matters: link previews work all the same, so this is only a reminder: what people share from here, search will
never find. On a page that is meant to be shared it is often left over from testing.

Bad:
    <meta name="robots" content="noindex, follow">

Good:
    <meta name="robots" content="max-image-preview:large">

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("crawl-noindex-info", Severity.INFO, Fix.MANUAL, heuristic=True)

NAMES = ("robots", "googlebot", "bingbot")
WORDS = frozenset({"noindex", "none"})
ADVICE = "Leave it if search is not meant to find the page; otherwise remove the word noindex."


def check(subject: Subject) -> Outcome:
    for name in NAMES:
        for meta in subject.page.metas_by_key.get(name, ()):
            if _says_noindex(meta.value):
                return (
                    Finding(
                        message=f"The {name} tag keeps search engines away; link previews still work.",
                        advice=ADVICE,
                        span=meta.span,
                        excerpt=shortened(meta.value, 160),
                    ),
                )
    response = subject.facts.response
    header = response.header("x-robots-tag") if response else ""
    if not _says_noindex(header):
        return PASS
    return (
        Finding(
            message="The X-Robots-Tag header keeps search engines away; link previews still work.",
            advice=ADVICE,
            excerpt=shortened(header, 160),
        ),
    )


def _says_noindex(value: str) -> bool:
    """Whether one of the wishes is noindex; a header may put an agent's name before it, as in `googlebot: noindex`."""
    for wish in value[:500].lower().split(","):
        name, colon, rest = wish.strip().partition(":")
        if (rest.strip() if colon and not name.startswith("max-") else name.strip()) in WORDS:
            return True
    return False
