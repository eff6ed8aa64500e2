"""The only way out: HTTP client, address guard, politeness, crawler.

Names are loaded when they are first used, so that auditing a file never waits for the HTTP library. The functions
`crawl` and `render` are imported from the modules of the same names.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footfall.wire.facts import Collector
    from footfall.wire.fetch import Fetcher
    from footfall.wire.guard import Guard
    from footfall.wire.options import Crawled, CrawlOptions
    from footfall.wire.outcome import Failed, Fetched
    from footfall.wire.picture import measure_local
    from footfall.wire.probe import ProbeOptions
    from footfall.wire.render import find_browser
    from footfall.wire.request import Request, Timeouts, user_agent
    from footfall.wire.robots import Robots, RobotsFiles, parse_robots
    from footfall.wire.state import StateError

__all__ = [
    "Collector",
    "CrawlOptions",
    "Crawled",
    "Failed",
    "Fetched",
    "Fetcher",
    "Guard",
    "ProbeOptions",
    "Request",
    "Robots",
    "RobotsFiles",
    "StateError",
    "Timeouts",
    "find_browser",
    "measure_local",
    "parse_robots",
    "user_agent",
]

_HOMES = {
    "Collector": "facts",
    "CrawlOptions": "options",
    "Crawled": "options",
    "Failed": "outcome",
    "Fetched": "outcome",
    "Fetcher": "fetch",
    "Guard": "guard",
    "ProbeOptions": "probe",
    "Request": "request",
    "Robots": "robots",
    "RobotsFiles": "robots",
    "StateError": "state",
    "Timeouts": "request",
    "find_browser": "render",
    "measure_local": "picture",
    "parse_robots": "robots",
    "user_agent": "request",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"footfall.wire.{home}"), name)
