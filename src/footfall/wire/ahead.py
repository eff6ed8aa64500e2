"""How much a crawl has still before it, for those who show progress."""

from __future__ import annotations

from collections.abc import Sequence

from footfall.wire.run import Run
from footfall.wire.site import Site


class Ahead:
    """Hand it to `crawl` and ask it while the crawl runs."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._sites: Sequence[Site] = ()

    def watch(self, run: Run, sites: Sequence[Site]) -> None:
        """The crawl's own call, when it knows what it has before it."""
        self._run, self._sites = run, sites

    @property
    def pages(self) -> int | None:
        """Results that are still to come, as far as the frontier knows; None while that is not known."""
        if self._run is None:
            return None
        waiting = sum(site.waiting for site in self._sites)
        busy = sum(site.busy for site in self._sites)
        return min(waiting, self._run.left) + busy + self._run.unread
