"""The preview picture has more pixels than X accepts.

Looks at: the measured size of the picture that X reads; where it was not fetched, the declared one.

Why it matters: beyond 4096 pixels on a side X is reported to show no picture, and no card is drawn so large anyway.

Bad:
    a picture of 6000 × 3150 pixels

Good:
    a picture of 1200 × 630 pixels

Sources: guides on X cards (2026-11-22); the platform's own page gives no reason.
"""

from __future__ import annotations

from footfall.smo.judging.picture import about, sizes
from footfall.smo.rule import PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-too-many-pixels", Severity.MEDIUM, Fix.MANUAL, consumers=("x",))

LONGEST = 4096
"""Pixels on the longer side (guides on X, 2026-11-22), unless the profile says otherwise."""


def check(subject: Subject) -> Outcome:
    known = sizes(subject)
    if not isinstance(known, tuple):
        return known
    profile = subject.previews.profiles.get("x")
    longest = (profile.integer("image.max_side") if profile else None) or LONGEST
    read_by_x = known[-1]
    if max(read_by_x.width, read_by_x.height) <= longest:
        return PASS
    return (
        about(
            read_by_x.picture,
            f"The picture has {read_by_x}; X is reported to show none beyond {longest} pixels on a side.",
            "Offer a picture of 1200 × 630 pixels; it loads faster as well.",
        ),
    )
