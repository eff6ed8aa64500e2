"""Each consumer against its own cases: a page in, what it shows and what it passes over out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from footfall.smo.previews import Preview, profiles
from footfall.smo.previews.model import Lost
from tests.smo import cases

FOLDER = Path(__file__).parent / "cases"
INPUTS = {"name", "html", "url", "facts", "encoding"}
OUTPUTS = {"title", "description", "image", "card", "source", "lost", "reasons"}


def load(consumer: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / f"{consumer}.yml").read_text("utf-8"))


CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in load(path.stem)
]


def preview_of(consumer: str, case: dict[str, Any]) -> Preview:
    """`{long:N}` in the page stands for N letters, `{pad:N}` for a comment of N bytes."""
    html = re.sub(r"\{long:(\d+)\}", lambda found: "x" * int(found.group(1)), case["html"])
    return cases.subject_of({**case, "html": html}).previews[consumer]


def names(lost: tuple[Lost, ...]) -> list[str]:
    return sorted(one.why.name for one in lost)


@pytest.mark.parametrize(("consumer", "case"), CASES)
def test_a_consumer_shows_what_its_case_says(consumer: str, case: dict[str, Any]) -> None:
    assert case.keys() <= INPUTS | OUTPUTS
    preview = preview_of(consumer, case)
    for field in ("title", "description", "image"):
        shown = getattr(preview, field)
        if field in case:
            assert (shown.value if shown else "") == case[field], field
        if field in case.get("source", {}):
            assert shown.source == case["source"][field]
        if field in case.get("lost", {}):
            assert names(getattr(preview, f"lost_{field}")) == sorted(case["lost"][field]), field
    if "card" in case:
        assert preview.card.value == case["card"], preview.reasons
    if case.get("reasons") == []:
        assert preview.reasons == ()
    for words in case.get("reasons", []):
        assert any(words in reason for reason in preview.reasons), preview.reasons
    assert all(reason.endswith(".") for reason in preview.reasons)


def test_every_consumer_has_cases() -> None:
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(profiles())


@pytest.mark.parametrize("consumer", sorted(profiles()))
def test_every_case_file_says_where_the_title_comes_from_and_what_becomes_of_a_picture(consumer: str) -> None:
    said = {key for case in load(consumer) for key in case}
    assert "title" in said
    assert said & {"image", "card"}
