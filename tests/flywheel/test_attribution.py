"""Attribution against planted truth: each model in its own world, and in the other's."""

from collections import Counter
from math import factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.flywheel.attribution import CHANNELS, Credit, Journey, credits_of, journeys

NAMES = list("abcdef")
MODELS = ("last", "position", "removal", "response")
Truth = dict[str, float]


def apart(truth: Truth, found: dict[str, Credit], model: str) -> float:
    """Total variation distance."""
    return 0.5 * sum(abs(truth[name] - getattr(found[name], model)) for name in truth)


def chain(rng: np.random.Generator, n: int) -> tuple[Truth, list[Journey]]:
    """Journeys of a first-order Markov chain, drawn all at once; truth is the removal effect."""
    steps, start, wins = rng.dirichlet(np.ones(6), 6) * 0.55, rng.dirichlet(np.full(6, 2.0)), rng.uniform(0.01, 0.15, 6)

    def converting(without: int = -1) -> float:
        left, won = steps.copy(), wins.copy()
        if without >= 0:
            left[without], won[without] = 0, 0
        return float(start @ np.linalg.solve(np.eye(6) - left, won))

    lost = [1 - converting(at) / converting() for at in range(6)]
    onward = np.concatenate([wins[:, None], steps], axis=1).cumsum(axis=1)
    ways: Counter[tuple[tuple[str, ...], bool]] = Counter()
    for _ in range(n):
        at = int(np.searchsorted(start.cumsum(), rng.random()))
        touches = [NAMES[at]]
        while 0 < (go := int(np.searchsorted(onward[at], rng.random()))) <= 6:
            at = go - 1
            touches.append(NAMES[at])
        ways[tuple(touches), go == 0] += 1
    truth = {name: value / sum(lost) for name, value in zip(NAMES, lost, strict=True)}
    return truth, [Journey(way, won * count, (not won) * count) for (way, won), count in ways.items()]


def persuasion(rng: np.random.Generator, n: int, pair: float = 0.0) -> tuple[Truth, list[Journey]]:
    """Independent effects over a base of 1 %; channel a has none, but follows those whom others touched. `pair` adds
    an effect of two channels together, which the fitted response doesn't know."""
    effects = np.array([0, 0.02, 0.03, 0.05, 0.08, 0.04]) * rng.uniform(0.5, 1.5, 6)
    touched = rng.random((n, 6)) < rng.uniform(0.1, 0.4, 6)
    touched[:, 0] = rng.random(n) < np.where(touched[:, 1:].sum(axis=1) >= 2, 0.8, 0.1)
    touched = touched[touched.any(axis=1)]

    def odds(sets: Any) -> Any:
        return 1 - 0.99 * np.prod(1 - effects * sets, axis=-1) * (1 - pair * (sets[..., 3] * sets[..., 4]))

    won = rng.random(len(touched)) < odds(touched)
    sets, people = np.unique(touched, axis=0, return_counts=True)
    worth = [people @ odds(sets * np.array([mask >> at & 1 for at in range(6)])) for mask in range(64)]
    values = [
        sum(
            factorial(mask.bit_count()) * factorial(5 - mask.bit_count()) / 720 * (worth[mask | 1 << at] - worth[mask])
            for mask in range(64)
            if not mask >> at & 1
        )
        for at in range(6)
    ]
    ways: Counter[tuple[tuple[str, ...], bool]] = Counter()
    order = np.argsort(np.where(touched, rng.random(touched.shape), 2.0), axis=1)
    for row, n_touched, win in zip(order.tolist(), touched.sum(axis=1).tolist(), won.tolist(), strict=True):
        ways[tuple(NAMES[at] for at in row[:n_touched]), win] += 1
    truth = {name: float(value / sum(values)) for name, value in zip(NAMES, values, strict=True)}
    return truth, [Journey(way, win * count, (not win) * count) for (way, win), count in ways.items()]


def errors(world: Any, runs: int, n: int, **said: Any) -> tuple[dict[str, float], list[dict[str, Credit]]]:
    """Mean error of each model over planted truths."""
    sums, found = dict.fromkeys(MODELS, 0.0), []
    for seed in range(runs):
        truth, ways = world(np.random.default_rng(seed), n, **said)
        found.append({credit.channel: credit for credit in credits_of(ways)})
        for model in MODELS:
            sums[model] += apart(truth, found[-1], model) / runs
    return sums, found


def test_removal_is_right_in_a_world_of_chains() -> None:
    off, _ = errors(chain, 3, 10_000)
    assert off["removal"] <= 0.02
    assert off["removal"] < off["last"] / 3


@pytest.mark.parametrize("pair", [0.0, pytest.param(0.05, marks=pytest.mark.heavy)])
def test_the_fitted_response_is_right_where_channels_persuade_and_a_base_converts_anyway(pair: float) -> None:
    off, found = errors(persuasion, 20, 10_000, pair=pair)
    assert off["response"] <= 0.08
    assert off["response"] <= off["last"] / 2
    assert off["response"] < off["removal"] / 2, "path models credit whoever was present"
    assert np.mean([one["a"].response for one in found]) <= 0.03, "a channel without effect"


ways = st.lists(
    st.builds(
        Journey,
        st.lists(st.sampled_from([f"c{n}" for n in range(15)]), min_size=1, max_size=6).map(tuple),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=30,
)


@given(ways)
@settings(deadline=None, max_examples=15)
def test_parts_of_every_model_sum_to_one(given_ways: list[Journey]) -> None:
    found = credits_of(given_ways)
    if not sum(way.converted for way in given_ways):
        assert found == []
        return
    assert len(found) <= CHANNELS
    for model in MODELS:
        parts = [getattr(credit, model) for credit in found]
        assert sum(parts) == pytest.approx(1)
        assert min(parts) >= 0


def test_last_and_position_by_hand() -> None:
    found = {one.channel: one for one in credits_of([Journey(("a", "b", "c", "d"), 3, 1), Journey(("a",), 1, 5)])}
    assert {name: one.last for name, one in found.items()} == {"a": 0.25, "b": 0, "c": 0, "d": 0.75}
    assert found["a"].position == pytest.approx((0.4 * 3 + 1) / 4)
    assert found["b"].position == pytest.approx(0.1 * 3 / 4)
    assert (found["a"].touched, found["b"].touched) == (4, 3)


def test_codes_of_reports_are_read_from_the_first_touch_to_the_last() -> None:
    assert journeys([(142, 10, 3)], ["direct", "post", "paid", "shared"]) == [
        Journey(("direct", "shared", "post"), 3, 7)
    ]


def test_twelve_channels_are_exact_and_more_are_put_together() -> None:
    rng = np.random.default_rng(1)
    many = [Journey(tuple(f"c{at}" for at in rng.integers(0, 20, 4)), 1, 3) for _ in range(400)]
    found = credits_of(many)
    assert len(found) == CHANNELS
    assert "other" in {one.channel for one in found}
