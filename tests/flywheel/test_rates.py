"""Rates, changes, evergreen pages and the dark part, against planted truth."""

import numpy as np
import pytest

from footfall.flywheel.change import change
from footfall.flywheel.dark import Sightings, dark
from footfall.flywheel.evergreen import Found, evergreen
from footfall.flywheel.proportions import Tried, shrunk, wilson


def test_wilson_by_the_book_and_at_the_edges() -> None:
    found = wilson(10, 100, 0.95)
    assert (found.low, found.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert wilson(0, 0)[:3] == (0.0, 0.0, 1.0)
    assert wilson(0, 50).low == 0 < wilson(0, 50).high
    assert wilson(50, 50).high == 1


def test_intervals_of_proportions_cover() -> None:
    rng = np.random.default_rng(1)
    drawn = rng.binomial(400, 0.02, 2_000)
    found = [wilson(int(successes), 400, 0.9) for successes in drawn]
    assert 0.85 <= np.mean([one.low <= 0.02 <= one.high for one in found]) <= 0.95


def test_share_rates_of_pages_are_nearer_to_the_truth_when_drawn_to_their_mean() -> None:
    rng = np.random.default_rng(2)
    rates = rng.beta(2, 98, 400)
    views = np.maximum(1, rng.lognormal(4, 1.2, 400)).astype(int)
    shares = rng.binomial(views, rates)
    rows = [Tried(str(at), int(shares[at]), int(views[at])) for at in range(400)]
    found = shrunk(rows, 0.9)
    values = np.array([found[str(at)].value for at in range(400)])
    assert np.abs(values - rates).mean() < 0.7 * np.abs(shares / views - rates).mean()
    inside = [found[str(at)].low <= rates[at] <= found[str(at)].high for at in range(400)]
    assert 0.85 <= np.mean(inside) <= 0.95


def test_one_share_of_two_views_doesnt_lead() -> None:
    rows = [Tried("lucky", 1, 2), Tried("good", 60, 1_000), *(Tried(str(n), 20, 1_000) for n in range(10))]
    found = shrunk(rows)
    assert found["good"].value > found["lucky"].value
    assert shrunk([Tried("a", 1, 2)])["a"] == wilson(1, 2)
    assert shrunk([]) == {}


@pytest.mark.parametrize("dispersion", [1.0, 4.0])
def test_chance_alone_is_seldom_called_a_change_and_a_doubling_is_found(dispersion: float) -> None:
    rng = np.random.default_rng(3)

    def days(mean: float) -> list[int]:
        strength = mean / (dispersion - 1) if dispersion > 1 else 1e9
        return [int(n) for n in rng.poisson(rng.gamma(strength, mean / strength, 14))]

    alarms = [change(days(30), days(30)).clear for _ in range(600)]
    assert 0.05 <= np.mean(alarms) <= 0.15, "a tenth, as the intervals say"
    assert np.mean([change(days(30), days(60)).clear for _ in range(100)]) > 0.95


def test_a_change_from_nothing_and_to_nothing_has_a_finite_ratio() -> None:
    born, gone = change([0] * 7, [3] * 7), change([3] * 7, [0] * 7)
    assert born.ratio > 1 > gone.ratio > 0
    assert change([0] * 7, [0] * 7).clear is False
    assert change([], [1]).high == float("inf")
    assert change([5], [9]).high > 0


def planted(seed: int) -> tuple[list[Found], set[str], list[str]]:
    """300 pages; 15 of those that search finds most are shared a fifth as often. And the order by plain rate."""
    rng = np.random.default_rng(seed)
    visits = rng.lognormal(np.log(4_000), 1.0, 300).astype(int)
    rates = 0.004 * np.exp(rng.normal(0, 0.35, 300))
    low = rng.choice(np.argsort(-visits)[:150], 15, replace=False)
    rates[low] *= 0.2
    shares = rng.poisson(rates * visits**0.9)
    rows = [Found(str(at), int(visits[at]), int(shares[at])) for at in range(300)]
    plain = sorted(rows, key=lambda row: row.shares / row.visits)
    return rows, {str(at) for at in low}, [row.path for row in plain]


def test_eight_of_the_ten_first_evergreen_pages_are_planted_ones() -> None:
    found, plain = [], []
    for seed in range(20):
        rows, low, by_rate = planted(seed)
        found.append(len({page.path for page in evergreen(rows)[:10]} & low))
        plain.append(len(set(by_rate[:10]) & low))
    assert np.mean(found) >= 7.9
    assert np.mean(found) > 2 * np.mean(plain)


def test_factors_of_pages_are_inside_their_intervals() -> None:
    rng = np.random.default_rng(4)
    visits = rng.lognormal(7, 1, 400).astype(int) + 1
    factors = rng.gamma(5, 1 / 5, 400)
    shares = rng.poisson(0.01 * visits * factors)
    pages = {p.path: p for p in evergreen([Found(str(n), int(visits[n]), int(shares[n])) for n in range(400)], 0.9)}
    inside = [pages[str(n)].low <= factors[n] <= pages[str(n)].high for n in range(400)]
    assert 0.85 <= np.mean(inside) <= 0.95


def test_few_pages_and_pages_without_shares_say_nothing_wrong() -> None:
    assert evergreen([Found("/", 100, 1)] * 3) == []
    pages = evergreen([Found(f"/{n}", 100 * (n + 1), 0) for n in range(12)])
    assert len(pages) == 12
    assert all(page.low <= page.ratio <= page.high for page in pages)


def test_the_dark_part_counts_those_that_nobody_followed() -> None:
    rng = np.random.default_rng(5)
    inside, values = [], []
    for _ in range(500):
        followed = rng.random(600) < 0.35
        hidden = rng.random(600) < 0.4
        seen = int((~hidden).sum())
        found = dark(Sightings(seen, int((~hidden & followed).sum()), int((hidden & followed).sum())), 0.9)
        assert found
        values.append(found.value)
        inside.append(found.low <= 0.4 <= found.high)
    assert np.mean(values) == pytest.approx(0.4, abs=0.01)
    assert 0.85 <= np.mean(inside) <= 0.95


def test_the_dark_part_is_unknown_until_a_seen_share_was_followed() -> None:
    assert dark(Sightings(10, 0, 3)) is None
    none = dark(Sightings(40, 20, 0))
    assert none
    assert (none.value, none.low) == (0, 0)
    assert 0 < none.high < 0.2
