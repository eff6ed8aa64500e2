"""Parts of a whole with intervals: share rates of pages, survival of tokens."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

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
    return Estimate(part, max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale), trials, level)


class Tried(NamedTuple):
    """One thing of many: a page with its views and shares."""

    name: str
    successes: int
    trials: int
