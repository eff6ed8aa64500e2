"""The event store that the desk's pages ask."""

from __future__ import annotations

import threading

from django.conf import settings

from footfall.events.door import Store
from footfall.events.opening import open_store

_lock = threading.Lock()
_store: Store | None = None


def use(store: Store | None) -> None:
    """Ask another one. None opens that of the settings when it is needed."""
    global _store
    with _lock:
        _store = store


def store() -> Store:
    """The process's store: one, because each holds memory of its own."""
    global _store
    with _lock:
        if _store is None:
            _store = open_store(settings.EVENTS, settings.EVENTS_URL)
        return _store
