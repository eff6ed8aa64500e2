"""Old visits come in from CSV files as other programs write them; what can't be read is named by its line."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.events.loading import KnownError
from footfall.events.store import DuckStore
from footfall.events.visits import Trouble, UnreadableError, read_visits
from footfall.flywheel.event import COLUMNS, Channel, Device, Event, How
from footfall.flywheel.owned import SiteRules

RULES = SiteRules(1, frozenset({"example.org"}))
PLAUSIBLE_SOURCES = """date,source,referrer,utm_medium,utm_campaign,page,visitors,visits,visit_duration,pageviews
2025-03-01,Google,google.com,,,/,4,4,100,9
2025-03-01,Facebook,facebook.com/some,,,/a,2,2,10,2
2025-03-02,,,,,/a,1,1,0,1
"""
GA = """Date,Page path and screen class,Session source,Session medium,Session campaign,Device category,Sessions
20250301,/shop?utm_id=3,newsletter,email,spring,mobile,"1,200"
20250301,/shop,(direct),(none),(not set),desktop,3
20250302,/shop,t.co,referral,(referral),tablet,1
"""
MATOMO = """serverDate,url,referrerUrl,deviceType,countryCode
2025-03-01 13:45:10,https://example.org/x?s=abc#top,https://l.instagram.com/,Smartphone,de
"""
UMAMI = """created_at,url_path,referrer_domain,device,country
2025-03-01T13:45:10.120Z,/x,bsky.app,laptop,FR
"""


def read(text: str, **more: object) -> list[Event | Trouble]:
    settings = {"name": "file", "given": {}} | more
    return list(read_visits(text.splitlines(keepends=True), RULES, **settings))  # type: ignore[arg-type]


def events(text: str, **more: object) -> list[Event]:
    made = read(text, **more)
    assert not [one for one in made if isinstance(one, Trouble)]
    return [one for one in made if isinstance(one, Event)]


def test_plausible() -> None:
    made = events(PLAUSIBLE_SOURCES)
    assert Counter((e.path, e.net, e.chan) for e in made) == {
        ("/", "google", Channel.SEARCH): 4,
        ("/a", "facebook", Channel.SOCIAL): 2,
        ("/a", "", Channel.DIRECT): 1,
    }
    assert {datetime.fromtimestamp(e.ts / 1000, UTC).date().isoformat() for e in made} == {"2025-03-01", "2025-03-02"}


def test_google_analytics() -> None:
    made = events(GA)
    assert Counter((e.path, e.net, e.chan, e.device) for e in made) == {
        ("/shop", "newsletter", Channel.EMAIL, Device.PHONE): 1200,
        ("/shop", "", Channel.DIRECT, Device.DESKTOP): 3,
        ("/shop", "x", Channel.SOCIAL, Device.TABLET): 1,
    }


def test_matomo_and_umami() -> None:
    (one,) = events(MATOMO)
    assert (one.path, one.host, one.net, one.country, one.device) == (
        "/x",
        "example.org",
        "instagram",
        "DE",
        Device.PHONE,
    )
    assert one.how == How.REFERRER
    (two,) = events(UMAMI)
    assert (two.path, two.net, two.country) == ("/x", "bluesky", "FR")


def test_times_are_those_of_the_zone() -> None:
    (here,) = events("date,page\n2025-07-01 12:00,/\n")
    (there,) = events("date,page\n2025-07-01 12:00,/\n", zone=ZoneInfo("Europe/Berlin"))
    assert here.ts - there.ts == 2 * 3_600_000


def test_what_can_not_be_read_is_said_by_line() -> None:
    made = read("date,page,visits\nyesterday,/a,1\n2025-03-01,,1\n2025-03-01,/a,many\n2025-03-01,/a,2\n")
    assert [one.why for one in made if isinstance(one, Trouble)] == [
        "Line 2: 'yesterday' is no date. Write it as 2026-01-31 or 2026-01-31 13:45.",
        "Line 3 names no page.",
        "Line 4: 'many' is no number of visits between 0 and 1,000,000.",
    ]
    assert len([one for one in made if isinstance(one, Event)]) == 2


@pytest.mark.parametrize(
    ("text", "given_columns", "why"),
    [
        ("", {}, "The file is empty"),
        ("a,b\n1,2\n", {}, "No column looks like the date"),
        ("date,b\n1,2\n", {}, "No column looks like the page"),
        ("date,page\n1,2\n", {"date": "Datum"}, "no column 'Datum'"),
        ("date,page\n1,2\n", {"when": "date"}, "no field 'when'"),
        ('date,page\n2025-03-01,"' + "x" * 140_000, {}, "is no CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused(text: str, given_columns: dict[str, str], why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read(text, given=given_columns)


def test_a_column_can_be_named() -> None:
    (one,) = events("Datum,Seite\n2025-03-01,/a\n", given={"date": "Datum", "page": "Seite"})
    assert one.path == "/a"


def test_the_same_file_is_never_counted_twice(tmp_path: Path) -> None:
    store = DuckStore(tmp_path)
    assert store.load(events(GA), name="1:abc") == 1204
    with pytest.raises(KnownError):
        store.load(events(GA), name="1:abc")
    assert store.run("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events", {}) == [{"n": 1204, "ids": 1204}]
    store.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8), st.sampled_from(["date,page,visits,referrer,source,medium,agent"]))
def test_no_line_breaks_it(fields: list[str], header: str) -> None:
    for one in read(header + "\n" + ",".join(fields).replace("\r", " ").replace("\0", " ") + "\n"):
        assert isinstance(one, Trouble) or len(one) == len(COLUMNS)
