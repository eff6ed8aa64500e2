"""A JSON-LD block can't be read, or holds something other than readers expect.

Looks at: every `application/ld+json` block: its syntax, its top level, and whether headline and description are text.

Why it matters: a block with a syntax error is ignored as a whole, with the headline, author and price in it. A list
inside a list, or a headline that isn't text, makes Mastodon give up on the link.

Bad:
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sourdough",}</script>

Good:
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sourdough"}</script>

Sources: mastodon link_details_extractor.rb@016c1e4e (2026-11-22); developers.pinterest.com, Rich Pins (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.page.model import JsonLd
from footfall.page.structured import types_of
from footfall.smo.judging.article import ARTICLE_TYPES
from footfall.smo.judging.jsonld import MASTODON_TYPES
from footfall.smo.judging.wording import quoted
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-jsonld-invalid", Severity.MEDIUM, Fix.AUTOMATIC, ("mastodon", "pinterest"))

MOST_BLOCKS = 5
"""Findings of one kind that a person reads before mending the template."""
TEXTS = ("headline", "description")
KINDS = {list: "a list", dict: "an object", bool: "true or false", int: "a number", float: "a number"}


def check(subject: Subject) -> Outcome:
    blocks = subject.page.json_ld
    if not blocks:
        return NOT_APPLICABLE
    faults = ((block, fault) for block in blocks for fault in (_fault(block),) if fault)
    return tuple(_finding(block, fault) for (block, fault), _ in zip(faults, range(MOST_BLOCKS), strict=False))


def _finding(block: JsonLd, fault: str) -> Finding:
    return Finding(
        message=f"A JSON-LD block {fault}.",
        advice="Mend the template or plugin that writes the block, and try it in a JSON-LD validator.",
        span=block.span,
        excerpt=quoted(block.text),
    )


def _fault(block: JsonLd) -> str:
    """What is wrong with the block, as the rest of the sentence "A JSON-LD block …"; "" when nothing is."""
    if block.data is None:
        if not block.text.strip():
            return "is empty, so readers find nothing where they were promised data"
        error = block.error or "it holds no object"
        return f"can't be read ({error}), so readers ignore all that stands in it"
    entries = block.data if isinstance(block.data, list) else [block.data]
    objects = [entry for entry in entries if isinstance(entry, dict)]
    if len(objects) < len(entries):
        return "has something other than objects at its top level, on which Mastodon gives up"
    return next(_wrong_texts(objects), "")


def _wrong_texts(objects: list[dict[str, object]]) -> Iterator[str]:
    for entry in objects:
        kinds = types_of(entry)
        if not kinds or not (ARTICLE_TYPES.intersection(kinds) or kinds[0] in MASTODON_TYPES):
            continue
        for name in TEXTS:
            value = entry.get(name)
            if value is not None and not isinstance(value, str):
                yield f"has {KINDS.get(type(value), 'something else')} as its {name} instead of text"
