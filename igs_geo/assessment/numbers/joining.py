"""Which fewest municipalities would join a region that lies in parts.

A Steiner tree with weights on the nodes: members are free, every other municipality counts one, and among equally few
those with the fewest inhabitants win. Exact up to a number of parts by dynamic programming over subsets of the parts
(Dreyfus and Wagner 1971, with weights on nodes); beyond that the nearest parts are joined first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from igs_geo.regions import Problem
from igs_geo.regions.problem.connectivity import pieces

MOST_PARTS = 8
"""Parts up to which the answer is exact: every part more costs three times the time."""
TIE = 1024
"""Weight of an inhabitant over that of passing a member, which decides nothing but which of equal paths is taken."""


@dataclass(frozen=True)
class Joining:
    """The municipalities that would join the parts of a region.

    Parameters
    ----------
    added
        Places of municipalities, in ascending order; empty where the parts hang together already.
    exact
        Whether fewer are impossible.
    """

    added: tuple[int, ...]
    exact: bool


def fewest_to_join(problem: Problem, members: Sequence[int], most_parts: int = MOST_PARTS) -> Joining | None:
    """Return the fewest municipalities that would make a region hang together; None where none would.

    Parameters
    ----------
    problem
        The graph, and who takes part: nobody else can join.
    members
        Places of the region's municipalities.
    most_parts
        Number of parts up to which the answer is exact.
    """
    parts = pieces(problem, members)
    if len(parts) < 2:
        return Joining((), exact=True)
    ground = _Ground.of(problem, members)
    if np.isinf(ground.distance[parts[0][0], [part[0] for part in parts]]).any():
        return None
    ends = [part[0] for part in parts]
    if len(parts) <= most_parts:
        found = ground.tree(ends)
        return Joining(tuple(sorted(found - set(members))), exact=True)
    return Joining(tuple(sorted(_nearest_first(ground, ends) - set(members))), exact=False)


def _nearest_first(ground: _Ground, ends: Sequence[int]) -> set[int]:
    """Return what joins the ends when the nearest one is joined to what there is, again and again."""
    tree, waiting = {ends[0]}, list(ends[1:])
    while waiting:
        own = np.array(sorted(tree))
        distance = ground.distance[own][:, waiting]
        row, column = np.unravel_index(int(np.argmin(distance)), distance.shape)
        tree |= ground.path(int(own[row]), waiting.pop(int(column)))
    return tree


@dataclass(frozen=True, eq=False)
class _Ground:
    """Weights of the nodes, and between all pairs the weight of the lightest path without its first node."""

    weight: np.ndarray
    distance: np.ndarray
    before: np.ndarray

    @classmethod
    def of(cls, problem: Problem, members: Sequence[int]) -> _Ground:
        """Weigh every unit: members next to nothing, all others one, and their inhabitants for a tie."""
        heads = problem.inhabitants.astype(float)
        weight = (heads + 1 + 2 * heads.sum()) * TIE
        weight[list(members)] = 1.0
        near = problem.graph.tocoo()
        graph = csr_array((weight[near.col], (near.row, near.col)), shape=near.shape)
        distance, before = dijkstra(graph, directed=True, return_predecessors=True)
        return cls(weight, distance, before)

    def path(self, start: int, end: int) -> set[int]:
        """Return the nodes of the lightest path, both ends included."""
        nodes = {start, end}
        while end != start:
            end = int(self.before[start, end])
            nodes.add(end)
        return nodes

    def tree(self, ends: Sequence[int]) -> set[int]:
        """Return the nodes of the lightest tree that holds all ends."""
        first, *others = ends
        full = (1 << len(others)) - 1
        # cost[subset][v]: lightest tree that holds v and the ends of the subset
        cost = {1 << place: self.weight[end] + self.distance[end] for place, end in enumerate(others)}
        split: dict[int, np.ndarray] = {}
        reach: dict[int, np.ndarray] = {}
        for subset in range(1, full + 1):
            if subset in cost:
                continue
            split[subset], merged = self._merged(cost, subset)
            through = merged[:, None] + self.distance
            reach[subset] = np.argmin(through, axis=0)
            cost[subset] = through[reach[subset], np.arange(len(merged))]
        nodes: set[int] = {first}
        waiting = [(full, first)]
        while waiting:
            subset, node = waiting.pop()
            if subset not in split:
                nodes |= self.path(others[subset.bit_length() - 1], node)
                continue
            meet = int(reach[subset][node])
            nodes |= self.path(meet, node)
            part = int(split[subset][meet])
            waiting += [(part, meet), (subset ^ part, meet)]
        return nodes

    def _merged(self, cost: dict[int, np.ndarray], subset: int) -> tuple[np.ndarray, np.ndarray]:
        """Return for every node the best way to cut a subset in two trees that meet there, and what both weigh."""
        best = np.full(len(self.weight), np.inf)
        part_of = np.zeros(len(self.weight), dtype=np.int64)
        lowest = subset & -subset
        part = (subset - 1) & subset
        while part:
            if part & lowest:
                value = cost[part] + cost[subset ^ part] - self.weight
                better = value < best
                best[better], part_of[better] = value[better], part
            part = (part - 1) & subset
        return part_of, best
