"""The page has no `og:site_name`.

Looks at: `<meta property="og:site_name">` in the whole document.

Why it matters: Slack, Discord, Mastodon and Misskey print the site's name above the title. Without the tag they print
the host name, or nothing, and the title has to carry the brand.

Bad:
    <head><meta property="og:title" content="Sourdough in 10 steps | Corner Bakery"></head>

Good:
    <head><meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:site_name" content="Corner Bakery"></head>

Sources: mastodon link_details_extractor.rb@016c1e4e (2026-11-22); misskey-dev/summaly general.ts@f7c9f16d
(2026-11-22); guides for Slack and Discord (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-site-name-missing", Severity.LOW, Fix.AUTOMATIC, ("slack", "discord", "mastodon", "misskey"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("og:site_name"):
        return PASS
    blank = page.metas_by_key.get("og:site_name")
    said = "The og:site_name tag is empty" if blank else "The page has no og:site_name"
    return (
        Finding(
            message=f"{said}, so cards name the bare host instead of the site.",
            advice='Add <meta property="og:site_name" content="…"> with the name readers know the site by.',
            span=blank[0].span if blank else page.head_span,
        ),
    )
