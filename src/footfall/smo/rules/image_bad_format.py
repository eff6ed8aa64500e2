"""The preview picture has a format that large consumers don't show.

Looks at: the picture's first bytes; where it was not fetched, the ending of its address.

Why it matters: SVG, AVIF, HEIC, BMP, ICO and TIFF pictures leave a hole in the card. X documents JPEG, PNG, WebP and
GIF, and says that SVG is not supported; for WhatsApp failing SVG pictures are observed.

Bad:
    <meta property="og:image" content="https://bakery.example/logo.svg">

Good:
    <meta property="og:image" content="https://bakery.example/logo-1200x630.png">

Sources: developer.x.com, Cards markup (2026-11-22); mastodon/mastodon app/models/preview_card.rb (2026-11-22);
bazel-website#48 and eslint.org#122 (2026-11-22).
"""

from __future__ import annotations

from footfall.page.pictures import Picture
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.picture import about, promised_format, turned_down_by
from footfall.smo.previews import Why
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule(
    "image-bad-format",
    Severity.CRITICAL,
    Fix.MANUAL,
    consumers=("x", "mastodon", *FACEBOOK, "whatsapp"),
)

BAD = frozenset({"svg", "avif", "heic", "bmp", "ico", "tiff"})


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    if not pictures:
        return NOT_APPLICABLE
    found = []
    unknown = True
    for picture in pictures:
        image = subject.facts.images.get(picture.url)
        if image is not None and image.usable:
            unknown = False
            if image.format in BAD:
                found.append(_finding(subject, picture, image.format, "is"))
        elif promised_format(picture.url) in BAD:
            found.append(_finding(subject, picture, promised_format(picture.url), "is, by its address,"))
    if not found and unknown:
        return Unknown("The preview picture was not fetched or could not be read, so its format is not known.")
    return found or PASS


def _finding(subject: Subject, picture: Picture, kind: str, how: str) -> Finding:
    refusing = turned_down_by(subject, picture, Why.IMAGE_FORMAT)
    article = "an" if kind[0] in "ais" else "a"
    return about(
        picture,
        f"The picture in {picture.meta.key} {how} {article} {kind.upper()} file, which few consumers show.",
        "Offer the same picture as JPEG or PNG, 1200 × 630 pixels, and name that file in the tag.",
        consumers=tuple(sorted({*refusing, *RULE.consumers})) if picture.open_graph else ("x",),
    )
