"""All fixers together: a page in, the mended page out, with every edit of the original and what is left to a person."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from footfall.page import Page, parse_page
from footfall.smo.fixes import state_charset
from footfall.smo.fixes.edit import Edit, OverlapError, apply, join
from footfall.smo.fixes.head import refusal
from footfall.smo.fixes.model import NO_CONTEXT, Change, FixContext, Fixed, Fixer, Proposal, Registered
from footfall.smo.fixes.revealed import revealed

MOST_ROUNDS = 5
"""Rounds until nothing changes any more; two are usual, the second of which finds nothing to do."""
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
    """
    page = original = parse_page(url, data, content_type=context.content_type)
    refused = refusal(page)
    if refused:
        return Fixed(data, (), (Proposal("", refused),))
    edits: tuple[Edit, ...] = ()
    for _ in range(MOST_ROUNDS):
        page, more, proposals = _round(page, context)
        if not more:
            return Fixed(page.data, edits, (*proposals, *_news(original, page, context, proposals)))
        edits = join(data, edits, more)
    message = "Footfall's changes to this page would not come to an end, so it changes nothing; please report the page."
    return Fixed(data, (), (Proposal("", message),))


def _news(original: Page, page: Page, context: FixContext, proposals: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """What the audit finds on the mended page only, where no fixer has told it already."""
    if page is not original:
        told = {proposal.rule for proposal in proposals}
        yield from (proposal for proposal in revealed(original, page, context) if proposal.rule not in told)


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
