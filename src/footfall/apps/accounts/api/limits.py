"""How often one caller may call. Counted in the shared cache, so that several web processes count together."""

from __future__ import annotations

import time
from typing import cast

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from footfall.apps.accounts.api.caller import ApiRequest

WINDOW = 60
"""Seconds."""
CALLS = 600
"""Calls of one caller in a window. Our choice: ten a second, which two cores answer beside people at work."""
DEAR_CALLS = 120
"""Of those, calls that work a page out again or write. Our choice."""


class Rate(BaseThrottle):
    """So many calls in each window. The windows are fixed, so that one number a caller is all that is kept."""

    def __init__(self, name: str, calls: int) -> None:
        self.name = name
        self.calls = calls

    def allow_request(self, request: HttpRequest) -> bool:
        caller = cast(ApiRequest, request).auth
        key = f"api-{self.name}-{caller.key}-{int(time.time()) // WINDOW}"
        cache.add(key, 0, timeout=WINDOW)
        try:
            return int(cache.incr(key)) <= self.calls
        except ValueError:  # The window ended between the two.
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return WINDOW - time.time() % WINDOW


EVERY = Rate("calls", CALLS)
DEAR = Rate("dear-calls", DEAR_CALLS)
RARELY: list[BaseThrottle] = [EVERY, DEAR]
"""For what writes, and for what works a page out again."""
