"""Consumers that read only the beginning of a page: the last byte that counts, and what a cut page says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.page import Page, parse_page
from footfall.smo.previews import Chosen, Preview, PreviewSet, Profile, Why, preview, profiles
from tests.smo.previews.pages import PAGES, with_window

URL = "https://bakery.example/blog/sourdough"
WINDOWED = {name: profile for name, profile in profiles().items() if profile.integer("fetch.window")}
LARGEST = 4_000_000
"""Bytes; consumers that read more are tried with a smaller window, for the page would only be slow to build."""
TAG = b'<meta property="og:title" content="Na\xc3\xafve bread">'
START = '<html><head><meta charset="utf-8"><meta property="og:url" content="https://bakery.example/"><!--é-->'.encode()
CUT_SOURCES = ("og:", "twitter:", "meta:", "jsonld:")


def page_with_tag_ending_at(end: int) -> bytes:
    padding = end - len(START) - len(TAG) - len("<!---->")
    return START + b"<!--" + b"x" * padding + b"-->" + TAG + b"</head><body><p>text</p></body></html>"


def of_handy_size(profile: Profile) -> Profile:
    window = profile.integer("fetch.window") or 0
    return profile if window <= LARGEST else with_window(profile, 5000)


def test_some_consumers_have_a_window() -> None:
    assert {"facebook", "slack", "whatsapp", "mastodon", "signal", "lemmy", "rocketchat", "mattermost"} <= set(WINDOWED)


@pytest.mark.parametrize("consumer", WINDOWED)
def test_a_tag_that_ends_at_the_windows_last_byte_is_seen_and_one_byte_later_it_is_not(consumer: str) -> None:
    profile = of_handy_size(WINDOWED[consumer])
    window = profile.integer("fetch.window") or 0
    known = {consumer: profile}
    seen = PreviewSet(parse_page(URL, page_with_tag_ending_at(window)), known=known)[consumer]
    assert seen.title is not None
    assert seen.title.source == "og:title"
    assert seen.shown_title == "Naïve bread"
    missed = PreviewSet(parse_page(URL, page_with_tag_ending_at(window + 1)), known=known)[consumer]
    assert missed.title is None or missed.title.source != "og:title"
    assert [lost.why for lost in missed.lost_title] == [Why.BEYOND_WINDOW]


def test_a_page_as_long_as_the_window_is_read_to_its_end() -> None:
    data = page_with_tag_ending_at(32_768)[:32_768]
    assert preview(parse_page(URL, data), "slack").shown_title == "Naïve bread"


def splits_an_element(page: Page, cut: int) -> bool:
    """A title cut in two is still a title to a parser, and a cut `</script>` spoils the JSON before it."""
    title = page.title_span
    if title is not None and title.start < cut < title.end:
        return True
    return any(block.span.end <= cut < block.span.end + len("</script>") for block in page.json_ld)


def assert_same_as_cut(page: Page, cut: int) -> None:
    """The view by offsets on the whole page says what parsing the first `cut` bytes says, for all of them."""
    if splits_an_element(page, cut):
        return
    known = {name: with_window(profile, cut) for name, profile in WINDOWED.items()}
    cut_page = parse_page(page.url, page.data[:cut], encoding=page.encoding)
    whole, parsed = PreviewSet(page, known=known), PreviewSet(cut_page, known=known)
    for consumer in known:
        for field in ("title", "description", "image"):
            left, right = from_tag(whole[consumer], field), from_tag(parsed[consumer], field)
            assert left == right, (consumer, field, cut)
        if from_tag(whole[consumer], "image"):
            assert whole[consumer].card is parsed[consumer].card, (consumer, cut)


def from_tag(drawn: Preview, field: str) -> Chosen | None:
    """The value with its evidence where a tag or JSON-LD brought it; elements may be cut in their midst."""
    chosen: Chosen | None = getattr(drawn, field)
    return chosen if chosen is not None and chosen.source.startswith(CUT_SOURCES) else None


@settings(max_examples=150, deadline=None)
@given(PAGES, st.data())
def test_cutting_the_bytes_gives_what_the_window_gives(data: bytes, more: st.DataObject) -> None:
    cut = more.draw(st.integers(1, len(data) + 2))
    assert_same_as_cut(parse_page(URL, data), cut)


@pytest.mark.counterpart("pages")
def test_on_real_pages_cutting_the_bytes_gives_what_the_window_gives(real_pages: list[tuple[str, str, bytes]]) -> None:
    for _, url, data in real_pages:
        page = parse_page(url, data)
        ends = sorted({meta.span.end for meta in page.metas if meta.key.startswith(("og:", "twitter:"))})
        for end in ends[:: max(1, len(ends) // 2)]:
            assert_same_as_cut(page, end)
            assert_same_as_cut(page, end - 1)
