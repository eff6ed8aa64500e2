"""The preview picture has no description in words.

Looks at: `og:image:alt` and `twitter:image:alt`, where the page offers a picture: in its preview tags, in JSON-LD or by
`rel="image_src"`.

Why it matters: Mastodon, X and Facebook hand this text to people who don't see the picture. Without it a screen
reader says "image", or reads out a file name.

Bad:
    <meta property="og:image" content="https://bakery.example/bread.jpg">

Good:
    <meta property="og:image:alt" content="A round loaf with a dark crust on a wooden board">

Sources: mastodon/mastodon app/lib/link_details_extractor.rb@016c1e4e (2026-11-22); ogp.me, structured properties
(2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.offers import offered
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "image-alt-missing",
    Severity.MEDIUM,
    Fix.SUGGESTED,
    consumers=("mastodon", "x", *FACEBOOK),
)


def check(subject: Subject) -> Outcome:
    page = subject.page
    picture = page.pictures[0] if page.pictures else offered(page)
    if picture is None:
        return NOT_APPLICABLE
    if page.meta("og:image:alt") or page.meta("twitter:image:alt"):
        return PASS
    blank = page.metas_by_key.get("og:image:alt") or page.metas_by_key.get("twitter:image:alt")
    what = "is described by an empty text" if blank else "has no og:image:alt"
    return (
        Finding(
            message=f"The preview picture {what}, so people who don't see it learn nothing of it.",
            advice="Say in og:image:alt what the picture shows, in one sentence.",
            span=blank[0].span if blank else picture.span,
            excerpt=shortened(picture.value, 160),
        ),
    )
