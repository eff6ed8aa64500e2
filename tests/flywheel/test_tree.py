"""Trees of shares: who stands where, and the figures of their shape."""

from collections import deque
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.flywheel.cycle import Lag, arrived, cycle
from footfall.flywheel.tree import Shape, Shared, Tree, lags, shape, trees


def share(token: int, parent: int = 0, ts: int = 0) -> Shared:
    return Shared(token, parent, 1, 0, ts or token, "/", "x")


def distance(tree: Tree, one: int, other: int) -> int:
    near: dict[int, set[int]] = {}
    for parent, children in tree.children.items():
        for child in children:
            near.setdefault(parent, set()).add(child.token)
            near.setdefault(child.token, set()).add(parent)
    queue, far = deque([one]), {one: 0}
    while queue:
        at = queue.popleft()
        for then in near.get(at, ()):
            if then not in far:
                far[then] = far[at] + 1
                queue.append(then)
    return far[other]


def test_one_broadcast_is_wide_and_a_chain_is_deep() -> None:
    (wide,) = trees([share(1), *(share(n, 1) for n in range(2, 12))])
    (chain,) = trees([share(1), *(share(n, n - 1) for n in range(2, 12))])
    assert shape(wide) == Shape(11, 1, pytest.approx(2 * 10 / 11), 1.0)
    assert shape(chain) == Shape(11, 10, pytest.approx(4.0), 0.1)


def test_a_single_share_is_a_tree_of_one() -> None:
    (alone,) = trees([share(7)])
    assert shape(alone) == Shape(1, 0, 0.0, 0.0)


def test_a_node_whose_parent_is_missing_is_a_root_and_the_largest_tree_comes_first() -> None:
    first, second = trees([share(1), share(5, 99), share(6, 5), share(7, 6)])
    assert [node.token for node in first.nodes] == [5, 6, 7]
    assert [node.token for node in second.nodes] == [1]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_structural_virality_is_the_mean_distance_of_all_pairs(parents: list[int]) -> None:
    nodes = [share(1), *(share(at + 2, min(parent, at) + 1) for at, parent in enumerate(parents))]
    (tree,) = trees(nodes)
    pairs = list(combinations([node.token for node in tree.nodes], 2))
    mean = sum(distance(tree, *pair) for pair in pairs) / len(pairs)
    assert shape(tree).virality == pytest.approx(mean)
    assert shape(tree).depth == max(distance(tree, 1, node.token) for node in tree.nodes)


def test_a_deep_tree_needs_no_recursion() -> None:
    (tree,) = trees([share(1), *(share(n, n - 1) for n in range(2, 20_000))])
    assert shape(tree).depth == 19_998


def test_cycle_time_is_that_of_the_delays() -> None:
    (tree,) = trees([share(1, ts=1), share(2, 1, ts=86_400_001), share(3, 1, ts=3 * 86_400_000 + 1)])
    assert lags([tree]) == [86_400_000, 3 * 86_400_000]
    rows = [Lag(lag // 600_000, 1) for lag in lags([tree])]
    assert cycle(rows).mean == pytest.approx(2, abs=0.01)
    assert cycle([]).median == 0


def test_median_and_the_part_arrived_of_exponential_delays() -> None:
    import numpy as np

    days = np.random.default_rng(1).exponential(1.5, 40_000)
    buckets, counts = np.unique((days * 144).astype(int), return_counts=True)
    rows = [Lag(int(bucket), int(count)) for bucket, count in zip(buckets, counts, strict=True)]
    assert cycle(rows).median == pytest.approx(float(np.median(days)), rel=0.002)
    assert cycle(rows).mean == pytest.approx(float(days.mean()), rel=0.002)
    part = arrived(rows)
    for age in (0.0, 0.5, 1.5, 7.0, 400.0):
        assert part(age) == pytest.approx(float((days < age).mean()), abs=0.003)
