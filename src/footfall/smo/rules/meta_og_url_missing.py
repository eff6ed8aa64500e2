"""The page has no `og:url`.

Looks at: `<meta property="og:url">` in the whole document.

Why it matters: WhatsApp's documentation requires `og:url`. Facebook, LinkedIn and Pinterest count shares and keep
their caches under it; without it every spelling of the address, such as one with campaign parameters, is a page of
its own with its own small counts.

Bad:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head>

Good:
    <head><meta property="og:url" content="https://bakery.example/blog/sourdough"></head>

Sources: WhatsApp, link previews in the business messaging documentation (updated 2026-05-21, read 2026-11-22);
ogp.me, basic metadata (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import quoted
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-url-missing", Severity.MEDIUM, Fix.AUTOMATIC, (*FACEBOOK, "linkedin", "pinterest", "whatsapp"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("og:url"):
        return PASS
    blank = page.metas_by_key.get("og:url")
    said = "The og:url tag is empty" if blank else "The page has no og:url"
    value = quoted(page.canonical) or "…"
    return (
        Finding(
            message=f"{said}: WhatsApp requires one, and shares of other spellings of the address are counted apart.",
            advice=f'Add <meta property="og:url" content="{value}"> with the page\'s one public address.',
            span=blank[0].span if blank else page.head_span,
            severity=Severity.HIGH,
        ),
    )
