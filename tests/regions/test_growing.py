"""Regions that are grown for a start keep the bounds."""

import numpy as np
from instances import feasible, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.start.growing import grow_regions


def test_grown_regions_keep_the_bounds():
    criteria = Criteria(
        frame=None, min_municipalities=2, max_municipalities=8, min_inhabitants=60_000, max_inhabitants=150_000,
        target=70_000, youth_partnerships="ignore",
    )  # fmt: skip
    problem = random_problem(3, 80, criteria, layers=False)
    regions = grow_regions(problem, rules_of(problem))
    assert regions
    taken = [place for region in regions for place in region]
    assert len(taken) == len(set(taken))
    for region in regions:
        assert feasible(problem, list(region))
        assert cost(problem, np.array(region)) >= 0
