"""The questions that Insights asks, each a function of a store and a scope that returns values.

One text in events/sql/ stands behind each; docs/reports.md lists them.
"""

from footfall.events.reports.loop import Funnel, Loop, LoopDay, Steps, channel_days, funnel, loop
from footfall.events.reports.pages import Page, PageShares, found, page_shares, pages
from footfall.events.reports.posts import campaigns, deliveries, link_days, link_nets, links, posted, posts
from footfall.events.reports.results import choices, goal_days, goals, journeys, recent
from footfall.events.reports.scope import ANY, Filters, Scope, against
from footfall.events.reports.sharing import (
    arrivals,
    cascades,
    cohorts,
    dark_shares,
    depths,
    lags,
    share_trees,
    virality,
    young,
)
from footfall.events.reports.sources import Referrer, Source, social_referrers, sources, together, unknown

__all__ = [
    "ANY",
    "Filters",
    "Funnel",
    "Loop",
    "LoopDay",
    "Page",
    "PageShares",
    "Referrer",
    "Scope",
    "Source",
    "Steps",
    "against",
    "arrivals",
    "campaigns",
    "cascades",
    "channel_days",
    "choices",
    "cohorts",
    "dark_shares",
    "deliveries",
    "depths",
    "found",
    "funnel",
    "goal_days",
    "goals",
    "journeys",
    "lags",
    "link_days",
    "link_nets",
    "links",
    "loop",
    "page_shares",
    "pages",
    "posted",
    "posts",
    "recent",
    "share_trees",
    "social_referrers",
    "sources",
    "together",
    "unknown",
    "virality",
    "young",
]
