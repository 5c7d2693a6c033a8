"""Growing regions one by one: a whole division of any country in about a second, to start from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits, has_room, keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules


@compiled
def _grow(  # noqa: PLR0917 compiled code takes arrays
    starts: np.ndarray,
    near: np.ndarray,
    frames: np.ndarray,
    heads: np.ndarray,
    xy: np.ndarray,
    exempt: np.ndarray,
    owner: np.ndarray,
    limits: Limits,
) -> int:
    """Fill ``owner`` with numbers of regions; −1 is free, −2 given away. Return the number of regions."""
    size = heads.shape[0]
    free_near = np.zeros(size, np.int64)
    stuck = np.zeros(size, np.bool_)
    for unit in range(size):
        for e in range(starts[unit], starts[unit + 1]):
            if owner[near[e]] == -1 and frames[near[e]] == frames[unit]:
                free_near[unit] += 1
    number = 0
    members = np.zeros(limits.max_members + 1, np.int64)
    while True:
        # The unit with fewest ways out first: those in the middle can still go anywhere.
        seed = -1
        for unit in range(size):
            if owner[unit] == -1 and not stuck[unit] and (seed < 0 or free_near[unit] < free_near[seed]):
                seed = unit
        if seed < 0:
            return number
        count = 1
        members[0] = seed
        owner[seed] = number
        total = heads[seed]
        lifted = exempt[seed]
        x, y = xy[seed, 0], xy[seed, 1]
        while count < limits.max_members and (count < limits.min_members or total < limits.min_inhabitants):
            best = -1
            mark = 1e300
            for i in range(count):
                for e in range(starts[members[i]], starts[members[i] + 1]):
                    other = near[e]
                    if owner[other] != -1 or frames[other] != frames[seed]:
                        continue
                    if not has_room(limits, total + heads[other], 0, lifted or exempt[other]):
                        continue
                    distance = (xy[other, 0] - x) ** 2 + (xy[other, 1] - y) ** 2
                    # Whoever would be left alone comes along first.
                    own = distance * (0.3 + free_near[other])
                    if own < mark:
                        mark = own
                        best = other
            if best < 0:
                break
            owner[best] = number
            members[count] = best
            count += 1
            total += heads[best]
            lifted = lifted or exempt[best]
            x += (xy[best, 0] - x) / count
            y += (xy[best, 1] - y) / count
        if not keeps(limits, count, total, 0, lifted):
            for i in range(count):
                owner[members[i]] = -1
            stuck[seed] = True
            continue
        for i in range(count):
            for e in range(starts[members[i]], starts[members[i] + 1]):
                free_near[near[e]] -= 1
        number += 1


@compiled
def _attach(  # noqa: PLR0917 compiled code takes arrays
    starts: np.ndarray,
    near: np.ndarray,
    frames: np.ndarray,
    heads: np.ndarray,
    exempt: np.ndarray,
    owner: np.ndarray,
    number: int,
    limits: Limits,
) -> None:
    """Give free units to the smallest region beside them that has room."""
    counts = np.zeros(number, np.int64)
    totals = np.zeros(number, np.int64)
    lifted = np.zeros(number, np.bool_)
    for unit in range(heads.shape[0]):
        if owner[unit] >= 0:
            counts[owner[unit]] += 1
            totals[owner[unit]] += heads[unit]
            lifted[owner[unit]] |= exempt[unit]
    changed = True
    while changed:
        changed = False
        for unit in range(heads.shape[0]):
            if owner[unit] != -1:
                continue
            best = -1
            for e in range(starts[unit], starts[unit + 1]):
                other = near[e]
                region = owner[other]
                if region < 0 or frames[other] != frames[unit]:
                    continue
                fits = has_room(limits, totals[region] + heads[unit], 0, lifted[region] or exempt[unit])
                if counts[region] >= limits.max_members or not fits:
                    continue
                if best < 0 or totals[region] < totals[best]:
                    best = region
            if best >= 0:
                owner[unit] = best
                counts[best] += 1
                totals[best] += heads[unit]
                lifted[best] |= exempt[unit]
                changed = True


def grow_regions(problem: Problem, rules: Rules) -> list[tuple[int, ...]]:
    """Return regions that keep the bounds on municipalities and inhabitants; not every unit finds one.

    Bound groups and bounds on young people are left to whoever improves on it.
    """
    criteria = problem.criteria
    owner = np.full(len(problem.units), -1, dtype=np.int64)
    owner[list(rules.removed)] = -2
    owner[[place for group in rules.bound for place in group]] = -2
    graph = problem.graph
    most = NO_LIMIT if criteria.max_inhabitants is None else criteria.max_inhabitants
    largest = min(criteria.max_municipalities, len(problem.units))
    limits = Limits(criteria.min_municipalities, largest, criteria.min_inhabitants or 0, most, 0, NO_LIMIT)
    arrays = graph.indptr.astype(np.int64), graph.indices.astype(np.int64), problem.frames, problem.inhabitants
    exempt = problem.inhabitants > (NO_LIMIT if criteria.exempt_above is None else criteria.exempt_above)
    number = _grow(*arrays, problem.xy, exempt, owner, limits)
    _attach(*arrays, exempt, owner, number, limits)
    order = np.argsort(owner, kind="stable")
    cuts = np.searchsorted(owner[order], np.arange(number + 1))
    return [tuple(sorted(order[a:b].tolist())) for a, b in pairwise(cuts.tolist())]
