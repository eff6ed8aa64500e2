"""Turns hits into events: who, from where, by which share, and what it counts as.

Hits are taken in the order of their ids, whatever the order they are handed in. One hit gives none (a repetition), one,
or several events: a view may reach goals, and a stranger who comes with a token that nobody was seen to share brings
the share to light. Ids of the further events differ from the hit's in their lowest bits, so that sealing the same hits
with the same memory gives the same events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Protocol

from footfall.flywheel.agents import Agent, judge
from footfall.flywheel.event import Event, Kind
from footfall.flywheel.hit import Hit
from footfall.flywheel.memory import Memory
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing.deeds import delivered, done_by_program, happened, seen
from footfall.flywheel.sealing.sessions import BEGINS
from footfall.flywheel.sealing.work import HEAD, PREFETCH, TRUSTED, Work, nobody
from footfall.flywheel.token import token_id

Judge = Callable[[str], Agent]
_NOT_SEEN = HEAD | PREFETCH


class Rules(Protocol):
    """What sealing asks of the registry."""

    def site(self, site: int) -> SiteRules | None: ...


def seal(hits: Iterable[Hit], memory: Memory, rules: Rules, judge: Judge = judge) -> list[Event]:
    """The events of hits, in the order of the hits' ids. Malformed texts are read as far as they go; nothing raises.

    Args:
        memory: what was sealed before; it learns what these hits add. A hit that it has seen gives nothing.
        rules: sites' rules; a site that is unknown is sealed without any.
        judge: the verdict on an agent string; must not raise.
    """
    events: list[Event] = []
    for hit in sorted(hits, key=attrgetter("id")):
        own = token_id(hit.token)
        if own and hit.n > 0 and memory.seen(own, hit.n):
            continue
        work = Work(hit, own, rules.site(hit.site) or nobody(hit.site), memory)
        agent = judge(hit.agent)
        if hit.kind == Kind.DELIVER:
            events.extend(delivered(work))
        elif work.flags & _NOT_SEEN or hit.kind == Kind.BOT or _is_program(work, agent):
            events.append(done_by_program(work, agent))
        elif hit.kind in BEGINS:
            events.extend(seen(work, agent))
        else:
            events.extend(happened(work, agent))
    return events


def _is_program(work: Work, agent: Agent) -> bool:
    """Our own servers speak for people: of what they say only views and clicks carry the visitor's agent."""
    if work.flags & TRUSTED and work.hit.kind not in BEGINS:
        return False
    return agent.bot or (not work.hit.agent and work.hit.kind == Kind.CLICK)
