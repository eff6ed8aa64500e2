"""The preview picture has a shape that large cards cut.

Looks at: the measured size of `og:image`, or of the picture the page offers in its place; where it was not fetched, the
one that the page declares, in its tags or in JSON-LD.

Why it matters: Facebook, LinkedIn and X draw large cards about 1.91 times as wide as high and cut what is left over,
from the top and bottom of high pictures, from the sides of broad ones: faces and words go first. Pictures more than
four times as wide as high are reported to get no picture on WhatsApp.

Bad:
    a picture of 1200 × 900 pixels, which loses a third of its height

Good:
    a picture of 1200 × 630 pixels

Sources: developers.facebook.com, Sharing, Images (2026-11-22); for WhatsApp guides only (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import IDEAL_RATIO, RATIO_TOLERANCE, Size, about, first_size
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-ratio",
    Severity.MEDIUM,
    Fix.MANUAL,
    consumers=(*FACEBOOK, "linkedin", "x", "whatsapp"),
)

LARGE = (600, 315)
"""Smaller pictures are drawn as thumbnails, where this shape doesn't matter (developers.facebook.com, 2026-11-22)."""
SAFE_LOSS = 0.10
"""Share of the picture that may be cut with little harm: what designers keep free at the edges (guides, 2026-11-22)."""
WHATSAPP_RATIO = 4.0
"""Longer by shorter side (guides, 2026-11-22), unless the profile says otherwise."""


def check(subject: Subject) -> Outcome:
    first = first_size(subject)
    if not isinstance(first, Size):
        return first
    profile = subject.previews.profiles.get("whatsapp")
    longest = (profile.number("image.max_ratio") if profile else None) or WHATSAPP_RATIO
    if max(first.ratio, 1 / first.ratio) > longest:
        return (_finding(first, f"WhatsApp is reported to show none beyond {longest:g}:1, and others cut it", None),)
    if first.width < LARGE[0] or first.height < LARGE[1]:
        return NOT_APPLICABLE
    lost = 1 - min(first.ratio, IDEAL_RATIO) / max(first.ratio, IDEAL_RATIO)
    if abs(first.ratio / IDEAL_RATIO - 1) <= RATIO_TOLERANCE:
        return PASS
    side = "height" if first.ratio < IDEAL_RATIO else "width"
    return (
        _finding(
            first,
            f"cards of {IDEAL_RATIO}:1 cut {lost:.0%} of its {side} away",
            Severity.LOW if lost <= SAFE_LOSS else Severity.MEDIUM,
        ),
    )


def _finding(size: Size, what: str, severity: Severity | None) -> Finding:
    shape = f"{size.ratio:.2f}:1" if size.ratio >= 1 else f"1:{1 / size.ratio:.2f}"
    return about(
        size.picture,
        f"The picture has {size}, a shape of {shape}; {what}.",
        "Offer a picture of 1200 × 630 pixels with everything that counts in its middle.",
        severity=severity,
        consumers=tuple(name for name in RULE.consumers if name != "whatsapp") if severity else None,
    )
