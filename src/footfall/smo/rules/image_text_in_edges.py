"""Much of what the preview picture shows lies at its edges, where cards cut.

Looks at: how much of the picture's detail lies in its outer tenth, where the picture was decoded.

Why it matters: X and LinkedIn cut pictures to the shape of their card, and apps round the corners. Words and faces in
the outer tenth are the first to go.

Bad:
    a banner whose lines of text run from edge to edge

Good:
    a picture with its words in the middle four fifths

Sources: guides on card pictures, "safe area" (2026-11-22); the share is Footfall's own judgement (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import about, read
from footfall.smo.rule import PASS, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("image-text-in-edges", Severity.LOW, Fix.SUGGESTED, consumers=("x", "linkedin"))

MOST = 0.5
"""Share of detail in the outer tenth of each side. Evenly spread detail gives 0.36, the share of the area there
(1 - 0.8 × 0.8); own judgement, 2026-11-22."""


def check(subject: Subject) -> Outcome:
    seen = read(subject)
    if not isinstance(seen, tuple):
        return seen
    picture, image = seen[0]
    if image.edge_detail is None:
        return Unknown("The preview picture was not decoded, so nobody knows where in it the detail lies.")
    if image.edge_detail <= MOST:
        return PASS
    return (
        about(
            picture,
            f"{image.edge_detail:.0%} of the picture's detail lies in its outer tenth, which cards cut off.",
            "Move words, faces and logos into the middle four fifths of the picture.",
        ),
    )
