"""The separate problems that a search falls into: units that can be in one region together, and what binds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from igs_geo.regions.kernels.arrays import Arrays
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.sets.numbering import arrays_of, lifting


@dataclass(frozen=True, eq=False)
class Part:
    """Units that can share a region, cut off from all others by frame or by the map.

    Parameters
    ----------
    units
        Places in the problem; compiled code numbers them in this order, exempt and bound units first.
    arrays
        The part in the form that compiled code reads.
    bound
        Groups of units (numbers within the part) that must be in one region.
    must
        Numbers of units that may not be left over.
    """

    units: np.ndarray
    arrays: Arrays = field(repr=False)
    bound: tuple[tuple[int, ...], ...]
    must: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.units)


def split(problem: Problem, rules: Rules) -> list[Part]:
    """Return the parts of a problem: the connected pieces of each frame, without the units that are given away."""
    free = np.ones(len(problem.units), dtype=bool)
    free[list(rules.removed)] = False
    same = problem.frames[problem.edges[:, 0]] == problem.frames[problem.edges[:, 1]]
    inner = problem.edges[same & free[problem.edges].all(axis=1)]
    # Bound units that do not hang together must still meet in one part, where they are found impossible by name.
    chains = [pair for group in rules.bound for pair in pairwise(group)]
    joins = np.array([*inner.tolist(), *chains], dtype=np.int64).reshape(-1, 2)
    if not problem.criteria.contiguous:
        joins = np.vstack([joins, _same_frame(problem, free)])
    size = len(problem.units)
    graph = coo_array((np.ones(len(joins)), (joins[:, 0], joins[:, 1])), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    labels = np.where(free, labels, -1)
    found = np.unique(labels[free])
    return [
        _part(problem, rules, np.flatnonzero(labels == label), inner[labels[inner[:, 0]] == label]) for label in found
    ]


def part_of(problem: Problem, rules: Rules, units: np.ndarray, first: np.ndarray | None = None) -> Part:
    """Return some units of a problem as a part of their own, as if there were nothing around them.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    units
        Places of the units.
    first
        Places of the units that are numbered before all others but the exempt and bound ones; None for none.
    """
    inside = np.zeros(len(problem.units), dtype=bool)
    inside[units] = True
    near = problem.graph[units].tocoo()
    ends = np.column_stack([units[near.row], near.col])
    ends = ends[inside[ends[:, 1]] & (ends[:, 0] < ends[:, 1])]
    early = frozenset() if first is None else frozenset(first.tolist())
    return _part(problem, rules, units, ends[problem.frames[ends[:, 0]] == problem.frames[ends[:, 1]]], early=early)


def _same_frame(problem: Problem, free: np.ndarray) -> np.ndarray:
    order = [np.flatnonzero(free & (problem.frames == frame)) for frame in np.unique(problem.frames[free])]
    chains = [np.column_stack([units[:-1], units[1:]]) for units in order]
    return np.vstack([*chains, np.empty((0, 2), dtype=np.int64)])


def part_around(problem: Problem, rules: Rules, centre: tuple[int, ...]) -> Part:
    """Return the part that holds some units, numbered with those first, so that their sets start with number 0."""
    part = next(part for part in split(problem, rules) if set(centre) <= set(part.units.tolist()))
    same = problem.frames[problem.edges[:, 0]] == problem.frames[problem.edges[:, 1]]
    return _part(problem, rules, part.units, problem.edges[same], centre)


def _part(  # noqa: PLR0917 the first four are one problem
    problem: Problem,
    rules: Rules,
    units: np.ndarray,
    inner: np.ndarray,
    centre: tuple[int, ...] = (),
    early: frozenset[int] = frozenset(),
) -> Part:
    exempt = lifting(problem)
    bound_units = {place for group in rules.bound for place in group}
    # Sets are listed from their first unit on. With exempt units first, a set that starts later has none, and the
    # maximum of inhabitants cuts it off for good.
    order = sorted(
        units.tolist(), key=lambda i: (i not in centre, not exempt[i], i not in bound_units, i not in early, i)
    )
    number = {place: i for i, place in enumerate(order)}
    bound = tuple(tuple(number[i] for i in group) for group in rules.bound if all(i in number for i in group))
    units = np.array(order, dtype=np.int64)
    arrays = arrays_of(problem, units, inner, bound)
    return Part(units, arrays, bound, tuple(number[i] for i in rules.must if i in number))
