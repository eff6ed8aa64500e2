"""What posts, deliveries, campaigns and short links bring."""

from __future__ import annotations

from typing import NamedTuple

from footfall.events.door import Store
from footfall.events.reports.scope import MOST, Scope, asked


class Post(NamedTuple):
    post: int
    deliveries: int
    clicks: int
    fetches: int
    """By programs."""
    visits: int
    direct_visits: int
    """By its own links."""
    induced_visits: int
    """By shares of those who came, over all generations."""
    shares: int
    leads: int
    conversions: int
    worth: int


def posts(store: Store, scope: Scope, most: int = MOST) -> list[Post]:
    return asked(store, "posts", scope, Post, most=most)


class Delivery(NamedTuple):
    """A link of ours on one network. What people shared on counts for the post, not here."""

    link: int
    post: int
    net: str
    delivered: int
    """Milliseconds since 1970; 0 where that wasn't in the scope's days."""
    clicks: int
    fetches: int
    visits: int
    shares: int
    leads: int


def deliveries(store: Store, scope: Scope, most: int = MOST) -> list[Delivery]:
    return asked(store, "deliveries", scope, Delivery, most=most)


class Campaign(NamedTuple):
    """A campaign on one channel and network; of visits by UTM: utm_campaign, utm_medium, utm_source."""

    campaign: str
    chan: int
    net: str
    clicks: int
    fetches: int
    visits: int
    shares: int
    leads: int
    conversions: int
    worth: int


def campaigns(store: Store, scope: Scope, most: int = 10 * MOST) -> list[Campaign]:
    return asked(store, "campaigns", scope, Campaign, most=most)


class LinkClicks(NamedTuple):
    link: int
    clicks: int
    fetches: int
    latest: int
    """The last click by a person, milliseconds since 1970; 0 for none."""


class LinkDay(NamedTuple):
    day: int
    clicks: int = 0
    fetches: int = 0


class LinkNet(NamedTuple):
    net: str
    clicks: int
    fetches: int


def links(store: Store, scope: Scope, link: int = -1, most: int = MOST) -> list[LinkClicks]:
    """Clicks by people and by programs; of one link, or of all (-1)."""
    return asked(store, "links", scope, LinkClicks, link=link, most=most)


def link_days(store: Store, scope: Scope, link: int = -1) -> list[LinkDay]:
    """Every day of the scope."""
    known = {row.day: row for row in asked(store, "link_days", scope, LinkDay, link=link)}
    return [known.get(day, LinkDay(day)) for day in range(scope.first, scope.last + 1)]


def link_nets(store: Store, scope: Scope, link: int = -1, most: int = MOST) -> list[LinkNet]:
    return asked(store, "link_nets", scope, LinkNet, link=link, most=most)


class Posted(NamedTuple):
    """A network's preview fetcher asked for a link or a token's page: it was posted there."""

    net: str
    link: int
    path: str
    fetches: int
    since: int
    latest: int


def posted(store: Store, scope: Scope, link: int = -1, most: int = MOST) -> list[Posted]:
    """Latest first. Count networks, not fetches: every Mastodon server fetches for itself."""
    return asked(store, "posted", scope, Posted, link=link, most=most)
