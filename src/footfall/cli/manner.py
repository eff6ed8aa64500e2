"""How the operator wants sites to be visited, and where crawls remember what they have done."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from footfall.cli.say import notice
from footfall.cli.target import Target


@dataclass(frozen=True, slots=True)
class Manner:
    """How the operator wants a site to be visited."""

    max_pages: int = 50
    delay: float | None = None
    guard: bool = False
    allow_hosts: tuple[str, ...] = ()
    own_site: bool = False
    ignore_robots: bool = False
    render: bool = False
    thumbnails: bool = False
    fresh: bool = False
    probes: bool = True
    remember: bool = True
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Addresses that brought nothing, with the sentence why; filled while the crawl runs."""


def state_folder() -> Path:
    """Where crawls remember what they have done: FOOTFALL_STATE, else the user's state folder."""
    given = os.environ.get("FOOTFALL_STATE")
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(given) if given else Path(base) / "footfall" / "crawls"


def state_file(targets: list[Target], manner: Manner) -> Path | None:
    """The file in which this crawl is remembered, None where nothing can be written."""
    from hashlib import blake2b

    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        notice(f"{folder} can't be written, so an interrupted audit will start anew.")
        return None
    key = repr(([target.typed for target in targets], manner.max_pages, manner.own_site, manner.render, manner.probes))
    path = folder / f"{blake2b(key.encode(), digest_size=8).hexdigest()}.sqlite"
    if manner.fresh:
        for left in folder.glob(f"{path.name}*"):
            left.unlink(missing_ok=True)
    return path
