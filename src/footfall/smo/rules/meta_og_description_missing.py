"""The page has no `og:description`.

Looks at: `<meta property="og:description">` in the whole document.

Why it matters: the description is the sentence under the headline that makes people click. WhatsApp asks for
`og:description` by name; others fall back to the meta description or to the first text they find, such as a cookie
notice. An empty tag is worse than none: consumers that trust it (Mastodon) show nothing instead of falling back.

Bad:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head>

Good:
    <head><meta property="og:description" content="A crisp crust without special tools: ten steps with photos."></head>

Sources: WhatsApp, link previews in the business messaging documentation (updated 2026-05-21, read 2026-11-22);
mastodon link_details_extractor.rb@016c1e4e (2026-11-22); guides for the fallbacks (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.founded import surely
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

CONSUMERS = (*FACEBOOK, "linkedin", "whatsapp", "bluesky")
RULE = Rule("meta-og-description-missing", Severity.HIGH, Fix.AUTOMATIC, CONSUMERS)


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("og:description"):
        return PASS
    blank = page.metas_by_key.get("og:description")
    if blank:
        return (
            Finding(
                message="The og:description tag is empty, so consumers that trust it show no text under the title.",
                advice="Write one or two sentences about the page into og:description, or remove the tag.",
                span=blank[0].span,
                consumers=(*CONSUMERS, *_trusting(subject)),
            ),
        )
    known = page.meta("description")
    source = "the meta description" if known else "whatever text they find first"
    return (
        Finding(
            message=f"The page has no og:description, so a shared link shows {source} or no text at all.",
            advice='Add <meta property="og:description" content="…"> with one or two sentences that invite a click.',
            span=known.span if known else page.head_span,
        ),
    )


def _trusting(subject: Subject) -> tuple[str, ...]:
    hiding = surely(subject.previews.profiles, "choice.blank", lambda value: value == "hides")
    return tuple(one for one in hiding if one not in CONSUMERS)
