"""Our Matrix and Misskey previews against the parsers those servers run."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from footfall.page import parse_page
from footfall.page.facts import PageFacts, Response
from footfall.smo.previews import preview
from tests.conftest import Judge
from tests.smo.previews.known_differences import MATRIX, MISSKEY
from tests.smo.previews.made_pages import made_page

FIELDS = ("title", "description", "image")
Page = tuple[str, str, bytes]
Differences = dict[tuple[str, str], tuple[str, str]]


def shown(url: str, data: bytes, consumer: str, content_type: str) -> dict[str, str]:
    facts = PageFacts(response=Response(url, 200, {"content-type": content_type} if content_type else {}))
    drawn = preview(parse_page(url, data, content_type=content_type), consumer, facts)
    return {"title": drawn.shown_title, "description": drawn.shown_description, "image": drawn.shown_image}


def differences(pages: list[Page], answers: list[dict[str, str]], consumer: str, content_type: str) -> Differences:
    found = {}
    for (name, url, data), answer in zip(pages, answers, strict=True):
        assert "error" not in answer, (name, answer)
        seen_at = answer.get("url", url)
        ours = shown(seen_at, data, consumer, content_type)
        for field in FIELDS:
            theirs = answer[field] if (answer[field] or "").strip() else ""
            if field == "image" and theirs:
                theirs = urljoin(seen_at, theirs).replace(" ", "%20")
            if ours[field] != theirs:
                found[name, field] = (theirs, ours[field])
    return found


MADE = [(f"made {number}", f"https://bakery.example/made/{number}", made_page(number)) for number in range(400)]


@pytest.mark.heavy
@pytest.mark.counterpart("preview-synapse")
def test_the_matrix_preview_of_made_pages(synapse_judge: Judge) -> None:
    assert differences(MADE, synapse_judge([(url, data) for _, url, data in MADE]), "matrix", "") == {}


@pytest.mark.heavy
@pytest.mark.counterpart("preview-summaly")
def test_the_misskey_preview_of_made_pages(summaly_judge: Judge) -> None:
    answers = summaly_judge([(url, data) for _, url, data in MADE])
    assert differences(MADE, answers, "misskey", "text/html; charset=utf-8") == {}


@pytest.mark.heavy
@pytest.mark.counterpart("pages")
@pytest.mark.counterpart("preview-synapse")
def test_the_matrix_preview_is_what_synapse_shows(real_pages: list[Page], synapse_judge: Judge) -> None:
    answers = synapse_judge([(url, data) for _, url, data in real_pages])
    found = differences(real_pages, answers, "matrix", "")
    assert found.keys() == MATRIX.keys(), {key: found[key] for key in found.keys() - MATRIX.keys()}
    assert len(found) <= len(real_pages) * len(FIELDS) * 0.01


@pytest.mark.heavy
@pytest.mark.counterpart("pages")
@pytest.mark.counterpart("preview-summaly")
def test_the_misskey_preview_is_what_summaly_shows(real_pages: list[Page], summaly_judge: Judge) -> None:
    answers = summaly_judge([(url, data) for _, url, data in real_pages])
    found = differences(real_pages, answers, "misskey", "text/html; charset=utf-8")
    assert found.keys() == MISSKEY.keys(), {key: found[key] for key in found.keys() - MISSKEY.keys()}
    assert len(found) <= len(real_pages) * len(FIELDS) * 0.01
