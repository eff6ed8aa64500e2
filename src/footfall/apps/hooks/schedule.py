"""When an attempt is repeated, and when an endpoint is given up."""

from __future__ import annotations

from datetime import timedelta
from random import Random

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""Between attempts: ten attempts in a little over three days (the example of Standard Webhooks 1.0.0, 2026-11-22)."""
SPREAD = 0.2
"""Each pause is lengthened by up to this part by chance, so that failures together are not repeated together."""
LONGEST_ASKED = timedelta(hours=24)
"""The longest Retry-After that is heeded. Our choice."""
GIVE_UP_AFTER = timedelta(days=5)
"""An endpoint that took nothing for so long is turned off when a delivery to it is given up. Our choice."""
LEASE = timedelta(minutes=2)
"""A claimed delivery whose worker died is taken up by another after this. Longer than an attempt can last."""
KEPT = timedelta(days=30)
"""How long the log of deliveries goes back. Our choice."""


def pause_after(tries: int, asked: float | None, chance: Random) -> timedelta | None:
    """How long to wait after the `tries`-th failed attempt (from 1); None when that was the last.

    `asked`: seconds of a Retry-After header.
    """
    if tries > len(PAUSES):
        return None
    pause = PAUSES[tries - 1] * (1 + SPREAD * chance.random())
    return max(pause, min(timedelta(seconds=asked), LONGEST_ASKED)) if asked is not None else pause
