"""What the edge hands in: one thing that happened, as it was said, before anybody judged it."""

from __future__ import annotations

from enum import IntFlag
from typing import NamedTuple

EPOCH = 1_704_067_200_000
"""2024-01-01 UTC in milliseconds: ids count from here."""
RANDOM_BITS = 22


class Flag(IntFlag):
    """Circumstances of a hit."""

    NONE = 0
    HEAD = 1
    """Asked with HEAD: people's browsers don't."""
    PREFETCH = 2
    """`Purpose` or `Sec-Purpose` said prefetch or prerender: nobody has seen it yet."""
    CONSENT = 4
    """The visitor agreed; `visitor` may be joined across days."""
    SILENT = 8
    """Global Privacy Control or Do Not Track: no visitor id, a session of its own for each view."""
    TRUSTED = 16
    """Said by our own server, signed: values may be believed."""
    TRACKED = 32
    """Came from the tracker in a page; without it, from a short link or a server."""


class Hit(NamedTuple):
    """One thing that happened. All texts are already cut to their lengths."""

    id: int
    """See `footfall.flywheel.event.Event.id`; carries the time of arrival."""
    site: int
    kind: int
    """A `Kind`; BOT is never handed in, sealing decides it."""
    visitor: int = 0
    """63 bits: hash with the day's salt, or of the consented id; 0 where unknown."""
    former: int = 0
    """The same person's hash with yesterday's salt, so that sessions survive midnight."""
    agent: str = ""
    url: str = ""
    """The page's address with its query; of a click, the target."""
    referrer: str = ""
    token: str = ""
    """The view's own token (12 characters); of a delivery, the link's."""
    via: str = ""
    """The token that came in the address, or the link's own for a click."""
    link: int = 0
    n: int = 0
    """The n-th event of this view, from 1; (token, n) is never counted twice. 0: not checked."""
    flags: int = 0
    net: str = ""
    """Of a share: what was used, e.g. `copy`, `native`, `x`."""
    more: str = ""
    """JSON with any of goal, value, currency, props, post, campaign, medium, country."""


def moment(hit: int) -> int:
    """The time in an id, in milliseconds since 1970, UTC."""
    return (hit >> RANDOM_BITS) + EPOCH


def id_at(ms: int, random: int) -> int:
    """An id for a time in milliseconds since 1970, UTC; the lowest 22 bits of `random` are used."""
    return (max(0, ms - EPOCH) << RANDOM_BITS) | (random & ((1 << RANDOM_BITS) - 1))
