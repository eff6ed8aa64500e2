"""The edge alone, with links in memory and a real inbox: `granian bench.redirects.edge_app:application`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.redirects.known import Known
from footfall.edge.door import Door
from footfall.edge.front import Front
from footfall.edge.rsgi import Granian
from footfall.events.opening import open_inbox

UNLIMITED = 10**9
"""All load comes from 2,000 visitors here; what limits them is no part of the question."""


def _nothing(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    del environ
    start("404 Not Found", [])
    return []


def _made() -> Granian:
    inbox = open_inbox(Path(os.environ["BENCH_EVENTS"]))
    front = Front(Known(), inbox, proxies=1, a_minute=UNLIMITED)
    return Granian(Door(_nothing, front=front), front, closing=inbox.close)


application = _made()
