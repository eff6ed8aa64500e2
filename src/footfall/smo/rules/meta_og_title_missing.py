"""The page has no `og:title`.

Looks at: `<meta property="og:title">` in the whole document.

Why it matters: most consumers take the card's title from `og:title`. Without it they fall back to `<title>`, which
often carries the site's name and is cut off; some (Mattermost) show no title at all.

Bad:
    <head><title>Sourdough in 10 steps | Corner Bakery</title></head>

Good:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head>

Sources: ogp.me, basic metadata (2026-11-22); mattermost server/channels/app/opengraph.go@095bcd49 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-title-missing", Severity.HIGH, Fix.AUTOMATIC)


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("og:title"):
        return PASS
    blank = page.metas_by_key.get("og:title")
    if blank:
        return (
            Finding(
                message="The og:title tag is empty, so consumers that trust it show no title.",
                advice="Write the page's title into the content of og:title.",
                span=blank[0].span,
            ),
        )
    return (
        Finding(
            message="The page has no og:title, so every consumer guesses a title of its own.",
            advice='Add <meta property="og:title" content="…"> with the title for readers, without the site name.',
            span=page.title_span or page.head_span,
        ),
    )
