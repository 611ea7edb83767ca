"""Clusters as wholes: everything that hangs together, cut where something in it may not be together.

Nodes are numbered 0 to n-1; `left` and `right` are arrays of node numbers, one pair per place.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Nodes = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of nodes, in an order that means something: of links, the strongest first."""

    left: Nodes
    right: Nodes


def connected(count: int, links: Pairs) -> Nodes:
    """For each of `count` nodes, the smallest node that it hangs together with by `links`."""
    ones = np.ones(len(links.left), dtype=np.int8)
    graph = coo_array((ones, (links.left, links.right)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    return smallest_members(labels)


def smallest_members(labels: Nodes) -> Nodes:
    """Clusters labelled by their smallest node, whatever the labels were before."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    named: Nodes = first[inverse].astype(np.int64)
    return named


def without_conflicts(clusters: Nodes, links: Pairs, conflicts: Pairs) -> Nodes:
    """The same clusters, but those that hold a conflict built up again, link by link.

    `clusters` is the answer of `connected` for the same `links`. A link is refused when the two parts it would join
    hold a pair in conflict, so the strongest links are honoured and weak ones are cut, never chained.
    """
    if len(conflicts.left) == 0:
        return clusters
    torn = np.isin(clusters, np.unique(clusters[conflicts.left]))
    parts = _Parts(np.flatnonzero(torn), conflicts)
    inside = torn[links.left]
    for left, right in zip(links.left[inside].tolist(), links.right[inside].tolist(), strict=True):
        parts.join(left, right)
    answer = clusters.copy()
    for node in np.flatnonzero(torn).tolist():
        answer[node] = parts.of(node)
    return smallest_members(answer)


class _Parts:
    """Growing parts of clusters, each knowing which nodes it must never hold."""

    def __init__(self, nodes: Nodes, conflicts: Pairs) -> None:
        self._part_of: dict[int, int] = {node: node for node in nodes.tolist()}
        self._members: dict[int, set[int]] = {node: {node} for node in nodes.tolist()}
        self._forbidden: defaultdict[int, set[int]] = defaultdict(set)
        for left, right in zip(conflicts.left.tolist(), conflicts.right.tolist(), strict=True):
            self._forbidden[left].add(right)
            self._forbidden[right].add(left)

    def of(self, node: int) -> int:
        return self._part_of[node]

    def join(self, left: int, right: int) -> None:
        """Join the parts of two nodes, unless one holds a node the other must never hold."""
        one, other = self._part_of[left], self._part_of[right]
        if one == other or not self._forbidden[one].isdisjoint(self._members[other]):
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for node in self._members[other]:
            self._part_of[node] = one
        self._members[one] |= self._members.pop(other)
        self._forbidden[one] |= self._forbidden.pop(other, set())
