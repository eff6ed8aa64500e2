"""What the rest of Footfall asks of the event store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from footfall.flywheel.event import Event
from footfall.flywheel.hit import Hit

Value = int | float | str


class FullError(Exception):
    """The inbox takes nothing at the moment: its queue is full, or the disk. Nothing was kept; try again later."""


class Inbox(Protocol):
    """Where hits go in. What was taken is on the disk."""

    async def put(self, hits: Sequence[Hit]) -> None:
        """Returns when all are on the disk (many callers share one commit).

        Raises:
            FullError: none was taken.
        """

    def put_now(self, hits: Sequence[Hit]) -> None:
        """The same for threads; also raises FullError."""


class Store(Protocol):
    """Where questions are asked. An answer holds everything that was sealed: two seconds after a hit came at most."""

    def ask(self, report: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        """The rows of a report, `events/sql/<report>.sql`, with its parameters bound; values that it doesn't name are
        left out. The text reads one table, `events`. Where the line `-- reads: first..last` stands in it, only days
        from :first to :last are looked at. Answers are kept until further events are sealed.

        Raises:
            LookupError: there is no such report, or a parameter is missing.
        """

    def run(self, text: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        """The same for a text that is no report."""

    def load(self, events: Mapping[str, Any] | Iterable[Event], *, name: str = "") -> int:
        """Put many sealed events in at once: columns by name (arrays), or events. Returns how many. See
        `footfall.events.loading.load`."""

    def close(self) -> None: ...
