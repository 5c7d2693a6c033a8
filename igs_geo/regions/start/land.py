"""The land that regions grow on, and its two steps: whether a region has room for one more unit, and taking it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits, has_room
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.problem.problem import Problem

FREE, GONE = -1, -2
"""Owners of units that are in no region yet, and that no region may take."""


class Land(NamedTuple):
    """What stays the same while regions grow."""

    starts: np.ndarray
    """int64 (units + 1): where the neighbours of each unit start in ``near``."""
    near: np.ndarray
    """int64: the neighbours within the frame of the unit."""
    clash_starts: np.ndarray
    """int64 (units + 1): where those that must be apart from each unit start in ``clash``."""
    clash: np.ndarray
    """int64."""
    people: np.ndarray
    """int64 (units, 2): inhabitants, young people."""
    exempt: np.ndarray
    """bool (units): whether the unit lifts the maximum of inhabitants."""
    xy: np.ndarray
    """float (units, 2)."""
    limits: Limits


class Regions(NamedTuple):
    """Regions while they grow."""

    owner: np.ndarray
    """int64 (units): number of the region, :data:`FREE` or :data:`GONE`."""
    counts: np.ndarray
    """int64 (regions, 4): members, inhabitants, young people, members that lift the maximum of inhabitants."""
    free_near: np.ndarray
    """int64 (units): neighbours that are free."""
    members: np.ndarray
    """int64 (units): members of the region that grows now."""


@compiled
def fits(land: Land, regions: Regions, region: int, unit: int) -> bool:
    """Whether a region has room for a unit, and none that must be apart from it."""
    counts, limits = regions.counts[region], land.limits
    heads, young = counts[1] + land.people[unit, 0], counts[2] + land.people[unit, 1]
    if counts[0] >= limits.max_members or not has_room(limits, heads, young, counts[3] > 0 or land.exempt[unit]):
        return False
    for e in range(land.clash_starts[unit], land.clash_starts[unit + 1]):
        if regions.owner[land.clash[e]] == region:
            return False
    return True


@compiled
def take(land: Land, regions: Regions, region: int, unit: int) -> None:
    """Put a unit into a region."""
    counts = regions.counts[region]
    regions.members[counts[0]] = unit
    regions.owner[unit] = region
    counts[0] += 1
    counts[1] += land.people[unit, 0]
    counts[2] += land.people[unit, 1]
    counts[3] += land.exempt[unit]


def land_of(problem: Problem) -> Land:
    """Return what stays the same while regions grow on a problem."""
    criteria, graph, size = problem.criteria, problem.graph.tocoo(), len(problem.units)
    same = problem.frames[graph.row] == problem.frames[graph.col]
    inner = csr_array((np.ones(np.count_nonzero(same)), (graph.row[same], graph.col[same])), shape=(size, size))
    groups = [problem.places_here(group) for group in criteria.apart]
    pairs = [(a, b) for group in groups for a in group for b in group if a != b]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    apart = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    above = NO_LIMIT if criteria.exempt_above is None else criteria.exempt_above

    def most(value: int | None) -> int:
        return NO_LIMIT if value is None else value

    limits = Limits(
        criteria.min_municipalities,
        min(criteria.max_municipalities, size),
        criteria.min_inhabitants or 0,
        most(criteria.max_inhabitants),
        criteria.min_young or 0,
        most(criteria.max_young),
    )
    return Land(
        inner.indptr.astype(np.int64),
        inner.indices.astype(np.int64),
        apart.indptr.astype(np.int64),
        apart.indices.astype(np.int64),
        np.column_stack([problem.inhabitants, problem.young]).astype(np.int64),
        problem.inhabitants > above,
        problem.xy,
        limits,
    )
