"""The preview picture is offered as WebP only.

Looks at: the format of all stated pictures; where they were not fetched, the ending of their addresses.

Why it matters: nearly every consumer shows WebP by now. For LinkedIn guides disagree, and nobody can try it from
outside, so a page that relies on LinkedIn is safer with JPEG.

Bad:
    <meta property="og:image" content="https://bakery.example/bread.webp">

Good:
    <meta property="og:image" content="https://bakery.example/bread.jpg">

Sources: guides on LinkedIn posts, which disagree (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import about, promised_format
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("image-webp-risk", Severity.LOW, Fix.MANUAL, consumers=("linkedin",))


def check(subject: Subject) -> Outcome:
    pictures = [picture for picture in subject.page.pictures if picture.open_graph]
    if not pictures:
        return NOT_APPLICABLE
    formats = []
    for picture in pictures:
        image = subject.facts.images.get(picture.url)
        formats.append(image.format if image is not None and image.usable else promised_format(picture.url))
    if any(kind not in ("webp", "") for kind in formats):
        return PASS
    if "" in formats:
        return Unknown("The preview picture was not fetched and its address doesn't tell its format.")
    return (
        about(
            pictures[0],
            "The page offers its picture as WebP only, which LinkedIn is reported not to show in every case.",
            "Offer a JPEG of the same picture in og:image; the page itself can go on using WebP.",
        ),
    )
