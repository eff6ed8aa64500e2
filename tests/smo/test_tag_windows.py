"""The rule about late tags at the very byte where a consumer stops reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footfall.page import parse_page
from footfall.page.facts import NO_FACTS
from footfall.smo.previews import Leaf, Mark, PreviewSet, profiles
from footfall.smo.rule import Finding, Severity, Subject
from footfall.smo.rules import registry

TAG = b'<meta property="og:title" content="Sourdough in 10 steps">'


def judge(page: bytes, **windows: int) -> list[Finding]:
    """What the rule says where the named consumers read that many bytes, and otherwise read like Misskey."""
    known = {}
    for name, window in windows.items():
        pattern = profiles()["misskey"]
        leaves = {**pattern.leaves, "fetch.window": Leaf(window, Mark.ASSUMED, "a test", None)}
        known[name] = replace(pattern, id=name, name=name.capitalize(), leaves=leaves)
    parsed = parse_page("https://bakery.example/", page)
    check = registry()["perf-tags-beyond-window"].check
    assert check is not None
    outcome = check(Subject(parsed, PreviewSet(parsed, NO_FACTS, known), NO_FACTS))
    assert isinstance(outcome, tuple)
    return list(outcome)


@pytest.mark.parametrize("window", [32 * 1024, 250_000, 300 * 1024, 1024 * 1024])
def test_a_tag_that_ends_with_the_window_is_seen_and_one_byte_later_is_not(window: int) -> None:
    filling = b"<!--" + b"x" * (window - len(TAG) - 7) + b"-->"
    assert len(filling + TAG) == window
    assert judge(filling + TAG + b"<p>Text</p>", slack=window) == []
    assert len(judge(b" " + filling + TAG + b"<p>Text</p>", slack=window)) == 1


def test_the_finding_names_those_who_miss_the_tag_and_no_others() -> None:
    page = b"<!--" + b"x" * 40_000 + b"-->" + TAG
    (finding,) = judge(page, slack=32 * 1024, whatsapp=300 * 1024)
    assert finding.consumers == ("slack",)
    assert finding.severity is Severity.MEDIUM
    assert finding.span is not None
    assert finding.span.start == 40_007


def test_the_finding_is_grave_where_a_wider_window_is_missed_too() -> None:
    page = b"<!--" + b"x" * 310_000 + b"-->" + TAG
    (finding,) = judge(page, slack=32 * 1024, whatsapp=300 * 1024, mastodon=1024 * 1024)
    assert finding.consumers == ("slack", "whatsapp")
    assert finding.severity is Severity.HIGH
    assert "Slack reads only the first 32,768 bytes; Whatsapp reads only the first 307,200 bytes" in finding.message


def test_a_late_tag_of_a_source_that_comes_second_is_no_loss() -> None:
    late = b'<meta name="twitter:title" content="Sourdough"><title>Bakery</title>'
    assert judge(TAG + b"<!--" + b"x" * 40_000 + b"-->" + late, slack=32 * 1024) == []
