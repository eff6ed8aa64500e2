"""What reports say in the same words: severities, fixes, scores, consumers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from footfall.smo.draw.spoken import counted, listed
from footfall.smo.draw.wall import State
from footfall.smo.previews.profile import profiles
from footfall.smo.rule import Fix, Severity


class Cost(NamedTuple):
    """A severity as people meet it: its sign, its word, what it costs the reader of a shared link."""

    state: State | None
    """The sign's colour and shape; None for what is only worth knowing."""
    word: str
    reader: str


COSTS: Final = {
    Severity.CRITICAL: Cost(State.BROKEN, "Critical", "readers see no card, or a wrong one"),
    Severity.HIGH: Cost(State.BROKEN, "High", "readers of a large network see a broken card"),
    Severity.MEDIUM: Cost(State.DOUBTFUL, "Medium", "readers miss something, or cannot pass it on"),
    Severity.LOW: Cost(State.DOUBTFUL, "Low", "readers would find it better otherwise"),
    Severity.INFO: Cost(None, "Good to know", "costs the reader nothing"),
}
FIXES: Final = {
    Fix.AUTOMATIC.value: "Footfall can write it",
    Fix.SUGGESTED.value: "Footfall proposes, you decide",
    Fix.MANUAL.value: "to be changed by hand",
}
NEUTRAL: Final = "·"
GOOD_SCORE, FAIR_SCORE = 90, 70
"""Scores from which a page counts as good and as fair (Footfall's own judgement, 2026-11-22)."""


def score_state(score: int) -> State:
    """Good, doubtful or broken, as a score is coloured."""
    return State.GOOD if score >= GOOD_SCORE else State.DOUBTFUL if score >= FAIR_SCORE else State.BROKEN


def score_meaning(score: int | None) -> str:
    """What a score means for somebody who reads no source code."""
    if score is None:
        return "No page was audited, so there is nothing to judge."
    if score_state(score) is State.GOOD:
        return "Shared links arrive well almost everywhere; what is left is polish."
    if score_state(score) is State.DOUBTFUL:
        return "Shared links work, but some of the places where people share them show less than they could."
    return "Shared links arrive badly: many readers see no picture, the wrong words or a bare address."


def consumers_named(ids: Iterable[str]) -> str:
    """Consumers as a sentence lists them; "every consumer" for all, "" where none is concerned."""
    known = list(ids)
    if "all" in known:
        return "every consumer"
    return listed([profiles()[one].name if one in profiles() else one.capitalize() for one in known])


def previews_counted(broken: int, doubtful: int, good: int) -> str:
    """How the cards came out: "24 previews: 5 broken, 3 doubtful, 16 good"."""
    return f"{counted(broken + doubtful + good, 'preview')}: {broken:,} broken, {doubtful:,} doubtful, {good:,} good"
