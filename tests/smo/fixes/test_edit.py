"""Edits of bytes: applied, taken back, joined, and shown as a patch that other programs accept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.smo.fixes import Edit, OverlapError, apply, inverse, unified_diff
from footfall.smo.fixes.edit import join

BYTES = st.binary(max_size=60)


@st.composite
def edits_of(draw: st.DrawFn, data: bytes) -> list[Edit]:
    """Some edits of `data` that don't overlap."""
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    pairs = [(cuts[at], cuts[at + 1]) for at in range(0, len(cuts) - 1, 2)]
    return [Edit(start, end, draw(st.binary(max_size=6)), f"Reason {start}.", (f"rule-{end}",)) for start, end in pairs]


@given(st.data())
def test_the_inverse_restores_every_byte(data: st.DataObject) -> None:
    before = data.draw(BYTES)
    edits = data.draw(edits_of(before))
    assert apply(apply(before, edits), inverse(before, edits)) == before


@given(st.data())
def test_joined_edits_do_what_both_rounds_did(data: st.DataObject) -> None:
    before = data.draw(BYTES)
    first = data.draw(edits_of(before))
    between = apply(before, first)
    second = data.draw(edits_of(between))
    both = join(before, first, second)
    assert apply(before, both) == apply(between, second)
    assert apply(apply(before, both), inverse(before, both)) == before


def test_joined_edits_keep_the_reasons_of_both_rounds() -> None:
    (both,) = join(b"bread", [Edit(0, 1, b"B", "One.", ("a",))], [Edit(1, 1, b"-", "Two.", ("b",))])
    assert (both.replacement, both.reason, both.rules) == (b"B-", "One. Two.", ("a", "b"))


def test_a_round_that_undoes_the_first_leaves_no_edit() -> None:
    assert join(b"bread", [Edit(0, 1, b"B", "One.")], [Edit(0, 1, b"b", "Two.")]) == ()


@pytest.mark.parametrize(
    "edits", [[Edit(0, 3, b"", "."), Edit(2, 4, b"", ".")], [Edit(4, 9, b"", ".")], [Edit(3, 2, b"", ".")]]
)
def test_edits_that_overlap_or_leave_the_file_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlapError):
        apply(b"bread", edits)


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply(b"ad", [Edit(1, 1, b"b", "."), Edit(1, 2, b"D", "."), Edit(1, 1, b"c", ".")]) == b"abcD"


FILES = [
    pytest.param(b"one\ntwo\nthree\n", b"one\n2\nthree\n", id="line feeds"),
    pytest.param(b"one\r\ntwo\r\nthree\r\n", b"one\r\ntwo and\r\nthree\r\n", id="carriage returns"),
    pytest.param(b"one\ntwo", b"one\ntwo\n", id="a last line without its end, before"),
    pytest.param(b"one\ntwo\n", b"zero\none\ntwo", id="a last line without its end, after"),
    pytest.param(b"one", b"two", id="one line without its end"),
    pytest.param("süß\n".encode("cp1252"), "sauer\n".encode("cp1252"), id="another encoding"),
    pytest.param("one\r\ntwo\r\n".encode("utf-16"), "one\r\n2\r\n".encode("utf-16"), id="UTF-16"),
    pytest.param(b"", b"new\n", id="an empty file"),
    pytest.param(b"a\x0cb\x1cc\n" * 9, b"a\x0cb\x1cc\n" * 8, id="separators that are no line ends"),
]


@pytest.mark.parametrize(("before", "after"), FILES)
@pytest.mark.parametrize("program", ["patch", "git"])
def test_other_programs_apply_the_diff(tmp_path: Path, before: bytes, after: bytes, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (apt install {program})")
    if program == "git" and not before:
        pytest.skip("git wants the mark of a new file for an empty one")
    (tmp_path / "page.html").write_bytes(before)
    (tmp_path / "page.patch").write_bytes(unified_diff("page.html", before, after))
    binary = ["--binary"] if program == "patch" else []
    command = [program, "-p1", *binary, "-i", "page.patch"] if program == "patch" else ["git", "apply", "page.patch"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done
    assert (tmp_path / "page.html").read_bytes() == after


def test_no_change_has_an_empty_diff() -> None:
    assert unified_diff("page.html", b"same\n", b"same\n") == b""
