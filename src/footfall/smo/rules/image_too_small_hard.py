"""The preview picture is too small for Facebook to show at all.

Looks at: the measured size of `og:image`; where it was not fetched, the declared one.

Why it matters: below 200 × 200 pixels Facebook refuses a picture and draws the card without, or with another picture
that it finds on the page. WhatsApp (from guides) and Mattermost have least sizes of their own.

Bad:
    <meta property="og:image" content="https://bakery.example/thumb-150x150.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/bread-1200x630.jpg">

Sources: developers.facebook.com, Sharing, Images: "the minimum allowed image dimension is 200 x 200 pixels"
(2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import Size, about, sizes, turned_down_by
from footfall.smo.judging.wording import named
from footfall.smo.previews import Why
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-too-small-hard",
    Severity.CRITICAL,
    Fix.MANUAL,
    consumers=FACEBOOK,
)

SMALLEST = 200
"""Pixels on either side (developers.facebook.com, Sharing, Images, 2026-11-22), unless the profile says otherwise."""


def check(subject: Subject) -> Outcome:
    known = sizes(subject)
    if not isinstance(known, tuple):
        return known
    first = known[0]
    if not first.picture.open_graph:
        return NOT_APPLICABLE
    profile = subject.previews.profiles.get("facebook")
    width = (profile.integer("image.min_width") if profile else None) or SMALLEST
    height = (profile.integer("image.min_height") if profile else None) or SMALLEST
    others = turned_down_by(subject, first.picture, Why.IMAGE_TOO_SMALL) if first.measured else ()
    if first.width >= width and first.height >= height:
        return (_finding(subject, first, others, Severity.HIGH),) if others else PASS
    return (_finding(subject, first, tuple(dict.fromkeys((*RULE.consumers, *others))), None),)


def _finding(subject: Subject, size: Size, refusing: tuple[str, ...], severity: Severity | None) -> Finding:
    return about(
        size.picture,
        f"The picture has {size}, too few for {named(refusing, subject.previews.profiles)} to show it.",
        "Offer a picture of 1200 × 630 pixels; enlarging this one won't make it sharp.",
        severity=severity,
        consumers=refusing,
    )
