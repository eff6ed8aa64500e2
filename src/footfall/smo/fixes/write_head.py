"""Writes what is missing of the Open Graph and Twitter block, at the top of the head, from what the page says itself.

Nothing is invented: where the page has no words or picture that fit, the person gets a proposal instead. Tags that
stand in a comment, in `<noscript>` or in `<template>` were put there by somebody, so they are asked about as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from footfall.page.model import Place
from footfall.smo.fixes.duplicates import BLANK_RULES
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.head import top_of_head
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.picture import picture_of
from footfall.smo.fixes.titles import titles_of
from footfall.smo.fixes.wanted import wanted
from footfall.smo.fixes.writing import encoded, meta_tag, style_of

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

RULES: Final = {**BLANK_RULES, "theme-color": "card-theme-color"}
FIXER = Fixer(
    "write-head",
    clears=tuple(RULES.values()),
    summary="Writes missing Open Graph and Twitter tags at the top of the head, from the page's own facts.",
    order=70,
)
_MISSING: Final = {
    "og:title": "The page has no title of a fit length that could become its og:title; write one that a reader clicks.",
    "og:description": "The page has no description, and no paragraph reads like one; write a sentence or two.",
    "og:image": "The page names no picture for its card, and none that it shows is known to fill one; choose one of "
    "1200 × 630 pixels.",
    "og:url": "The page's public address isn't known; tell Footfall the address of the site.",
    "og:site_name": "Nothing on the page says the site's name; tell Footfall the name readers know the site by.",
    "og:locale": 'The page doesn\'t say its language; write it into the lang attribute of <html>, such as lang="en".',
}
_COMMENT: Final = 5000
"""Characters of a comment that are looked at: tags put aside are few."""
_KEY_IN_TAG = re.compile(r"<meta\b[^>]*?(?:property|name)\s*=\s*[\"']?((?:og|twitter):[\w:]+)", re.IGNORECASE)


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    block = wanted(page, context)
    hidden = _hidden(page)
    missing = [key for key in block if key not in page.metas_by_key]
    for key in RULES:
        if (key in hidden and key not in page.metas_by_key) or _only_hidden(page, key):
            yield Proposal(
                RULES[key],
                f"The page has {key} only in {hidden.get(key, 'a part that is not shown')}; "
                "decide whether it should count and move it into the head.",
                _suggested(key, block),
            )
        elif key not in block and (key in _MISSING or key in context.withheld):
            yield Proposal(RULES[key], _why_not(key, context), meta_tag(key, _at_hand(key, page, context) or "…"))
    written = [
        key for key in missing if key not in hidden and not (key.startswith("og:image:") and "og:image" in hidden)
    ]
    if written:
        yield from _insertion(page, {key: block[key] for key in written})


def _insertion(page: Page, tags: dict[str, str]) -> Iterator[Change]:
    spot = top_of_head(page)
    rules = tuple(dict.fromkeys(RULES[key] for key in tags if key in RULES))
    lines = [meta_tag(key, value, style_of(page).end) for key, value in tags.items()]
    if spot is None:
        message = (
            "The start of the head can't be found for certain, so Footfall doesn't write into it; paste these tags."
        )
        yield Proposal(rules[0], message, "\n".join(lines))
        return
    names = ", ".join(tags)
    reason = f"Adds {names} at the top of the head, where every consumer finds them."
    yield Edit(spot.offset, spot.offset, encoded(spot.text(lines), page), reason, rules)


def _why_not(key: str, context: FixContext) -> str:
    reason = context.withheld.get(key)
    if not reason:
        return _MISSING[key]
    return f"Footfall doesn't write {key} by itself, because that would bring another fault. {reason}"


def _at_hand(key: str, page: Page, context: FixContext) -> str:
    """What could become the value, where a person agrees; "" when the page has nothing."""
    if key == "og:title":
        return next(iter(titles_of(page, context)), "")
    if key == "og:image":
        picture = picture_of(page, context)
        return picture.url if picture else ""
    return wanted(page, replace(context, withheld={})).get(key, "")


def _suggested(key: str, block: object) -> str:
    return meta_tag(key, block[key]) if isinstance(block, dict) and key in block else ""


def _only_hidden(page: Page, key: str) -> bool:
    metas = page.metas_by_key.get(key, ())
    return bool(metas) and all(meta.place in (Place.NOSCRIPT, Place.TEMPLATE) for meta in metas)


def _hidden(page: Page) -> dict[str, str]:
    """Where keys stand that aren't in head or body: a comment, `<noscript>` or `<template>`."""
    found: dict[str, str] = {}
    if "<!--" in page.text_source and ("og:" in page.text_source or "twitter:" in page.text_source):
        for comment in _comments(page.text_source):
            found.update((key.lower(), "a comment") for key in _KEY_IN_TAG.findall(comment))
    for meta in page.metas:
        if meta.place in (Place.NOSCRIPT, Place.TEMPLATE):
            found[meta.key] = f"<{meta.place.value}>"
    return found


def _comments(text: str) -> Iterator[str]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield text[start : min(end, start + _COMMENT)]
        start = text.find("<!--", end)
