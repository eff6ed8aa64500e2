"""What a token that somebody came with says: whose share it was, where it stands in its tree, or that it is their own.

A tree can't hold a circle: a token's place is fixed once, when it first becomes a share, below a share that was fixed
before it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from footfall.flywheel.event import Channel, Event, Kind
from footfall.flywheel.memory import Session, Share, View
from footfall.flywheel.sealing.sessions import session_of
from footfall.flywheel.sealing.work import Work, row
from footfall.flywheel.token import PARAMETER, is_made, token_id

DEEPEST: Final = 10_000
"""Generations. No real tree comes near; forged ones would leave the column's 16 bits."""


class Arrival(NamedTuple):
    """What a token brought: the share that the visit belongs to, and the row of one that came to light by it."""

    share: Share | None = None
    found: Event | None = None


NOT_ARRIVED: Final = Arrival()


def token_of(work: Work) -> int:
    """The number of the token that a hit came with: as the edge read it, else as it stands in the address; 0: none."""
    if work.hit.via:
        return token_id(work.hit.via)
    asked = work.page.asked.get(PARAMETER, "")
    return token_id(asked) if is_made(asked) else 0


def arrive(work: Work, session: Session | None) -> Arrival:
    """The share that brought a view or a click; none where it brought nothing new.

    A visitor's own token, and that of a page of the same visit, count for nothing (`props.self`); neither does a token
    of another site or one too deep (`props.lost`, `props.deep`).
    """
    via = token_of(work)
    if not via or via == work.own or (session and session.via == via):
        return NOT_ARRIVED
    share = work.memory.share(via)
    view = None if share else work.memory.view(via)
    maker = share or view
    if maker and maker.site != work.hit.site:
        work.marks["lost"] = 1
        return NOT_ARRIVED
    if maker and _is_self(work, session, maker):
        work.marks["self"] = 1
        return NOT_ARRIVED
    if (maker.gen if maker else 0) >= DEEPEST:
        work.marks["deep"] = 1
        return NOT_ARRIVED
    return Arrival(share) if share else _unknown(work, via, view)


def _is_self(work: Work, session: Session | None, maker: Share | View) -> bool:
    """The same visit, or the same person by today's or yesterday's hash.

    Of two who both ask not to be tracked nobody can tell whether they are one: a token that was only seen is then taken
    for their own, one that was shared is not.
    """
    if maker.session and session and session.session == maker.session:
        return True
    if maker.visitor:
        return maker.visitor in (work.visitor, work.former)
    return isinstance(maker, View) and not work.visitor


def _unknown(work: Work, via: int, view: View | None) -> Arrival:
    if view is None and work.hit.link:
        return _undelivered(work, via)
    return dark(work, via, view)


def _undelivered(work: Work, token: int) -> Arrival:
    """A link that people follow before anybody said that it went into the world: it did."""
    share = Share(
        token, work.hit.site, 0, 0, token, 0, 0, work.ts, work.page.path, "", Channel.POST, link=work.hit.link
    )
    work.memory.keep_share(share)
    maker = Session(0, 0, 0, chan=int(Channel.POST), link=work.hit.link)
    return Arrival(share, _row_of(work, Kind.DELIVER, share, maker, {"lost": 1}))


def dark(work: Work, token: int, view: View | None) -> Arrival:
    """A share that nobody saw being made: a stranger has its token.

    It is dated when it came to light, as days that were counted stay as they are; parent and child move by the same
    delay, so the time between them holds. Without a view (blocked, or forgotten after 30 days) it is a root of its own.
    """
    if view:
        share = Share(
            token, view.site, view.session, view.visitor, view.root or token, view.gen, view.src_post, work.ts,
            view.path, "dark", Channel.SHARED, view.campaign,
        )  # fmt: skip
    else:
        share = Share(token, work.hit.site, 0, 0, token, 0, 0, work.ts, work.page.path, "dark", Channel.SHARED)
    work.memory.keep_share(share)
    maker = session_of(view) if view else Session(0, 0, 0)
    return Arrival(share, _row_of(work, Kind.SHARE, share, maker, {"dark": 1} if view else {"dark": 1, "lost": 1}))


def _row_of(work: Work, kind: Kind, share: Share, maker: Session, marks: dict[str, int]) -> Event:
    """The row is the maker's: nothing in it is of the one who came."""
    event = row(work, kind, maker, net=share.net, share=share.token, root=share.root, visitor=0, turn=1)
    return event._replace(
        path=share.path, link=maker.link, post=maker.post, card=0, country="", consent=0, props=_json(marks)
    )


def _json(marks: dict[str, int]) -> str:
    return "{" + ",".join(f'"{name}":{value}' for name, value in marks.items()) + "}"
