"""Hits made by hand, for tests of sealing."""

from __future__ import annotations

from typing import Any

from footfall.flywheel.event import Event, Kind
from footfall.flywheel.hit import Flag, Hit, id_at
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import Goal, SiteRules
from footfall.flywheel.sealing import seal
from footfall.smo.agents import BROWSER_AGENT

START = 1_790_000_000_000
"""2026-09-21, milliseconds."""
MINUTE = 60_000
HOST = "example.org"


class Sites:
    """Rules of site 1; other sites are unknown."""

    def __init__(self, *, goals: tuple[Goal, ...] = (), keeps: frozenset[str] = frozenset()) -> None:
        self._rules = SiteRules(1, frozenset({HOST}), goals=goals, keeps=keeps)

    def site(self, site: int) -> SiteRules | None:
        return self._rules if site == 1 else None


class Desk:
    """A memory under way: each call is one batch."""

    def __init__(self, **rules: Any) -> None:
        self.memory = Dictionaries()
        self.sites = Sites(**rules)

    def seal(self, *hits: Hit) -> list[Event]:
        return seal(hits, self.memory, self.sites)

    def one(self, hit: Hit) -> Event:
        (event,) = self.seal(hit)
        return event


def token(name: str) -> str:
    """A token for a short name."""
    return f"{name}{'0' * (11 - len(name))}A"


def hit(kind: Kind, minutes: float = 0, **fields: Any) -> Hit:
    """A person's hit on example.org, `minutes` after the start; `token`, `via` by short names."""
    url = fields.pop("url", "/a")
    for name in ("token", "via"):
        if fields.get(name) and len(fields[name]) < 12:
            fields[name] = token(fields[name])
    number = fields.pop("number", 0)
    made = {"site": 1, "agent": BROWSER_AGENT, "flags": Flag.TRACKED, "url": f"https://{HOST}{url}", **fields}
    return Hit(id=id_at(START + int(minutes * MINUTE), number), kind=int(kind), **made)


def view(minutes: float = 0, **fields: Any) -> Hit:
    return hit(Kind.VIEW, minutes, **fields)


def share(minutes: float = 0, **fields: Any) -> Hit:
    return hit(Kind.SHARE, minutes, **{"net": "copy", **fields})


def click(minutes: float = 0, **fields: Any) -> Hit:
    return hit(Kind.CLICK, minutes, **{"flags": 0, "link": 7, **fields})


def deliver(minutes: float = 0, **fields: Any) -> Hit:
    return hit(Kind.DELIVER, minutes, **{"flags": Flag.TRUSTED, "link": 7, "agent": "", **fields})
