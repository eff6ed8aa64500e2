"""Hits and events for tests of the store, and a way of sealing that needs no rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from footfall.events.inbox import SqliteInbox
from footfall.events.sealer import Sealer
from footfall.flywheel.event import DAY, Event
from footfall.flywheel.hit import Hit, id_at, moment
from footfall.flywheel.memory import Memory
from footfall.flywheel.token import token_id

NOON = 1_790_000_000_000 // DAY * DAY + DAY // 2
"""Milliseconds."""


def hit(number: int, *, ts: int = NOON, site: int = 1, visitor: int = 7, **more: object) -> Hit:
    return Hit(id_at(ts, number), site, 0, visitor=visitor, url=f"/page-{number}", **more)  # type: ignore[arg-type]


def event(number: int, *, ts: int = NOON, site: int = 1, kind: int = 0, visitor: int = 7, **more: object) -> Event:
    return Event(id_at(ts, number), ts, ts // DAY, site, kind, visitor, path=f"/page-{number}", **more)  # type: ignore[arg-type]


def plainly(hits: Iterable[Hit], memory: Memory) -> list[Event]:
    """An event for each hit that was not seen before."""
    made = []
    for one in hits:
        if one.n and memory.seen(token_id(one.token), one.n):
            continue
        ts = moment(one.id)
        made.append(Event(one.id, ts, ts // DAY, one.site, one.kind, one.visitor, path=one.url))
    return made


class Clock:
    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def sealer(folder: Path, clock: Clock, **more: object) -> Sealer:
    return Sealer(folder, plainly, clock=clock, **more)  # type: ignore[arg-type]


def put(folder: Path, hits: Sequence[Hit]) -> None:
    box = SqliteInbox(folder, spare=0)
    box.put_now(hits)
    box.close()
