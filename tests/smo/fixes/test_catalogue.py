"""The fixers as a whole: found by name, in their order, each documented and tied to rules that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from footfall.smo.fixes import fixers
from footfall.smo.fixes.model import Registered
from footfall.smo.rule import Fix
from footfall.smo.rules import registry

DOCUMENT = (Path(__file__).parents[3] / "docs" / "fixing.md").read_text("utf-8")
FIXERS = list(fixers().values())


def test_every_fixer_is_found_and_none_is_forgotten() -> None:
    assert list(fixers()) == [
        *("state-charset", "mend-jsonld", "tidy-tags", "absolute-image", "align-canonical", "write-head", "fit-card"),
        *("plain-shares", "allow-bots"),
    ]


@pytest.mark.parametrize("entry", FIXERS, ids=lambda entry: entry.fixer.id)
def test_each_fixer_answers_rules_that_exist_and_can_be_fixed(entry: Registered) -> None:
    for rule in entry.fixer.clears:
        assert registry()[rule].rule.fix is Fix.AUTOMATIC, rule


@pytest.mark.parametrize("entry", FIXERS, ids=lambda entry: entry.fixer.id)
def test_each_fixer_is_documented(entry: Registered) -> None:
    assert entry.doc.strip().endswith(".")
    assert entry.fixer.summary.endswith(".")
    assert f"`{entry.fixer.id}`" in DOCUMENT
