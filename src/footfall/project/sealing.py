"""The sealer with what the desk knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from django.conf import settings

from footfall.apps.tracking.registry import DeskRegistry
from footfall.events.opening import open_shelf
from footfall.events.sealer import Sealer, alone
from footfall.flywheel.event import Event
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory
from footfall.flywheel.sealing import seal


@contextmanager
def only_sealer() -> Iterator[Sealer]:
    """The one of the folder in the settings.

    Raises:
        BusyError: another sealer works on the folder.
        ValueError: the address of ClickHouse is none.
    """
    registry = DeskRegistry()

    def judge(hits: Sequence[Hit], memory: Memory) -> list[Event]:
        return seal(hits, memory, registry)

    shelf = open_shelf(settings.EVENTS_URL)
    with alone(settings.EVENTS), closing(Sealer(settings.EVENTS, judge, rules=registry.sites, shelf=shelf)) as sealer:
        registry.start()
        try:
            yield sealer
        finally:
            registry.stop()
