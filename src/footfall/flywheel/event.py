"""What is counted: the one table of events, its columns, and the numbers that stand for kinds, channels and evidence.

0 and "" mean "none"; there are no NULLs, because dialects treat them differently.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

DAY = 86_400_000
"""Milliseconds."""


class Kind(IntEnum):
    """What happened."""

    VIEW = 0
    """A page was seen."""
    CLICK = 1
    """A short link was followed by a person."""
    SHARE = 2
    """A token was put into the world by a visitor."""
    CONVERT = 3
    """A goal was reached; `goal`, `value` and `currency` say which."""
    FOLLOW = 4
    """A visitor followed a profile."""
    ENGAGE = 5
    """Anything else that the site tracks; `goal` names it."""
    BOT = 6
    """A program did it; `props.did` says what. With `link` or `via`, and a `net`: the link was posted there."""
    DELIVER = 7
    """A link of ours went into the world: a post, a campaign, a QR code. It is a root, and never enters K."""


class Channel(IntEnum):
    """How a session came."""

    DIRECT = 0
    POST = 1
    """By a link that we posted ourselves."""
    PAID = 2
    SHARED = 3
    """By a visitor's share."""
    SOCIAL = 4
    """From a social network, nobody knows by which link."""
    SEARCH = 5
    AI = 6
    EMAIL = 7
    REFERRAL = 8


class How(IntEnum):
    """The evidence that decided channel and network, in the order of trust."""

    NONE = 0
    TOKEN = 1
    UTM = 2
    CLICK_ID = 3
    REFERRER = 4
    IN_APP = 5


class Device(IntEnum):
    UNKNOWN = 0
    DESKTOP = 1
    PHONE = 2
    TABLET = 3


class Event(NamedTuple):
    """One sealed event: a row of the table, in its order of columns."""

    id: int
    """Time-ordered: 41 bits of milliseconds since 2024-01-01 UTC, then 22 random ones; made on arrival."""
    ts: int
    """Milliseconds since 1970, UTC, by the server's clock."""
    day: int
    """ts // DAY"""
    site: int
    kind: int
    visitor: int = 0
    session: int = 0
    path: str = ""
    """Canonical path with the query that matters; tokens, UTM and click ids are taken off."""
    host: str = ""
    link: int = 0
    post: int = 0
    card: int = 0
    """The variant of the preview that was shown."""
    campaign: str = ""
    """Slug of the campaign."""
    net: str = ""
    """Id of the network, search engine, assistant or mail service; the referring host for referrals.

    Of a share: where it was put, or `copy`, `native`, `dark`. Of a delivery: where it was posted. Of a program: whose
    preview fetcher it is.
    """
    chan: int = 0
    how: int = 0
    inapp: str = ""
    """Network whose in-app browser it was."""
    share: int = 0
    """Own token's id: of a share, of a delivery."""
    via: int = 0
    """Id of the token that brought this session."""
    root: int = 0
    """Token at the root of the share tree."""
    gen: int = 0
    """Generation: 0 at the root, a visit is one more than the share that brought it."""
    src_post: int = 0
    """Post at the root."""
    goal: str = ""
    value: int = 0
    """Minor units of `currency`."""
    currency: str = ""
    country: str = ""
    device: int = 0
    bot: int = 0
    """1 for programs. They are flagged, never dropped."""
    consent: int = 0
    props: str = ""
    """JSON: the rest, which no standard report needs."""


COLUMNS = Event._fields
