"""A part in the form that compiled code reads: the numbers of a problem for its units, in their order."""

from __future__ import annotations

from typing import Any

import numpy as np

from igs_geo.regions.kernels.arrays import LARGEST, Arrays, masks
from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits
from igs_geo.regions.problem.costs import KM2
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer
from igs_geo.regions.problem.problem import Problem


def lifting(problem: Problem) -> np.ndarray:
    """Return for every unit of a problem whether it lifts the maximum of inhabitants of its region."""
    criteria = problem.criteria
    if criteria.exempt_above is None or criteria.max_inhabitants is None:
        return np.zeros(len(problem.units), dtype=bool)
    return np.asarray(problem.inhabitants > criteria.exempt_above)


def arrays_of(problem: Problem, units: np.ndarray, inner: np.ndarray, bound: tuple[tuple[int, ...], ...]) -> Arrays:
    """Return the arrays of a part.

    Parameters
    ----------
    problem
        The problem.
    units
        Places of the units of the part, in the order in which it numbers them.
    inner
        Pairs of places that border each other within a frame, one row each; others than those of the part are no harm.
    bound
        Groups of units (numbers within the part) that must be in one region.
    """
    size = len(units)
    people = problem.people[units]
    flow = problem.flows[units][:, units].toarray()
    total_flow = problem.total_flow or 1.0
    jaccard = problem.jaccard[units][:, units].toarray()
    return Arrays(
        adjacency=masks(_neighbours(problem, units, inner), size),
        closure=masks(_groups(bound, size), size),
        conflict=masks(_conflicts(problem, units), size),
        exempt=lifting(problem)[units],
        inhabitants=problem.inhabitants[units].astype(np.int64),
        young=problem.young[units].astype(np.int64),
        limits=_limits(problem.criteria, size),
        people=people,
        xy=np.ascontiguousarray(problem.xy[units] - problem.xy[units].mean(axis=0)),
        half_flow=problem.half_flow[units] / total_flow,
        pair_jaccard=(people[:, None] + people[None, :]) * jaccard / problem.total_people,
        pair_flow=(flow + flow.T) / total_flow,
        total_people=float(problem.total_people),
        total_inhabitants=float(problem.total_inhabitants),
        target=float(problem.criteria.target),
        km2=KM2,
        **_layers(problem, units),
        **_hosts(problem, units),
    )


def _limits(criteria: Criteria, size: int) -> Limits:
    def limit(value: int | None, fallback: int) -> int:
        return fallback if value is None else value

    return Limits(
        criteria.min_municipalities,
        # More members than units is no bound.
        min(limit(criteria.max_municipalities, size), size, LARGEST),
        limit(criteria.min_inhabitants, 0),
        limit(criteria.max_inhabitants, NO_LIMIT),
        limit(criteria.min_young, 0),
        limit(criteria.max_young, NO_LIMIT),
    )


def _neighbours(problem: Problem, units: np.ndarray, inner: np.ndarray) -> list[tuple[int, ...]]:
    size = len(units)
    near: list[set[int]] = [set() for _ in range(size)]
    if problem.criteria.contiguous:
        number = {int(place): i for i, place in enumerate(units)}
        for a, b in inner.tolist():
            if a in number and b in number:
                near[number[a]].add(number[b])
                near[number[b]].add(number[a])
    else:
        same = problem.frames[units]
        near = [set(np.flatnonzero(same == same[i]).tolist()) - {i} for i in range(size)]
    return [tuple(sorted(row)) for row in near]


def _groups(bound: tuple[tuple[int, ...], ...], size: int) -> list[tuple[int, ...]]:
    closure: list[tuple[int, ...]] = [(i,) for i in range(size)]
    for group in bound:
        for i in group:
            closure[i] = group
    return closure


def _conflicts(problem: Problem, units: np.ndarray) -> list[tuple[int, ...]]:
    number = {int(place): i for i, place in enumerate(units)}
    conflict: list[set[int]] = [set() for _ in units]
    for apart in problem.criteria.apart:
        own = [number[place] for place in problem.places(apart) if place in number]
        for i in own:
            conflict[i] |= set(own) - {i}
    return [tuple(sorted(row)) for row in conflict]


def _layers(problem: Problem, units: np.ndarray) -> dict[str, Any]:
    """Return the arrays of the layers that are looked at for splits; each layer counts as much."""
    groups = [layer for layer in problem.layers if isinstance(layer, GroupLayer)]
    bodies = [layer for layer in problem.layers if isinstance(layer, BodyLayer)]
    share = 1.0 / max(1, len(problem.layers))
    labels = np.zeros((len(groups), len(units)), dtype=np.int64)
    for row, layer in enumerate(groups):
        labels[row] = np.unique(layer.labels[units], return_inverse=True)[1]
    scale = [share / (problem.total_people * layer.entropy) if layer.entropy > 0 else 0.0 for layer in groups]
    empty = np.zeros((0, len(problem.units)), dtype=bool)
    members = np.vstack([layer.members.T for layer in bodies]) if bodies else empty
    layer_of = np.repeat(np.arange(len(bodies)), [layer.members.shape[1] for layer in bodies])
    touched = members[:, units].any(axis=1)
    return {
        "groups": labels,
        "group_scale": np.array(scale),
        "body_members": np.ascontiguousarray(members[touched][:, units]),
        "body_sizes": members[touched].sum(axis=1).astype(np.int64),
        "body_layers": layer_of[touched].astype(np.int64),
        "body_scale": np.full(len(bodies), share / problem.total_people),
    }


def _hosts(problem: Problem, units: np.ndarray) -> dict[str, Any]:
    """Return the arrays of the bodies that could take youth in."""
    members = problem.hosts.members.T if problem.hosts is not None else np.zeros((0, len(problem.units)), dtype=bool)
    members = members[members[:, units].any(axis=1)]
    return {
        "host_members": np.ascontiguousarray(members[:, units]),
        "host_sizes": members.sum(axis=1).astype(np.int64),
    }
