"""Each fixer alone against its own pages: what it writes, what it clears, what it asks a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from footfall.page import parse_page
from footfall.page.facts import Image, PageFacts, Response
from footfall.smo.audit import audit_page
from footfall.smo.fixes import Edit, FixContext, Proposal, apply, fixers, inverse
from footfall.smo.fixes.model import Registered

FOLDER = Path(__file__).parent / "cases"
URL = "https://bakery.example/blog/sourdough"
PAGE_FIXERS = [entry for entry in fixers().values() if entry.fix is not None]


def load(fixer_id: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / f"{fixer_id}.yml").read_text("utf-8"))


CASES = [
    pytest.param(entry, case, id=f"{entry.fixer.id}: {case['name']}")
    for entry in PAGE_FIXERS
    for case in load(entry.fixer.id)
]


def padded(text: str) -> str:
    """`{pad:N}` becomes N bytes of a style comment."""
    while "{pad:" in text:
        before, _, rest = text.partition("{pad:")
        size, _, after = rest.partition("}")
        text = f"{before}/*{'x' * (int(size) - 4)}*/{after}"
    return text


def context_of(case: dict[str, Any]) -> FixContext:
    images = {url: Image(url, **facts) for url, facts in case.get("images", {}).items()}
    return FixContext(content_type=case.get("content_type", ""), images=images)


@pytest.mark.parametrize(("entry", "case"), CASES)
def test_a_fixer_makes_of_a_page_what_its_case_expects(entry: Registered, case: dict[str, Any]) -> None:
    assert entry.fix is not None
    encoding, url, context = case.get("encoding", "utf-8"), case.get("url", URL), context_of(case)
    before = padded(case["before"]).encode(encoding)
    after = padded(case.get("after", case["before"])).encode(encoding)
    changes = list(entry.fix(parse_page(url, before, content_type=context.content_type), context))
    edits = [change for change in changes if isinstance(change, Edit)]
    proposals = [change for change in changes if isinstance(change, Proposal)]
    assert apply(before, edits).decode(encoding) == after.decode(encoding)
    assert apply(apply(before, edits), inverse(before, edits)) == before
    assert sorted({proposal.rule for proposal in proposals}) == sorted(case.get("proposals", []))
    for edit in edits:
        assert edit.reason.endswith(".")
        assert set(edit.rules) <= set(entry.fixer.clears)
        assert edit.rules
    for proposal in proposals:
        assert proposal.message.endswith(".")


@pytest.mark.parametrize(("entry", "case"), [one for one in CASES if "clears" in one.values[1]])  # type: ignore[operator]
def test_the_rules_a_case_names_fire_before_and_not_after(entry: Registered, case: dict[str, Any]) -> None:
    encoding, url, context = case.get("encoding", "utf-8"), case.get("url", URL), context_of(case)
    headers = {"content-type": context.content_type} if context.content_type else {}
    facts = PageFacts(response=Response(url, 200, headers), images=context.images)
    before, after = (padded(case[key]).encode(encoding) for key in ("before", "after"))
    fired = {judged.rule for judged in audit_page(url, before, facts).findings}
    left = {judged.rule for judged in audit_page(url, after, facts).findings}
    for rule in case["clears"]:
        assert rule in entry.fixer.clears
        assert rule in fired
        assert rule not in left


@pytest.mark.parametrize("entry", PAGE_FIXERS, ids=lambda entry: entry.fixer.id)
def test_each_fixer_has_a_page_it_changes_and_one_it_leaves(entry: Registered) -> None:
    cases = load(entry.fixer.id)
    assert any("after" in case for case in cases)
    assert any("after" not in case for case in cases)


def test_the_context_can_be_built_up_step_by_step() -> None:
    assert replace(FixContext(), site_name="Bakery").site_name == "Bakery"
