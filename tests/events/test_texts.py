"""The report texts keep to what every database understands alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footfall.events.render import FOLDER, parse
from footfall.flywheel.event import COLUMNS

TEXTS = sorted(FOLDER.glob("*.sql"))
FILTERS = """\
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
"""
SITE = "  WHERE site = :site AND "
DAYS = "  WHERE site = :site AND day >= :first AND day <= :last"
PARAMETERS = {"site", "first", "last", "now", "goal", "currency", "window"} | {
    "path", "net", "chan", "campaign", "post", "device", "country", "gen", "most", "sort", "by", "of", "link", "bots",
}  # fmt: skip
FORBIDDEN = {
    "date functions: days are the integer column `day`": r"\b(date|now|strftime|extract|interval|epoch|timestamp)\b",
    "FILTER, countIf and their like: CASE WHEN is understood everywhere": r"\bfilter\s*\(|\b(count|sum|any|uniq)If\b",
    "count over a column: unmatched rows of outer joins are NULL here and 0 there": r"\bcount\s*\(\s*(?!\*|DISTINCT\b)",
    "division: 5 / 2 is 2 here and 2.5 there; figures are divided in Python": r"[^-]/[^*]",
    "NULL: the columns have none, and what joins leave differs": r"\bnull\b|\bcoalesce\b|\bifnull\b",
    "a cast in PostgreSQL's way": r"::",
    "USING and NATURAL: the joined column's name differs": r"\busing\b|\bnatural\b",
    "SELECT *: columns come in their names": r"select\s+\*",
    "recursion: roots and generations are stored": r"\brecursive\b",
    "text glued together in one database's way": r"\b(group_concat|string_agg|concat|groupArray)\b|\|\|",
    "a double quote: a text here, a name there": r'"',
}


def code(path: Path) -> str:
    return re.sub(r"--[^\n]*", "", path.read_text())


def head(path: Path) -> str:
    return "\n".join(line for line in path.read_text().splitlines() if line.startswith("--"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_is_portable(path: Path) -> None:
    for reason, pattern in FORBIDDEN.items():
        assert not re.search(pattern, re.sub(r"'[^']*'|:\w+", "", code(path)), re.IGNORECASE), reason


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_begins_with_its_question(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    assert re.match(r"-- [A-Z].*\?", first), "The first line asks the question that the report answers."
    assert parse(path.read_text()).names <= PARAMETERS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_events_are_read_by_site_and_filters(path: Path) -> None:
    """Every reading names the site. The first one has all filters, unless the text says why none has."""
    readings = [part.split("\n", 1)[1] for part in path.read_text().split("FROM events")[1:]]
    assert readings
    assert all(reading.startswith(SITE) for reading in readings)
    if "-- Filters: none, because" in head(path):
        return
    filtered = [reading for reading in readings if reading.startswith(f"{DAYS}\n{FILTERS}")]
    assert filtered, "No reading has the standard filters, letter for letter."
    rest = [reading for reading in readings if reading not in filtered]
    assert not rest or "-- Whatever the filters:" in head(path), "The head says what is read without filters."


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_that_says_its_days_reads_no_others(path: Path) -> None:
    bounded = all(part.startswith("\n" + DAYS) for part in code(path).split("FROM events")[1:])
    assert parse(path.read_text()).bounded == bounded


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_columns_have_names_of_their_own(path: Path) -> None:
    """ClickHouse takes a name for the new column even where WHERE or ORDER BY mean the old one."""
    text = re.sub(r"'[^']*'", "''", code(path))
    last = text[[found.start() for found in re.finditer(r"^SELECT\b", text, re.MULTILINE)][-1] :]
    columns = _split(last[len("SELECT") : re.search(r"\n\s*FROM\b", last).start()])  # type: ignore[union-attr]
    assert all(re.search(r"\bAS \w+$", column) for column in columns), "Every column of the answer is named by AS."
    for select in re.split(r"\bSELECT\b", text)[1:]:
        listed, _, source = select.partition("FROM events")
        if not source or "FROM" in listed:
            continue
        for column in _split(listed):
            found = re.fullmatch(r"(.*)\bAS (\w+)", column, re.DOTALL)
            if found and found[2] in COLUMNS:
                assert found[1].strip() == found[2], f"{found[2]} is a column of events: name the new one otherwise."
    assert not re.search(r"ORDER BY[^)]*\b(sum|count|max|min)\s*\(", text), "Order by the column's name."


def _split(listed: str) -> list[str]:
    """The columns of a SELECT: parted by the commas outside of brackets."""
    parts, depth = [""], 0
    for letter in listed:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_lines_are_short(path: Path) -> None:
    assert all(len(line) <= 120 for line in path.read_text().splitlines())
