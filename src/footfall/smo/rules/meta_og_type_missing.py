"""The page has no `og:type`, or is an article that calls itself something else.

Looks at: `og:type`; for articles also `article:published_time` and JSON-LD of an article type.

Why it matters: Pinterest draws article pins only where `og:type` is `article` or `blog`; X needs `og:type` for a card
on pages without `twitter:card`; Mastodon treats pages of type `article` as news.

Bad:
    <meta property="og:type" content="website"><meta property="article:published_time" content="2026-05-04">

Good:
    <meta property="og:type" content="article"><meta property="article:published_time" content="2026-05-04">

Sources: developers.pinterest.com, Rich Pins (2026-11-22); developer.x.com, Cards markup (2026-11-22); mastodon
link_details_extractor.rb@016c1e4e (2026-11-22); ogp.me, basic metadata (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.article import sign_of_article
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-type-missing", Severity.MEDIUM, Fix.AUTOMATIC, (*FACEBOOK, "pinterest", "x", "mastodon"))

ARTICLE_VALUES = ("article", "blog")
"""What Pinterest accepts for an article (developers.pinterest.com, Rich Pins, read 2026-11-22)."""
VAGUE_VALUES = ("website", "object", "webpage", "blogpost", "post", "news")
"""Types that say nothing or that ogp.me doesn't know; more special ones are taken as meant."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    stated = page.meta("og:type")
    if stated is None:
        return (
            Finding(
                message="The page has no og:type, so consumers can't tell an article from a home page or a product.",
                advice='Add <meta property="og:type" content="article"> to articles and "website" to other pages.',
                span=page.head_span,
            ),
        )
    value = stated.value.lower()
    if value in ARTICLE_VALUES or value not in VAGUE_VALUES:
        return PASS
    sign = sign_of_article(page)
    if not sign:
        return PASS
    return (
        Finding(
            message=f"og:type says {shortened(value, 30)}, but {sign} says that the page is an article; "
            "Pinterest and Mastodon then don't treat it as one.",
            advice="Set og:type to article.",
            span=stated.span,
        ),
    )
