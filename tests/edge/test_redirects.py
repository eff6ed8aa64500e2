"""Short links: where they lead, what is recorded, and what never may happen on the way."""

from __future__ import annotations

import string
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.edge.redirects import location_of
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, moment
from tests.edge.meeting import LINK, NOW, TOKEN, Edge, Records, Tray, header


def test_a_link_leads_to_its_target_with_what_we_add() -> None:
    edge = Edge()
    answer = edge.ask("/r/cake", user_agent="Firefox", referer="https://x.com/post/1")
    assert answer.status == 302
    assert header(answer, "location") == f"https://shop.example/cake?size=2&utm_source=x&s={TOKEN}#top"
    assert header(answer, "cache-control") == "private, no-store"
    [hit] = edge.tray.hits
    assert (hit.kind, hit.site, hit.link, hit.via) == (Kind.CLICK, 3, 7, TOKEN)
    assert (hit.agent, hit.referrer, hit.url) == ("Firefox", "https://x.com/post/1", LINK.target)
    assert moment(hit.id) == NOW
    assert len({0, hit.visitor, hit.former}) == 3


def test_the_test_link_of_a_domain_is_nobodys_click() -> None:
    edge = Edge(Records(LINK._replace(site=0)))
    assert edge.ask("/r/cake").status == 302
    assert edge.tray.hits == []


def test_301_is_answered_where_it_was_chosen_and_is_not_cached_either() -> None:
    answer = Edge(Records(LINK._replace(permanent=True))).ask("/r/cake")
    assert (answer.status, header(answer, "cache-control")) == (301, "private, no-store")


def test_head_gets_the_same_headers_and_is_a_fetch() -> None:
    edge = Edge()
    assert edge.ask("/r/cake", "HEAD") == edge.ask("/r/cake")
    assert [Flag.HEAD in Flag(hit.flags) for hit in edge.tray.hits] == [True, False]


@pytest.mark.parametrize("name", ["sec_purpose", "purpose", "x_moz"])
def test_what_is_fetched_ahead_is_marked(name: str) -> None:
    edge = Edge()
    assert edge.ask("/r/cake", **{name: "prefetch;prerender"}).status == 302
    assert Flag.PREFETCH in Flag(edge.tray.hits[0].flags)


def test_a_changed_link_is_answered_anew() -> None:
    edge = Edge()
    edge.ask("/r/cake")
    edge.records.links["", "cake"] = LINK._replace(target="https://shop.example/pie")
    assert header(edge.ask("/r/cake"), "location").startswith("https://shop.example/pie?")


def test_on_a_custom_domain_the_code_alone_is_enough() -> None:
    edge = Edge(Records(LINK._replace(host="go.example")))
    for path in ("/cake", "/r/cake", "/cake/"):
        assert edge.ask(path, host="Go.Example:443").status == 302, path
    assert edge.ask("/r/cake").status == 404, "it lives at its own domain only"
    assert edge.ask("/", host="go.example").status == 404
    assert not edge.front.concerns("/cake", "desk.example")
    assert not edge.front.concerns("/r", "desk.example")


@pytest.mark.parametrize(
    ("change", "status"),
    [({"state": "off"}, 404), ({"state": "gone"}, 410), ({"ends": NOW - 1}, 410), ({"ends": NOW + 1}, 302)],
)
def test_states_and_ends(change: dict[str, object], status: int) -> None:
    edge = Edge(Records(LINK._replace(**change)))  # type: ignore[arg-type]
    answer = edge.ask("/r/cake")
    assert answer.status == status
    assert len(edge.tray.hits) == (status == 302)


def test_the_page_of_an_unknown_code_is_plain_and_says_where_to_report() -> None:
    edge = Edge(options={"report_to": "abuse@desk.example"})
    answer = edge.ask("/r/<script>alert(1)</script>")
    assert answer.status == 404
    assert b"script" not in answer.body
    assert b'href="mailto:abuse@desk.example"' in answer.body
    assert "default-src 'none'" in header(answer, "content-security-policy")


def test_who_tries_codes_is_slowed_down_and_nobody_else() -> None:
    edge = Edge(options={"unknown": 5})
    tried = [edge.ask(f"/r/guess{number}").status for number in range(8)]
    assert tried == [404] * 5 + [429] * 3
    assert edge.ask("/r/cake").status == 302, "known links work for everybody"
    assert edge.ask("/r/guess", peer="198.51.100.9").status == 404


def test_slow_disk_the_visitor_goes_on_and_the_click_is_called_late() -> None:
    edge = Edge(tray=Tray(seconds=2))
    answer = edge.ask("/r/cake")
    assert (answer.status, header(answer, "footfall-counted")) == (302, "late")
    assert edge.front.counts.late == 1


def test_full_inbox_the_visitor_goes_on_and_the_click_is_called_lost(caplog: pytest.LogCaptureFixture) -> None:
    edge = Edge(tray=Tray(full=True))
    answer = edge.ask("/r/cake")
    assert (answer.status, header(answer, "footfall-counted")) == (302, "no")
    assert (edge.front.counts.lost, edge.front.counts.full) == (1, True)
    assert "not counted" in caplog.text
    edge.tray.full = False
    assert header(edge.ask("/r/cake"), "footfall-counted") == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(method: str) -> None:
    edge = Edge()
    answer = edge.ask("/r/cake", method)
    assert (answer.status, header(answer, "allow")) == (405, "GET, HEAD")
    assert edge.tray.hits == []


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "/home", ""]
)
def test_a_target_that_is_no_web_address_is_not_answered(target: str) -> None:
    edge = Edge(Records(LINK._replace(target=target)))
    assert edge.ask("/r/cake").status == 404
    assert edge.tray.hits == []


def test_no_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        Edge(options={"log_requests": True}).ask("/r/cake", peer="203.0.113.77")
    assert "/r/cake 302" in caplog.text
    assert "203.0.113.77" not in str([record.__dict__ for record in caplog.records])


_odd = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(deadline=None)
@given(page=_odd, query=_odd, fragment=_odd, adds=_odd)
def test_a_location_is_one_line_of_ascii(page: str, query: str, fragment: str, adds: str) -> None:
    location = location_of(f"https://shop.example/{page}?{query}#{fragment}\r\nSet-Cookie: a=1", adds)
    assert all("!" <= sign <= "~" for sign in location)
    assert location.startswith("https://shop.example/")


_word = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=8)
_pairs = st.lists(st.tuples(_word, _word), max_size=6)


@settings(deadline=None)
@given(has=_pairs, adds=_pairs, fragment=_word)
def test_ours_never_overwrites(has: list[tuple[str, str]], adds: list[tuple[str, str]], fragment: str) -> None:
    def encoded(pairs: list[tuple[str, str]]) -> str:
        return "&".join(f"{name}={value}" for name, value in pairs)

    made = urlsplit(location_of(f"https://shop.example/a?{encoded(has)}#{fragment}", encoded(adds)))
    there = {name for name, _ in has}
    assert parse_qsl(made.query) == has + [pair for pair in adds if pair[0] not in there]
    assert made.fragment == fragment
