"""Codes of links: nobody can walk them, they spell nothing rude, and none is ever issued twice."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from footfall.apps.links.codes import ALPHABET, LENGTH, custom_code, fresh_codes, is_rude, random_code
from footfall.apps.sites.addresses import Refused


def test_a_code_has_seven_of_58_characters() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 58
    assert not set("0OIl") & set(ALPHABET)
    codes = [random_code() for _number in range(2_000)]
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(ALPHABET)


def test_every_character_is_as_likely_as_another_in_every_place() -> None:
    """14,000 characters: 241 of each are to be expected, 16 the standard deviation; six of them are an accident that
    happens once in a million runs."""
    seen = Counter("".join(random_code() for _number in range(2_000)))
    assert all(241 - 6 * 16 < seen[letter] < 241 + 6 * 16 for letter in ALPHABET), seen


@pytest.mark.parametrize("code", ["xxFuCkx", "x5H17xx", "xp3n15x", "aSS1234", "NAZ1abc", "w4nk111"])
def test_rude_codes_are_not_issued(code: str) -> None:
    assert is_rude(code)


@pytest.mark.parametrize("code", ["brn7Qxy", "spr1ngT", "Kaffeeh"])
def test_others_are(code: str) -> None:
    assert not is_rude(code)


def test_codes_that_are_taken_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["aaaaaa1", "aaaaaa2", "aaaaaa1", "aaaaaa3", "aaaaaa3", "aaaaaa4"])
    monkeypatch.setattr("footfall.apps.links.codes.random_code", lambda: next(drawn))
    asked: list[set[str]] = []

    def taken(codes: Collection[str]) -> set[str]:
        asked.append(set(codes))
        return {"aaaaaa2"} & set(codes)

    assert sorted(fresh_codes(3, taken)) == ["aaaaaa1", "aaaaaa3", "aaaaaa4"]
    assert asked[0] == {"aaaaaa1", "aaaaaa2"}


@pytest.mark.parametrize("typed", ["spring-sale", "Q4", "x_1", "2027", "a" * 64])
def test_own_endings(typed: str) -> None:
    assert custom_code(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed", ["", "a", "-sale", "_x", "spring sale", "a/b", "a?b", "a#b", "a.b", "é", "a" * 65, "x\n", "x\ny", "%41%42"]
)
def test_endings_that_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="letters, digits"):
        custom_code(typed)


@pytest.mark.parametrize("typed", ["api", "API", "Login", "well-known"])
def test_reserved_words_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="kept free"):
        custom_code(typed)


def test_many_codes_of_several_processes_are_all_different(tmp_path: Path) -> None:
    assert issued(tmp_path, 2, 5_000, batch=500) == 10_000


@pytest.mark.heavy
def test_codes_of_four_processes_are_all_different(tmp_path: Path) -> None:
    """Of ten million (FOOTFALL_CODES=10000000; that takes a while) about 23 are drawn twice (n² / 2N): the unique index
    refuses them, and they are drawn again."""
    each = int(os.environ.get("FOOTFALL_CODES", "400000")) // 4
    assert issued(tmp_path, 4, each, batch=50_000) == 4 * each


def issued(folder: Path, processes: int, each: int, *, batch: int) -> int:
    """Codes in a table with a unique index that processes filled at once."""
    path = folder / "codes.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE codes (code TEXT PRIMARY KEY) WITHOUT ROWID")
    context = multiprocessing.get_context("spawn")
    issuers = [context.Process(target=issue, args=(path, each, batch)) for _number in range(processes)]
    for issuer in issuers:
        issuer.start()
    for issuer in issuers:
        issuer.join()
    assert [issuer.exitcode for issuer in issuers] == [0] * processes
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM codes").fetchone()[0])


def issue(path: Path, each: int, batch: int) -> None:
    """As the desk does it: look what is taken and insert, under one lock."""
    database = sqlite3.connect(path, timeout=600, isolation_level=None)
    database.execute("PRAGMA synchronous=OFF")

    def taken(codes: Collection[str]) -> list[str]:
        database.execute("CREATE TEMP TABLE IF NOT EXISTS asked (code TEXT PRIMARY KEY)")
        database.execute("DELETE FROM asked")
        database.executemany("INSERT INTO asked VALUES (?)", ((code,) for code in codes))
        return [code for (code,) in database.execute("SELECT code FROM codes JOIN asked USING (code)")]

    for _batch in range(each // batch):
        database.execute("BEGIN IMMEDIATE")
        codes = fresh_codes(batch, taken)
        database.executemany("INSERT INTO codes VALUES (?)", ((code,) for code in codes))
        database.execute("COMMIT")
