"""The collector: what it takes, what it refuses with which sentence, and that it says 204 only after the disk."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footfall.edge.signing import signature
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, moment
from footfall.flywheel.token import is_token
from tests.edge.meeting import CAME, NOW, SITE, TOKEN, Edge, Records, Tray, event, header


def test_a_view_is_on_the_disk_when_204_is_answered() -> None:
    edge = Edge()
    answer = edge.send(
        {"url": f"https://shop.example/cake?size=2&s={CAME}#part", "referrer": "https://x.com/"}, user_agent="Firefox"
    )
    assert (answer.status, answer.body) == (204, b"")
    [hit] = edge.tray.hits
    assert (hit.kind, hit.site, hit.token, hit.via, hit.n) == (Kind.VIEW, 3, TOKEN, CAME, 1)
    assert (hit.url, hit.referrer) == (f"https://shop.example/cake?size=2&s={CAME}", "https://x.com/")
    assert Flag(hit.flags) == Flag.TRACKED
    assert hit.visitor


@pytest.mark.parametrize(
    ("url", "via"),
    [
        (f"https://shop.example/#s={CAME}", CAME),
        (f"https://shop.example/?a=1&s={CAME}&b=2", CAME),
        ("https://shop.example/?s=architecture", ""),
        (f"https://shop.example/?tags={CAME}", ""),
        (f"https://shop.example/?s={CAME}x", ""),
    ],
)
def test_the_token_that_brought_the_visit_is_read_from_the_address(url: str, via: str) -> None:
    edge = Edge()
    edge.send({"url": url})
    assert edge.tray.hits[0].via == via


def test_a_batch_is_taken_whole() -> None:
    edge = Edge()
    said: list[dict[str, Any]] = [
        {"n": 1},
        {"n": 2, "kind": "share", "net": "x"},
        {"n": 3, "kind": "convert", "props": {"goal": "lead", "value": 1990, "currency": "eur", "plan": "big"}},
        {"n": 4, "kind": "video watched", "props": {"seconds": 30}},
    ]
    assert edge.send(*said).status == 204
    hits = edge.tray.hits
    assert [hit.kind for hit in hits] == [Kind.VIEW, Kind.SHARE, Kind.CONVERT, Kind.ENGAGE]
    assert hits[1].net == "x"
    assert orjson.loads(hits[2].more) == {"goal": "lead", "value": 1990, "currency": "EUR", "props": {"plan": "big"}}
    assert orjson.loads(hits[3].more) == {"goal": "video watched", "props": {"seconds": 30}}
    assert len({hit.id for hit in hits}) == 4


def test_time_is_the_servers_whatever_the_clock_of_the_page_says() -> None:
    edge = Edge()
    assert edge.send({"ts": 1}).status == 400, "nobody tells us a time"
    edge.now = NOW + 10 * 365 * 86_400_000
    edge.send({})
    edge.now = NOW
    edge.send({"n": 2})
    assert [moment(hit.id) - NOW for hit in edge.tray.hits] == [10 * 365 * 86_400_000, 0]


def test_consent_makes_a_visitor_last() -> None:
    edge = Edge()
    edge.send({"visitor": "made in the browser"}, user_agent="Firefox")
    edge.records.today = b"salt of tomorrow"
    edge.send({"visitor": "made in the browser"}, user_agent="Safari")
    first, second = edge.tray.hits
    assert first.visitor == second.visitor
    assert Flag.CONSENT in Flag(first.flags)
    edge.send({"user": "made in the browser"})
    assert edge.tray.hits[2].visitor != first.visitor


def test_a_site_that_asks_nobody_recognises_nobody() -> None:
    edge = Edge(Records(sites=[SITE._replace(asks=False)]))
    edge.send({"visitor": "made in the browser"}, user_agent="Firefox")
    edge.send({"user": "customer 7"}, user_agent="Firefox")
    edge.send({}, user_agent="Firefox")
    assert len({hit.visitor for hit in edge.tray.hits}) == 1
    assert not any(Flag.CONSENT in Flag(hit.flags) for hit in edge.tray.hits)


MALFORMED = [
    b"",
    b"{",
    b"null",
    b"7",
    b"[]",
    b"[[]]",
    b'"text"',
    b"\xff\xfe",
    b"\x00" * 100,
    b"[" * 5000,
    b'{"site":3}',
    orjson.dumps([event()] * 101),
    orjson.dumps([event(), event(site=4)]),
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_bodies_get_a_sentence(body: bytes) -> None:
    edge = Edge()
    answer = edge.ask("/e", "POST", body, origin="https://shop.example")
    assert answer.status in (400, 413)
    assert answer.body.endswith(b".\n")
    assert edge.tray.hits == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": "3"},
        {"site": True},
        {"site": 2**40},
        {"kind": "click"},
        {"kind": "bot"},
        {"kind": "deliver"},
        {"kind": ""},
        {"kind": "a\r\nb"},
        {"kind": "x" * 61},
        {"token": "short"},
        {"token": None},
        {"token": 5},
        {"via": "'; DROP TABLE raw"},
        {"n": -1},
        {"n": 1.5},
        {"n": 2**31},
        {"net": "a b"},
        {"net": "<x>"},
        {"url": "x" * 2049},
        {"url": 3},
        {"visitor": "x" * 129},
        {"user": ["a"]},
        {"props": []},
        {"props": {"value": 19.9}},
        {"props": {"value": 10**13}},
        {"props": {"currency": "EURO"}},
        {"props": {"goal": "x" * 61}},
        {"props": {"nested": {"a": 1}}},
        {"props": {str(number): 1 for number in range(21)}},
        {"props": {"": 1}},
        {"anything": 1},
    ],
    ids=str,
)
def test_a_wrong_field_is_named(wrong: dict[str, Any]) -> None:
    edge = Edge()
    answer = edge.send(wrong)
    assert answer.status == 400
    assert header(answer, "content-type") == "text/plain; charset=utf-8"
    assert edge.tray.hits == []


def test_sizes() -> None:
    edge = Edge()
    long = {"props": {str(number): "x" * 200 for number in range(20)}}
    assert edge.send(long).status == 413
    assert edge.send({}, long).status == 413
    assert edge.ask("/e", "POST", b"x" * 10_000_000).status == 413
    assert edge.tray.hits == []


def test_pages_of_other_hosts_are_refused() -> None:
    edge = Edge()
    for origin in (
        "https://evil.example",
        "https://shop.example.evil.example",
        "null",
        "",
        "https://shop.example@evil",
    ):
        assert edge.send({}, origin=origin).status == 403, origin
    assert edge.send({}, origin="null", referer="https://www.shop.example/a").status == 204
    assert edge.send({"url": "https://evil.example/"}).status == 403
    assert edge.send({"url": "javascript:alert(1)"}).status == 403
    assert len(edge.tray.hits) == 1


def test_unknown_and_sleeping_sites() -> None:
    edge = Edge(Records(sites=[SITE._replace(on=False)]))
    assert edge.send({"site": 99}).status == 404
    assert edge.send({}).status == 403
    assert edge.tray.hits == []


def test_a_client_that_sends_too_much_is_slowed_down() -> None:
    edge = Edge(options={"a_minute": 5})
    answers = [edge.send({"n": number}, {"n": number + 50}) for number in range(4)]
    assert [answer.status for answer in answers] == [204, 204, 429, 429]
    assert 0 < int(header(answers[-1], "retry-after")) <= 60
    assert len(edge.tray.hits) == 4


def test_full_says_503_and_when_to_come_again() -> None:
    edge = Edge(tray=Tray(full=True))
    answer = edge.send({})
    assert (answer.status, header(answer, "retry-after")) == (503, "5")
    assert edge.front.counts.refused == 1
    edge.tray.full = False
    assert edge.send({}).status == 204
    assert len(edge.tray.hits) == 1


def test_a_disk_that_does_not_answer_says_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.edge.collector.PATIENCE", 0.01)
    assert Edge(tray=Tray(seconds=1)).send({}).status == 503


def test_any_page_may_read_the_answer() -> None:
    edge = Edge()
    for answer in (edge.send({}), edge.send({"kind": ""}), edge.ask("/e", "OPTIONS"), edge.ask("/e")):
        assert header(answer, "access-control-allow-origin") == "*"
        assert header(answer, "access-control-allow-credentials") == ""
    assert edge.ask("/e").status == 405
    assert edge.ask("/e", "OPTIONS").status == 204


def signed(edge: Edge, *, secret: str = SITE.secret, at: int = NOW // 1000, **said: Any) -> Any:
    body = orjson.dumps(event(**{"token": None, "url": None, "n": None, "kind": "convert"} | said))
    return edge.ask("/e", "POST", body, footfall_signature=signature(secret, at, body))


def test_a_signed_conversion_needs_no_page() -> None:
    edge = Edge()
    assert signed(edge, user="customer 7", props={"goal": "sale", "value": 4900, "currency": "EUR"}).status == 204
    [hit] = edge.tray.hits
    assert Flag(hit.flags) == Flag.TRUSTED | Flag.CONSENT
    assert (hit.agent, hit.former, hit.token) == ("", 0, "")
    edge.send({"user": "customer 7"})
    assert edge.tray.hits[1].visitor == hit.visitor, "the same person on the page"


def test_a_key_makes_a_signed_event_count_once() -> None:
    edge = Edge()
    for key in ("order 1", "order 1", "order 2"):
        signed(edge, key=key)
    first, again, other = [(hit.token, hit.n) for hit in edge.tray.hits]
    assert first == again != other
    assert is_token(first[0])
    signed(edge, key="order 1", token=TOKEN)
    assert edge.tray.hits[3].token == TOKEN
    assert edge.tray.hits[3].n > 100_000, "no page can use up a server's number"


def test_who_tries_signatures_is_slowed_down_and_a_server_is_not() -> None:
    edge = Edge(options={"a_minute": 5})
    assert {signed(edge, key=str(number)).status for number in range(50)} == {204}
    assert [signed(edge, secret="guess").status for _ in range(32)] == [403] * 30 + [429] * 2


def test_signatures_are_checked() -> None:
    edge = Edge()
    assert signed(edge, secret="another").status == 403
    assert signed(edge, at=NOW // 1000 - 301).status == 403
    assert signed(edge, at=NOW // 1000 + 10 * 365 * 86_400).status == 403
    body = orjson.dumps(event())
    for said in ("", "t=,v1=", "t=1", "v1=00", "t=" + "9" * 400, "t=١,v1=x", "t=-5,v1=é"):
        assert edge.ask("/e", "POST", body, footfall_signature=said).status == 403
    unkeyed = Edge(Records(sites=[SITE._replace(secret="")]))
    assert signed(unkeyed, secret="").status == 403
    assert edge.tray.hits == unkeyed.tray.hits == []


_plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_json = _plain | st.lists(_plain, max_size=2) | st.dictionaries(st.text(max_size=8), _plain, max_size=3)
_fields = ("site", "kind", "url", "referrer", "token", "via", "n", "net", "visitor", "user", "props", "key")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(_fields), _json, max_size=4))
def test_whatever_is_said_is_taken_whole_or_refused_with_a_sentence(said: dict[str, Any]) -> None:
    edge = Edge()
    body = json.dumps(event(**said)).encode()
    answer = edge.ask("/e", "POST", body, origin="https://shop.example")
    assert answer.status in (204, 400, 403, 404, 413)
    assert len(edge.tray.hits) == (answer.status == 204)
    for hit in edge.tray.hits:
        assert len(hit.url) <= 2048
        assert -(2**63) <= hit.n < 2**63
        assert all(sign not in hit.url + hit.referrer + hit.net for sign in "\0\r\n")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(body: bytes) -> None:
    assert Edge().ask("/e", "POST", body, origin="https://shop.example").status in (204, 400, 404, 413)
