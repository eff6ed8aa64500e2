"""Two periods compared: is it more than chance."""

from __future__ import annotations

from typing import NamedTuple

from footfall.flywheel.estimate import LEVEL


class Change(NamedTuple):
    """A period against the one before, as a ratio of rates per day; `clear` where the interval excludes 1."""

    before: int
    after: int
    ratio: float
    low: float
    high: float
    level: float = LEVEL

    @property
    def clear(self) -> bool:
        return self.low > 1 or self.high < 1
