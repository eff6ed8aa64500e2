"""The page has no `twitter:card`.

Looks at: `<meta name="twitter:card">` in the whole document.

Why it matters: the tag decides between a large picture and a thumbnail. Without it X may draw a small card or none;
Discord and Misskey draw a thumbnail, however good the picture is.

Bad:
    <head><meta property="og:image" content="https://bakery.example/cards/sourdough.jpg"></head>

Good:
    <head><meta name="twitter:card" content="summary_large_image"></head>

Sources: developer.x.com, Cards markup (2026-11-22); indieweb/bsky.link#20 and vala-lang/vala-www#108 for Discord
(2026-11-22); misskey-dev/summaly general.ts@f7c9f16d (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.xcard import card_of
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-twitter-card-missing", Severity.HIGH, Fix.AUTOMATIC, ("x", "discord", "misskey"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    if card_of(page) is not None:
        return PASS
    blank = page.metas_by_key.get("twitter:card")
    said = "The twitter:card tag is empty" if blank else "The page has no twitter:card"
    return (
        Finding(
            message=f"{said}, so X, Discord and Misskey draw a thumbnail instead of a large picture, or no card.",
            advice='Add <meta name="twitter:card" content="summary_large_image">; "summary" suits square pictures.',
            span=blank[0].span if blank else page.head_span,
        ),
    )
