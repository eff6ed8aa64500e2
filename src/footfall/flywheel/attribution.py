"""Who deserves a conversion: last touch, position, removal from a Markov chain, Shapley on a fitted response."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


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
    removal: float
    response: float


TOUCHES = 12
"""The last so many of a journey are kept."""


def journeys(rows: Iterable[tuple[int, int, int]], names: Sequence[str]) -> list[Journey]:
    """From rows of (code, journeys, converted).

    The code's decimal digits are the touches, first to last, each the channel's number plus one; `names` by number.
    """
    found = []
    for code, gone, converted in rows:
        touches = tuple(names[int(digit) - 1] for digit in str(code))
        found.append(Journey(touches, converted, gone - converted))
    return found
