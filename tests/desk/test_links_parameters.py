"""What a redirect adds: the target's own query stays byte by byte, whatever stands in it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from footfall.apps.links.parameters import additions, landing, names_of

OURS = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "s")
names = st.sampled_from([*OURS, "q", "id", "S", "utm_source ", "s[]", "ü"])
values = st.text(max_size=12)
plain = st.text("abcXYZ019-._~!$'()*,;:@/?=&%+", max_size=30)
pairs = st.lists(st.tuples(st.sampled_from(OURS), values), unique_by=lambda pair: pair[0], max_size=6)


@st.composite
def targets(draw: st.DrawFn) -> str:
    query = draw(st.one_of(st.just(None), plain, st.lists(st.tuples(names, values), max_size=5)))
    fragment = draw(st.one_of(st.just(None), plain))
    if isinstance(query, list):
        query = urlencode(query)
    path = draw(st.sampled_from(["", "/", "/page", "/a%20b/", "/a;b"]))
    return (
        f"https://own.example{path}"
        + (f"?{query}" if query is not None else "")
        + (f"#{fragment}" if fragment is not None else "")
    )


@given(targets(), pairs)
def test_nothing_of_the_target_changes(target: str, ours: list[tuple[str, str]]) -> None:
    before, after = urlsplit(target), urlsplit(landing(target, additions(target, ours)))
    assert (after.scheme, after.netloc, after.path, after.fragment) == before[:3] + before[4:]
    assert after.query.startswith(before.query)


@given(targets(), pairs)
def test_every_name_of_ours_is_there_once_and_never_overwrites(target: str, ours: list[tuple[str, str]]) -> None:
    had = names_of(target)
    before = parse_qsl(urlsplit(target).query, keep_blank_values=True)
    after = parse_qsl(urlsplit(landing(target, additions(target, ours))).query, keep_blank_values=True)
    assert after == before + [(name, value) for name, value in ours if value and name not in had]


@given(targets(), pairs)
def test_adding_twice_adds_nothing(target: str, ours: list[tuple[str, str]]) -> None:
    there = landing(target, additions(target, ours))
    assert additions(there, ours) == ""
    assert landing(there, "") == there


@given(targets(), pairs)
def test_what_is_added_is_visible_ascii(target: str, ours: list[tuple[str, str]]) -> None:
    added = additions(target, ours)
    assert added.isascii()
    assert not set(added) & set(' \r\n"<>#?')


def test_an_empty_query_and_an_open_one() -> None:
    assert landing("https://own.example/?", "s=1") == "https://own.example/?s=1"
    assert landing("https://own.example/?a&", "s=1") == "https://own.example/?a&s=1"
    assert landing("https://own.example/??", "s=1") == "https://own.example/??&s=1"
    assert landing("https://own.example/#a?b", "s=1") == "https://own.example/?s=1#a?b"
