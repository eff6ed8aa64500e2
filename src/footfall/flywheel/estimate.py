"""A figure and how sure it is."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

LEVEL = 0.9
"""What part of intervals should hold the truth, unless said otherwise."""


class Estimate(NamedTuple):
    """A value with its interval; `n` is how many observations stand behind it."""

    value: float
    low: float
    high: float
    n: int
    level: float = LEVEL


def deviations(level: float) -> float:
    """How many standard errors an interval reaches to each side: 1.645 for 0.9, 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)
