"""The tracker as it is served: small, whole, cached; and where its share buttons lead. Its deeds are tested in
tests/browser/test_tracker.py."""

from __future__ import annotations

import gzip
import re

import pytest

from footfall.edge.share import TARGETS
from footfall.edge.tracker import source
from footfall.edge.tracker.small import made_small
from footfall.page.networks import endpoint_of
from tests.edge.meeting import Edge, header

MOST = 1024
"""Bytes of the tracker on the wire."""


def test_the_tracker_is_at_most_a_kilobyte() -> None:
    answer = Edge().ask("/f.js", accept_encoding="gzip, deflate, br")
    assert header(answer, "content-encoding") == "gzip"
    assert len(answer.body) <= MOST
    assert gzip.decompress(answer.body) == Edge().ask("/f.js").body == made_small(source()).encode()


def test_it_is_asked_for_again_only_when_it_changed() -> None:
    edge = Edge()
    for accepts in ("gzip", "gzip;q=0", ""):
        tag = header(edge.ask("/f.js", accept_encoding=accepts), "etag")
        again = edge.ask("/f.js", accept_encoding=accepts, if_none_match=f'"other", W/{tag}')
        assert (again.status, again.body, header(again, "etag")) == (304, b"", tag)
        assert header(again, "content-encoding") == ""
    assert edge.ask("/f.js", accept_encoding="gzip;q=0").body.startswith(b"{let ")
    assert edge.ask("/f.js", "POST").status == 405


def test_it_knows_neither_cookies_nor_eval() -> None:
    served = Edge().ask("/f.js").body.decode()
    assert not re.search(r"cookie|eval|Function\(|innerHTML|document\.write|sessionStorage|indexedDB", served)
    assert "$" not in re.sub(r"\|\$\)", "", served), "every local name was made short"


def test_making_small_leaves_texts_and_meaning_alone() -> None:
    said = "{\n  // a  comment\n  let $one = 'a  ; b', two = $one + `c  ${$one}`;\n  return $one;\n}\n"
    assert made_small(said) == "{let t='a  ; b',two=t+`c  ${t}`;return t}"


@pytest.mark.parametrize("network", TARGETS)
def test_share_pages_are_those_that_the_audit_knows(network: str) -> None:
    answer = Edge().ask(f"/x/{network}?u=https%3A%2F%2Fshop.example%2Fcake%3Fa%3D1%26s%3Dabcdefghijk_")
    location = header(answer, "location")
    assert answer.status == 302
    assert location.endswith("https%3A%2F%2Fshop.example%2Fcake%3Fa%3D1%26s%3Dabcdefghijk_")
    known = endpoint_of(location)
    assert known is not None
    assert known.network == network


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/x/x?u=https://evil.example/", 403),
        ("/x/x?u=https://shop.example@evil.example/", 403),
        ("/x/x?u=https://evil.example\\@shop.example/", 403),
        ("/x/x?u=javascript:alert(1)//shop.example", 403),
        ("/x/x", 403),
        ("/x/x?" + "&" * 5000, 403),
        ("/x/nowhere?u=https://shop.example/", 404),
        ("/x/", 404),
    ],
)
def test_only_own_addresses_are_passed_on(path: str, status: int) -> None:
    assert Edge().ask(path).status == status
