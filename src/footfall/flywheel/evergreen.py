"""Evergreen pages: many find them by search, few share them."""

from __future__ import annotations

from typing import NamedTuple

from footfall.flywheel.estimate import LEVEL


class Found(NamedTuple):
    """A page with its human visits from search and the shares made on it."""

    path: str
    visits: int
    shares: int


class Evergreen(NamedTuple):
    """A page against what pages with as many search visits usually get."""

    path: str
    visits: int
    shares: int
    expected: float
    ratio: float
    """Shares by expected ones, drawn towards 1 where little is known."""
    low: float
    high: float
    level: float = LEVEL
