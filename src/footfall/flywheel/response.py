"""Shapley values of a fitted response: how likely those convert who were touched by this set of channels.

Counting conversions alone, Shapley's value is an equal split; what a channel adds shows only against those who didn't
convert. Model: channels persuade independently of each other and of a base rate, 1 - exp(-base - sum of strengths).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from footfall.flywheel.removal import Way

Array = NDArray[Any]


def response(names: Sequence[str], ways: Sequence[Way]) -> dict[str, float]:
    """Each channel's part of the conversions that channels explain; they sum to one. Equal parts where none does."""
    sets, converted, others = _sets(names, ways)
    _, strengths = _fitted(sets, converted, others)
    values = _shapley(sets, converted + others, strengths)
    total = float(values.sum())
    return {name: float(values[i]) / total if total > 0 else 1 / len(names) for i, name in enumerate(names)}


def _sets(names: Sequence[str], ways: Sequence[Way]) -> tuple[Array, Array, Array]:
    """Distinct sets of channels (rows of 0 and 1), and who converted and who didn't of each."""
    bit = {name: i for i, name in enumerate(names)}
    converted: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for way in ways:
        mask = sum(1 << bit[name] for name in set(way.touches))
        converted[mask] += way.converted
        others[mask] += way.others
    masks = sorted(converted)
    rows = np.array([[mask >> i & 1 for i in range(len(names))] for mask in masks], float)
    return rows, np.array([converted[m] for m in masks], float), np.array([others[m] for m in masks], float)


def _fitted(sets: Array, converted: Array, others: Array) -> tuple[float, Array]:
    """Base and strengths of the greatest likelihood; none is negative."""
    design = np.column_stack([np.ones(len(sets)), sets])
    n = converted.sum() + others.sum()

    def loss(beta: Array) -> tuple[float, Array]:
        strength = np.maximum(design @ beta, 1e-12)
        unmoved = np.exp(-strength)
        value = others @ strength - converted @ np.log1p(-unmoved)
        slope = design.T @ (others - converted * unmoved / (1 - unmoved))
        return float(value / n), slope / n

    rate = max(1e-6, float(converted.sum() / n))
    start = np.full(design.shape[1], rate / 2)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start), options={"ftol": 1e-13})
    return float(found.x[0]), np.asarray(found.x[1:])


def _shapley(sets: Array, people: Array, strengths: Array) -> Array:
    """Of the game: how many convert if only the channels of T worked. Exact; the base rate is a factor that drops out.

    With every set T as a number of bits, sum over S of people(S) * product of exp(-strength) over S ∩ T, bit by bit.
    """
    n = len(strengths)
    unmoved = np.zeros(1 << n)
    np.add.at(unmoved, (sets @ (1 << np.arange(n))).astype(int), people)
    for i, strength in enumerate(strengths):
        halves = unmoved.reshape(-1, 2, 1 << i)
        off, on = halves[:, 0].copy(), halves[:, 1].copy()
        halves[:, 0] = off + on
        halves[:, 1] = off + on * np.exp(-strength)
    masks = np.arange(1 << n)
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weights = np.array([1 / (n * comb(n - 1, size)) if size < n else 0.0 for size in range(n + 1)])
    values = np.zeros(n)
    for i in range(n):
        without = masks[masks >> i & 1 == 0]
        values[i] = weights[sizes[without]] @ (unmoved[without] - unmoved[without | 1 << i])
    return np.maximum(values, 0.0)
