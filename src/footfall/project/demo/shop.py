"""What the demo's shop has: pages, campaigns, posts, and people with their habits. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple

from footfall.flywheel.simulation import Habits, Place

HOST = "bakery.example"
DAYS = 90
VISITS = 220
"""First arrivals a day."""
HABITS = Habits(k=0.25, sharing=0.05, lost=0.2, dark=0.35)
PLACES = (
    Place("/", 5.0, 1.0, 0.8, 0.4),
    Place("/blog/sourdough/", 4.0, 1.6, 1.5, 1.3),
    Place("/blog/rye-starter/", 2.5, 1.4, 1.2, 1.2),
    Place("/products/banneton/", 2.0, 0.8, 0.8, 0.7),
    Place("/about/", 1.0, 0.2, 0.6, 0.3),
    Place("/blog/hydration-calculator/", 1.0, 9.0, 0.9, 0.15),
    Place("/blog/flour-types/", 0.8, 8.0, 0.9, 0.2),
    Place("/blog/scoring-patterns/", 1.6, 0.7, 1.4, 1.6),
    Place("/blog/baguettes/", 1.4, 1.2, 1.1, 1.1),
    Place("/blog/focaccia-garden/", 1.6, 0.6, 1.5, 1.7),
    Place("/blog/discard-crackers/", 1.2, 1.0, 1.1, 1.2),
    Place("/products/dough-scraper/", 0.9, 0.8, 0.7, 0.6),
    Place("/courses/", 1.1, 0.7, 0.9, 0.8),
    Place("/courses/first-loaf/", 0.9, 0.6, 1.0, 1.0),
)
"""The pages and, by factor: visits, being found by search, arrivals by a share, being shared. The first five are those
that `examples/shop` holds; two are planted as evergreen, found much and shared little."""
CAMPAIGNS = (("Autumn baking", "autumn-baking"), ("First loaf course", "first-loaf"))


class Draft(NamedTuple):
    """A post of the shop's own, as it is planned."""

    day: float
    net: str
    place: int
    campaign: str
    label: str
    pull: float = 1.0


_TURNS = (
    ("instagram", 9, "first-loaf", "Focaccia like a garden", 1.4),
    ("facebook", 1, "autumn-baking", "A sourdough that works", 1.5),
    ("mastodon", 7, "", "Twelve scoring patterns", 0.7),
    ("linkedin", 12, "first-loaf", "What a baking course teaches a team", 0.5),
    ("pinterest", 7, "autumn-baking", "Scoring patterns to pin", 1.0),
    ("reddit", 2, "", "Ask us about rye starters", 0.8),
    ("x", 10, "autumn-baking", "Crackers from discard", 0.5),
)


def drafts() -> list[Draft]:
    """A post every third day, network after network."""
    return [
        Draft(3 * at + 0.4, net, place, campaign, label, pull)
        for at in range(DAYS // 3)
        for net, place, campaign, label, pull in [_TURNS[at % len(_TURNS)]]
    ]
