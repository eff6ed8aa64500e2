"""The card is `summary_large_image`, but there is no picture that could be large.

Looks at: `twitter:card`, whether `twitter:image` or `og:image` is stated, whether it could be fetched, its size.

Why it matters: a large card without a picture is drawn as a grey box, or as a bare link.

Bad:
    <head><meta name="twitter:card" content="summary_large_image"><title>Sourdough</title></head>

Good:
    <head><meta name="twitter:card" content="summary_large_image">
    <meta property="og:image" content="https://bakery.example/cards/1200x630.jpg"></head>

Sources: developer.x.com, Cards markup (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Image
from footfall.page.pictures import Picture
from footfall.smo.judging.xcard import card_of, picture_of, size_of
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("card-large-without-image", Severity.HIGH, Fix.AUTOMATIC, ("x", "discord"))

LEAST = (300, 157)
"""Pixels of the smallest picture of a large card (developer.x.com, Cards markup, read 2026-11-22); the profile's value
goes first."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    card = card_of(page)
    if card is None or card.value.lower() != "summary_large_image":
        return NOT_APPLICABLE
    picture = picture_of(page)
    if picture is None:
        return (Finding(f"{PROMISE}, but the page states no picture.", ADVICE, span=card.span),)
    image = subject.facts.images.get(picture.url)
    fault = _fault(subject, picture, image)
    if fault:
        return (Finding(f"{PROMISE}, but {fault}.", ADVICE, span=picture.meta.span, urls=(picture.url,)),)
    if image is None:
        return Unknown("The picture was not fetched, so nobody knows whether the large card has one.")
    return PASS


PROMISE = "twitter:card promises a large picture"
ADVICE = "State a picture of 1200×630 pixels in og:image, or set twitter:card to summary."


def _fault(subject: Subject, picture: Picture, image: Image | None) -> str:
    if image is not None and not image.usable:
        return f"the one in {picture.meta.key} could not be read"
    size = size_of(subject, picture)
    profile = subject.previews.profiles.get("x")
    least = (profile.integer("card.large_width"), profile.integer("card.large_height")) if profile else (None, None)
    width, height = least[0] or LEAST[0], least[1] or LEAST[1]
    if size is not None and (size[0] < width or size[1] < height):
        return (
            f"the one in {picture.meta.key} has {size[0]} × {size[1]} pixels, and X wants at least {width} × {height}"
        )
    return ""
