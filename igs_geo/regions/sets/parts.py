"""The separate problems that a search falls into: units that can be in one region together, and what binds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from igs_geo.regions.kernels.arrays import LARGEST, Arrays, masks
from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits
from igs_geo.regions.problem.costs import KM2
from igs_geo.regions.problem.problem import BodyLayer, GroupLayer, Problem
from igs_geo.regions.problem.rules import Rules


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

    Those of ``first`` are numbered before all others but the exempt and bound ones.
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
    criteria = problem.criteria
    lifting = criteria.exempt_above is not None and criteria.max_inhabitants is not None
    above = criteria.exempt_above if lifting and criteria.exempt_above is not None else NO_LIMIT
    exempt = {int(place): bool(problem.inhabitants[place] > above) for place in units}
    bound_units = {place for group in rules.bound for place in group}
    # Sets are listed from their first unit on. With exempt units first, a set that starts later has none, and the
    # maximum of inhabitants cuts it off for good.
    units = np.array(
        sorted(units.tolist(), key=lambda i: (i not in centre, not exempt[i], i not in bound_units, i not in early, i)),
        dtype=np.int64,
    )
    number = {int(place): i for i, place in enumerate(units)}
    size = len(units)
    bound = tuple(tuple(number[i] for i in group) for group in rules.bound if all(i in number for i in group))
    closure: list[tuple[int, ...]] = [(i,) for i in range(size)]
    for group in bound:
        for i in group:
            closure[i] = group
    conflict: list[set[int]] = [set() for _ in range(size)]
    for apart in criteria.apart:
        own = [number[place] for place in problem.places(apart) if place in number]
        for i in own:
            conflict[i] |= set(own) - {i}
    near: list[set[int]] = [set() for _ in range(size)]
    if criteria.contiguous:
        for a, b in inner.tolist():
            if a in number and b in number:
                near[number[a]].add(number[b])
                near[number[b]].add(number[a])
    else:
        same = problem.frames[units]
        near = [{j for j in range(size) if j != i and same[i] == same[j]} for i in range(size)]
    arrays = _arrays(problem, units, near, closure, conflict, exempt)
    return Part(units, arrays, bound, tuple(number[i] for i in rules.must if i in number))


def _arrays(  # noqa: PLR0917 once, beside its caller
    problem: Problem,
    units: np.ndarray,
    near: list[set[int]],
    closure: list[tuple[int, ...]],
    conflict: list[set[int]],
    exempt: dict[int, bool],
) -> Arrays:
    criteria, size = problem.criteria, len(units)
    people = problem.people[units]
    middle = problem.xy[units].mean(axis=0)
    jaccard = problem.jaccard[units][:, units].toarray()
    flow = problem.flows[units][:, units].toarray()
    total_flow = problem.total_flow or 1.0
    groups = [layer for layer in problem.layers if isinstance(layer, GroupLayer)]
    bodies = [layer for layer in problem.layers if isinstance(layer, BodyLayer)]
    share = 1.0 / max(1, len(problem.layers))
    labels = np.zeros((len(groups), size), dtype=np.int64)
    for row, layer in enumerate(groups):
        labels[row] = np.unique(layer.labels[units], return_inverse=True)[1]
    scale = [share / (problem.total_people * layer.entropy) if layer.entropy > 0 else 0.0 for layer in groups]
    empty = np.zeros((0, len(problem.units)), dtype=bool)
    members = np.vstack([layer.members.T for layer in bodies]) if bodies else empty
    layer_of = np.repeat(np.arange(len(bodies)), [layer.members.shape[1] for layer in bodies])
    touched = members[:, units].any(axis=1)

    def limit(value: int | None, fallback: int) -> int:
        return fallback if value is None else value

    limits = Limits(
        criteria.min_municipalities,
        min(limit(criteria.max_municipalities, size), size, LARGEST),
        limit(criteria.min_inhabitants, 0),
        limit(criteria.max_inhabitants, NO_LIMIT),
        limit(criteria.min_young, 0),
        limit(criteria.max_young, NO_LIMIT),
    )
    return Arrays(
        adjacency=masks([tuple(sorted(row)) for row in near], size),
        closure=masks(closure, size),
        conflict=masks([tuple(sorted(row)) for row in conflict], size),
        exempt=np.array([exempt[int(place)] for place in units], dtype=bool),
        inhabitants=problem.inhabitants[units].astype(np.int64),
        young=problem.young[units].astype(np.int64),
        limits=limits,
        people=people,
        xy=np.ascontiguousarray(problem.xy[units] - middle),
        out_flow=problem.out_flow[units] / total_flow,
        pair_jaccard=(people[:, None] + people[None, :]) * jaccard / problem.total_people,
        pair_flow=(flow + flow.T) / total_flow,
        groups=labels,
        group_scale=np.array(scale),
        body_members=np.ascontiguousarray(members[touched][:, units]),
        body_sizes=members[touched].sum(axis=1).astype(np.int64),
        body_layers=layer_of[touched].astype(np.int64),
        body_scale=np.full(len(bodies), share / problem.total_people),
        total_people=float(problem.total_people),
        total_inhabitants=float(problem.total_inhabitants),
        target=float(criteria.target),
        km2=KM2,
    )
