"""What sealing remembers from one batch of hits to the next: sessions, tokens of views, shares."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Session(NamedTuple):
    """A visit under way. All its events carry what its first one found out."""

    session: int
    visitor: int
    last: int
    """When something last happened, in milliseconds."""
    via: int = 0
    root: int = 0
    gen: int = 0
    src_post: int = 0
    net: str = ""
    chan: int = 0
    how: int = 0
    inapp: str = ""
    campaign: str = ""
    link: int = 0
    post: int = 0


class View(NamedTuple):
    """A page view whose token may become a share. Forgotten after 30 days."""

    token: int
    site: int
    session: int
    visitor: int
    root: int
    """0 for a session that no share brought."""
    gen: int
    src_post: int
    ts: int
    path: str
    via: int = 0
    """From here on what brought the session: a share comes to light weeks after the session is forgotten."""
    net: str = ""
    chan: int = 0
    how: int = 0
    inapp: str = ""
    campaign: str = ""
    link: int = 0
    post: int = 0


class Share(NamedTuple):
    """A token that is in the world: a visitor's share or a delivery. Kept for ever."""

    token: int
    site: int
    session: int
    visitor: int
    root: int
    gen: int
    src_post: int
    ts: int
    path: str
    net: str
    chan: int
    """What a visit by it is: SHARED for visitors' shares; POST, PAID, EMAIL, ... for our own links."""
    campaign: str = ""
    link: int = 0
    post: int = 0


class Memory(Protocol):
    """Kept in SQLite by the sealer, in dictionaries by simulations."""

    def seen(self, token: int, n: int) -> bool:
        """Whether the n-th event of a view came before; marks it as come."""

    def session(self, site: int, visitor: int) -> Session | None: ...

    def keep_session(self, site: int, session: Session) -> None: ...

    def view(self, token: int) -> View | None: ...

    def keep_view(self, view: View) -> None: ...

    def share(self, token: int) -> Share | None: ...

    def keep_share(self, share: Share) -> None: ...


class Dictionaries:
    """A memory that lasts as long as the process."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._sessions: dict[tuple[int, int], Session] = {}
        self._views: dict[int, View] = {}
        self._shares: dict[int, Share] = {}

    def seen(self, token: int, n: int) -> bool:
        key = (token, n)
        known = key in self._seen
        self._seen.add(key)
        return known

    def session(self, site: int, visitor: int) -> Session | None:
        return self._sessions.get((site, visitor))

    def keep_session(self, site: int, session: Session) -> None:
        self._sessions[site, session.visitor] = session

    def view(self, token: int) -> View | None:
        return self._views.get(token)

    def keep_view(self, view: View) -> None:
        self._views[view.token] = view

    def share(self, token: int) -> Share | None:
        return self._shares.get(token)

    def keep_share(self, share: Share) -> None:
        self._shares[share.token] = share
