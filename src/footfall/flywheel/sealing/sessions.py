"""Which visit a hit belongs to.

A visit is one visitor's events on one site with no pause of 30 minutes. It also begins anew when another share brings
the visitor back: a share that leads to further shares must not vanish inside an earlier visit. UTM parameters and
referrers don't split a visit: what brought it first holds for all its events. What happens on a page that was left open
for hours still belongs to the visit that opened it.

Whoever asks not to be tracked (`Flag.SILENT`), or has no visitor id, gets one visit for each view's token.
"""

from __future__ import annotations

from typing import Final

from footfall.flywheel.event import Kind
from footfall.flywheel.memory import Session, View
from footfall.flywheel.sealing.work import Work

IDLE: Final = 30 * 60_000
"""Milliseconds without an event after which a visit is over: the field's habit (Google Analytics, Plausible)."""
BEGINS: Final = (int(Kind.VIEW), int(Kind.CLICK))
"""What people come with."""


def key_of(work: Work) -> int:
    """By what a visit is remembered: the visitor, else the view's token; 0 where nothing joins two hits."""
    return work.visitor or work.own


def under_way(work: Work) -> Session | None:
    """The visit that a hit continues; None where a new one begins."""
    if work.own and work.hit.kind not in BEGINS and (view := work.memory.view(work.own)) and view.site == work.hit.site:
        return _of_view(work, view)
    return _latest(work)


def _latest(work: Work) -> Session | None:
    """The visitor's last visit if it isn't over; found by yesterday's salt, it goes on under today's."""
    hit, key = work.hit, key_of(work)
    found = work.memory.session(hit.site, key) if key else None
    if _goes_on(found, work.ts):
        return found
    found = work.memory.session(hit.site, work.former) if work.former else None
    return found._replace(visitor=key) if found and _goes_on(found, work.ts) else None


def _goes_on(session: Session | None, ts: int) -> bool:
    return session is not None and ts - session.last <= IDLE


def _of_view(work: Work, view: View) -> Session:
    """The visit that opened a page, however long ago."""
    latest = _latest(work)
    if latest and latest.session == view.session:
        return latest
    return session_of(view)._replace(visitor=key_of(work))


def session_of(view: View) -> Session:
    """The visit that opened a page, as far as the page remembers it; `last` is 0."""
    return Session(
        view.session, view.visitor, 0, view.via, view.root, view.gen, view.src_post, view.net, view.chan, view.how,
        view.inapp, view.campaign, view.link, view.post,
    )  # fmt: skip


def begin(work: Work) -> Session:
    """A new visit without anything known of it. What a server says of nobody in particular belongs to no visit."""
    key = key_of(work)
    if not key and work.hit.kind not in BEGINS:
        return Session(0, 0, work.ts)
    return Session(work.hit.id if work.visitor or not work.own else work.own, key, work.ts)


def keep(work: Work, session: Session) -> None:
    """Remembers that something happened in a visit just now."""
    if not (session.visitor and session.session and session.last):
        return
    if work.ts > session.last:
        session = Session._make((*session[:2], work.ts, *session[3:]))
    work.memory.keep_session(work.hit.site, session)


def keep_view(work: Work, session: Session) -> None:
    """The first view of a token holds: nobody re-tells where a page came from."""
    if not work.own or work.memory.view(work.own):
        return
    view = View(
        work.own, work.hit.site, session.session, work.visitor, session.root, session.gen, session.src_post,
        work.ts, work.page.path, session.via, session.net, session.chan, session.how, session.inapp, session.campaign,
        session.link, session.post,
    )  # fmt: skip
    work.memory.keep_view(view)
