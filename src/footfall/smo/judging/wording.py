"""How rules quote and list: page text cut short, names joined into half a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footfall.smo.previews import Profile

QUOTE = 80
"""Characters of page text that a sentence bears."""
EXCERPT = 160
"""Characters of page text beside a finding."""
MOST_NAMES = 6
"""Names a person reads before skipping the list."""


def shortened(text: str, limit: int = QUOTE) -> str:
    """White space folded, at most `limit` characters, "…" where something was cut."""
    folded = " ".join(text[: limit * 4].split())
    return folded if len(folded) <= limit and len(text) <= limit * 4 else folded[: limit - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Page text as an excerpt beside a finding."""
    return shortened(text, EXCERPT)


def listed(words: Iterable[str]) -> str:
    """The words as "a, b and c"; after six of them "and N more"."""
    names = list(words)
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def named(consumers: Iterable[str], profiles: Mapping[str, Profile]) -> str:
    """The consumers' proper names as half a sentence; the id where nobody has described one."""
    return listed(profiles[one].name if one in profiles else one.capitalize() for one in consumers)
