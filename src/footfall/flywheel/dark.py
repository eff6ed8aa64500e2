"""How much of sharing nobody sees: copied address bars, known only when a stranger arrives."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import NamedTuple

from footfall.flywheel.estimate import LEVEL, Estimate, deviations


class Sightings(NamedTuple):
    """Mature shares of a period."""

    seen: int
    """By button, native sheet or copy: known when they were made."""
    seen_visited: int
    """Those of them that brought at least one visit."""
    dark: int
    """Known only by a visit."""


def dark(sightings: Sightings, level: float = LEVEL) -> Estimate | None:
    """The part of all shares that is dark, counting those that nobody followed as often as among the seen.

    None where no seen share was visited: then nothing is known of how many stay unseen. Interval on the scale of log
    odds, by the delta method.
    """
    if not sightings.seen_visited:
        return None
    if not sightings.dark:
        most = -log((1 - level) / 2)
        return Estimate(0.0, 0.0, most / (sightings.seen_visited + most), sightings.seen, level)
    odds = sightings.dark / sightings.seen_visited
    spread = exp(deviations(level) * sqrt(1 / sightings.dark + 1 / sightings.seen_visited))
    low, high = odds / spread, odds * spread
    n = sightings.seen + sightings.dark
    return Estimate(odds / (1 + odds), low / (1 + low), high / (1 + high), n, level)
