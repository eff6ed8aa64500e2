"""What is known while one hit is sealed, and how it becomes a row."""

from __future__ import annotations

from functools import lru_cache

from footfall.flywheel.address import Page, page_of
from footfall.flywheel.event import DAY, Event
from footfall.flywheel.hit import RANDOM_BITS, Flag, Hit, moment
from footfall.flywheel.memory import Memory, Session
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing.more import Marks, More, more_of, written


class Work:
    """One hit with what sealing it needs."""

    __slots__ = ("flags", "former", "hit", "marks", "memory", "more", "own", "page", "rules", "ts", "visitor")

    def __init__(self, hit: Hit, own: int, rules: SiteRules, memory: Memory) -> None:
        self.hit = hit
        self.own = own
        """The id of the view's own token, or the delivery's; 0 without one."""
        self.rules = rules
        self.memory = memory
        self.ts = moment(hit.id)
        self.flags = int(hit.flags)
        self.visitor = 0 if self.flags & SILENT else hit.visitor
        """0 also for those who ask not to be tracked, whatever was handed in."""
        self.former = 0 if self.flags & SILENT else hit.former
        self.page: Page = page_of(hit.url, rules.keeps)
        self.more: More = more_of(hit.more)
        self.marks: Marks = {}


HEAD, PREFETCH, CONSENT = int(Flag.HEAD), int(Flag.PREFETCH), int(Flag.CONSENT)
SILENT, TRUSTED = int(Flag.SILENT), int(Flag.TRUSTED)
"""As plain numbers: asking an IntFlag takes ten times as long, and each hit asks several."""
_LOW = (1 << RANDOM_BITS) - 1
_FAR = 0x2545F5
"""Odd: the ids of a hit's further events lie far from each other and from those of the hits next to it."""
NO_SESSION = Session(0, 0, 0)


def row(
    work: Work, kind: int, session: Session, *, net: str | None = None, share: int = 0, root: int | None = None,
    goal: str = "", value: int = 0, currency: str = "", device: int = 0, bot: int = 0, visitor: int | None = None,
    turn: int = 0,
) -> Event:  # fmt: skip
    """The event of a hit, with what its session found out. Only whoever agreed is named in it: the day's hash of others
    serves to find their session, and is not stored.

    Args:
        visitor: instead of the hit's, where the event is somebody else's.
        turn: 0 for the hit's own event, then one number for each further one.
    """
    hit, ts = work.hit, work.ts
    agreed = 1 if work.flags & CONSENT else 0
    return Event(
        hit.id ^ (turn * _FAR & _LOW) if turn else hit.id,
        ts,
        ts // DAY,
        hit.site,
        int(kind),
        (work.visitor if agreed else 0) if visitor is None else visitor,
        session.session,
        work.page.path,
        work.page.host,
        hit.link or session.link,
        work.more.post or session.post,
        work.more.card,
        session.campaign,
        session.net if net is None else net,
        session.chan,
        session.how,
        session.inapp,
        share,
        session.via,
        session.root if root is None else root,
        session.gen,
        session.src_post,
        goal,
        value,
        currency,
        work.more.country,
        int(device),
        bot,
        agreed,
        written(work.marks, work.more.props),
    )


@lru_cache(1_000)
def nobody(site: int) -> SiteRules:
    """The rules of a site that is unknown: none."""
    return SiteRules(site, frozenset())
