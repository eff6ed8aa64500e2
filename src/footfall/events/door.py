"""What the rest of Footfall asks of the event store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

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
    """Where questions are asked. Every answer holds what was sealed and what was not yet."""

    def ask(self, report: str, values: Mapping[str, Value]) -> list[dict[str, Any]]:
        """The rows of a report, `events/sql/<report>.sql`, with its parameters bound.

        Raises:
            LookupError: there is no such report, or a parameter is missing.
        """
