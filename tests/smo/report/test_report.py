"""What all formats share."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from io import StringIO

import pytest

from footfall.smo.report import FORMATS, Options, open_report
from tests.smo.report.samples import BARE, GOOD, audited, hostile, reported, site


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="text, json, html, sarif, junit"):
        open_report("pdf", StringIO(), target="x")


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_format_asked_for_is_imported(form: str) -> None:
    others = [f"footfall.smo.report.{other}" for other in FORMATS if other != form] + ["PIL"]
    code = (
        "import sys, io; from footfall.smo.report import open_report; before = set(sys.modules);"
        f"open_report({form!r}, io.StringIO(), target='x').end();"
        f"print(sorted(set({others!r}) & (set(sys.modules) | before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_audit_gives_the_same_bytes(form: str) -> None:
    assert reported(form, site()) == reported(form, site())


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_of_no_page_is_whole(form: str) -> None:
    assert reported(form, [], together=False)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_pages_can_be_written_as_utf_8(form: str) -> None:
    assert reported(form, hostile()).encode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_an_interrupted_run_says_so(form: str) -> None:
    assert reported(form, site(), partial=True) != reported(form, site())


@pytest.mark.parametrize("form", FORMATS)
def test_real_pages_go_through_every_format(form: str, real_pages: list[tuple[str, str, bytes]]) -> None:
    from footfall.smo.audit import audit_page

    assert reported(form, (audit_page(url, data) for _name, url, data in real_pages[::6])).encode("utf-8")


class Sink(StringIO):
    """Counts what is written and keeps nothing."""

    size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        return len(text)


@pytest.mark.parametrize("form", FORMATS)
def test_memory_stays_flat_however_many_pages(form: str) -> None:
    bare, good = (replace(one, previews=one.previews[:3]) for one in (audited("bare", BARE), audited("good", GOOD)))
    writer = open_report(form, Sink(), target="x", options=Options())

    def held(first: int, count: int) -> int:
        for number in range(first, first + count):
            writer.page(replace(bare if number < 250 else good, url=f"https://bakery.example/{number}"))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    # The first pages fill what is kept: the worst pages, a few examples, Python's own caches.
    before = held(0, 400)
    grown = held(400, 300) - before
    tracemalloc.stop()
    assert grown < 15_000, "300 pages at 50 bytes each would already be more"
    writer.end()
