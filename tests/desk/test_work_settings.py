"""Every setting is documented, and every documented setting exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from footfall.project import environment

ROOT = Path(__file__).parent.parent.parent
NAME = r"FOOTFALL_[A-Z_]+|DATABASE_URL"


def read_by_the_code() -> set[str]:
    sources = (ROOT / "src/footfall").rglob("*.py")
    return {name for source in sources for name in re.findall(rf'"({NAME})"', source.read_text())}


def documented() -> set[str]:
    return set(re.findall(rf"^\| `({NAME})` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))


def test_every_variable_is_documented_and_nothing_else() -> None:
    assert read_by_the_code() == documented()


def test_variables_in_other_pages_and_files_exist() -> None:
    pages = [*(ROOT / "docs").glob("*.md"), *(path for path in (ROOT / "deploy").iterdir() if path.is_file())]
    tests_only = {"FOOTFALL_PAGES", "FOOTFALL_REQUIRE", "FOOTFALL_FUZZ", "FOOTFALL_BENCH", "FOOTFALL_POSTGRES"}
    for page in pages:
        named = set(re.findall(rf"\b({NAME})\b", page.read_text()))
        assert named <= documented() | tests_only, page.name


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTFALL_MAIL_FROM", " ")
    assert environment.text("FOOTFALL_MAIL_FROM", "desk@example.org") == "desk@example.org"
    assert environment.number("FOOTFALL_MAIL_FROM", 3) == 3
    assert environment.flag("FOOTFALL_MAIL_FROM", default=True)


@pytest.mark.parametrize(("reader", "value"), [(environment.flag, "maybe"), (lambda n: environment.number(n, 1), "x")])
def test_a_wrong_value_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, reader: object, value: str) -> None:
    monkeypatch.setenv("FOOTFALL_PROXIES", value)
    assert callable(reader)
    with pytest.raises(ImproperlyConfigured, match=rf"FOOTFALL_PROXIES is '{value}'\. Write "):
        reader("FOOTFALL_PROXIES")
