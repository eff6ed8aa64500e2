"""Figures of the places as drawings."""

from __future__ import annotations

from footfall.apps.insights.drawing.rankings import channels, credits_side_by_side, evergreens, networks, rates
from footfall.apps.insights.drawing.sharing import cohorts, k_gauge, k_weeks, survivals, tree
from footfall.apps.insights.drawing.turning import against_said, days, funnel, k_said, k_sure, loop

__all__ = [
    "against_said",
    "channels",
    "cohorts",
    "credits_side_by_side",
    "days",
    "evergreens",
    "funnel",
    "k_gauge",
    "k_said",
    "k_sure",
    "k_weeks",
    "loop",
    "networks",
    "rates",
    "survivals",
    "tree",
]
