"""Visits, pages, goals, people who ask not to be tracked, programs: what a hit counts as."""

from __future__ import annotations

import json

import pytest

from footfall.flywheel.event import DAY, Channel, Device, How, Kind
from footfall.flywheel.hit import Flag, moment
from footfall.flywheel.owned import Goal
from tests.flywheel.making import START, Desk, click, deliver, hit, share, view


def test_a_visit_ends_after_thirty_quiet_minutes() -> None:
    desk = Desk()
    first, within, after = (desk.one(view(at, visitor=5)) for at in (0, 30, 60.01))
    assert first.session == within.session != after.session


def test_a_visit_keeps_what_brought_it_first() -> None:
    desk = Desk()
    desk.seal(view(visitor=5, referrer="https://www.reddit.com/r/python/"))
    later = desk.one(view(5, visitor=5, url="/b?utm_source=newsletter&utm_medium=email", referrer="https://bing.com/"))
    assert (later.net, later.chan, later.how) == ("reddit", Channel.SOCIAL, How.REFERRER)


def test_visits_go_on_when_the_salt_changes() -> None:
    desk = Desk()
    before = desk.one(view(visitor=5))
    after = desk.one(view(10, visitor=50, former=5))
    again = desk.one(view(35, visitor=50, former=5))
    assert before.session == after.session == again.session


def test_only_who_agreed_is_named_in_events() -> None:
    desk = Desk()
    assert desk.one(view(visitor=5)).visitor == 0
    agreed = desk.one(view(1, visitor=70, former=5, flags=Flag.TRACKED | Flag.CONSENT))
    assert (agreed.visitor, agreed.consent) == (70, 1)


def test_two_sites_are_two_visits() -> None:
    desk = Desk()
    assert desk.one(view(visitor=5)).session != desk.one(view(1, visitor=5, site=2)).session


def test_who_asks_not_to_be_tracked_has_a_visit_for_each_view() -> None:
    desk = Desk()
    silent = {"flags": Flag.SILENT | Flag.TRACKED, "visitor": 5}
    first = desk.one(view(token="A1", n=1, referrer="https://t.co/x", **silent))
    shared = desk.one(share(100, token="A1", n=2, **silent))
    second = desk.one(view(101, token="B1", n=1, **silent))
    assert first.visitor == shared.visitor == second.visitor == 0
    assert first.session == shared.session != second.session
    assert (shared.chan, shared.how) == (Channel.SOCIAL, How.REFERRER)


def test_what_a_server_says_of_nobody_belongs_to_no_visit() -> None:
    sold = Desk().one(hit(Kind.CONVERT, flags=Flag.TRUSTED, more='{"goal":"sale","value":1999,"currency":"eur"}'))
    assert (sold.session, sold.visitor, sold.goal, sold.value, sold.currency) == (0, 0, "sale", 1999, "EUR")
    assert sold.props == ""


def test_a_repeated_event_of_a_view_is_counted_once() -> None:
    desk = Desk()
    assert len(desk.seal(view(visitor=5, token="A1", n=1), view(1, visitor=5, token="A1", n=1))) == 1
    assert desk.seal(view(2, visitor=5, token="A1", n=1)) == []
    assert len(desk.seal(click(3, visitor=5, token="A1"), click(4, visitor=5, token="A1"))) == 2


def test_only_the_servers_time_counts() -> None:
    one = view(visitor=5, more='{"ts":1,"props":{"ts":1}}')
    event = Desk().one(one)
    assert (event.ts, event.day) == (moment(one.id), START // DAY)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/a?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2&s=AAAAAAAAAA1A", "/a"),
        ("/A/b/", "/A/b"),
        ("", "/"),
        ("/list?page=2&sort=up&q=caf%c3%a9", "/list?page=2&q=caf%C3%A9"),
        ("/?s=photographie", "/?s=photographie"),
        ("/?s=AAAAAAAAAA1A", "/"),
        ("/list?q=b&page=1#top", "/list?page=1&q=b"),
        ("/caf\u00e9/%e2%82%ac", "/caf%C3%A9/%E2%82%AC"),
    ],
)
def test_pages_are_named_by_what_identifies_them(url: str, path: str) -> None:
    *_, event = Desk(keeps=frozenset({"page", "q", "s"})).seal(view(visitor=5, url=url))
    assert (event.path, event.host) == (path, "example.org")


def test_goals_are_reached_by_addresses_once_a_visit_and_their_worth_is_the_owners() -> None:
    desk = Desk(
        goals=(Goal("lead", "/thanks/*", 500, "EUR"), Goal("read", "/long-read"), Goal("up", "", event="signup"))
    )
    seen, lead = desk.seal(view(visitor=5, token="A1", n=1, url="/thanks/you?x=1"))
    assert (lead.kind, lead.goal, lead.value, lead.currency, lead.props) == (Kind.CONVERT, "lead", 500, "EUR", "")
    assert (lead.session, lead.ts) == (seen.session, seen.ts)
    assert lead.id != seen.id
    assert [event.kind for event in desk.seal(view(1, visitor=5, url="/thanks/again"))] == [Kind.VIEW]
    assert [event.goal for event in desk.seal(view(2, visitor=5, url="/long-read/"))] == ["", "read"]
    assert [event.kind for event in desk.seal(view(50, visitor=5, url="/thanks/you"))] == [Kind.VIEW, Kind.CONVERT]
    assert [event.kind for event in desk.seal(view(51, visitor=5, url="/"))] == [Kind.VIEW]


def test_what_a_browser_says_a_conversion_is_worth_is_marked() -> None:
    more = '{"goal":"Sale","value":-5,"currency":"EUR","props":{"plan":"pro","untrusted":0,"self":1}}'
    said = Desk().one(hit(Kind.CONVERT, visitor=5, more=more))
    assert (said.goal, said.value, json.loads(said.props)) == ("sale", 0, {"plan": "pro", "untrusted": 1})
    refund = Desk().one(hit(Kind.CONVERT, visitor=5, flags=Flag.TRUSTED, more=more))
    assert (refund.value, json.loads(refund.props)) == (-5, {"plan": "pro"})


@pytest.mark.parametrize("more", ["{", "[]", '"x"', "null", '{"goal":1,"value":"a","post":-3,"props":[]}', "9" * 5000])
def test_malformed_details_are_left_out(more: str) -> None:
    said = Desk().one(hit(Kind.CONVERT, visitor=5, flags=Flag.TRUSTED, more=more))
    assert (said.goal, said.value, said.post, said.props) == ("conversion", 0, 0, "")


def test_what_a_site_adds_is_kept_as_json_or_not_at_all() -> None:
    desk = Desk()
    odd = desk.one(hit(Kind.ENGAGE, visitor=5, more='{"props":{"a":NaN,"b":"\\ud800"}}'))
    assert json.loads(odd.props) == {"a": None, "b": "\ud800"}
    for props in ("[" * 50_000 + "]" * 50_000, f'"{"x" * 3_000}"'):
        assert desk.one(hit(Kind.ENGAGE, 1, visitor=5, more=f'{{"props":{{"a":{props}}}}}')).props == ""


def test_heads_and_prefetches_are_no_visits() -> None:
    desk = Desk()
    desk.seal(deliver(token="L1", net="x"))
    for flag, name in ((Flag.HEAD, "head"), (Flag.PREFETCH, "prefetch")):
        event = desk.one(click(1, visitor=5, via="L1", flags=flag))
        assert (event.kind, event.session, json.loads(event.props)) == (Kind.BOT, 0, {"did": "click", name: 1})


def test_programs_are_kept_apart_whatever_they_do() -> None:
    desk = Desk(goals=(Goal("lead", "/thanks"),))
    crawler = {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "visitor": 5}
    events = desk.seal(view(token="A1", url="/thanks", **crawler), share(1, token="A1", **crawler))
    assert [(event.kind, event.bot, event.net, json.loads(event.props)["did"]) for event in events] == [
        (Kind.BOT, 1, "", "view"),
        (Kind.BOT, 1, "", "share"),
    ]


def test_a_click_without_an_agent_is_a_programs_as_all_browsers_send_one() -> None:
    assert Desk().one(click(visitor=5, agent="")).kind == Kind.BOT
    assert Desk().one(view(visitor=5, agent="")).kind == Kind.VIEW


def test_our_own_servers_are_no_programs_but_what_they_log_is_judged() -> None:
    desk = Desk()
    ours = {"agent": "python-requests/2.32", "flags": Flag.TRUSTED}
    assert desk.one(hit(Kind.CONVERT, visitor=5, more='{"goal":"sale"}', **ours)).kind == Kind.CONVERT
    assert desk.one(view(1, visitor=5, **ours)).kind == Kind.BOT


def test_devices_apps_consent_and_country_are_written_down() -> None:
    agent = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
        "Instagram 337.0.3.23.54 (iPhone15,3; iOS 17_5; en_US; en; scale=3.00; 1290x2796; 615584364)"
    )
    event = Desk().one(view(visitor=5, agent=agent, flags=Flag.CONSENT, more='{"country":"de"}'))
    assert (event.device, event.inapp, event.net, event.how) == (Device.PHONE, "instagram", "instagram", How.IN_APP)
    assert (event.consent, event.country) == (1, "DE")


def test_an_unknown_kind_is_something_else_that_was_tracked() -> None:
    desk = Desk()
    tracked = desk.one(hit(Kind.ENGAGE, visitor=5, more='{"goal":"scrolled"}'))
    unknown = desk.one(view(1, visitor=5)._replace(kind=77))
    followed = desk.one(hit(Kind.FOLLOW, 2, visitor=5, net="Twitter"))
    assert (tracked.kind, tracked.goal, unknown.kind) == (Kind.ENGAGE, "scrolled", Kind.ENGAGE)
    assert (followed.kind, followed.net) == (Kind.FOLLOW, "x")
