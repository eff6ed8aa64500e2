"""The page doesn't say how large its preview picture is.

Looks at: `og:image:width` and `og:image:height` of the first `og:image`; where the page has none, whether it offers a
picture otherwise, in `twitter:image`, JSON-LD or `rel="image_src"`.

Why it matters: the first time somebody shares a page, Facebook draws the card before it has fetched the picture.
Without the two numbers it leaves the picture out, so the first share, often the author's own, looks bare.

Bad:
    <meta property="og:image" content="https://bakery.example/bread.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/bread.jpg">
    <meta property="og:image:width" content="1200">
    <meta property="og:image:height" content="630">

Sources: developers.facebook.com, Sharing, Images, pre-caching (2026-11-22); Yoast/wordpress-seo#2151 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.offers import offered
from footfall.smo.judging.picture import about
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-dimensions-missing",
    Severity.MEDIUM,
    Fix.AUTOMATIC,
    consumers=FACEBOOK,
)


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    first = pictures[0] if pictures else offered(subject.page)
    if first is None:
        return NOT_APPLICABLE
    missing = [f"og:image:{side}" for side in ("width", "height") if getattr(first, side, None) is None]
    if not missing:
        return PASS
    return (
        about(
            first,
            f"The picture lacks a usable {' and '.join(missing)}, so Facebook's first share shows no picture.",
            "State the picture's width and height in pixels, right after its og:image.",
        ),
    )
