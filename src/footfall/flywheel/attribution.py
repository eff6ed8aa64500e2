"""Who deserves a conversion: last touch, position, removal from a Markov chain, Shapley on a fitted response.

Side by side, because they disagree and nothing in the data says which is right. An association, not an effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from footfall.flywheel.removal import removal
from footfall.flywheel.response import response

TOUCHES = 12
"""The last so many of a journey are kept."""
CHANNELS = 12
"""More are put together as `OTHER`, the least touched first."""
OTHER = "other"


class Journey(NamedTuple):
    """A way of touches, first to last, and what became of all who went it."""

    touches: tuple[str, ...]
    converted: int
    others: int
    """Those who went it and didn't convert."""


class Credit(NamedTuple):
    """A channel's part of the conversions by each model; each model's parts sum to one."""

    channel: str
    touched: int
    """Conversions that it was on the way of."""
    last: float
    position: float
    """40 % first, 40 % last, 20 % between."""
    removal: float
    """What would be lost without it, in a Markov chain of touches."""
    response: float
    """Shapley value of a model of who converts and who doesn't."""


def journeys(rows: Iterable[tuple[int, int, int]], names: Sequence[str]) -> list[Journey]:
    """From rows of (code, journeys, converted).

    The code's decimal digits are the touches, first to last, each the channel's number plus one; `names` by number.
    """
    found = []
    for code, gone, converted in rows:
        touches = tuple(names[int(digit) - 1] for digit in str(code))
        found.append(Journey(touches, converted, gone - converted))
    return found


def credits_of(ways: Iterable[Journey]) -> list[Credit]:
    """Every channel by all four models, the most touched first; empty where nothing converted."""
    kept = _lumped([way for way in ways if way.touches])
    touched: Counter[str] = Counter()
    for way in kept:
        for channel in set(way.touches):
            touched[channel] += way.converted
    if not sum(way.converted for way in kept):
        return []
    names = sorted({channel for way in kept for channel in way.touches}, key=lambda name: (-touched[name], name))
    last, position = _parts(_last(kept)), _parts(_position(kept))
    taken, responding = removal(names, kept), response(names, kept)
    return [
        Credit(name, touched[name], last.get(name, 0.0), position.get(name, 0.0), taken[name], responding[name])
        for name in names
    ]


def _lumped(ways: Sequence[Journey]) -> list[Journey]:
    seen: Counter[str] = Counter()
    for way in ways:
        for channel in set(way.touches):
            seen[channel] += way.converted + way.others
    if len(seen) <= CHANNELS:
        return list(ways)
    kept = {name for name, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[: CHANNELS - 1]}
    return [way._replace(touches=tuple(name if name in kept else OTHER for name in way.touches)) for way in ways]


def _last(ways: Sequence[Journey]) -> dict[str, float]:
    credit: dict[str, float] = {}
    for way in ways:
        credit[way.touches[-1]] = credit.get(way.touches[-1], 0.0) + way.converted
    return credit


def _position(ways: Sequence[Journey]) -> dict[str, float]:
    credit: dict[str, float] = {}
    for way in ways:
        for channel, weight in zip(way.touches, _weights(len(way.touches)), strict=True):
            credit[channel] = credit.get(channel, 0.0) + weight * way.converted
    return credit


def _weights(touches: int) -> list[float]:
    if touches < 3:
        return [1 / touches] * touches
    return [0.4, *[0.2 / (touches - 2)] * (touches - 2), 0.4]


def _parts(credit: dict[str, float]) -> dict[str, float]:
    total = sum(credit.values())
    return {channel: value / total for channel, value in credit.items()}
