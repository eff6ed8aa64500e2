"""What the edge and the sealer must know of the desk's records, as plain values: links, sites and their rules."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Link(NamedTuple):
    """A short link as the edge answers it."""

    id: int
    site: int
    """0 for the test link of a custom domain, which is answered and never counted."""
    code: str
    target: str
    """The final address without anything of ours."""
    adds: str = ""
    """Query to add, already encoded: UTM by the workspace's rule and `s=TOKEN`; "" where the target isn't ours."""
    token: str = ""
    permanent: bool = False
    """301 instead of 302."""
    ends: int = 0
    """Milliseconds since 1970 after which it is over; 0: never."""
    state: str = "on"
    """on, off (404 until enabled) or gone (410)."""
    host: str = ""
    """Custom domain that it lives at; "" for the desk's own."""


class Goal(NamedTuple):
    """A conversion counted when an address is seen or an event of a name is tracked."""

    name: str
    pattern: str
    """Path with * for anything; "" where `event` says it."""
    value: int = 0
    currency: str = ""
    event: str = ""
    """The tracked name (an ENGAGE or CONVERT with this `goal`) that counts as this goal, with this value."""


class SiteRules(NamedTuple):
    """How a site is measured."""

    site: int
    hosts: frozenset[str]
    """Hosts whose pages may send events: lower case, with the port where it is none of the usual."""
    on: bool = True
    keeps: frozenset[str] = frozenset()
    """Query parameters that belong to a page's identity; all others are taken off `path`."""
    goals: tuple[Goal, ...] = ()
    days: int = 0
    """Retention; 0 keeps for ever."""
    secret: str = ""
    """Key of the server API's HMAC; "" where none was made."""
    asks: bool = True
    """Whether the site asks its visitors for consent: else consent and ids that pages send are left aside."""


class Registry(Protocol):
    """What is known at this moment; refreshed behind the caller's back within a second."""

    def link(self, host: str, code: str) -> Link | None:
        """`host` is "" for the desk's own, else one of `domains`."""

    def domains(self) -> frozenset[str]:
        """Custom domains of short links, lower case, also those that are still being checked. Nothing else of the desk
        is answered there."""

    def site(self, site: int) -> SiteRules | None: ...

    def sites(self) -> list[SiteRules]: ...

    def salts(self, now: int) -> tuple[bytes, bytes]:
        """Today's and yesterday's salt, by the server's clock in milliseconds; the latter empty on the first day."""

    def key(self) -> bytes:
        """32 to 64 bytes that stay for ever: by it the lasting ids of visitors who agreed are hashed
        (`footfall.flywheel.identity`)."""
