"""The sealer with what the desk knows."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from footfall.apps.tracking.registry import DeskRegistry
from footfall.events.opening import open_shelf
from footfall.events.sealer import Sealer
from footfall.flywheel.event import Event
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory
from footfall.flywheel.sealing import seal


def open_sealer() -> Sealer:
    """Of the folder and the database in the settings; call it under `footfall.events.sealer.alone`."""
    registry = DeskRegistry().start()

    def judge(hits: Sequence[Hit], memory: Memory) -> list[Event]:
        return seal(hits, memory, registry)

    return Sealer(settings.EVENTS, judge, rules=registry.sites, shelf=open_shelf(settings.EVENTS_URL))
