"""One spelling for each address, and the ones that never end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.page import parse_page
from footfall.wire.address import endless, host_of, is_this_machine, may_be_page, normal, origin_of, site_of
from footfall.wire.links import links_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTPS://Example.COM/Path", "https://example.com/Path"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80", "http://example.com/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://example.com/a#b", "https://example.com/a"),
        ("https://example.com#b", "https://example.com/"),
        ("https://example.com?a=1", "https://example.com/?a=1"),
        ("https://example.com/?b=2&a=1", "https://example.com/?b=2&a=1"),
        ("https://example.com/?utm_source=x&a=1&UTM_Medium=y", "https://example.com/?a=1"),
        ("https://example.com/?fbclid=x", "https://example.com/"),
        ("https://example.com/?a=1&gclid=x#f", "https://example.com/?a=1"),
        ("https://example.com/?myutm_source=x", "https://example.com/?myutm_source=x"),
        ("https://example.com/?", "https://example.com/"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/ü", "https://example.com/%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://User:Pass@Example.com/", "https://User:Pass@example.com/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ("ftp://example.com/", ""),
        ("mailto:a@b.c", ""),
        ("/path", ""),
        ("", ""),
        ("https://", ""),
        ("https://[::1", "https://[::1/"),
        ("https://ex ample\x00/", ""),
    ],
)
def test_normal_form(written: str, expected: str) -> None:
    assert normal(written) == expected


@given(st.text(alphabet="htps:/.?#&=%aAü \\@[]utm_", max_size=40))
def test_the_normal_form_of_a_normal_form_is_itself(tail: str) -> None:
    once = normal(f"https://example.com/{tail}")
    assert normal(once) == once


def test_parts() -> None:
    assert origin_of("HTTPS://u:p@Www.Example.com:8443/a") == "https://www.example.com:8443"
    assert site_of("https://www.example.com:443/a") == site_of("http://example.com/b") == "example.com"
    assert site_of("http://example.com:8080/") == "example.com:8080"
    assert host_of("http://u@example.com:8080/") == "example.com"
    assert host_of("http://[::1]:80/") == "::1"
    assert (origin_of("nonsense"), site_of("nonsense"), host_of("nonsense")) == ("", "", "")
    assert is_this_machine("127.0.0.1")
    assert is_this_machine("localhost")
    assert not is_this_machine("127.example.com")


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("https://h/a/b/c", False),
        ("https://h/2026/11/11/11", False),
        ("https://h/a/a/a/a", True),
        ("https://h/x/a/y/a/z/a/w/a", True),
        ("https://h/" + "a" * 2000, True),
        ("https://h/?q=" + "a" * 2000, True),
        ("https://h/" + "/".join(map(str, range(30))), True),
    ],
)
def test_traps(url: str, trap: bool) -> None:
    assert endless(url) is trap


def test_what_may_be_a_page() -> None:
    assert may_be_page("https://h/a.html")
    assert may_be_page("https://h/a.php?f=b.pdf")
    assert may_be_page("https://h/v1.2")
    assert not may_be_page("https://h/a.PDF?x=1")
    assert not may_be_page("https://h/a.jpeg")


def test_links_of_a_page() -> None:
    body = """<a href="/a"><a href="b"><a href="../c"><a href="?d=1"><a href="//other/e"><a href="https://x/f">
    <a href="#g"><a href="mailto:h@i"><a href="javascript:void(0)"><a href=" HTTP://x/j "><a href=""><a name="k">"""
    page = parse_page("https://h/x/y.html?z=/1", body.encode())
    assert list(map(normal, links_of(page))) == [
        "https://h/a",
        "https://h/x/b",
        "https://h/c",
        "https://h/x/y.html?d=1",
        "https://other/e",
        "https://x/f",
        "http://x/j",
    ]
    based = parse_page("https://h/x/", b'<base href="https://b/c/"><a href="d"><a href="/e">')
    assert list(links_of(based)) == ["https://b/c/d", "https://b/e"]
    bare = parse_page("https://h", b'<a href="d">')
    assert list(links_of(bare)) == ["https://h/d"]
