"""Pages: what is seen, shared, visited from shares; what many find by search and few share."""

from __future__ import annotations

from typing import NamedTuple

from footfall.events.door import Store
from footfall.events.reports.scope import MOST, Scope, asked
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.evergreen import Found
from footfall.flywheel.proportions import wilson


class Page(NamedTuple):
    path: str
    views: int
    visits: int
    """Sessions that saw it."""
    share_visits: int
    """Those of them that a visitor's share brought."""
    search_visits: int
    shares: int
    leads: int
    conversions: int
    worth: int

    @property
    def share_rate(self) -> Estimate:
        """Shares per human view."""
        return wilson(self.shares, self.views)


def pages(store: Store, scope: Scope, sort: str = "views", most: int = MOST) -> list[Page]:
    """
    Args:
        sort: views, shares or share_visits.
    """
    return asked(store, "pages", scope, Page, sort=sort, most=most)


class PageShares(NamedTuple):
    path: str
    net: str
    """The network of the button; or `copy`, `native`, `dark`."""
    shares: int
    sharers: int


def page_shares(store: Store, scope: Scope, most: int = 10 * MOST) -> list[PageShares]:
    """By path and network or control, most shares first."""
    return asked(store, "page_shares", scope, PageShares, most=most)


def found(store: Store, scope: Scope, most: int = 5_000) -> list[Found]:
    """Pages with visits from search, most first: what evergreen pages are estimated from."""
    return asked(store, "evergreen", scope, Found, most=most)
