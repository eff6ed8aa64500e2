"""What shares bring: K, cycle time, survival of tokens, depth, the trees themselves."""

from __future__ import annotations

from typing import Any, NamedTuple

from footfall.events.door import Store
from footfall.events.reports.scope import MOST, Scope, asked
from footfall.flywheel import k as loop_k
from footfall.flywheel.cycle import BUCKET, Cycle, Lag, cycle
from footfall.flywheel.dark import Sightings, dark
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.k import K, Offspring, Young
from footfall.flywheel.survival import Arrivals, Bounds, Survival, bounds, survival
from footfall.flywheel.tree import Shared, Tree, trees

HOUR = 3_600_000


class Cohort(NamedTuple):
    part: str
    """A path, a network, a post's number, the first day of a week; "" for all."""
    offspring: Offspring

    @property
    def k(self) -> K:
        return loop_k.estimate(self.offspring)


def cohorts(store: Store, scope: Scope, by: str = "", most: int = MOST) -> list[Cohort]:
    """Mature shares made in the scope's days and what they brought; the largest cohort first.

    Args:
        by: "", path, net, post or week.
    """
    rows = asked(store, "k", scope, dict[str, int], by=by, most=most)
    return [Cohort(str(row.pop("part") or ""), Offspring(**row)) for row in rows]


def lags(store: Store, scope: Scope) -> list[Lag]:
    rows = asked(store, "lags", scope, dict[str, int])
    return [Lag(row["since"] // BUCKET, row["children"]) for row in rows]


def young(store: Store, scope: Scope) -> list[Young]:
    rows = asked(store, "young", scope, dict[str, int])
    return [Young(row["age"] // HOUR, row["shares"], row["brought"], row["squares"]) for row in rows]


def arrivals(store: Store, scope: Scope) -> list[Arrivals]:
    rows = asked(store, "survival", scope, dict[str, Any])
    return [Arrivals(str(row["network"]), row["with_token"], row["without"]) for row in rows]


class Virality(NamedTuple):
    k: K
    """Of mature shares, as measured."""
    bounds: Bounds
    """The same with what stripped tokens may hide."""
    fresh: K
    """Of shares too young for that, by what should have come at their age."""
    cycle: Cycle
    survival: list[Survival]


def virality(store: Store, scope: Scope) -> Virality:
    """The loop's figures from five texts."""
    mature = cohorts(store, scope)
    k = loop_k.estimate(mature[0].offspring if mature else Offspring(0, 0, 0, 0, 0, 0, 0))
    came, took = arrivals(store, scope), lags(store, scope)
    return Virality(k, bounds(k, came), loop_k.fresh(young(store, scope), took), cycle(took), survival(came))


class Control(NamedTuple):
    control: str
    """button, copy, native or dark."""
    shares: int
    followed: int
    """Those that brought at least one visit."""


class Dark(NamedTuple):
    controls: list[Control]
    part: Estimate | None
    """Of all mature shares, the part nobody saw being made; None while nothing can be said."""


def dark_shares(store: Store, scope: Scope) -> Dark:
    """How mature shares were made, and how large the unseen part is."""
    controls = asked(store, "dark", scope, Control)
    seen = [row for row in controls if row.control != "dark"]
    sightings = Sightings(
        sum(row.shares for row in seen),
        sum(row.followed for row in seen),
        sum(row.shares for row in controls if row.control == "dark"),
    )
    return Dark(controls, dark(sightings))


class Depth(NamedTuple):
    depth: int
    """Generations."""
    trees: int
    shares: int
    largest: int


def depths(store: Store, scope: Scope) -> list[Depth]:
    """Trees of shares by their depth."""
    return asked(store, "depth", scope, Depth)


class Cascade(NamedTuple):
    root: int
    post: int
    path: str
    depth: int
    shares: int
    visits: int
    since: int


def cascades(store: Store, scope: Scope, most: int = MOST) -> list[Cascade]:
    """The largest share trees first."""
    return asked(store, "cascades", scope, Cascade, most=most)


class Node(NamedTuple):
    token: int
    parent: int
    root: int
    gen: int
    ts: int
    path: str
    net: str
    chan: int
    post: int
    kind: int
    """SHARE or DELIVER."""
    visits: int
    """Brought by it itself."""

    @property
    def shared(self) -> Shared:
        return Shared(self.token, self.parent, self.root, self.gen, self.ts, self.path, self.net)


class Trees(NamedTuple):
    trees: list[Tree]
    """Largest first."""
    nodes: dict[int, Node]
    """By token."""


def share_trees(store: Store, scope: Scope, most: int = 500) -> Trees:
    """Trees of what the filters leave, e.g. of one page: at most so many nodes, whole trees first."""
    nodes = asked(store, "tree", scope, Node, most=most)
    return Trees(trees(node.shared for node in nodes), {node.token: node for node in nodes})
