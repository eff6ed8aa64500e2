"""A rule's documentation as reports quote it: its headline, why it matters, a bad and a good example."""

from __future__ import annotations

import re
from functools import cache
from textwrap import dedent
from typing import Final, NamedTuple

from footfall.smo.draw.spoken import sentence
from footfall.smo.rule import Rule
from footfall.smo.rules import registry

HEADINGS: Final = ("Looks at", "Why it matters", "Bad", "Good", "Sources")
_SPLIT: Final = re.compile(rf"^({'|'.join(HEADINGS)}):[ \t]*\n?", re.MULTILINE)


class RuleDoc(NamedTuple):
    """The parts of a rule's docstring; a part that isn't written is "". `bad` and `good` keep their lines."""

    headline: str
    looks_at: str = ""
    why: str = ""
    bad: str = ""
    good: str = ""
    sources: str = ""


@cache
def rule_doc(rule_id: str) -> RuleDoc:
    """The documentation of one rule; an unknown rule has its id for a headline."""
    entry = registry().get(rule_id)
    return read_doc(entry.doc) if entry and entry.doc else RuleDoc(rule_id)


def rule_of(rule_id: str) -> Rule | None:
    """The rule of that id, None when there is none."""
    entry = registry().get(rule_id)
    return entry.rule if entry else None


def read_doc(text: str) -> RuleDoc:
    """The parts of a docstring."""
    start, *parts = _SPLIT.split(text)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    return RuleDoc(
        headline=_flat(start.split("\n\n")[0]),
        looks_at=sentence(_flat(found.get("Looks at", ""))),
        why=sentence(_flat(found.get("Why it matters", ""))),
        bad=_block(found.get("Bad", "")),
        good=_block(found.get("Good", "")),
        sources=_flat(found.get("Sources", "")),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _block(text: str) -> str:
    return dedent(text).strip("\n").rstrip()
