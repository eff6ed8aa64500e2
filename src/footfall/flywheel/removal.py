"""A Markov chain of touches, and what is lost when one channel is taken out of it.

Source: Anderl, Becker, von Wangenheim, Schumann, Mapping the customer journey, International Journal of Research in
Marketing 33 (2016).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Way(Protocol):
    """A journey of `footfall.flywheel.attribution`."""

    @property
    def touches(self) -> tuple[str, ...]: ...
    @property
    def converted(self) -> int: ...
    @property
    def others(self) -> int: ...


def removal(names: Sequence[str], ways: Sequence[Way]) -> dict[str, float]:
    """Each channel's part of all removal effects; they sum to one. Equal parts where none has an effect."""
    steps, wins = _chain(names, ways)
    whole = _converting(steps, wins)
    lost = []
    for channel in range(1, len(names) + 1):
        without, won = steps.copy(), wins.copy()
        without[channel, :] = 0
        won[channel] = 0
        lost.append(max(0.0, 1 - _converting(without, won) / whole) if whole > 0 else 0.0)
    total = sum(lost)
    return {name: lost[i] / total if total else 1 / len(names) for i, name in enumerate(names)}


def _chain(names: Sequence[str], ways: Sequence[Way]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Probabilities of going from state to state (0 is the start) and of converting next."""
    index = {name: i + 1 for i, name in enumerate(names)}
    steps = np.zeros((len(names) + 1, len(names) + 1))
    wins, losses = np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for way in ways:
        at = 0
        for name in way.touches:
            steps[at, index[name]] += way.converted + way.others
            at = index[name]
        wins[at] += way.converted
        losses[at] += way.others
    out = np.maximum(steps.sum(axis=1) + wins + losses, 1)
    return steps / out[:, None], wins / out


def _converting(steps: NDArray[Any], wins: NDArray[Any]) -> float:
    """Probability of converting at all, from the start."""
    return float(np.linalg.lstsq(np.eye(len(wins)) - steps, wins, rcond=None)[0][0])
