"""Moves the block to the top of the head where some of it stands too late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.page.model import Meta, Place
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.head import top_of_head
from footfall.smo.fixes.model import Change, Proposal
from footfall.smo.fixes.plan import Plan
from footfall.smo.fixes.social import removal
from footfall.smo.previews import profiles

if TYPE_CHECKING:
    from footfall.page import Page

NOT_IN_HEAD: Final = "meta-not-in-head"
BEYOND: Final = "perf-tags-beyond-window"


def misplaced(plan: Plan) -> tuple[list[Meta], str]:
    """The block's tags in document order when some stand too late, and the rule that says so; ([], "") otherwise."""
    kept = plan.kept
    window = smallest_window()
    outside = any(_outside_head(plan.page, meta) for meta in kept)
    beyond = bool(window) and any(meta.span.end > window for meta in kept)
    if not (outside or beyond) or plan.uncertain:
        return [], ""
    return [
        meta for meta in kept if not (meta.itemprop and meta.place is Place.BODY)
    ], NOT_IN_HEAD if outside else BEYOND


def _outside_head(page: Page, meta: Meta) -> bool:
    body = page.body_span
    return meta.place is Place.BODY or (body is not None and meta.span.start > body.start)


def smallest_window() -> int:
    """Bytes that the most sparing consumer reads of a page; 0 when none is known."""
    windows = [profile.integer("fetch.window") for profile in profiles().values()]
    return min((window for window in windows if window), default=0)


def moves(plan: Plan, metas: list[Meta], rule: str) -> Iterator[Change]:
    """The edits that take the tags out and write them, as changed, at the top of the head."""
    spot = top_of_head(plan.page)
    block = [plan.changed(meta) for meta in metas]
    if spot is None or (rule == BEYOND and _reach(spot.offset, block) > smallest_window()):
        yield Proposal(
            rule,
            "The preview tags stand too late in the page, and Footfall can't tell for certain where to "
            "put them; move them right behind the start of the head.",
        )
        return
    why = "some stood outside the head" if rule == NOT_IN_HEAD else "some consumers read only the start of a page"
    reason = f"Moves the {len(metas)} preview tags to the top of the head, unchanged: {why}."
    lead, tail = (part.encode(plan.page.encoding) for part in (spot.lead, spot.tail))
    text = b"".join(lead + tag + tail for tag in block)
    yield Edit(
        spot.offset, spot.offset, text, " ".join((reason, *_inner_reasons(plan, metas))), _rules(plan, metas, rule)
    )
    for meta in metas:
        yield removal(plan.page, plan.tag(meta), reason, rule)


def _reach(offset: int, block: list[bytes]) -> int:
    return offset + sum(len(tag) + 4 for tag in block)


def _inner_reasons(plan: Plan, metas: list[Meta]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edit.reason for meta in metas for edit in plan.inside(meta)))


def _rules(plan: Plan, metas: list[Meta], rule: str) -> tuple[str, ...]:
    inner = (name for meta in metas for edit in plan.inside(meta) for name in edit.rules)
    return tuple(dict.fromkeys((rule, *inner)))
