"""The card is `summary`, although the picture is wide and large.

Looks at: `twitter:card` and the size of `twitter:image` or `og:image`, measured or declared.

Why it matters: X and Discord crop a `summary` card's picture to a small square. A wide picture loses its sides, and
the link takes a fraction of the room it could have.

Bad:
    <meta name="twitter:card" content="summary">
    <meta property="og:image" content="https://bakery.example/cards/1200x630.jpg">

Good:
    <meta name="twitter:card" content="summary_large_image">
    <meta property="og:image" content="https://bakery.example/cards/1200x630.jpg">

Sources: indieweb/bsky.link#20 and vala-lang/vala-www#108 (2026-11-22); developer.x.com, Cards markup (2026-11-22);
developers.facebook.com, Sharing, Images (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.xcard import card_of, picture_of, size_of
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("card-summary-with-wide-image", Severity.MEDIUM, Fix.AUTOMATIC, ("x", "discord"))

LARGE = (600, 315)
"""Pixels from which Facebook draws a large picture (developers.facebook.com, Sharing, Images, read 2026-11-22)."""
WIDE = 1.5
"""Width by height from which a square crop loses a third and more (Footfall's judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    card, picture = card_of(page), picture_of(page)
    if card is None or picture is None or card.value.lower() != "summary":
        return NOT_APPLICABLE
    size = size_of(subject, picture)
    if size is None:
        return Unknown("The picture's size is not known: it was not fetched, and the page doesn't declare it.")
    width, height = size
    if width < LARGE[0] or height < LARGE[1] or width / height < WIDE:
        return PASS
    return (
        Finding(
            message=f"twitter:card says summary, so X and Discord shrink the picture of {width} × {height} pixels "
            "to a small square.",
            advice="Set twitter:card to summary_large_image.",
            span=card.span,
            urls=(picture.url,),
        ),
    )
