"""What a crawl remembers, and facts as text."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from footfall.page.facts import (
    Asset,
    BotView,
    Fault,
    Hop,
    Image,
    OEmbed,
    PageFacts,
    Probe,
    Response,
)
from footfall.wire.frontier import Source, Visit
from footfall.wire.record import from_text, to_text
from footfall.wire.state import BATCH_PAGES, RESUME_SECONDS, Record, State, StateError

PROBE = Probe("https://h/p", 404, Fault.TLS, "https://h/q", {"a": "b"}, 7, False)
FULL = PageFacts(
    response=Response("https://h/", 200, {"etag": "ü"}, (Hop("http://h/", 301, "https://h/"),), 0.1, 0.2, 300, True),
    blocked_agents=frozenset({"Twitterbot", "Slackbot"}),
    images={
        "https://h/i.png": Image(
            "https://h/i.png", 200, None, "image/png", "png", 1200, 630, 5000, True, 0.5, thumbnail=b"\xff\xd8\x00"
        )
    },
    oembed={"https://h/o": OEmbed("https://h/o", data={"type": "rich", "nested": [1, {"a": None}], "n": 1.5})},
    bots=(BotView("browser", 200, None, (("og:title", "A"), ("og:title", ""))), BotView("bot", 0, Fault.TIMEOUT)),
    head=PROBE,
    range=dataclasses.replace(PROBE, matches=True, fault=None),
    brotli_only=True,
    mislabelled=False,
    variants=(),
    profiles={"https://x/a": PROBE},
    shares={},
    assets={"https://x/s.js": Asset("https://x/s.js", None)},
    embeds={"https://x/e": PROBE},
    rendered=(("title", "A"), ("og:title", "B")),
)


@pytest.mark.parametrize("facts", [FULL, PageFacts(), PageFacts(blocked_agents=frozenset(), bots=(), variants=())])
def test_facts_survive_the_way_through_text(facts: PageFacts) -> None:
    assert from_text(PageFacts, to_text(facts)) == facts


def test_the_sample_sets_every_field() -> None:
    for one in dataclasses.fields(PageFacts):
        assert getattr(FULL, one.name) is not None, one.name


@pytest.mark.parametrize("text", ["", "[]", "null", '{"unknown":1}', '{"response":3}'])
def test_text_that_is_no_facts(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        from_text(PageFacts, text)


def test_values_that_cannot_be_kept() -> None:
    with pytest.raises(TypeError, match="complex"):
        to_text({"a": 1j})


class Clock:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


TARGETS = ("https://h/",)
PAGE = Visit("https://h/", Source.START)
OTHERS = [Visit("https://h/a", Source.SITEMAP), Visit("https://h/b", Source.LINK)]


def record(url: str, body: bytes = b"<p>", **more: object) -> Record:
    return Record(url, body, PageFacts(response=Response(url, 200)), **more)  # type: ignore[arg-type]


def rows(path: Path) -> Mapping[str, int]:
    """What a kill at this moment would leave: addresses and whether they are done."""
    left = path.parent / "left"
    shutil.rmtree(left, ignore_errors=True)
    left.mkdir()
    for part in path.parent.glob(f"{path.name}*"):
        shutil.copy(part, left)
    with contextlib.closing(sqlite3.connect(left / path.name)) as db:
        return dict(db.execute("SELECT url, done FROM visit").fetchall())


def test_an_interrupted_run_continues(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with State(path, TARGETS) as state:
        assert not state.resumed
        state.queue([PAGE, *OTHERS])
        state.finish_visit(PAGE.url, record(PAGE.url, b"body" * 1000, etag='"1"', modified="then"))
        state.finish_visit("https://h/a", None)
        state.mark_seeded()
    with State(path, TARGETS) as state:
        assert state.resumed
        assert state.seeded
        assert state.queued() == [OTHERS[1]]
        assert state.done() == ["https://h/", "https://h/a"]
        assert [(kept.url, kept.body, kept.etag) for kept in state.results()] == [("https://h/", b"body" * 1000, '"1"')]
        assert state.old_record("https://h/") is None


def test_a_finished_run_leaves_its_records_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with State(path, TARGETS) as state:
        state.queue([PAGE, *OTHERS])
        for visit in (PAGE, *OTHERS):
            state.finish_visit(visit.url, record(visit.url, etag='"1"'))
        state.mark_finished()
    with State(path, TARGETS) as state:
        assert not state.resumed
        assert not state.seeded
        assert state.queued() == []
        assert list(state.results()) == []
        old = state.old_record("https://h/")
        assert old is not None
        assert old.etag == '"1"'
        state.queue([PAGE])
        state.finish_visit(PAGE.url, old)
        assert [kept.url for kept in state.results()] == ["https://h/"]
        state.mark_finished()
    with State(path, TARGETS) as state:
        assert state.old_record("https://h/") is not None
        assert state.old_record("https://h/a") is None


def test_a_run_interrupted_long_ago_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "state"
    now = Clock()
    with State(path, TARGETS, now=now) as state:
        state.queue([PAGE, *OTHERS])
        state.finish_visit(PAGE.url, record(PAGE.url, etag='"1"'))
    now.now = RESUME_SECONDS - 1
    with State(path, TARGETS, now=now) as state:
        assert state.resumed
    now.now += RESUME_SECONDS + 1
    with State(path, TARGETS, now=now) as state:
        assert not state.resumed
        assert state.queued() == []
        old = state.old_record(PAGE.url)
        assert old is not None
        assert old.etag == '"1"'


def test_a_file_of_another_format_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE run (something)")
        db.execute("INSERT INTO run VALUES ('else')")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with State(path, TARGETS) as state:
        assert not state.resumed
        state.queue([PAGE])
    with State(path, TARGETS) as state:
        assert state.queued() == [PAGE]


def test_failures_that_may_have_passed_are_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with State(path, TARGETS) as state:
        state.queue([PAGE, *OTHERS])
        state.finish_visit("https://h/a", record("https://h/a", fault=Fault.TIMEOUT, detail="Too slow."))
        state.finish_visit("https://h/b", record("https://h/b", fault=Fault.ROBOTS, detail="No."))
    with State(path, TARGETS) as state:
        assert [visit.url for visit in state.queued()] == ["https://h/", "https://h/a"]
        assert [(kept.url, kept.fault) for kept in state.results()] == [("https://h/b", Fault.ROBOTS)]


def test_the_aim_of_a_redirect_counts_as_visited(tmp_path: Path) -> None:
    path = tmp_path / "state"
    with State(path, TARGETS) as state:
        state.queue([PAGE])
        state.finish_visit(PAGE.url, record(PAGE.url), final="https://h/home")
    with State(path, TARGETS) as state:
        assert set(state.done()) == {"https://h/", "https://h/home"}
        assert [kept.url for kept in state.results()] == ["https://h/"]


def test_writes_are_gathered(tmp_path: Path) -> None:
    path = tmp_path / "state"
    clock = Clock()
    visits = [Visit(f"https://h/{n}", Source.LINK) for n in range(BATCH_PAGES + 5)]
    with State(path, TARGETS, clock=clock) as state:
        state.commit()
        state.queue(visits)
        for visit in visits[: BATCH_PAGES - 1]:
            state.finish_visit(visit.url, None)
        assert rows(path) == {}
        state.finish_visit(visits[BATCH_PAGES].url, None)
        assert sum(rows(path).values()) == BATCH_PAGES
        state.finish_visit(visits[BATCH_PAGES + 1].url, None)
        assert sum(rows(path).values()) == BATCH_PAGES
        clock.now = 1.5
        state.finish_visit(visits[BATCH_PAGES + 2].url, None)
        assert sum(rows(path).values()) == BATCH_PAGES + 2


def test_records_of_another_version_are_passed_over(tmp_path: Path) -> None:
    with State(tmp_path / "state", TARGETS) as state:
        state.queue([PAGE])
        state.finish_visit(PAGE.url, record(PAGE.url))
        state._db.execute("""UPDATE record SET facts = '{"from the future":1}'""")
        assert state.record(PAGE.url) is None
        assert list(state.results()) == []


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with State(tmp_path / "mine", TARGETS):
        pass
    with pytest.raises(StateError, match=r"another crawl\. Choose"), State(tmp_path / "mine", ["https://other/"]):
        pass
    (tmp_path / "text").write_text("no database at all, but long enough to look like one" * 100)
    with pytest.raises(StateError, match="not a crawl's state file"), State(tmp_path / "text", TARGETS):
        pass
    with pytest.raises(StateError, match="cannot be opened"), State(tmp_path / "missing" / "file", TARGETS):
        pass


def test_two_crawls_cannot_share_a_file(tmp_path: Path) -> None:
    with State(tmp_path / "state", TARGETS), pytest.raises(StateError, match="Another crawl is using"):
        State(tmp_path / "state", TARGETS).__enter__()


def test_half_a_surrogate_pair_is_kept(tmp_path: Path) -> None:
    facts = PageFacts(oembed={"https://h/o": OEmbed("https://h/o", data={"title": "half \ud800", "é": "“whole”"})})
    with State(tmp_path / "state", TARGETS) as state:
        state.queue([PAGE])
        state.finish_visit(PAGE.url, Record(PAGE.url, b"", facts))
        kept = state.record(PAGE.url)
    assert kept is not None
    assert kept.facts == facts
