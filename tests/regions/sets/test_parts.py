"""A part: some units with the neighbours, bounds and weights that count in it."""

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.kernels.bounds import NO_LIMIT
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.unlisted import UnlistedSets

OPEN = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=3, target=60_000)


def neighbours(part):
    """Pairs of places of the problem that are neighbours in a part."""
    bits = np.unpackbits(part.arrays.adjacency.view(np.uint8), axis=1, bitorder="little")[:, : len(part)]
    units = part.units.tolist()
    return {tuple(sorted((units[a], units[b]))) for a, b in np.argwhere(bits) if a != b}


@pytest.mark.parametrize("seed", range(4))
def test_neighbours_of_a_part_lie_in_it_and_in_one_frame(seed):
    problem = random_problem(seed, 12, OPEN, frames=3, layers=False)
    units = np.array([0, 2, 3, 5, 6, 7, 9, 11])
    inside = set(units.tolist())
    expected = {
        (a, b)
        for a, b in (tuple(sorted(edge)) for edge in problem.edges.tolist())
        if {a, b} <= inside and problem.frames[a] == problem.frames[b]
    }
    assert neighbours(part_of(problem, rules_of(problem), units)) == expected


def test_what_nobody_asked_for_bounds_nothing_and_weighs_nothing():
    problem = random_problem(3, 6, OPEN)
    part = part_of(problem, rules_of(problem), np.arange(6))
    limits = part.arrays.limits
    assert (limits.min_inhabitants, limits.min_young) == (0, 0)
    assert (limits.max_inhabitants, limits.max_young) == (NO_LIMIT, NO_LIMIT)
    weighted = UnlistedSets(part, {"cohesion": 0.25}, 8.0).weighted
    assert sorted(weighted.weights.tolist()) == [0.0] * (len(weighted.weights) - 1) + [2.0]
    assert weighted.weights[weighted.wanted].tolist() == [2.0]
