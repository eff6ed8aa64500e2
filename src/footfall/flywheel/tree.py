"""The share tree as a value: who brought whom, how deep, how wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Shared(NamedTuple):
    """A share or a delivery of ours as a node; `parent` is 0 at the root."""

    token: int
    parent: int
    root: int
    gen: int
    ts: int
    """Milliseconds since 1970, UTC."""
    path: str
    net: str


class Tree(NamedTuple):
    """A root and all that came of it, parents before their children, siblings in order of time."""

    nodes: tuple[Shared, ...]
    children: dict[int, tuple[Shared, ...]]
    """By the parent's token."""

    @property
    def root(self) -> Shared:
        return self.nodes[0]


class Shape(NamedTuple):
    size: int
    """Nodes, with the root."""
    depth: int
    """Generations below the root."""
    virality: float
    """Structural virality: mean distance of all pairs of nodes; 0 for one node, about 2 for one broadcast."""
    broadcast: float
    """Part of all nodes but the root that the most fruitful one brought itself; 0 for one node."""


def trees(shares: Iterable[Shared]) -> list[Tree]:
    """All trees, the largest first. A node whose parent is not among the shares stands as a root."""
    nodes = {share.token: share for share in sorted(shares, key=lambda share: (share.ts, share.token))}
    children: dict[int, list[Shared]] = {}
    roots = []
    for share in nodes.values():
        if share.parent in nodes and share.parent != share.token:
            children.setdefault(share.parent, []).append(share)
        else:
            roots.append(share)
    grown = [_grown(root, children) for root in roots]
    return sorted(grown, key=lambda tree: -len(tree.nodes))


def _grown(root: Shared, children: dict[int, list[Shared]]) -> Tree:
    nodes = [root]
    brought: dict[int, tuple[Shared, ...]] = {}
    for node in nodes:
        below = children.get(node.token)
        if below:
            brought[node.token] = tuple(below)
            nodes.extend(below)
    return Tree(tuple(nodes), brought)


def shape(tree: Tree) -> Shape:
    """Size, depth, structural virality and the largest broadcast's part.

    Source: Goel, Anderson, Hofman, Watts, The Structural Virality of Online Diffusion, Management Science 62 (2016).
    The distances of all pairs are counted by edges: one that parts m nodes from the rest lies on m(n-m) paths.
    """
    n = len(tree.nodes)
    if n == 1:
        return Shape(1, 0, 0.0, 0.0)
    below = {node.token: 1 for node in tree.nodes}
    level = {tree.root.token: 0}
    for parent, node in _edges(tree):
        level[node] = level[parent] + 1
    crossings = 0
    for parent, node in reversed(list(_edges(tree))):
        crossings += below[node] * (n - below[node])
        below[parent] += below[node]
    widest = max(len(brought) for brought in tree.children.values())
    return Shape(n, max(level.values()), 2 * crossings / (n * (n - 1)), widest / (n - 1))


def _edges(tree: Tree) -> Iterator[tuple[int, int]]:
    """Parent and child, in the order of nodes: parents' edges come first."""
    for node in tree.nodes:
        for child in tree.children.get(node.token, ()):
            yield node.token, child.token


def lags(trees_: Sequence[Tree]) -> list[int]:
    """Milliseconds from each share to its children, over all trees."""
    return [child.ts - node.ts for tree in trees_ for node in tree.nodes for child in tree.children.get(node.token, ())]
