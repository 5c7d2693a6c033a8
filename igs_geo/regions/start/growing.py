"""Growing regions one by one: a whole division of any country in about a second, to start from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from igs_geo.regions.kernels.bounds import keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.start.land import FREE, GONE, Land, Regions, fits, land_of, take


@compiled
def connect(land: Land, regions: Regions, region: int, queue: np.ndarray, source: np.ndarray) -> bool:
    """Take the fewest free units that make a region hang together, path by path; return whether it does then."""
    first = regions.members[0]
    while True:
        # Breadth first from the first member: through members at once, through free units step by step.
        source[:] = -1
        source[first] = first
        queue[0] = first
        head, tail, reached, goal = 0, 1, 1, -1
        while head < tail:
            unit = queue[head]
            head += 1
            for e in range(land.starts[unit], land.starts[unit + 1]):
                other = land.near[e]
                if source[other] < 0 and regions.owner[other] == region and regions.owner[unit] == region:
                    source[other] = unit
                    queue[tail] = other
                    tail += 1
                    reached += 1
        if reached == regions.counts[region, 0]:
            return True
        head = 0
        while head < tail and goal < 0:
            unit = queue[head]
            head += 1
            for e in range(land.starts[unit], land.starts[unit + 1]):
                other = land.near[e]
                if source[other] >= 0 or regions.owner[other] not in (FREE, region):
                    continue
                if regions.owner[other] == FREE and not fits(land, regions, region, other):
                    continue
                source[other] = unit
                queue[tail] = other
                tail += 1
                if regions.owner[other] == region:
                    goal = other
                    break
        if goal < 0:
            return False
        unit = source[goal]
        while regions.owner[unit] == FREE:
            if not fits(land, regions, region, unit):
                return False
            take(land, regions, region, unit)
            unit = source[unit]


@compiled
def grow(land: Land, regions: Regions, region: int) -> bool:
    """Let a region grow until it has enough; return whether it keeps its bounds then."""
    limits, counts, members = land.limits, regions.counts[region], regions.members
    x, y = land.xy[members[0], 0], land.xy[members[0], 1]
    for i in range(1, counts[0]):
        x += (land.xy[members[i], 0] - x) / (i + 1)
        y += (land.xy[members[i], 1] - y) / (i + 1)
    while counts[0] < limits.min_members or counts[1] < limits.min_inhabitants or counts[2] < limits.min_young:
        best = -1
        mark = 1e300
        for i in range(counts[0]):
            for e in range(land.starts[members[i]], land.starts[members[i] + 1]):
                other = land.near[e]
                if regions.owner[other] != FREE or not fits(land, regions, region, other):
                    continue
                distance = (land.xy[other, 0] - x) ** 2 + (land.xy[other, 1] - y) ** 2
                # Whoever would be left alone comes along first.
                own = distance * (0.3 + regions.free_near[other])
                if own < mark:
                    mark = own
                    best = other
        if best < 0:
            break
        take(land, regions, region, best)
        x += (land.xy[best, 0] - x) / counts[0]
        y += (land.xy[best, 1] - y) / counts[0]
    return bool(keeps(limits, counts[0], counts[1], counts[2], counts[3] > 0))


@compiled
def close(land: Land, regions: Regions, region: int) -> None:
    """Tell those around the members of a region that they are no longer free."""
    for i in range(regions.counts[region, 0]):
        unit = regions.members[i]
        for e in range(land.starts[unit], land.starts[unit + 1]):
            regions.free_near[land.near[e]] -= 1


@compiled
def give_up(regions: Regions, region: int) -> None:
    """Make the members of a region free again."""
    for i in range(regions.counts[region, 0]):
        regions.owner[regions.members[i]] = FREE
    regions.counts[region] = 0


@compiled
def grow_all(land: Land, regions: Regions, groups: np.ndarray, group_starts: np.ndarray) -> int:
    """Grow regions from bound groups, then from the units with fewest ways out; return the number of regions.

    A group that no region could be grown from stays out of all others.

    Parameters
    ----------
    land
        What stays the same while regions grow.
    regions
        Filled in.
    groups
        Units of the bound groups, one group after the other, int64.
    group_starts
        Where each group starts in ``groups``, and where the last one ends, int64 (groups + 1).
    """
    size = len(regions.owner)
    stuck = np.zeros(size, np.bool_)
    queue, source = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for unit in range(size):
        for e in range(land.starts[unit], land.starts[unit + 1]):
            regions.free_near[unit] += regions.owner[land.near[e]] == FREE
    # Until its turn comes, a group is closed to others.
    for unit in groups:
        regions.owner[unit] = GONE
    number = 0
    for group in range(len(group_starts) - 1):
        own = groups[group_starts[group] : group_starts[group + 1]]
        good = True
        for unit in own:
            regions.owner[unit] = FREE
        for unit in own:
            good = good and fits(land, regions, number, unit)
            if good:
                take(land, regions, number, unit)
        if good and connect(land, regions, number, queue, source) and grow(land, regions, number):
            close(land, regions, number)
            number += 1
            continue
        give_up(regions, number)
        for unit in own:
            regions.owner[unit] = GONE
    while True:
        # The unit with fewest ways out first: those in the middle can still go anywhere.
        seed = -1
        for unit in range(size):
            fewer = seed < 0 or regions.free_near[unit] < regions.free_near[seed]
            if fewer and regions.owner[unit] == FREE and not stuck[unit]:
                seed = unit
        if seed < 0:
            return number
        take(land, regions, number, seed)
        if grow(land, regions, number):
            close(land, regions, number)
            number += 1
        else:
            give_up(regions, number)
            stuck[seed] = True


@compiled
def attach(land: Land, regions: Regions) -> None:
    """Give free units to the region with fewest inhabitants beside them that has room."""
    changed = True
    while changed:
        changed = False
        for unit in range(len(regions.owner)):
            if regions.owner[unit] != FREE:
                continue
            best = -1
            for e in range(land.starts[unit], land.starts[unit + 1]):
                region = regions.owner[land.near[e]]
                if region < 0 or not fits(land, regions, region, unit):
                    continue
                if best < 0 or regions.counts[region, 1] < regions.counts[best, 1]:
                    best = region
            if best >= 0:
                take(land, regions, best, unit)
                changed = True


def grow_regions(problem: Problem, rules: Rules) -> list[tuple[int, ...]]:
    """Return regions that keep every rule of a single region; not every unit finds one.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints; each bound group is the beginning of a region.
    """
    size = len(problem.units)
    owner = np.full(size, FREE, dtype=np.int64)
    owner[list(rules.removed)] = GONE
    regions = Regions(owner, np.zeros((size + 1, 4), np.int64), np.zeros(size, np.int64), np.zeros(size + 1, np.int64))
    land = land_of(problem)
    groups = np.array([place for group in rules.bound for place in group], dtype=np.int64)
    starts = np.cumsum([0, *map(len, rules.bound)]).astype(np.int64)
    number = grow_all(land, regions, groups, starts)
    attach(land, regions)
    order = np.argsort(owner, kind="stable")
    cuts = np.searchsorted(owner[order], np.arange(number + 1))
    return [tuple(sorted(order[a:b].tolist())) for a, b in pairwise(cuts.tolist())]
