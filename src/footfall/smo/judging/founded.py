"""Which consumers a rule may name: those whose habit is documented, read in code or observed, not merely assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from footfall.smo.previews import Mark, Profile

FOUNDED = (Mark.DOCUMENTED, Mark.CODE, Mark.OBSERVED)


def surely(profiles: Mapping[str, Profile], path: str, fits: Callable[[object], bool]) -> list[str]:
    """Ids of the consumers whose leaf at `path` fits and is well founded, in alphabetical order."""
    found = []
    for one, profile in profiles.items():
        leaf = profile.leaf(path)
        if leaf.known and leaf.mark in FOUNDED and fits(leaf.value):
            found.append(one)
    return found
