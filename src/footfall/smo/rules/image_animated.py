"""The preview picture is animated.

Looks at: whether the file holds more than one frame.

Why it matters: X shows the first frame only, and others do the same. When that frame is empty or a fade-in, the card
shows next to nothing; and animations are heavy.

Bad:
    <meta property="og:image" content="https://bakery.example/kneading.gif">

Good:
    <meta property="og:image" content="https://bakery.example/kneading-poster.jpg">

Sources: developer.x.com, Cards markup: "only the first frame of an animated GIF will be used" (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import about, read
from footfall.smo.rule import Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-animated", Severity.INFO, Fix.MANUAL, consumers=("x",))


def check(subject: Subject) -> Outcome:
    seen = read(subject)
    if not isinstance(seen, tuple):
        return seen
    return [
        about(
            picture,
            f"The picture in {picture.meta.key} is animated; cards show its first frame only.",
            "Offer the best frame as a JPEG of 1200 × 630 pixels.",
        )
        for picture, image in seen
        if image.animated
    ]
