"""The event store of this process, opened at the first question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from footfall.events.door import Store
from footfall.events.opening import open_store


def store() -> Store:
    return _opened(Path(settings.EVENTS), settings.EVENTS_URL)


@lru_cache(maxsize=1)
def _opened(folder: Path, url: str) -> Store:
    return open_store(folder, url)
