"""The preview picture comes slowly, or is drawn anew for each request.

Looks at: how long fetching the stated pictures took, and whether their answers may be kept.

Why it matters: consumers fetch the picture while somebody waits for the card, and give up. A picture that is generated
on each request, without permission to keep it, is generated again for every consumer and every instance of one.

Bad:
    Cache-Control: no-store, and 7 seconds for an image

Good:
    Cache-Control: public, max-age=31536000, and a file that exists already

Sources: guides on Discord's and Slack's patience (2026-11-22); Footfall's own judgement on headers (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Image
from footfall.page.pictures import Picture
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("perf-slow-image", Severity.MEDIUM, Fix.MANUAL)

PATIENCE = 5.0
"""Seconds after which the first consumers give up (guides on Discord, read 2026-11-22)."""
FORBIDDING = ("no-store", "max-age=0")
"""Words of Cache-Control that make everybody ask again (RFC 9111, read 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    if not pictures:
        return NOT_APPLICABLE
    known = subject.facts.images
    seen = [(picture, known[picture.url]) for picture in pictures if picture.url in known]
    usable = [(picture, image) for picture, image in seen if image.usable]
    if not usable:
        return Unknown("The preview picture was not fetched or could not be read, so nobody knows how fast it comes.")
    return tuple(finding for picture, image in usable for finding in (_fault(picture, image),) if finding)


def _fault(picture: Picture, image: Image) -> Finding | None:
    if image.elapsed is not None and image.elapsed > PATIENCE:
        said = f"took {image.elapsed:.1f} seconds to fetch; consumers that wait for {PATIENCE:g} leave it out"
    elif _regenerated(image):
        said = "may not be kept by anybody, so it is fetched and perhaps generated anew for each card"
    else:
        return None
    return Finding(
        message=f"The picture in {picture.meta.key} {said}.",
        advice="Store the finished picture under an address of its own and let its answer be kept for a year.",
        span=picture.meta.span,
        urls=(picture.url,),
    )


def _regenerated(image: Image) -> bool:
    control = image.headers.get("cache-control", "").lower().replace(" ", "")
    unchecked = not image.headers.get("etag") and not image.headers.get("last-modified")
    return "no-store" in control or (unchecked and any(word in control for word in FORBIDDING))
