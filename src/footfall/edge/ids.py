"""Numbers of hits: time-ordered, and never twice in a process."""

from __future__ import annotations

import secrets
import time

from footfall.flywheel.hit import RANDOM_BITS, id_at

_MASK = (1 << RANDOM_BITS) - 1


def clock() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Ids:
    """Within a millisecond they count on from a random number, so that two processes hardly ever meet."""

    def __init__(self) -> None:
        self._ms = -1
        self._next = 0

    def make(self, ms: int) -> int:
        if ms != self._ms:
            self._ms, self._next = ms, secrets.randbits(RANDOM_BITS)
        self._next = (self._next + 1) & _MASK
        return id_at(ms, self._next)
