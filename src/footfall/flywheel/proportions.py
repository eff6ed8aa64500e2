"""Parts of a whole with intervals: share rates of pages, survival of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from scipy.special import betaincinv

from footfall.flywheel.estimate import LEVEL, Estimate, deviations


def wilson(successes: int, trials: int, level: float = LEVEL) -> Estimate:
    """A proportion with Wilson's score interval; 0 to 1 where nothing was tried.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
    """
    if trials <= 0:
        return Estimate(0.0, 0.0, 1.0, 0, level)
    z = deviations(level)
    part = min(1.0, successes / trials)
    centre = part + z * z / (2 * trials)
    half = z * sqrt(part * (1 - part) / trials + (z / (2 * trials)) ** 2)
    scale = 1 + z * z / trials
    low, high = max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
    return Estimate(part, min(low, part), max(high, part), trials, level)


class Tried(NamedTuple):
    """One of many: a page with its shares (successes) and views (trials)."""

    name: str
    successes: int
    trials: int


def shrunk(tried: Sequence[Tried], level: float = LEVEL) -> dict[str, Estimate]:
    """Proportions drawn towards their common mean, the more the less was tried: empirical Bayes, beta-binomial.

    So that one share of two views doesn't lead the list. With fewer than three, Wilson's instead.
    """
    rows = [row for row in tried if row.trials > 0]
    if len(rows) < 3:
        return {row.name: wilson(row.successes, row.trials, level) for row in rows}
    a, b = _prior(rows)
    tail = (1 - level) / 2
    found = {}
    for row in rows:
        up, down = a + min(row.successes, row.trials), b + max(0, row.trials - row.successes)
        low, high = betaincinv(up, down, tail), betaincinv(up, down, 1 - tail)
        found[row.name] = Estimate(up / (up + down), float(low), float(high), row.trials, level)
    return found


def _prior(rows: Sequence[Tried]) -> tuple[float, float]:
    """Beta's two parameters by moments (J. C. Kleinman, Proportions with Extraneous Variance, JASA 68, 1973)."""
    trials = sum(row.trials for row in rows)
    mean = min(1 - 1e-9, (sum(row.successes for row in rows) + 0.5) / (trials + 1))
    scatter = sum(row.trials * (row.successes / row.trials - mean) ** 2 for row in rows)
    free = trials - sum(row.trials**2 for row in rows) / trials
    chance = mean * (1 - mean)
    excess = (scatter - chance * (len(rows) - 1)) / max(1e-9, chance * free)
    alike = min(0.5, max(1e-6, excess))
    strength = 1 / alike - 1
    return mean * strength, (1 - mean) * strength
