"""The demo's truth beside what Footfall measured of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from footfall.events.door import Store
from footfall.events.reports.scope import Scope
from footfall.events.reports.sharing import dark_shares, virality
from footfall.flywheel.event import DAY, Channel
from footfall.flywheel.simulation.branching import truth
from footfall.project.demo.building import Demo
from footfall.project.demo.shop import DAYS, HABITS


class Line(NamedTuple):
    """One figure."""

    figure: str
    true: str
    measured: str


def compare(demo: Demo, store: Store) -> Iterator[Line]:
    """Figure by figure: what happened, and what can be seen of it."""
    world, now = demo.world, demo.now - demo.world.settings.first
    scope = Scope(demo.site.pk, demo.now // DAY - DAYS + 1, demo.now // DAY, demo.now)
    yield _visits(demo, store)
    yield _clicks(demo, store)
    shares = int((world.grown.shared < now).sum())
    made = dark_shares(store, scope._replace(mature=0))
    known = sum(row.shares for row in made.controls)
    yield Line("shares", f"{shares:,}", f"{known:,} (nobody came by the others, and nobody saw them made)")
    found = virality(store, scope)
    was = truth(world.grown, now, 7 * DAY)
    k, corrected = found.k, found.bounds.corrected
    true = was.children / was.shares if was.shares else 0.0
    yield Line("K, as measured", f"{true:.3f}", f"{k.value:.3f} ({k.low:.3f} to {k.high:.3f})")
    yield Line(
        "K, corrected for lost tokens",
        f"{true:.3f}",
        f"{corrected.value:.3f} ({corrected.low:.3f} to {corrected.high:.3f})",
    )
    came = sum(one.part.n for one in found.survival)
    kept = sum(one.part.value * one.part.n for one in found.survival) / came if came else 0.0
    yield Line("tokens that arrive", f"{1 - HABITS.lost:.0%}", f"at least {kept:.0%}")
    part = dark_shares(store, scope).part
    if part:
        said = f"{part.value:.0%} ({part.low:.0%} to {part.high:.0%})"
        yield Line("shares nobody sees being made", f"{HABITS.dark:.0%}", said)
    yield Line("days from share to share", f"{_lag(demo):.2f} in the median", f"{found.cycle.median:.2f}")


def _visits(demo: Demo, store: Store) -> Line:
    world = demo.world
    before = world.grown.came + world.settings.first < demo.now
    people = int(before.sum())
    shared = np.flatnonzero(before & (world.chan == Channel.SHARED))
    seen = store.run(
        "SELECT count(DISTINCT session) AS visits, count(DISTINCT CASE WHEN chan = 3 THEN session END) AS shared "
        "FROM events WHERE site = :site AND kind = 0 AND bot = 0",
        {"site": demo.site.pk},
    )[0]
    said = f"{seen['visits']:,}, {seen['shared']:,} of them by shares (the other tokens were lost)"
    return Line("visits", f"{people:,}, {len(shared):,} of them by shares", said)


def _clicks(demo: Demo, store: Store) -> Line:
    world = demo.world
    before = world.grown.came - 400 + world.settings.first < demo.now
    people = int((before & (world.grown.came >= 400) & (world.post >= 0)).sum())
    seen = store.run(
        "SELECT sum(CASE WHEN kind = 1 AND bot = 0 THEN 1 ELSE 0 END) AS clicks, "
        "sum(CASE WHEN kind = 6 AND link > 0 THEN 1 ELSE 0 END) AS fetches FROM events WHERE site = :site",
        {"site": demo.site.pk},
    )[0]
    said = f"{seen['clicks']:,}; {seen['fetches']:,} fetches by programs are kept apart"
    return Line("people's clicks on short links", f"{people:,}", said)


def _lag(demo: Demo) -> float:
    """Median days from a mature share to its children within a week."""
    grown, now = demo.world.grown, demo.now - demo.world.settings.first
    child = np.flatnonzero(grown.parents >= 0)
    mother = grown.shared[grown.parents[child]]
    lag = grown.shared[child] - mother
    inside = (mother < now - 7 * DAY) & (lag <= 7 * DAY)
    return float(np.median(lag[inside])) / DAY if inside.any() else 0.0
