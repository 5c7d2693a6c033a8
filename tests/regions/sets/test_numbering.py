"""A part for compiled code: places from their middle, and a sharp certificate where regions are single units."""

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets

OPEN = Criteria(
    frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=1, objective="balance"
)


def test_places_are_measured_from_their_middle_so_that_squares_lose_no_digits():
    problem = random_problem(3, 9, OPEN)
    part = part_of(problem, rules_of(problem), np.array([1, 3, 4, 8]))
    assert part.arrays.xy.mean(axis=0) == pytest.approx([0.0, 0.0], abs=1e-9)
    apart = problem.xy[part.units[0]] - problem.xy[part.units[2]]
    assert part.arrays.xy[0] - part.arrays.xy[2] == pytest.approx(apart)


def test_where_regions_are_single_units_the_certificate_is_what_each_lacks():
    problem = random_problem(3, 8, OPEN, layers=False)
    part = part_of(problem, rules_of(problem), np.arange(8))
    prices = np.random.default_rng(2).uniform(0.0, 4.0, 8)
    labels, starts, none = np.zeros((0, 8), np.int64), np.zeros(9, np.int64), np.zeros(0)
    duals = Duals(prices, 0.0, labels, none, starts, np.zeros(0, np.int64), none)
    found = UnlistedSets(part, {"balance": 1.0}, 10.0).prove(duals, Deadline(60), 0.0)
    own = [10.0 * cost(problem, np.array([place])) / unit(problem) for place in part.units.tolist()]
    lacks = np.minimum(np.array(own) - prices, 0.0)
    assert (lacks < 0).any()
    assert (lacks == 0).any()
    assert found.low == pytest.approx(lacks, abs=1e-9)
