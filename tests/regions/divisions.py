"""Every division of a small problem, and what the questions around a search ask of it, by definition."""

import math
from itertools import combinations

from instances import feasible_sets


def all_divisions(problem):
    """Every division: (regions, inhabitants left over, cost), the price of who is left over included."""
    c = problem.criteria
    size = len(problem.units)
    sets = feasible_sets(problem)
    groups = [problem.places(group) for group in c.together if len(group) > 1]
    if c.youth_partnerships == "extend":
        groups += [body.members for body in problem.youth if len(body.members) > 1]
    must = {*problem.places(c.inside), *(i for group in groups for i in group)}
    by_first = {i: [(m, v) for m, v in sets.items() if m & -m == 1 << i] for i in range(size)}
    low, high = c.min_regions or 0, size if c.max_regions is None else c.max_regions

    def go(place, taken, regions, left, cost):
        if place == size:
            if low <= len(regions) <= high:
                yield tuple(regions), left, cost
            return
        if taken >> place & 1:
            yield from go(place + 1, taken, regions, left, cost)
            return
        for mask, own in by_first[place]:
            if not mask & taken:
                members = frozenset(i for i in range(size) if mask >> i & 1)
                yield from go(place + 1, taken | mask, [*regions, members], left, cost + own)
        heads = int(problem.inhabitants[place])
        outside = problem.units[place] in c.outside
        if place not in must and (outside or c.left_over != "forbid"):
            price = (c.price or 0.0) * heads / problem.total_inhabitants
            yield from go(place + 1, taken, regions, left + (0 if outside else heads), cost + price)

    return list(go(0, 0, [], 0, 0.0))


def best_of(problem, divisions):
    """The best of some divisions under the rule on who is left over."""
    if problem.criteria.left_over == "minimise":
        return min(divisions, key=lambda d: (d[1], d[2]), default=None)
    return min(divisions, key=lambda d: d[2], default=None)


def pairs(regions):
    return {pair for region in regions for pair in combinations(sorted(region), 2)}


def differs(regions, other, share):
    """Whether ``other`` breaks at least a share of the pairs of ``regions``."""
    own = pairs(regions)
    return len(own - pairs(other)) >= math.ceil(share * len(own) - 1e-9)


def regions_of(problem, proposal):
    return tuple(frozenset(problem.places(region.members)) for region in proposal.regions)
