"""All fixers together: a page in, the mended page out, with every edit of the original and what is left to a person."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Final

from footfall.page import Page, parse_page
from footfall.smo.fixes import state_charset
from footfall.smo.fixes.edit import Edit, OverlapError, apply, join
from footfall.smo.fixes.head import refusal
from footfall.smo.fixes.model import NO_CONTEXT, Change, FixContext, Fixed, Fixer, Proposal, Registered
from footfall.smo.fixes.revealed import revealed

MOST_ROUNDS = 5
"""Rounds until nothing changes any more; two are usual, the second of which finds nothing to do."""
SUSPECTS: Final = {
    "image-": ("og:image", "twitter:card"),
    "card-": ("twitter:card", "og:image"),
    "meta-title-": ("og:title", "og:site_name"),
    "meta-description-": ("og:description", "og:title"),
    "meta-jsonld-conflict": ("og:title", "og:description", "og:image"),
    "share-": ("og:type",),
    "content-": ("og:type",),
}
"""By the start of a rule's id: keys whose new value can make it fire, the likeliest first."""
_PUSHED = (
    "New tags would push the page's charset tag out of the part in which browsers look for it; move that tag to the "
    "start of the head, then try again."
)
_PACKAGE = "footfall.smo.fixes"


@cache
def fixers() -> dict[str, Registered]:
    """All fixers by id, in the order in which they work.

    Raises:
        RuntimeError: a file and the fixer in it have different names.
    """
    found = []
    for module in pkgutil.iter_modules(import_module(_PACKAGE).__path__):
        loaded = import_module(f"{_PACKAGE}.{module.name}")
        fixer: Fixer | None = getattr(loaded, "FIXER", None)
        if fixer is None:
            continue
        if fixer.id != module.name.replace("_", "-"):
            raise RuntimeError(
                f"The fixer {fixer.id!r} stands in {module.name}.py; file and id must have the same name."
            )
        found.append(Registered(fixer, loaded.__doc__ or "", getattr(loaded, "fix", None)))
    return {entry.fixer.id: entry for entry in sorted(found, key=lambda entry: entry.fixer.order)}


def fix_page(url: str, data: bytes, context: FixContext = NO_CONTEXT) -> Fixed:
    """Mend one page. Bytes outside the edits stay as they are; mending the result again changes nothing.

    Args:
        url: its absolute public address, "" when unknown.
        data: its bytes.
        context: what is known beyond them.

    Where a value that write-head would bring in makes a rule of weight fire, it becomes a proposal instead.
    """
    page = parse_page(url, data, content_type=context.content_type)
    refused = refusal(page)
    if refused:
        return Fixed(data, (), (Proposal("", refused),))
    fixed, news = _mended(page, context)
    for rule, key, reason in _suspects(page, news):
        if any(proposal.rule == rule for proposal in news) and key not in context.withheld:
            careful = replace(context, withheld={**context.withheld, key: reason})
            other, left = _mended(page, careful)
            if len(left) < len(news):
                fixed, news, context = other, left, careful
    told = {proposal.rule for proposal in fixed.proposals}
    return replace(fixed, proposals=(*fixed.proposals, *(one for one in news if one.rule not in told)))


def _mended(original: Page, context: FixContext) -> tuple[Fixed, tuple[Proposal, ...]]:
    """The page after all rounds, and what the audit finds on it that it didn't find before."""
    page = original
    edits: tuple[Edit, ...] = ()
    for _ in range(MOST_ROUNDS):
        page, more, proposals = _round(page, context)
        if not more:
            news = tuple(revealed(original, page, context)) if edits else ()
            return Fixed(page.data, edits, proposals), news
        edits = join(original.data, edits, more)
    message = "Footfall's changes to this page would not come to an end, so it changes nothing; please report the page."
    return Fixed(original.data, (), (Proposal("", message),)), ()


def _suspects(page: Page, news: Iterable[Proposal]) -> list[tuple[str, str, str]]:
    """(rule, key, what the rule says): tags the page lacks whose new value may have brought the news."""
    return [
        (proposal.rule, key, proposal.message)
        for proposal in news
        for start, keys in SUSPECTS.items()
        if proposal.rule.startswith(start)
        for key in keys
        if not page.meta(key)
    ]


def _round(page: Page, context: FixContext) -> tuple[Page, tuple[Edit, ...], tuple[Proposal, ...]]:
    """Each fixer once, in order, every one on what those before it left; the page is parsed again where it changed."""
    before = page.data
    edits: tuple[Edit, ...] = ()
    proposals: dict[Proposal, None] = {}
    for entry in fixers().values():
        if entry.fix is None:
            continue
        changes: list[Change] = list(entry.fix(page, context))
        proposals.update((change, None) for change in changes if isinstance(change, Proposal))
        made = tuple(change for change in changes if isinstance(change, Edit))
        if not made:
            continue
        mended = parse_page(page.url, apply(page.data, made), content_type=page.content_type)
        if mended.encoding != page.encoding and entry.fixer is not state_charset.FIXER:
            proposals[Proposal(state_charset.RULE, _PUSHED)] = None
            continue
        edits, page = join(before, edits, made), mended
    return page, edits, tuple(proposals)


__all__ = ["Fixed", "OverlapError", "fix_page", "fixers"]
