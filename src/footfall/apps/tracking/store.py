"""What the pages of measuring ask the event store."""

from __future__ import annotations

import time
from typing import Any

from footfall.apps.links.store import store
from footfall.flywheel.event import DAY

ANY: dict[str, int | str] = {
    "path": "",
    "net": "",
    "chan": -1,
    "campaign": "",
    "post": -1,
    "device": -1,
    "country": "",
    "gen": -1,
}
"""Filters of reports, none of which filters."""


def latest(site: int, *, days: int = 28, most: int = 5) -> list[dict[str, Any]]:
    """What happened last on a site, the newest first, those of programs too."""
    today = int(time.time() * 1000) // DAY
    asked = ANY | {"site": site, "first": today - days, "last": today + 1, "bots": 1, "most": most}
    return store().ask("recent", asked)
