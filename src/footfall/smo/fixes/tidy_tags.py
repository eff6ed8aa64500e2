"""Tidies the tags that are there: one value a key, the right attribute, double quotes, at the top of the head.

Values stay as they are. Of several tags with one key, the one most consumers show stays; the reason names those that
showed another. Tags that must move are moved together and byte for byte, so that their order keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footfall.smo.fixes.duplicates import (
    BLANK_RULES,
    DUPLICATE,
    settle_blanks,
    settle_duplicates,
    settle_gallery,
)
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.moving import BEYOND, NOT_IN_HEAD, misplaced, moves
from footfall.smo.fixes.plan import Plan
from footfall.smo.fixes.spelling import ATTRIBUTE, QUOTES, settle_spelling
from footfall.smo.fixes.values import CARD, settle_card, settle_locale, settle_type

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

FIXER = Fixer(
    "tidy-tags",
    clears=(
        *(NOT_IN_HEAD, BEYOND, QUOTES, ATTRIBUTE, DUPLICATE, "card-multiple", CARD),
        *BLANK_RULES.values(),
    ),
    summary="Moves preview tags to the top of the head, quotes them, corrects their attributes, drops duplicates.",
    order=30,
)


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    plan = Plan(page)
    settle_blanks(plan, context)
    settle_duplicates(plan, context)
    settle_gallery(plan)
    settle_card(plan, context)
    settle_locale(plan)
    settle_type(plan)
    settle_spelling(plan)
    metas, rule = misplaced(plan)
    moved = list(moves(plan, metas, rule)) if metas else []
    yield from plan.changes(moved=metas if any(isinstance(change, Edit) for change in moved) else [])
    yield from moved
    if plan.uncertain:
        keys = ", ".join(sorted(plan.uncertain)[:6])
        message = f"The tags {keys} are written so that Footfall can't tell their bytes for certain; tidy them by hand."
        yield Proposal(ATTRIBUTE, message)
