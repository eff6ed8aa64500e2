"""How many tokens arrive: platforms, apps and people strip them off, and K measured is too low by as much."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from footfall.flywheel.estimate import LEVEL, Estimate, deviations
from footfall.flywheel.k import K
from footfall.flywheel.proportions import wilson


class Arrivals(NamedTuple):
    """Human sessions that the referrer or the in-app browser shows to have come from a network."""

    net: str
    with_token: int
    """Of visitors' shares (chan SHARED)."""
    without: int
    """Without token, UTM and click id of ours (chan SOCIAL)."""


class Survival(NamedTuple):
    """The part of a network's visits whose token arrived. A lower bound: strangers post clean addresses too."""

    net: str
    part: Estimate


class Bounds(NamedTuple):
    """K between what was measured and what it would be if every visit without token had lost one."""

    measured: K
    corrected: Estimate


def survival(arrivals: Sequence[Arrivals], level: float = LEVEL) -> list[Survival]:
    """Per network, most visits first; a network nobody came from is left out."""
    rows = sorted(arrivals, key=lambda row: -(row.with_token + row.without))
    return [
        Survival(row.net, wilson(row.with_token, row.with_token + row.without, level))
        for row in rows
        if row.with_token + row.without
    ]


def bounds(k: K, arrivals: Sequence[Arrivals]) -> Bounds:
    """K as measured and corrected by the loss over all networks, whose uncertainty widens the interval."""
    arrived = sum(row.with_token for row in arrivals)
    total = arrived + sum(row.without for row in arrivals)
    if not arrived or not k.children:
        return Bounds(k, Estimate(k.value, k.low, k.high, total, k.level))
    part = arrived / total
    z = deviations(k.level)
    error = sqrt((log(k.high / k.value) / z) ** 2 + (1 - part) / arrived)
    value, spread = k.value / part, exp(z * error)
    return Bounds(k, Estimate(value, value / spread, value * spread, total, k.level))
