"""K: how many further shares a share brings, over shares old enough to have brought them.

Method and its coverage: docs/figures.md. Sums come from SQL, so that a hundred million events cost as much as ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from footfall.flywheel.cycle import Lag, arrived
from footfall.flywheel.estimate import LEVEL, Estimate, deviations

DISPERSION = 0.25
"""Of the negative binomial offspring, where none was seen and nothing can be estimated: few shares bring most."""
MATURE = 7
"""Days after which a share is counted, and within which its children are."""


class Offspring(NamedTuple):
    """A cohort of shares that are at least W old, with their children (shares by visitors that they brought) within W.

    Each field is a sum that SQL delivers: first over the shares, then over the roots that these belong to.
    """

    shares: int
    children: int
    children2: int
    """Sum over shares of children²."""
    roots: int
    root_shares2: int
    """Sum over roots of (shares of the cohort under this root)²."""
    root_children2: int
    """Sum over roots of (children of those shares)²."""
    root_cross: int
    """Sum over roots of their shares times their children."""


class K(NamedTuple):
    """Mean children of a share."""

    value: float
    low: float
    high: float
    shares: int
    children: int
    roots: int
    level: float = LEVEL

    @property
    def amplification(self) -> Estimate | None:
        """Shares in all per spontaneous one, 1/(1-K); None where the interval doesn't exclude 1."""
        if self.shares == 0 or self.high >= 1:
            return None
        return Estimate(1 / (1 - self.value), 1 / (1 - self.low), 1 / (1 - self.high), self.shares, self.level)


def estimate(cohort: Offspring, level: float = LEVEL) -> K:
    """K with its interval on the log scale, by the larger of the errors per share and per root.

    Without shares the interval is everything: 0 to infinity.
    """
    n, children = cohort.shares, cohort.children
    if n == 0:
        return K(0.0, 0.0, float("inf"), 0, 0, 0, level)
    if children == 0:
        return K(0.0, 0.0, _most_unseen(cohort.roots, level), n, 0, cohort.roots, level)
    k = children / n
    spread = exp(deviations(level) * _error(cohort, k) / k)
    return K(k, k / spread, k * spread, n, children, cohort.roots, level)


def _error(cohort: Offspring, k: float) -> float:
    """Standard error of K: a root's shares resemble each other, so a share alone may tell too little."""
    n, roots = cohort.shares, cohort.roots
    per_share = max(0.0, cohort.children2 / n - k * k) / max(1, n - 1)
    between = cohort.root_children2 - 2 * k * cohort.root_cross + k * k * cohort.root_shares2
    per_root = max(0.0, between) / n**2 * roots / max(1, roots - 1)
    poisson = k / n
    return sqrt(max(per_share, per_root, poisson))


def _most_unseen(roots: int, level: float) -> float:
    """The largest K at which no child among so many independent shares is still plausible."""
    tail = (1 - level) / 2
    return DISPERSION * (exp(-log(tail) / (DISPERSION * max(1, roots))) - 1)


class Young(NamedTuple):
    """Shares of one age, in whole hours, mature or not, with their children so far."""

    age: int
    shares: int
    children: int
    children2: int


def fresh(young: Sequence[Young], lags: Sequence[Lag], level: float = LEVEL) -> K:
    """K of shares too young to be counted: their children so far by the part that should have come at their age.

    `lags` are those of the mature cohort; `roots` of the answer is 0, as it isn't asked for.
    """
    part = arrived(lags)
    shares = sum(row.shares for row in young)
    exposure = sum(row.shares * part((row.age + 0.5) / 24) for row in young)
    children = sum(row.children for row in young)
    if not exposure or not children:
        return K(0.0, 0.0, _most_unseen(int(exposure), level) if exposure else float("inf"), shares, 0, 0, level)
    k = children / exposure
    squares = sum(row.children2 for row in young)
    error = sqrt(max(squares - children * children / max(1, shares), children)) / exposure
    spread = exp(deviations(level) * error / k)
    return K(k, k / spread, k * spread, shares, children, 0, level)
