"""The preview picture cannot be fetched, or what arrives is no picture.

Looks at: the answer to fetching each `og:image` and `twitter:image`: whether one came, its status, its first bytes.

Why it matters: a card without its picture is half as large, and some consumers draw no card at all. Checkers that
only look for the tag miss this: the tag is there, the file is gone.

Bad:
    <meta property="og:image" content="https://bakery.example/img/moved.jpg">  (status 404)

Good:
    <meta property="og:image" content="https://bakery.example/img/bread.jpg">  (status 200, image/jpeg)

Sources: developers.facebook.com, Sharing, Images (2026-11-22); squirrelscan's documentation of its own check, which
accepts a 404 (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Fault, Image
from footfall.smo.judging.picture import about, fetched
from footfall.smo.rule import PASS, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("image-unreachable", Severity.CRITICAL, Fix.MANUAL)

ADVICE = "Put the picture back at this address, or let the tag name one that answers with status 200 and a picture."


def check(subject: Subject) -> Outcome:
    seen = fetched(subject)
    if not isinstance(seen, tuple):
        return seen
    if all(image.fault is Fault.ROBOTS for _, image in seen):
        return Unknown("The preview picture was not fetched, because its host's robots.txt turns Footfall away.")
    troubles = [(picture, _trouble(image)) for picture, image in seen]
    return (
        tuple(
            about(
                picture,
                f"The picture in {picture.meta.key} cannot be shown, because {trouble}.",
                ADVICE,
                consumers=None if picture is seen[0].picture else ("x",),
            )
            for picture, trouble in troubles
            if trouble
        )
        or PASS
    )


def _trouble(image: Image) -> str:
    if image.fault is Fault.ROBOTS:
        return ""
    if image.fault is not None:
        return image.fault.value
    if image.status != 200:
        return f"its address answers with status {image.status} instead of 200"
    if image.format:
        return ""
    if "html" in image.content_type.lower():
        return "its address answers with a web page instead of a picture"
    return "what arrives from its address is no picture that anybody can read"
