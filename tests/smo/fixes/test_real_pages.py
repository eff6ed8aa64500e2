"""All fixers on real pages: mended once and for all, nothing else touched, and other people's readers agree."""

from __future__ import annotations

import html
import random
from typing import Any, NamedTuple

import pytest

from footfall.page import Page, parse_page
from footfall.smo.audit import audit_parsed
from footfall.smo.fixes import Fixed, apply, fix_page, inverse
from footfall.smo.previews import preview
from footfall.smo.rule import Severity
from tests.smo.fixes.laws import skeleton

pytestmark = pytest.mark.counterpart("pages")
BLOCK = {"title": "og:title", "description": "og:description", "image": "og:image"}
SHARES = ("share-broken-link", "crawl-charset")
"""Fixes that change what the page says: a link less, letters read right."""


class Mended(NamedTuple):
    name: str
    before: Page
    after: Page
    fixed: Fixed


@pytest.fixture(scope="module")
def mended(real_pages: list[tuple[str, str, bytes]]) -> list[Mended]:
    found = []
    for name, url, data in real_pages:
        fixed = fix_page(url, data)
        found.append(Mended(name, parse_page(url, data), parse_page(url, fixed.data), fixed))
    return found


def test_most_pages_are_mended_and_each_can_be_taken_back(mended: list[Mended]) -> None:
    assert sum(one.fixed.changed for one in mended) > len(mended) * 0.9
    for one in mended:
        assert apply(one.before.data, one.fixed.edits) == one.after.data, one.name
        assert apply(one.after.data, inverse(one.before.data, one.fixed.edits)) == one.before.data, one.name


def test_a_second_fix_changes_nothing(mended: list[Mended]) -> None:
    for one in mended:
        again = fix_page(one.after.url, one.after.data)
        assert again.data == one.after.data, one.name
        assert not again.edits, one.name


def test_the_page_itself_stays_as_it_was(mended: list[Mended]) -> None:
    for one in mended:
        if any(rule in SHARES for edit in one.fixed.edits for rule in edit.rules):
            continue
        assert skeleton(one.after) == skeleton(one.before), one.name
        assert one.after.body_text == one.before.body_text, one.name


def test_damaged_copies_of_real_pages_keep_the_same_promises(mended: list[Mended]) -> None:
    chance = random.Random(20261122)
    for one in mended:
        data = damaged(one.before.data[:60_000], chance)
        fixed = fix_page(one.before.url, data)
        assert apply(fixed.data, inverse(data, fixed.edits)) == data, one.name
        assert fix_page(one.before.url, fixed.data).data == fixed.data, one.name


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The page with a few bytes cut, doubled or put in where they hurt."""
    for _ in range(3):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 5, 60, 2000)))
        junk = chance.choice((b"<!--", b'"', b"<head>", b"\xff", b"</head>", b"<script>", b"<template>", b">"))
        data = chance.choice((data[:start] + data[end:], data[:end] + data[start:], data[:start] + junk + data[start:]))
    return data


def test_no_rule_of_weight_fires_that_was_content_before(mended: list[Mended]) -> None:
    """A rule that had nothing to judge before may find something now, if the person is told at the same time."""
    for one in mended:
        before, after = audit_parsed(one.before), audit_parsed(one.after)
        grave = {judged.rule for judged in before.findings if judged.severity.rank <= Severity.MEDIUM.rank}
        told = {proposal.rule for proposal in one.fixed.proposals}
        for judged in after.findings:
            if judged.severity.rank <= Severity.MEDIUM.rank and judged.rule not in grave:
                assert judged.rule in told, (one.name, judged.rule, judged.finding.message)


def test_the_score_rises_and_falls_only_where_a_small_picture_came_to_light(mended: list[Mended]) -> None:
    risen = 0
    for one in mended:
        before, after = audit_parsed(one.before), audit_parsed(one.after)
        risen += after.score - before.score
        revealed = {"image-below-recommended", "image-ratio"}.intersection(before.unknown)
        assert after.score >= before.score or revealed, one.name
    assert risen / len(mended) > 10


@pytest.mark.parametrize("consumer", ["matrix", "misskey"])
def test_our_previews_show_what_the_block_states(mended: list[Mended], consumer: str) -> None:
    for one in mended:
        shown = preview(one.after, consumer)
        for field, key in BLOCK.items():
            chosen = getattr(shown, field)
            if stated(one.after, key) and not (field == "description" and chosen is None):
                assert chosen is not None, (one.name, key)
                assert chosen.source.split("|")[0] == key, (one.name, key, chosen)


@pytest.mark.heavy
@pytest.mark.counterpart("preview-synapse")
def test_synapse_shows_what_the_block_states(mended: list[Mended], synapse_judge: Any) -> None:
    compare(mended, synapse_judge([(one.after.url, one.after.data) for one in mended]), drops_repeated=False)


@pytest.mark.heavy
@pytest.mark.counterpart("preview-summaly")
def test_summaly_shows_what_the_block_states(mended: list[Mended], summaly_judge: Any) -> None:
    compare(mended, summaly_judge([(one.after.url, one.after.data) for one in mended]), drops_repeated=True)


def compare(mended: list[Mended], answers: list[dict[str, Any]], *, drops_repeated: bool) -> None:
    """Each answer against the block; `drops_repeated`: a description that repeats the title isn't shown."""
    compared = 0
    for one, answer in zip(mended, answers, strict=True):
        for field, key in BLOCK.items():
            values = stated(one.after, key)
            if not values or (drops_repeated and field == "description" and answer.get(field) is None):
                continue
            compared += 1
            assert any(is_shown(value, answer.get(field) or "") for value in values), (one.name, key, values, answer)
    assert compared > 250


def is_shown(value: str, shown: str) -> bool:
    """Whether `shown` is the value: cut with an ellipsis, entities read once more, or without the site's name."""
    wanted, got = (" ".join(html.unescape(text).split()) for text in (value, shown))
    if wanted == got:
        return True
    cut = got.removesuffix("…").removesuffix("...").rstrip()
    rest = wanted[len(cut) :].lstrip()
    return len(cut) > 3 and wanted.startswith(cut) and (cut != got or rest[:1] in "-|:・")


def stated(page: Page, key: str) -> list[str]:
    return [meta.value for meta in page.preview_metas if meta.key == key and meta.value]
