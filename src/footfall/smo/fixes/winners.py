"""Which of several tags of one key stays: the one most consumers show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footfall.page.facts import PageFacts
from footfall.page.model import Meta, Place
from footfall.smo.fixes.wanted import CARDS
from footfall.smo.judging.titles import fault_of
from footfall.smo.previews import PreviewSet, profiles

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

_FIELDS = {
    "og:title": "title",
    "twitter:title": "title",
    "og:description": "description",
    "twitter:description": "description",
    "twitter:image": "image",
}
MOST_NAMES = 4
"""Consumers named in a sentence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The tag that stays, and half a sentence saying why."""

    meta: Meta
    because: str


def choose(page: Page, context: FixContext, key: str, metas: Sequence[Meta]) -> Choice:
    """Which of `metas` (two or more, none blank) stays for `key`."""
    if len({meta.value for meta in metas}) == 1:
        return Choice(min(metas, key=lambda meta: _rank(meta, key)), "both say the same")
    if key == "twitter:card":
        valid = [meta for meta in metas if meta.value.lower() in CARDS]
        return Choice((valid or metas)[-1], "X takes the last one")
    if key in ("og:title", "twitter:title"):
        fit = [meta for meta in metas if not fault_of(" ".join(meta.value.split()))]
        if len(fit) == 1:
            return Choice(fit[0], "only the one that stays says enough and is shown whole")
        metas = fit or metas
    shown = _shown(page, context, key, metas) or _by_order(metas)
    votes = Counter({nth: len(consumers) for nth, consumers in shown.items()})
    best = max(metas, key=lambda meta: (votes[meta.nth], *(-part for part in _rank(meta, key))))
    return Choice(best, _because(shown, best))


def _rank(meta: Meta, key: str) -> tuple[int, int, int]:
    """Lower is better: in the right attribute, in the head, first."""
    right = meta.name if key.startswith("twitter:") else meta.prop
    return int(right.lower() != key), int(meta.place is not Place.HEAD), meta.nth


def _shown(page: Page, context: FixContext, key: str, metas: Sequence[Meta]) -> dict[int, list[str]]:
    """Consumers by the tag (`Meta.nth`) that they show for this key."""
    field = _FIELDS.get(key)
    if field is None:
        return {}
    at = {meta.span.start: meta.nth for meta in metas}
    found: dict[int, list[str]] = {}
    for preview in PreviewSet(page, PageFacts(images=context.images)).values():
        chosen = getattr(preview, field)
        if chosen is not None and chosen.source == key and chosen.offset in at:
            found.setdefault(at[chosen.offset], []).append(preview.consumer)
    return found


def _by_order(metas: Sequence[Meta]) -> dict[int, list[str]]:
    """Where no preview shows the key: consumers by whether they take the first tag of a kind or the last."""
    found: dict[int, list[str]] = {}
    for profile in profiles().values():
        last = profile.text("choice.duplicate") == "last"
        found.setdefault(metas[-1 if last else 0].nth, []).append(profile.id)
    return found


def _because(shown: dict[int, list[str]], best: Meta) -> str:
    total = sum(map(len, shown.values()))
    agreeing = len(shown.get(best.nth, ()))
    others = [profiles()[one].name for nth, names in shown.items() if nth != best.nth for one in names]
    if not others:
        return "every consumer that reads it shows the one that stays"
    named = ", ".join(others[:MOST_NAMES]) + (" and others" if len(others) > MOST_NAMES else "")
    return f"{agreeing} of {total} consumers show the one that stays, {named} showed another"
