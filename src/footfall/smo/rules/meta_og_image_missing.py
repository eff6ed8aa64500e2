"""The page has no `og:image`.

Looks at: `<meta property="og:image">`; `og:image:url`, `og:image:secure_url` and `twitter:image` as half measures.

Why it matters: the picture is most of a link's card. Mastodon and Lemmy read `og:image` alone; others guess, and
take a logo, an avatar or an advertisement.

Bad:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head>

Good:
    <head><meta property="og:image" content="https://bakery.example/cards/sourdough.jpg"></head>

Sources: mastodon link_details_extractor.rb@016c1e4e (2026-11-22); lemmy request.rs@01222156 (2026-11-22); ogp.me,
structured properties (2026-11-22).
"""

from __future__ import annotations

from footfall.page import Page
from footfall.page.model import Meta
from footfall.smo.judging.wording import quoted
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-image-missing", Severity.CRITICAL, Fix.AUTOMATIC)

HALF_MEASURES = ("og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("og:image"):
        return PASS
    instead = _instead(page)
    if instead is not None:
        return (
            Finding(
                message=f"The page states its picture as {instead.key} only; readers of og:image show no picture.",
                advice=f"Add og:image with the same address as {instead.key}.",
                span=instead.span,
                excerpt=quoted(instead.value),
            ),
        )
    blank = page.metas_by_key.get("og:image")
    said = "The og:image tag is empty" if blank else "The page has no og:image"
    return (
        Finding(
            message=f"{said}, so a shared link is drawn without a picture or with one that was guessed.",
            advice="State one picture of 1200×630 pixels in og:image, as a complete https address.",
            span=blank[0].span if blank else page.head_span,
        ),
    )


def _instead(page: Page) -> Meta | None:
    return next((meta for key in HALF_MEASURES if (meta := page.meta(key))), None)
