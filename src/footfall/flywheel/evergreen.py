"""Evergreen pages: many find them by search, few share them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from footfall.flywheel.estimate import LEVEL

FEWEST = 8
"""Pages below which nothing is said: two parameters and a dispersion are fitted."""


class Found(NamedTuple):
    """A page with its human visits from search and the shares made on it."""

    path: str
    visits: int
    shares: int


class Evergreen(NamedTuple):
    """A page against what pages with as many search visits usually get."""

    path: str
    visits: int
    shares: int
    expected: float
    ratio: float
    """Shares by expected ones, drawn towards 1 where little is known."""
    low: float
    high: float
    level: float = LEVEL

    @property
    def missing(self) -> float:
        """Shares that an ordinary page with as many visits would have had more."""
        return max(0.0, self.expected * (1 - self.ratio))


def evergreen(found: Sequence[Found], level: float = LEVEL) -> list[Evergreen]:
    """Pages by how much less they are shared than their search visits let expect; the clearest first.

    A negative binomial regression of shares on the logarithm of visits; each page's own factor is gamma. Ranked by the
    upper end of that factor's interval: pages where little is known don't lead. Empty for fewer than `FEWEST` pages.
    """
    rows = [row for row in found if row.visits > 0]
    if len(rows) < FEWEST:
        return []
    shares = np.array([row.shares for row in rows], float)
    expected, strength = _fitted(np.log([row.visits for row in rows]), shares)
    shape, rate = strength + shares, strength + expected
    tail = (1 - level) / 2
    low, high = gammaincinv(shape, tail) / rate, gammaincinv(shape, 1 - tail) / rate
    pages = [
        Evergreen(*row, float(expected[i]), float(shape[i] / rate[i]), float(low[i]), float(high[i]), level)
        for i, row in enumerate(rows)
    ]
    return sorted(pages, key=lambda page: (page.high, -page.visits))


def _fitted(logs: NDArray[Any], shares: NDArray[Any]) -> tuple[NDArray[Any], float]:
    """Expected shares and the gamma's shape: reweighted least squares, and dispersion by moments."""
    design = np.column_stack([np.ones_like(logs), logs - logs.mean()])
    beta = np.array([np.log(shares.mean() + 0.5 / len(shares)), 0.0])
    strength = 1.0
    for _ in range(50):
        mean = np.exp(np.clip(design @ beta, -20, 20))
        weight = mean / (1 + mean / strength)
        target = design @ beta + (shares - mean) / mean
        ridge = np.diag([1e-9, 1e-3])
        moved = np.linalg.solve(design.T @ (weight[:, None] * design) + ridge, design.T @ (weight * target))
        still = float(np.abs(moved - beta).max()) < 1e-6
        beta = beta + np.clip(moved - beta, -1, 1)
        strength = _strength(np.exp(np.clip(design @ beta, -20, 20)), shares)
        if still:
            break
    return np.exp(np.clip(design @ beta, -20, 20)), strength


def _strength(mean: NDArray[Any], shares: NDArray[Any]) -> float:
    """By moments: E(y-μ)² = μ + μ²/strength."""
    excess = float(((shares - mean) ** 2 - mean).sum())
    squares = float((mean**2).sum())
    return min(1e4, max(0.05, squares / excess)) if excess > 0 else 1e4
