"""Clusters as wholes: whatever the links and the conflicts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oneplan.engine.linkage.clusters import Pairs, connected, without_conflicts

_NODES = 12
_PAIRS = st.lists(st.tuples(st.integers(0, _NODES - 1), st.integers(0, _NODES - 1)), max_size=30)


def pairs(many: list[tuple[int, int]]) -> Pairs:
    left, right = zip(*many, strict=True) if many else ((), ())
    return Pairs(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64))


def test_what_hangs_together_is_named_by_its_smallest_node() -> None:
    assert connected(5, pairs([(4, 3), (3, 1)])).tolist() == [0, 1, 2, 1, 1]


def test_the_weaker_link_is_cut() -> None:
    links = pairs([(0, 1), (1, 2)])
    cut = without_conflicts(connected(3, links), links, pairs([(0, 2)]))
    assert cut.tolist() == [0, 0, 2]


def test_the_stronger_link_is_honoured_even_when_it_comes_later_in_the_alphabet() -> None:
    links = pairs([(1, 2), (0, 1)])
    cut = without_conflicts(connected(3, links), links, pairs([(0, 2)]))
    assert cut.tolist() == [0, 1, 1]


def test_a_conflict_is_remembered_by_the_whole_part() -> None:
    links = pairs([(0, 1), (2, 3), (1, 2)])
    cut = without_conflicts(connected(4, links), links, pairs([(0, 3)]))
    assert cut.tolist() == [0, 0, 2, 2]


@given(links=_PAIRS, conflicts=_PAIRS)
def test_no_cluster_ever_holds_a_conflict(links: list[tuple[int, int]], conflicts: list[tuple[int, int]]) -> None:
    forbidden = [(one, other) for one, other in conflicts if one != other]
    clusters = connected(_NODES, pairs(links))
    cut = without_conflicts(clusters, pairs(links), pairs(forbidden))
    assert not [pair for pair in forbidden if cut[pair[0]] == cut[pair[1]]]


@given(links=_PAIRS, conflicts=_PAIRS)
def test_cutting_only_ever_takes_apart(links: list[tuple[int, int]], conflicts: list[tuple[int, int]]) -> None:
    clusters = connected(_NODES, pairs(links))
    cut = without_conflicts(clusters, pairs(links), pairs([(a, b) for a, b in conflicts if a != b]))
    for node in range(_NODES):
        assert clusters[cut[node]] == clusters[node]
        assert cut[node] <= node


@given(links=_PAIRS)
def test_without_conflicts_nothing_is_cut(links: list[tuple[int, int]]) -> None:
    clusters = connected(_NODES, pairs(links))
    assert without_conflicts(clusters, pairs(links), pairs([])).tolist() == clusters.tolist()
