"""Two periods compared: is it more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt
from typing import NamedTuple

from scipy.special import stdtrit

from footfall.flywheel.estimate import LEVEL


class Change(NamedTuple):
    """A period against the one before, as a ratio of counts per day."""

    before: int
    after: int
    ratio: float
    low: float
    high: float
    level: float = LEVEL

    @property
    def clear(self) -> bool:
        """Whether chance alone is an unlikely reason: the interval excludes 1."""
        return self.low > 1 or self.high < 1


def change(before: Sequence[int], after: Sequence[int], level: float = LEVEL) -> Change:
    """The ratio of two periods given as counts of their days, with an interval from how much days differ among
    themselves (quasi-Poisson, Student's t).

    Half a count is added to both, so that a period without anything has a ratio too.
    """
    if not before or not after:
        return Change(sum(before), sum(after), 1.0, 0.0, float("inf"), level)
    old, new = sum(before), sum(after)
    ratio = ((new + 0.5) / len(after)) / ((old + 0.5) / len(before))
    free = len(before) + len(after) - 2
    if free < 1:
        return Change(old, new, ratio, 0.0, float("inf"), level)
    spread = sqrt(_dispersion(before, after) * (1 / (old + 0.5) + 1 / (new + 0.5)))
    reach = exp(float(stdtrit(free, 0.5 + level / 2)) * spread)
    return Change(old, new, ratio, ratio / reach, ratio * reach, level)


def _dispersion(*periods: Sequence[int]) -> float:
    """Variance by mean of the days within their period; at least 1, which is chance alone."""
    scatter = 0.0
    for days in periods:
        mean = sum(days) / len(days)
        scatter += sum((day - mean) ** 2 for day in days) / mean if mean else 0.0
    return max(1.0, scatter / (sum(len(days) for days in periods) - len(periods)))
