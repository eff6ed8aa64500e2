"""What holds for every fix of every page, however odd: nothing else changes, twice is once, it can be taken back."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from footfall.page import parse_page
from footfall.smo.fixes import FixContext, apply, fix_page, fixers, inverse
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.fix import MOST_ROUNDS
from tests.smo.fixes.laws import skeleton
from tests.smo.fixes.pages import URL, pages

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CONTEXTS = (FixContext(), FixContext(content_type="text/html; charset=utf-8"), FixContext(content_type="text/html"))


@SLOW
@given(pages())
def test_a_fix_can_be_taken_back_and_a_second_one_changes_nothing(data: bytes) -> None:
    fixed = fix_page(URL, data)
    assert apply(data, fixed.edits) == fixed.data
    assert apply(fixed.data, inverse(data, fixed.edits)) == data
    again = fix_page(URL, fixed.data)
    assert again.data == fixed.data
    assert not again.edits


@SLOW
@given(pages())
def test_bytes_outside_the_edits_stay_where_they_are(data: bytes) -> None:
    fixed = fix_page(URL, data)
    at = shift = 0
    for edit in fixed.edits:
        assert edit.start >= at
        assert edit.reason.endswith(".")
        assert fixed.data[at + shift : edit.start + shift] == data[at : edit.start]
        shift += len(edit.replacement) - (edit.end - edit.start)
        at = edit.end
    assert fixed.data[at + shift :] == data[at:]


@SLOW
@given(pages())
def test_the_page_itself_stays_as_it_was(data: bytes) -> None:
    for context in CONTEXTS:
        fixed = fix_page(URL, data, context)
        if any(rule.startswith("share") or rule == "crawl-charset" for edit in fixed.edits for rule in edit.rules):
            continue
        before = parse_page(URL, data, content_type=context.content_type)
        after = parse_page(URL, fixed.data, content_type=context.content_type)
        assert skeleton(after) == skeleton(before)
        assert after.body_text == before.body_text
        assert after.title == before.title


@SLOW
@given(pages())
def test_each_fixer_alone_has_nothing_left_to_do_after_it(data: bytes) -> None:
    for entry in fixers().values():
        if entry.fix is None:
            continue
        now = data
        for _ in range(MOST_ROUNDS):
            page = parse_page(URL, now)
            made = [change for change in entry.fix(page, FixContext()) if isinstance(change, Edit)]
            if not made:
                break
            now = apply(now, made)
        else:
            raise AssertionError(f"{entry.fixer.id} never comes to an end")
