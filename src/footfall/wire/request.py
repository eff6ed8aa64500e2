"""What to fetch, and within which limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from footfall import __version__
from footfall.wire.body import Sink

CONTACT = "https://github.com/footfall/footfall"
"""Where a site's operator learns who we are; replace it by your own page."""
PAGE_LIMIT = 10 * 1024 * 1024
"""Bytes of a page that are read: what Synapse and summaly read (their code, 2026-11)."""
MAX_HOPS = 5
"""Redirects followed. Mastodon follows 3, Rocket.Chat 5 (their code, 2026-11)."""
ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
CODINGS = "gzip, deflate"
"""What Facebook's crawler accepts too (developers.facebook.com, Sharing, Crawler; read 2026-11)."""
REDIRECTS = frozenset((301, 302, 303, 307, 308))
"""Statuses with which a Location header is followed (RFC 9110 section 15.4)."""
DRAIN_LIMIT = 16 * 1024
"""Bodies of redirects up to this size are read, so that the connection can be used again."""

Wanted = Callable[[int, Mapping[str, str]], bool]
"""Given status and headers: whether the body is to be read."""


def user_agent(contact: str = CONTACT) -> str:
    """How we introduce ourselves."""
    return f"Footfall/{__version__} (+{contact}; link audit)"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds without any progress, and for a whole exchange with its redirects (Mastodon's 10 and 30)."""

    quiet: float = 10.0
    total: float = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch. `from_public`: a page or redirect on the public internet named the address."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    from_public: bool = False
    limit: int = PAGE_LIMIT
    whole: bool = False
    """A body beyond the limit is a failure (Fault.TOO_BIG) instead of being cut."""
    wanted: Wanted | None = None
    sink: Sink | None = None
    retry: bool = True
    content: bytes | None = None
    """What is sent, for POST."""
