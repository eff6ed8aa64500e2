"""Cycle time: how long from a share to the shares that it brings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

BUCKET = 600_000
"""Milliseconds: lags are counted by ten minutes."""
_BUCKETS_A_DAY = 86_400_000 / BUCKET


class Lag(NamedTuple):
    """Children that came in the ten minutes from `bucket * BUCKET` after their parent; within W of mature parents."""

    bucket: int
    children: int


class Cycle(NamedTuple):
    """Days from a share to its child; 0 where there are none."""

    median: float
    mean: float
    children: int


def cycle(lags: Sequence[Lag]) -> Cycle:
    """Median and mean, as if the children of ten minutes had come evenly in them."""
    rows = sorted(lags)
    total = sum(row.children for row in rows)
    if not total:
        return Cycle(0.0, 0.0, 0)
    mean = sum((row.bucket + 0.5) * row.children for row in rows) / total
    return Cycle(_quantile(rows, total / 2) / _BUCKETS_A_DAY, mean / _BUCKETS_A_DAY, total)


def _quantile(rows: Sequence[Lag], rank: float) -> float:
    before = 0
    for row in rows:
        if before + row.children >= rank:
            return row.bucket + (rank - before) / row.children
        before += row.children
    return rows[-1].bucket + 1.0


def arrived(lags: Sequence[Lag]) -> Callable[[float], float]:
    """F: the part of children that has come at an age in days, by the mature cohort's lags. 1 where there are none."""
    rows = sorted(lags)
    total = sum(row.children for row in rows)
    buckets = [row.bucket for row in rows]
    sums = [0, *accumulate(row.children for row in rows)]

    def part(days: float) -> float:
        if not total:
            return 1.0
        at = days * _BUCKETS_A_DAY
        before = bisect_right(buckets, int(at) - 1)
        inside = rows[before] if before < len(rows) and rows[before].bucket == int(at) else Lag(0, 0)
        return (sums[before] + inside.children * (at - int(at))) / total

    return part
