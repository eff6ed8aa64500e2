"""What holds for any hits: trees without circles, generations that add up, no order but that of time, no exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.flywheel.event import Channel, Event, Kind
from footfall.flywheel.hit import RANDOM_BITS, Flag, Hit, id_at
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.sealing import seal
from footfall.smo.agents import BROWSER_AGENT
from tests.flywheel.making import START, Sites, token

TOKENS = st.sampled_from(["", *(token(f"T{n}") for n in range(8))])
VISITORS = st.integers(0, 4)
KINDS = st.sampled_from(
    [Kind.VIEW, Kind.VIEW, Kind.VIEW, Kind.SHARE, Kind.SHARE, Kind.CLICK, Kind.DELIVER, Kind.CONVERT]
)


@st.composite
def worlds(draw: st.DrawFn) -> list[Hit]:
    """A few visitors, pages and tokens, in every order: also forged, repeated, and before their parents."""
    hits: list[Hit] = []
    for number in range(draw(st.integers(1, 25))):
        ms = START + draw(st.integers(0, 4 * 3_600_000))
        kind = draw(KINDS)
        link = draw(st.integers(0, 2)) if kind in (Kind.CLICK, Kind.DELIVER) else 0
        low = number * 104_729 % (1 << RANDOM_BITS)
        flags = draw(st.sampled_from([0, Flag.SILENT, Flag.TRACKED]))
        tokens = (draw(TOKENS), draw(TOKENS))
        persons = (draw(VISITORS), draw(VISITORS))
        page = (BROWSER_AGENT, "https://example.org/a", "")
        hits.append(Hit(id_at(ms, low), 1, kind, *persons, *page, *tokens, link, 0, flags, "copy"))
    return hits


def placed(events: list[Event]) -> dict[int, Event]:
    """Shares and deliveries by their token."""
    return {event.share: event for event in events if event.kind in (Kind.SHARE, Kind.DELIVER) and event.share}


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_trees_have_no_circles_and_generations_add_up(hits: list[Hit]) -> None:
    events = seal(hits, Dictionaries(), Sites())
    shares = placed([event for event in events if event.kind == Kind.SHARE])
    assert len(shares) == sum(1 for event in events if event.kind == Kind.SHARE), "a token is one share"
    for token_id, event in shares.items():
        assert event.gen >= 0
        if event.via == 0:
            assert (event.root, event.gen) == (token_id, 0)
        walked = {token_id}
        above = event
        while above.via and above.via in shares:
            parent = shares[above.via]
            assert (above.gen, above.root) == (parent.gen + 1, parent.root)
            assert parent.share not in walked
            walked.add(parent.share)
            above = parent


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_visits_stand_one_below_the_share_that_brought_them(hits: list[Hit]) -> None:
    events = seal(hits, Dictionaries(), Sites())
    shares = placed([event for event in events if event.kind == Kind.SHARE])
    for event in events:
        if event.kind == Kind.BOT or event.kind in (Kind.SHARE, Kind.DELIVER):
            continue
        assert (event.gen > 0) == (event.via > 0) == (event.root > 0)
        if event.via in shares:
            assert event.gen == shares[event.via].gen + 1
            assert event.root == shares[event.via].root
        if event.chan == Channel.SHARED:
            assert event.via in shares


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_only_time_orders_hits(hits: list[Hit], random: object) -> None:
    expected = seal(hits, Dictionaries(), Sites())
    shuffled = list(hits)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert seal(shuffled, Dictionaries(), Sites()) == expected


@given(worlds(), st.integers(0, 25))
@settings(max_examples=40, deadline=None)
def test_batches_make_no_difference(hits: list[Hit], cut: int) -> None:
    ordered = sorted(hits, key=lambda hit: hit.id)
    memory = Dictionaries()
    in_two = seal(ordered[:cut], memory, Sites()) + seal(ordered[cut:], memory, Sites())
    assert in_two == seal(hits, Dictionaries(), Sites())


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_ids_stay_unique_and_rows_fit_their_columns(hits: list[Hit]) -> None:
    events = seal(hits, Dictionaries(), Sites())
    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert all(-(2**63) <= value < 2**63 for value in event if isinstance(value, int))
        assert 0 <= event.gen < 2**15
        assert all(
            isinstance(value, type(default)) for value, default in zip(event[5:], Event(0, 0, 0, 0, 0)[5:], strict=True)
        )


ANYTHING = st.text(st.characters(), max_size=60) | st.sampled_from(
    [
        "https://[::1",
        "http://:99999/",
        "//",
        "?s",
        "https://a/?s=%",
        "android-app://",
        "\ud800",
        "\x00",
        "https://\ud800/\udfff?\ud800=1",
    ]
)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.sampled_from(list(Kind)), st.integers(0, 63))
@settings(max_examples=120, deadline=None)
def test_no_text_raises_and_all_can_be_stored(
    agent: str, url: str, referrer: str, own: str, via: str, more: str, kind: Kind, flags: int
) -> None:
    hit = Hit((START << 22) | 1, 1, kind, 5, 0, agent, url, referrer, own, via, 0, 1, flags, agent, more)
    for event in seal([hit], Dictionaries(), Sites()):
        for value in event:
            if isinstance(value, str):
                value.encode()
                assert "\x00" not in value
