"""The rows of a hit, by what was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final
from zlib import crc32

from footfall.flywheel.agents import Agent
from footfall.flywheel.classify import by_token, channel_of_medium, network, weigh, without_token
from footfall.flywheel.event import Channel, Event, Kind
from footfall.flywheel.memory import Session, Share
from footfall.flywheel.owned import Goal
from footfall.flywheel.sealing.arrival import arrive, token_of
from footfall.flywheel.sealing.sessions import BEGINS, begin, keep, keep_view, under_way
from footfall.flywheel.sealing.work import HEAD, NO_SESSION, PREFETCH, TRUSTED, Work, row

AGAIN: Final = "share-again"
"""Goal of the further uses of a token: it is one share, however often it is copied."""
_DEEDS: Final = {int(kind): kind.name.lower() for kind in Kind}
UNNAMED: Final = "conversion"
"""Goal of a conversion that said none."""


def seen(work: Work, agent: Agent) -> Iterator[Event]:
    """A view or a click by a person: the share that came to light by it, the event itself, the goals it reaches."""
    session, found = _visit(work, agent)
    if found:
        yield found
    keep(work, session)
    if work.hit.kind == Kind.CLICK:
        yield row(work, Kind.CLICK, session, device=agent.device)
        return
    keep_view(work, session)
    yield row(work, Kind.VIEW, session, device=agent.device)
    yield from _goals(work, agent, session)


def _visit(work: Work, agent: Agent) -> tuple[Session, Event | None]:
    session = under_way(work)
    if session and work.hit.kind not in BEGINS:
        return session, None
    share, found = arrive(work, session)
    if session and share is None:
        return session, None
    return _brought(begin(work), work, agent, share), found


def _brought(session: Session, work: Work, agent: Agent, share: Share | None) -> Session:
    """What brought a visit. The mark `from` is the network that would have been seen without the token: by it, visits
    whose token was stripped are compared with their like."""
    hit, page = work.hit, work.page
    found = weigh(hit.referrer, inapp=agent.inapp, asked=page.asked, own=work.rules.hosts, here=page.host)
    alone = without_token(found)
    if share is None:
        return Session(
            session.session, session.visitor, session.last, 0, 0, 0, 0, alone.net, int(alone.chan), int(alone.how),
            agent.inapp, alone.campaign, hit.link,
        )  # fmt: skip
    if share.chan == Channel.SHARED and alone.chan is Channel.SOCIAL:
        work.marks["from"] = alone.net
    source = by_token(share, found)
    return Session(
        session.session, session.visitor, session.last, share.token, share.root, share.gen + 1, share.src_post,
        source.net, int(source.chan), int(source.how), agent.inapp, source.campaign, share.link or hit.link, share.post,
    )  # fmt: skip


def _goals(work: Work, agent: Agent, session: Session) -> Iterator[Event]:
    """Goals that are reached by an address: each once a visit, as reloading is no second sale."""
    if not work.rules.goals:
        return
    for turn, (fits, goal) in enumerate(_patterns(work.rules.goals), 2):
        if not fits(work.page.path) and not fits(work.page.path.partition("?")[0]):
            continue
        if session.session and work.memory.seen(session.session, crc32(goal.name.encode("utf-8", "replace"))):
            continue
        yield row(
            work, Kind.CONVERT, session, goal=goal.name, value=goal.value, currency=goal.currency, device=agent.device,
            turn=turn,
        )  # fmt: skip


@lru_cache(1_000)
def _patterns(goals: tuple[Goal, ...]) -> tuple[tuple[Callable[[str], object], Goal], ...]:
    return tuple((_pattern(goal.pattern).fullmatch, goal) for goal in goals if not goal.event)


def _tracked(work: Work) -> Goal | None:
    """The goal that is reached by what the site tracks under this name."""
    named = work.more.goal
    return next((goal for goal in work.rules.goals if goal.event == named), None) if named else None


def _pattern(text: str) -> re.Pattern[str]:
    """A slash at the end makes no difference, as paths are kept without; * is anything, also nothing."""
    bare = text.strip()
    bare = bare.rstrip("/") if not bare.endswith("*") else bare
    return re.compile(".*".join(re.escape(part) for part in re.split(r"\*+", bare or "/")), re.DOTALL)


def happened(work: Work, agent: Agent) -> Iterator[Event]:
    """A share, a conversion, or anything else that was done on a page."""
    session, found = _visit(work, agent)
    if found:
        yield found
    keep(work, session)
    more = work.more
    if work.hit.kind == Kind.SHARE:
        yield _shared(work, agent, session)
    elif work.hit.kind == Kind.CONVERT:
        yield _converted(work, agent, session)
    else:
        kind = Kind.FOLLOW if work.hit.kind == Kind.FOLLOW else Kind.ENGAGE
        net = network(work.hit.net) or None
        yield row(work, kind, session, net=net, goal=more.goal, device=agent.device)
        if kind == Kind.ENGAGE and (goal := _tracked(work)):
            yield row(
                work, Kind.CONVERT, session, goal=goal.name, value=goal.value, currency=goal.currency,
                device=agent.device, turn=2,
            )  # fmt: skip


def _converted(work: Work, agent: Agent, session: Session) -> Event:
    """A conversion that was said. Its worth is what a server says, else what the owner says of the goal; what a page
    claims is taken only where nobody knows better, and marked."""
    more, goal = work.more, _tracked(work)
    name, value, currency = goal.name if goal else more.goal or UNNAMED, more.value, more.currency
    if not work.flags & TRUSTED:
        if goal:
            value, currency = goal.value, goal.currency
        else:
            work.marks["untrusted"] = 1
            value = max(0, value)
    return row(work, Kind.CONVERT, session, goal=name, value=value, currency=currency, device=agent.device)


def _shared(work: Work, agent: Agent, session: Session) -> Event:
    """A token is one share: the first use makes it, further ones are noted as `share-again`."""
    net = network(work.hit.net)
    if not work.own or work.memory.share(work.own):
        work.marks["again"] = 1
        return row(work, Kind.ENGAGE, session, net=net, goal=AGAIN, device=agent.device)
    root = session.root or work.own
    share = Share(
        work.own, work.hit.site, session.session, work.visitor, root, session.gen, session.src_post, work.ts,
        work.page.path, net, Channel.SHARED, session.campaign,
    )  # fmt: skip
    work.memory.keep_share(share)
    return row(work, Kind.SHARE, session, net=net, share=work.own, root=root, device=agent.device)


def delivered(work: Work) -> Iterator[Event]:
    """A link of ours went into the world. Handed in again, it changes what later visits are credited to."""
    hit, more = work.hit, work.more
    chan = channel_of_medium(more.medium)
    chan = Channel.POST if chan in (None, Channel.DIRECT, Channel.SHARED, Channel.SOCIAL) else chan
    net = network(hit.net)
    known = work.memory.share(work.own) if work.own else None
    root, gen = (known.root, known.gen) if known else (work.own, 0)
    src_post = more.post or (known.src_post if known else 0)
    share = Share(
        work.own, hit.site, 0, 0, root, gen, src_post, work.ts, work.page.path, net, chan, more.campaign, hit.link,
        more.post,
    )  # fmt: skip
    if work.own and not (known and known.site != hit.site):
        work.memory.keep_share(share)
    if known and (known.chan != Channel.SHARED or known.site != hit.site):
        return
    session = NO_SESSION._replace(
        root=work.own, src_post=src_post, chan=int(chan), campaign=more.campaign, link=hit.link, post=more.post
    )
    yield row(work, Kind.DELIVER, session, net=net, share=work.own, visitor=0)


def done_by_program(work: Work, agent: Agent) -> Event:
    """A program's deed: by whose network, and of which link or token. It makes no share, no visit, no goal."""
    hit = work.hit
    work.marks["did"] = _DEEDS.get(hit.kind, "unknown")
    if work.flags & HEAD:
        work.marks["head"] = 1
    if work.flags & PREFETCH:
        work.marks["prefetch"] = 1
    if agent.mark:
        work.marks["mark"] = agent.mark
    via = token_of(work)
    share = work.memory.share(via) if via else None
    session = NO_SESSION._replace(via=via)
    if share and share.site == hit.site:
        session = session._replace(
            root=share.root, src_post=share.src_post, campaign=share.campaign, link=share.link, post=share.post
        )
    return row(work, Kind.BOT, session, net=agent.net, bot=1, visitor=0, device=agent.device)
