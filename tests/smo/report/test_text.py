"""The report for a terminal."""

from __future__ import annotations

import pytest

from footfall.smo.report import Options
from footfall.smo.report.columns import clipped, columns, padded, printable, wrapped
from footfall.smo.report.preview import preview_text
from tests.smo.report.samples import BARE, GOOD, ROOT, audited, hostile, reported, site


def test_one_page_tells_its_findings_by_cost_with_lines_and_advice() -> None:
    said = reported("text", [audited("rye", BARE)], together=False)
    assert "https://bakery.example/rye" in said
    assert "▲ Critical: readers see no card, or a wrong one" in said
    assert said.index("Critical") < said.index("▲ High")
    assert "line 1" in said
    assert '→ Add <meta property="og:title"' in said
    assert "meta-og-title-missing · Footfall can write it · every consumer" in said
    assert "How the link looks" in said
    assert "▲ Facebook" in said
    assert "rules could not judge:" in said


def test_a_few_pages_are_told_in_full_with_a_summary() -> None:
    said = reported("text", site(3))
    assert said.count("How the link looks") == 3
    assert "3 pages, mean score" in said
    assert "What to mend first" in said


def test_many_pages_are_summed_up_rather_than_poured_out() -> None:
    said = reported("text", site(60))
    assert "How the link looks" not in said
    assert "60 pages, mean score" in said
    assert "20 of 60 pages" in said
    assert "such as https://bakery.example/page-2" in said
    assert "Worst pages" in said
    assert said.count("\n") < 120


def test_every_page_in_full_when_that_is_asked_for() -> None:
    said = reported("text", site(8), options=Options(details=True))
    assert said.count("How the link looks") == 8


def test_a_page_without_faults_says_so() -> None:
    assert "found nothing wrong" in reported("text", [audited("x", GOOD)], together=False)


def test_no_page_is_said_plainly() -> None:
    assert "No page was audited" in reported("text", [], together=False)


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for audits in ([audited("rye", BARE)], site(12), [audited("", GOOD)]):
        said = reported("text", audits, options=Options(width=width))
        too_wide = [line for line in said.splitlines() if columns(line) > width and " " in line.strip()]
        assert [line for line in too_wide if max(map(columns, line.split())) < width - 14] == []


def test_colour_comes_only_when_it_is_asked_for() -> None:
    plain = reported("text", [audited("rye", BARE)])
    coloured = reported("text", [audited("rye", BARE)], options=Options(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[31m▲\x1b[0m" in coloured


def test_a_page_cannot_steer_the_terminal() -> None:
    said = reported("text", hostile(), options=Options(details=True))
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "\u202e" not in said


def test_previews_alone_show_what_each_consumer_writes() -> None:
    audit = audited("sourdough", GOOD)
    said = preview_text(audit.previews, url=audit.url)
    assert said.startswith(f"{ROOT}sourdough\n24 consumers, ")
    assert "Sourdough in 10 steps" in said


def test_wide_and_combining_characters_take_their_columns() -> None:
    assert columns("パン") == 4
    assert columns("e\u0301") == 1
    assert clipped("パンパンパン", 7) == "パンパン…"[:3] + "…"
    assert padded("パ", 4) == "パ  "
    assert all(columns(line) <= 11 for line in wrapped("パン と 塩 の はなし です", 11))


def test_printable_keeps_text_and_drops_orders() -> None:
    assert printable("a\x1b[2Jb\u202ec\nd\ud800") == "a[2Jbc d"
    assert printable("Brot 👩‍🍳 ok") == "Brot 👩‍🍳 ok"
