"""The evidence of a preview: the line and the byte at which the winning tag stands."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings

from footfall.page import parse_page
from footfall.page.model import Meta
from footfall.smo.previews import Chosen, Preview, PreviewSet, preview, profiles, seen
from footfall.smo.previews.chain import Chain, Ways
from footfall.smo.previews.choose import chain_for
from tests.smo.previews.pages import PAGES, TIDY

URL = "https://bakery.example/blog/sourdough"
TAGS = ("og:", "twitter:", "meta:", "name~", "itemprop~", "itemprop=", "property=")
_BREAK = re.compile(rb"\r\n|\r|\n")


def chosen_of(drawn: Preview) -> list[Chosen]:
    return [one for one in (drawn.title, drawn.description, drawn.image) if one is not None]


def test_the_winner_is_named_with_line_attribute_and_byte() -> None:
    data = "<html>\n<head>\r\n<title>é</title>\n<meta content='Bread' property='og:title'>".encode()
    title = preview(parse_page(URL, data), "facebook").title
    assert title is not None
    assert (title.source, title.attribute, title.line, title.offset) == (
        "og:title",
        "property",
        4,
        data.index(b"<meta"),
    )
    assert title.raw == "Bread"


def test_what_was_passed_over_is_named_with_its_line() -> None:
    data = b'<title>Element</title>\n<meta name="og:title" content="Named">'
    lost = preview(parse_page(URL, data), "signal").lost_title
    assert [(one.source, one.value, one.line) for one in lost] == [("og:title", "Named", 2)]


def test_assumptions_name_the_leaves_that_nobody_documents() -> None:
    drawn = preview(parse_page(URL, b"<title>Element</title>"), "telegram")
    assert "title.order" in drawn.assumptions
    assert drawn.confidence.value == "assumed"
    well_founded = preview(parse_page(URL, b"<title>Element</title>"), "signal")
    assert well_founded.assumptions == ()
    assert well_founded.confidence.value == "code"


@pytest.mark.counterpart("pages")
def test_on_real_pages_every_winning_tag_stands_where_the_evidence_says(
    real_pages: list[tuple[str, str, bytes]],
) -> None:
    checked = 0
    for name, url, data in real_pages:
        page = parse_page(url, data)
        by_start = {meta.span.start: meta for meta in page.metas}
        breaks = [found.end() for found in _BREAK.finditer(data)]
        for consumer, drawn in PreviewSet(page).items():
            for chosen in chosen_of(drawn):
                if chosen.source.startswith(TAGS):
                    where = (name, consumer, chosen.source)
                    assert data[chosen.offset : chosen.offset + 5].lower() == b"<meta", where
                    assert chosen.line == 1 + sum(end <= chosen.offset for end in breaks), where
                    assert says(by_start.get(chosen.offset), data, chosen), where
                    checked += 1
                elif chosen.source == "title":
                    assert data[chosen.offset : chosen.offset + 6].lower() == b"<title", (name, consumer)
    assert checked > 3000


def says(meta: Meta | None, data: bytes, chosen: Chosen) -> bool:
    """Whether the tag at that place carries the value, by our parse or, where decoding differs, by its bytes."""
    if meta is not None and (meta.content or "").strip() == chosen.raw.strip():
        return True
    tag = data[chosen.offset : data.find(b">", chosen.offset)]
    return chosen.raw.strip()[:20] in html.unescape(tag.decode("utf-8", "replace")) or not tag.isascii()


@pytest.mark.parametrize("strategy", [PAGES, TIDY], ids=["odd pages", "well-written pages"])
def test_sharing_outcomes_between_consumers_changes_nothing(strategy: object, monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=120, deadline=None)
    @given(strategy)  # type: ignore[arg-type]
    def check(data: bytes) -> None:
        page = parse_page(URL, data)
        shared = dict(PreviewSet(page))
        with monkeypatch.context() as patch:
            patch.setattr(seen, "chain_for", on_its_own)
            patch.setattr(seen, "chains_for", all_on_their_own)
            assert shared == dict(PreviewSet(page))

    check()


def on_its_own(way: seen.Way, reading: seen.Reading) -> Chain:
    """The consumer's own chain, never the one that well-written pages share."""
    return way.chain if len(reading.page.data) > way.window else way.whole


def all_on_their_own(ways: Ways, reading: seen.Reading) -> tuple[Chain, ...]:
    return tuple(on_its_own(way, reading) for way in (ways.title, ways.description, ways.picture))


def test_sharing_happens() -> None:
    data = b'<head><meta property="og:title" content="Bread"><title>T</title></head>'
    reading = seen.Reading(parse_page(URL, data), PreviewSet(parse_page(URL, data)).facts)
    ways = [seen.tag_way(profile, "og:title") for profile in profiles().values()]
    assert len({chain_for(way, reading) for way in ways}) == 1
