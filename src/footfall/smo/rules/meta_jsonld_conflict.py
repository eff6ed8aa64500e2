"""JSON-LD states another headline or description than Open Graph.

Looks at: `headline` and `description` of the JSON-LD object that Mastodon reads, and of articles, products and recipes
for Pinterest, against `og:title` and `og:description`. A shortened or branded form of the same words is no conflict.

Why it matters: Mastodon prefers JSON-LD to Open Graph. A headline that was changed in one place only is shown there
and nowhere else.

Bad:
    <meta property="og:title" content="Sourdough in 10 steps">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Draft: bread post"}</script>

Good:
    <meta property="og:title" content="Sourdough in 10 steps">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sourdough in 10 steps"}</script>

Sources: mastodon link_details_extractor.rb@016c1e4e (2026-11-22); developers.pinterest.com, Rich Pins (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from itertools import takewhile

from footfall.page.model import Meta, Span
from footfall.page.structured import text_of, types_of
from footfall.smo.judging.article import ARTICLE_TYPES
from footfall.smo.judging.branding import squashed
from footfall.smo.judging.jsonld import read_by_mastodon
from footfall.smo.judging.wording import quoted, shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-jsonld-conflict", Severity.MEDIUM, Fix.SUGGESTED, ("mastodon", "pinterest"))

PINTEREST_TYPES = ARTICLE_TYPES | {"Product", "Recipe"}
LONGEST = 1000
"""Characters that are compared."""
SAME_START = 40
"""Letters and digits at the start that make two texts the same, whatever follows (Footfall's judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    title, description = page.meta("og:title"), page.meta("og:description")
    if not page.json_ld or not (title or description):
        return NOT_APPLICABLE
    found = read_by_mastodon(page)
    if found is not None:
        item, span = found
        return tuple(_conflicts(item, span, title, description, ("mastodon", "pinterest")))
    other = next((item for item in page.json_ld_items if PINTEREST_TYPES.intersection(types_of(item))), None)
    if other is None:
        return NOT_APPLICABLE
    return tuple(_conflicts(other, None, title, description, ("pinterest",)))


def _conflicts(
    item: Mapping[str, object], span: Span | None, title: Meta | None, description: Meta | None, who: tuple[str, ...]
) -> Iterator[Finding]:
    headline = text_of(item.get("headline")) or (text_of(item.get("name")) if who == ("pinterest",) else "")
    for noun, said, tag in (
        ("headline", headline, title),
        ("description", text_of(item.get("description")), description),
    ):
        if said and tag is not None and not _agree(said, tag.value):
            yield Finding(
                message=f"The JSON-LD {noun} says “{shortened(said)}”, but {tag.key} says “{shortened(tag.value)}”; "
                f"{'Mastodon shows the first' if 'mastodon' in who else 'Pinterest may show either'}.",
                advice="Let both say the same, best from one field of your editor.",
                span=tag.span if span is None else span,
                excerpt=quoted(said),
                consumers=who,
            )


def _agree(one: str, other: str) -> bool:
    """One contains the other, or both start alike, when only letters and digits count."""
    if one == other:
        return True
    first, second = squashed(unescape(one[:LONGEST])), squashed(unescape(other[:LONGEST]))
    shorter, longer = sorted((first, second), key=len)
    if not shorter or shorter in longer:
        return True
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    return alike >= SAME_START
