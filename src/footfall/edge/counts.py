"""What happened to clicks that could not wait for the disk, told in the log without saying who clicked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger("footfall.edge")
TELL = 60.0
"""Seconds between two lines at least."""


class Counts:
    """Since the process started."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self.late = 0
        """Clicks answered before the disk had them; nearly all are written a moment later."""
        self.lost = 0
        """Clicks answered though the inbox took them not: it or the disk was full."""
        self.refused = 0
        """Requests of the collector answered 503: whoever sent them tries again."""
        self._told = (0, 0, 0)
        self._now, self._next = now, 0.0
        self._full_at = float("-inf")

    @property
    def full(self) -> bool:
        """Whether the inbox refused something in the last ten seconds."""
        return self._now() - self._full_at < 10

    def was_late(self) -> None:
        self.late += 1
        self._tell()

    def was_lost(self) -> None:
        self.lost += 1
        self._full_at = self._now()
        self._tell()

    def was_refused(self) -> None:
        self.refused += 1
        self._full_at = self._now()
        self._tell()

    def _tell(self) -> None:
        if self._now() < self._next:
            return
        self._next = self._now() + TELL
        late, lost, refused = (a - b for a, b in zip((self.late, self.lost, self.refused), self._told, strict=True))
        self._told = (self.late, self.lost, self.refused)
        log.warning(
            "Events come faster than the disk takes them, or it is full: %d clicks were answered before they were on "
            "the disk, %d were not counted at all, and %d requests with events were asked to come again. Look at the "
            "room and the speed of the disk that holds the events.",
            late,
            lost,
            refused,
        )
