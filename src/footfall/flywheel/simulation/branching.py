"""How shares breed: arrivals make shares, shares bring arrivals, generation by generation, until none comes."""

from __future__ import annotations

from itertools import pairwise
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footfall.flywheel.event import DAY
from footfall.flywheel.k import DISPERSION, Offspring

Array = NDArray[Any]
PAGES = 50


class Habits(NamedTuple):
    """What people do. `k` is the truth that is to be measured."""

    k: float = 0.4
    sharing: float = 0.1
    """Part of arrivals that make a share; a share brings k / sharing arrivals in the mean."""
    dispersion: float = DISPERSION
    """Of the negative binomial numbers: the smaller, the fewer shares bring the most."""
    delay: float = 1.5
    """Days from a share to an arrival by it, in the mean; exponential."""
    tail: float = 0.0
    """Part of arrivals that come ten times as late."""
    pages: float = 0.0
    """How much K differs by page: standard deviation of its logarithm over `PAGES` pages."""
    lost: float = 0.0
    """Part of arrivals by a share whose token was stripped on the way."""
    dark: float = 0.0
    """Part of shares that nobody sees until somebody arrives by them."""


class Spread(NamedTuple):
    """All that came of the first arrivals, up to an end. Indices, -1 for none; parents stand before their children."""

    came: Array
    """Milliseconds, of each arrival; the first ones first."""
    brought: Array
    """The share that brought it."""
    page: Array
    """The page it came to."""
    lost: Array
    """Whether its token was stripped."""
    sharer: Array
    """The arrival that made each share."""
    shared: Array
    """Milliseconds, of each share."""
    expected: Array
    """K of each share: how many shares one like it brings in the mean."""
    dark: Array
    generations: tuple[int, ...]
    """Where each generation's shares begin."""

    @property
    def parents(self) -> Array:
        """The share that brought each share."""
        return self.brought[self.sharer]


def spread(
    rng: np.random.Generator, firsts: Array, end: int, habits: Habits, *, page: Array | None = None,
    fertile: Array | None = None, eager: Array | None = None,
) -> Spread:  # fmt: skip
    """From the times of the first arrivals, in milliseconds.

    Args:
        page: where each of them came to; evenly over all pages unless said.
        fertile: K of each page; by `habits` unless said.
        eager: factor on the part of each page's arrivals that share it, and so on its K.
    """
    fertile = fertility(habits) if fertile is None else fertile
    eager = np.ones(len(fertile)) if eager is None else eager
    page = rng.integers(0, len(fertile), len(firsts)) if page is None else page
    pages = [page]
    came, brought, lost = [firsts], [np.full(len(firsts), -1)], [np.zeros(len(firsts), bool)]
    sharer, shared, expected, begins = [], [], [], [0]
    arrivals, shares = 0, 0
    while len(came[-1]):
        chosen = np.flatnonzero(rng.random(len(came[-1])) < habits.sharing * eager[page])
        at = came[-1][chosen] + 1 + rng.exponential(60_000, len(chosen)).astype(np.int64)
        chosen, at = chosen[at < end], at[at < end]
        page = page[chosen]
        mean = fertile[page]
        fruit = rng.poisson(rng.gamma(habits.dispersion, 1 / habits.dispersion, len(at)) * mean / habits.sharing)
        of = np.repeat(np.arange(len(at)), fruit)
        times = at[of] + 1 + _delays(rng, len(of), habits)
        of, times = of[times < end], times[times < end]
        sharer.append(arrivals + chosen)
        shared.append(at)
        expected.append(mean * eager[page])
        arrivals += len(came[-1])
        came.append(times)
        brought.append(shares + of)
        lost.append(rng.random(len(of)) < habits.lost)
        page = page[of]
        pages.append(page)
        shares += len(at)
        begins.append(shares)
    dark = rng.random(shares) < habits.dark
    return Spread(
        np.concatenate(came), np.concatenate(brought), np.concatenate(pages), np.concatenate(lost),
        np.concatenate(sharer), np.concatenate(shared), np.concatenate(expected), dark, tuple(begins),
    )  # fmt: skip


def fertility(habits: Habits) -> Array:
    """K of each page, evenly over the lognormal, and below one, for what doesn't die out can't be counted."""
    if not habits.pages:
        return np.array([habits.k])
    steps = (np.arange(PAGES) + 0.5) / PAGES
    factors = np.exp(habits.pages * np.array([NormalDist().inv_cdf(step) for step in steps]))
    means: Array = np.minimum(habits.k * factors / factors.mean(), 0.9)
    return means


def _delays(rng: np.random.Generator, n: int, habits: Habits) -> Array:
    days = rng.exponential(habits.delay, n)
    late = rng.random(n) < habits.tail
    return (np.where(late, 10 * days, days) * DAY).astype(np.int64)


def cohort(shared: Array, parents: Array, roots: Array, now: int, window: int) -> Offspring:
    """The sums that SQL delivers, of shares at least `window` milliseconds old."""
    mature = shared < now - window
    child = np.flatnonzero(parents >= 0)
    inside = shared[child] <= shared[parents[child]] + window
    fruit = np.bincount(parents[child[inside]], minlength=len(shared))[mature]
    _, tree = np.unique(roots[mature], return_inverse=True)
    shares, children = np.bincount(tree), np.bincount(tree, fruit)
    sums = ((fruit**2).sum(), len(shares), (shares**2).sum(), (children**2).sum(), (shares * children).sum())
    return Offspring(int(mature.sum()), int(fruit.sum()), *(int(value) for value in sums))


def roots(parents: Array, generations: tuple[int, ...]) -> Array:
    """The root of every share."""
    found = np.arange(len(parents))
    for first, last in pairwise(generations):
        mother = parents[first:last]
        found[first:last] = np.where(mother >= 0, found[mother], found[first:last])
    return found


def truth(grown: Spread, now: int, window: int) -> Offspring:
    """As if everything had been seen."""
    parents = grown.parents
    return cohort(grown.shared, parents, roots(parents, grown.generations), now, window)


def seen(grown: Spread, now: int, window: int) -> Offspring:
    """As it can be measured: stripped tokens lead nowhere, dark shares nobody arrived by are never known."""
    parents = np.where(grown.lost[grown.sharer], -1, grown.parents)
    origin = roots(parents, grown.generations)
    known = ~grown.dark
    arrived = grown.brought[(grown.brought >= 0) & ~grown.lost]
    known[arrived] = True
    place = np.cumsum(known) - 1
    kept = parents[known]
    return cohort(grown.shared[known], np.where(kept >= 0, place[kept], -1), origin[known], now, window)
