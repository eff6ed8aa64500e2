"""Tokens become shares, shares become a tree."""

from __future__ import annotations

import json

import pytest

from footfall.flywheel.event import Channel, How, Kind
from footfall.flywheel.hit import Flag
from footfall.flywheel.sealing import arrival
from footfall.flywheel.token import token_id
from tests.flywheel.making import Desk, click, deliver, hit, share, token, view

FACEBOOK_FETCHER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"


def number(name: str) -> int:
    return token_id(token(name))


def test_a_post_a_visit_a_share_and_the_visit_that_it_brought() -> None:
    desk = Desk()
    (sent,) = desk.seal(deliver(token="L1", net="x", more='{"post":9,"campaign":"Spring"}'))
    clicked = desk.one(click(1, visitor=5, via="L1", referrer="https://t.co/abc"))
    came = desk.one(view(1.1, visitor=5, token="A1", via="L1"))
    copied = desk.one(share(2, visitor=5, token="A1"))
    stranger = desk.one(view(9, visitor=6, token="B1", via="A1", referrer="https://www.linkedin.com/"))
    assert (sent.kind, sent.root, sent.gen, sent.src_post) == (Kind.DELIVER, number("L1"), 0, 9)
    assert clicked.session == came.session == copied.session
    assert (came.gen, came.via, came.chan, came.net, came.how) == (1, number("L1"), Channel.POST, "x", How.TOKEN)
    assert (came.post, came.src_post, came.campaign, came.link) == (9, 9, "spring", 7)
    assert (copied.kind, copied.share, copied.via, copied.gen, copied.net) == (
        Kind.SHARE, number("A1"), number("L1"), 1, "copy",
    )  # fmt: skip
    assert (stranger.gen, stranger.via, stranger.root) == (2, number("A1"), number("L1"))
    assert (stranger.chan, stranger.net, stranger.src_post, stranger.post) == (Channel.SHARED, "linkedin", 9, 0)


def test_a_direct_visitors_share_is_a_root_of_generation_0() -> None:
    desk = Desk()
    seen, shared = desk.seal(view(visitor=5, token="A1"), share(1, visitor=5, token="A1", net="x"))
    assert (seen.root, seen.gen, seen.chan) == (0, 0, Channel.DIRECT)
    assert (shared.root, shared.gen, shared.via, shared.net) == (number("A1"), 0, 0, "x")


def test_a_stranger_with_a_token_that_nobody_shared_brings_a_dark_share_to_light() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, token="A1", url="/first", referrer="https://www.google.com/"))
    dark, came = desk.seal(view(30, visitor=6, token="B1", via="A1", url="/second"))
    assert (dark.kind, dark.net, json.loads(dark.props)) == (Kind.SHARE, "dark", {"dark": 1})
    assert (dark.share, dark.root, dark.visitor, dark.path) == (number("A1"), number("A1"), 0, "/first")
    assert (dark.chan, dark.how) == (Channel.SEARCH, How.REFERRER)
    assert dark.ts == came.ts
    assert dark.id != came.id
    assert (came.via, came.gen, came.chan, came.net) == (number("A1"), 1, Channel.SHARED, "")
    assert len(desk.seal(view(31, visitor=7, token="C1", via="A1"))) == 1


def test_a_token_is_one_share_and_further_uses_are_noted() -> None:
    desk = Desk()
    _, first, second = desk.seal(
        view(visitor=5, token="A1", n=1),
        share(1, visitor=5, token="A1", n=2),
        share(2, visitor=5, token="A1", n=3, net="x"),
    )
    assert first.kind == Kind.SHARE
    assert (second.kind, second.goal, second.net, second.share) == (Kind.ENGAGE, "share-again", "x", 0)


def test_a_share_after_it_came_to_light_is_no_second_one() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, token="A1"), view(1, visitor=6, token="B1", via="A1"))
    assert desk.one(share(2, visitor=5, token="A1")).kind == Kind.ENGAGE


def test_an_unknown_token_is_its_own_root_and_marked() -> None:
    desk = Desk()
    dark, came = desk.seal(view(visitor=5, token="A1", via="Z1"))
    assert (dark.root, dark.gen, dark.visitor, json.loads(dark.props)) == (number("Z1"), 0, 0, {"dark": 1, "lost": 1})
    assert (came.root, came.gen, came.via) == (number("Z1"), 1, number("Z1"))


def test_a_link_that_is_followed_before_it_was_said_to_be_out_is_out() -> None:
    desk = Desk()
    out, clicked = desk.seal(click(visitor=5, via="L1"))
    assert (out.kind, out.share, out.link, out.visitor, json.loads(out.props)) == (
        Kind.DELIVER, number("L1"), 7, 0, {"lost": 1},
    )  # fmt: skip
    assert (clicked.root, clicked.gen, clicked.chan, clicked.link) == (number("L1"), 1, Channel.POST, 7)
    assert desk.seal(deliver(1, token="L1", net="x")) == []
    assert desk.one(view(2, visitor=6, token="A1", via="L1")).net == "x"


def test_a_search_word_of_twelve_letters_is_no_token() -> None:
    desk = Desk()
    assert desk.one(view(visitor=5, token="A1", url="/?s=photographie")).via == 0


def test_a_token_in_the_address_counts_where_the_edge_named_none() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, token="A1"), share(1, visitor=5, token="A1"))
    came = desk.one(view(2, visitor=6, token="B1", url=f"/a?s={token('A1')}"))
    assert (came.via, came.path) == (number("A1"), "/a")


def test_ones_own_token_is_no_visit_by_a_share() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, token="A1"), share(1, visitor=5, token="A1"))
    same_visit = desk.one(view(2, visitor=5, token="B1", via="A1"))
    next_visit = desk.one(view(200, visitor=5, token="C1", via="A1"))
    after_midnight = desk.one(view(500, visitor=50, former=5, token="D1", via="A1"))
    for event in (same_visit, next_visit, after_midnight):
        assert (event.via, event.gen, event.root, json.loads(event.props)) == (0, 0, 0, {"self": 1})


def test_two_who_ask_not_to_be_tracked_share_only_what_was_shared() -> None:
    desk = Desk()
    desk.seal(view(token="A1", flags=Flag.SILENT))
    unsure = desk.one(view(1, token="B1", via="A1", flags=Flag.SILENT))
    assert (unsure.via, json.loads(unsure.props)) == (0, {"self": 1})
    desk.seal(share(2, token="A1", flags=Flag.SILENT))
    assert desk.one(view(3, token="C1", via="A1", flags=Flag.SILENT)).gen == 1


def test_a_token_of_another_site_counts_for_nothing() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, token="A1", site=2), share(1, visitor=5, token="A1", site=2))
    came = desk.one(view(2, visitor=6, token="B1", via="A1"))
    assert (came.via, came.gen, json.loads(came.props)) == (0, 0, {"lost": 1})


def test_a_delivery_handed_in_again_is_counted_once_and_corrected() -> None:
    desk = Desk()
    assert len(desk.seal(deliver(token="L1", net="x", more='{"campaign":"old"}'))) == 1
    assert desk.seal(deliver(1, token="L1", net="x", more='{"campaign":"new","medium":"paid_social"}')) == []
    came = desk.one(view(2, visitor=5, token="A1", via="L1"))
    assert (came.campaign, came.chan) == ("new", Channel.PAID)


def test_another_share_begins_a_new_visit_and_late_deeds_belong_to_the_page_they_were_done_on() -> None:
    desk = Desk()
    desk.seal(deliver(token="L1", net="x"), deliver(token="L2", net="mastodon"))
    first = desk.one(view(1, visitor=5, token="A1", via="L1"))
    second = desk.one(view(2, visitor=5, token="B1", via="L2"))
    late = desk.one(share(90, visitor=5, token="A1"))
    assert first.session != second.session
    assert (second.net, second.root) == ("mastodon", number("L2"))
    assert (late.session, late.via, late.root, late.chan) == (first.session, number("L1"), number("L1"), Channel.POST)


def test_fetchers_of_a_token_tell_where_it_was_posted_and_make_no_share() -> None:
    desk = Desk()
    desk.seal(deliver(token="L1", net="x", more='{"post":9}'), view(visitor=5, token="A1"))
    of_link = desk.one(click(1, agent=FACEBOOK_FETCHER, via="L1", visitor=8))
    of_token = desk.one(view(2, agent="Mastodon/4.4.0 (http.rb/5.2.0; +https://m.example/) Bot", via="A1", flags=0))
    assert (of_link.kind, of_link.net, of_link.bot, of_link.link, of_link.post) == (Kind.BOT, "facebook", 1, 7, 9)
    assert (of_link.visitor, of_link.session, of_link.via) == (0, 0, number("L1"))
    assert (of_token.kind, of_token.net, of_token.via) == (Kind.BOT, "mastodon", number("A1"))
    assert desk.memory.share(number("A1")) is None


def test_a_flood_of_fetchers_adds_no_click() -> None:
    desk = Desk()
    desk.seal(deliver(token="L1", net="mastodon"))
    flood = [
        click(1, number=n, via="L1", agent=f"Mastodon/4.{n}.0 (http.rb/5; +https://m{n}.example/)") for n in range(500)
    ]
    assert {event.kind for event in desk.seal(*flood)} == {Kind.BOT}


def test_deep_forgeries_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "DEEPEST", 50)
    desk = Desk()
    for step in range(52):
        via = f"{step:05d}x" if step else ""
        (*_, last) = desk.seal(hit(Kind.VIEW, step, visitor=step + 1, token=f"{step + 1:05d}x", via=via))
    assert (last.gen, last.via, json.loads(last.props)) == (0, 0, {"deep": 1})
