"""The page offers only a square preview picture.

Looks at: the measured sizes of all stated pictures; where they were not fetched, the declared ones.

Why it matters: Signal draws a picture whose sides differ by less than a twentieth as a thumbnail; X cuts it to half
its height in a large card, or shows it small in a summary card.

Bad:
    <meta property="og:image" content="https://bakery.example/cover-1000x1000.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/cover-1200x630.jpg">

Sources: signalapp/Signal-Desktop ts/linkPreviews/linkPreviewFetch.preload.ts@023ae374 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import Size, about, sizes
from footfall.smo.previews.cards import SQUARE, twitter_card
from footfall.smo.rule import PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-square-only", Severity.LOW, Fix.MANUAL, consumers=("signal", "x"))


def check(subject: Subject) -> Outcome:
    known = sizes(subject)
    if not isinstance(known, tuple):
        return known
    if not all(_is_square(size) for size in known):
        return PASS
    first = known[0]
    wanted_small = twitter_card(subject.page) == "summary"
    return (
        about(
            first.picture,
            f"The picture has {first}, a square; cards show it as a thumbnail or cut it to half its height.",
            "Offer a second picture of 1200 × 630 pixels as og:image; keep the square one for the page.",
            consumers=("signal",) if wanted_small else None,
        ),
    )


def _is_square(size: Size) -> bool:
    return abs(size.width - size.height) / max(size.width, size.height) < SQUARE
