"""The page states no title anywhere.

Looks at: `og:title`, `twitter:title`, the `headline` of JSON-LD objects and `<title>`.

Why it matters: with no title of any kind there is nothing to draw. Signal and Mastodon then show the bare address,
others invent a title from the host name or the first heading.

Bad:
    <head><meta property="og:image" content="https://bakery.example/loaf.jpg"></head>

Good:
    <head><title>Sourdough in 10 steps</title><meta property="og:title" content="Sourdough in 10 steps"></head>

Sources: signalapp/Signal-Desktop linkPreviewFetch@023ae374 (2026-11-22); mastodon link_details_extractor.rb@016c1e4e
(2026-11-22).
"""

from __future__ import annotations

from footfall.page.structured import text_of
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-no-title-at-all", Severity.CRITICAL, Fix.SUGGESTED)


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.title or page.meta("og:title") or page.meta("twitter:title"):
        return PASS
    if any(text_of(item.get("headline")) for item in page.json_ld_items):
        return PASS
    return (
        Finding(
            message="The page has no title anywhere, so a shared link has no headline and some places draw no card.",
            advice="Write a <title> and an og:title that say what the page is about.",
            span=page.title_span or page.head_span,
        ),
    )
