"""Pages nobody meant: garbage, thousands of tags, deep nesting, addresses that are none."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from footfall.page import parse_page
from footfall.smo.previews import Card, PreviewSet, preview, preview_all, profiles
from footfall.smo.previews.sources import LISTED
from tests.smo.previews.pages import PAGES

URL = "https://bakery.example/blog/sourdough"
PIECES = (
    "<meta",
    " property=",
    '"og:image"',
    "content='http://[::1'",
    "<title>",
    "<h1>",
    "\x00",
    "\ud83d",
    ">",
    "<!--",
    "<p>",
)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe<\x00")
def test_any_bytes_have_previews(data: bytes) -> None:
    assert len(preview_all(parse_page(URL, data))) == len(profiles())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from([URL, "", "nonsense", "http://[", "//x"]),
)
def test_any_markup_at_any_address_has_previews(text: str, url: str) -> None:
    for drawn in preview_all(parse_page(url, text.encode("utf-8", "surrogatepass"))):
        assert drawn.card in Card


@settings(max_examples=40, deadline=None)
@given(PAGES)
def test_asking_twice_or_alone_gives_the_same(data: bytes) -> None:
    page = parse_page(URL, data)
    together = PreviewSet(page)
    assert all(preview(page, name) == together[name] for name in reversed(list(profiles())))


@pytest.mark.parametrize(
    "body",
    [
        "".join(f'<meta property="og:title" content="{number}">' for number in range(5000)),
        '<meta property="og:image" content="">' * 5000,
        "<h1><b>a</b><i>b</i></h1>" * 5000,
        "<div>" * 5000 + "<p>text",
        '<img src="/a.png" width="20" height="20">' * 5000,
    ],
    ids=["doubled titles", "blank pictures", "headings", "deep", "pictures"],
)
def test_five_thousand_of_a_kind_are_worked_through_and_a_hundred_listed(body: str) -> None:
    for drawn in preview_all(parse_page(URL, body.encode())):
        assert max(len(drawn.lost_title), len(drawn.lost_description), len(drawn.lost_image)) <= LISTED + 1
