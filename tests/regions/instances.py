"""Small random problems, and the plain way to solve them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numba
import numpy as np
from scipy import stats
from scipy.sparse import csr_array

from igs_geo.regions import Criteria, Problem
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of


def sized(compiled, plain):
    """Return the first of two sizes, the second where nothing is compiled, as when the tests themselves are tried."""
    return plain if numba.config.DISABLE_JIT else compiled


def random_problem(seed, size, criteria, *, frames=1, youth=False, layers=True):
    """A random planar-like problem: points, an edge between near ones, people, ties and co-membership."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 30, (size, 2))
    distance = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    edges = {tuple(sorted((i, int(j)))) for i in range(size) for j in np.argsort(distance[i])[:2]}
    jaccard = np.triu(rng.uniform(0, 1, (size, size)) * (rng.uniform(size=(size, size)) < 0.6), 1)
    flows = rng.integers(0, 200, (size, size)).astype(float)
    np.fill_diagonal(flows, 0)
    inhabitants = rng.integers(1_000, 60_000, size)
    people = inhabitants.astype(float)
    labels = rng.integers(0, 3, size)
    bodies = rng.uniform(size=(size, 4)) < 0.4
    partnership = ()
    if youth:
        first = sorted(edges)[int(rng.integers(len(edges)))]
        partnership = (YouthPartnership("young", "Young", first),)
    return Problem(
        criteria=criteria,
        units=tuple(f"{i:05d}" for i in range(size)),
        names=tuple(f"unit {i}" for i in range(size)),
        inhabitants=inhabitants,
        young=inhabitants // 3,
        xy=xy,
        edges=np.array(sorted(edges)),
        frames=rng.integers(0, frames, size),
        frame_names=tuple(str(i) for i in range(frames)),
        jaccard=csr_array(jaccard + jaccard.T),
        flows=csr_array(flows),
        layers=(GroupLayer("a", labels, stats.entropy(np.bincount(labels, weights=people))), BodyLayer("b", bodies))
        if layers
        else (),
        hosts=BodyLayer("hosts", rng.uniform(size=(size, 3)) < 0.4) if layers else None,
        youth=partnership,
    )


def in_a_row(problem):
    """The same units, each beside the one before it only: which regions are possible can be told without a list."""
    size = len(problem.units)
    return replace(problem, edges=np.column_stack([np.arange(size - 1), np.arange(1, size)]))


def _connected(members, edges):
    own = set(members)
    reached, waiting = set(), [members[0]]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        for a, b in edges:
            if a in own and b in own:
                for x, y in ((a, b), (b, a)):
                    if x == here and y not in reached:
                        waiting.append(y)
    return reached == own


def feasible(problem, members):
    """Whether a set of places keeps every rule of a single region, by definition."""
    c: Criteria = problem.criteria
    heads = problem.inhabitants[members]
    young = int(problem.young[members].sum())
    exempt = c.exempt_above is not None and (heads > c.exempt_above).any()
    groups = [problem.places(group) for group in c.together if len(group) > 1]
    if c.youth_partnerships == "extend":
        groups += [body.members for body in problem.youth if len(body.members) > 1]
    own = set(members)
    return (
        c.min_municipalities <= len(members) <= c.max_municipalities
        and len(set(problem.frames[members])) == 1
        and (not c.contiguous or _connected(members, problem.edges.tolist()))
        and heads.sum() >= (c.min_inhabitants or 0)
        and (c.max_inhabitants is None or heads.sum() <= c.max_inhabitants or exempt)
        and young >= (c.min_young or 0)
        and (c.max_young is None or young <= c.max_young)
        and all(len(own & set(group)) in (0, len(group)) for group in groups)
        and all(len(own & set(problem.places(group))) < 2 for group in c.apart)
        and not own & set(problem.places(c.outside))
    )


def feasible_sets(problem):
    """Every feasible region as a bit mask, with its cost on the search's scale."""
    size = len(problem.units)
    found = {}
    for mask in range(1, 1 << size):
        members = [i for i in range(size) if mask >> i & 1]
        if feasible(problem, members):
            found[mask] = cost(problem, np.array(members)) / unit(problem)
    return found


def brute_force(problem):
    """The best division by dynamic programming over all subsets: (inhabitants left over, cost), or None.

    With ``price`` the cost includes the price; the number of regions is kept track of when it is bounded.
    """
    c: Criteria = problem.criteria
    size = len(problem.units)
    sets = feasible_sets(problem)
    must = set(problem.places(c.inside))
    groups = [problem.places(group) for group in c.together if len(group) > 1]
    if c.youth_partnerships == "extend":
        groups += [body.members for body in problem.youth if len(body.members) > 1]
    must |= {i for group in groups for i in group}
    outside = set(problem.places(c.outside))
    by_first = {i: [(m, v) for m, v in sets.items() if m & -m == 1 << i] for i in range(size)}
    best = {(0, 0): (0, 0.0)}
    full = (1 << size) - 1
    for mask in range(full):
        first = next(i for i in range(size) if not mask >> i & 1)
        for regions in range(size + 1):
            if (mask, regions) not in best:
                continue
            left, value = best[mask, regions]
            steps = [(m, 1, 0, v) for m, v in by_first[first] if not m & mask]
            if first in outside:
                price = (c.price or 0.0) * int(problem.inhabitants[first]) / problem.total_inhabitants
                steps.append((1 << first, 0, 0, price))
            elif first not in must and c.left_over != "forbid":
                heads = int(problem.inhabitants[first])
                price = (c.price or 0.0) * heads / problem.total_inhabitants
                steps.append((1 << first, 0, heads if c.left_over == "minimise" else 0, price))
            for m, number, heads, v in steps:
                key = (mask | m, regions + number)
                new = (left + heads, value + v)
                if key not in best or new < best[key]:
                    best[key] = new
    low, high = c.min_regions or 0, size if c.max_regions is None else c.max_regions
    answers = [best[full, n] for n in range(low, high + 1) if (full, n) in best]
    return min(answers) if answers else None


ISLANDS = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=4, target=60_000)


def islands(sizes, heads=None, weights=("compactness",), **more):
    """A part of rows that do not touch, with the number of units of each, its problem and the weights."""
    size = sum(sizes)
    problem = random_problem(2, size, ISLANDS.with_(**more), layers=False)
    ends = np.cumsum([0, *sizes])
    rows = [(a, a + 1) for first, last in pairwise(ends) for a in range(first, last - 1)]
    people = np.full(size, 10_000) if heads is None else np.array(heads)
    problem = replace(problem, edges=np.array(rows).reshape(-1, 2), inhabitants=people, young=people // 2)
    part = part_of(problem, rules_of(problem), np.arange(size))
    return problem, part, dict.fromkeys(weights, 1.0)
