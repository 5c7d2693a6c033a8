"""Where regions are not listed, what is found and what is proven holds all the same."""

import numpy as np
import pytest
from instances import feasible, random_problem

from igs_geo.regions import Criteria, SearchParams, search
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import split
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets
from igs_geo.regions.start.growing import grow_regions

OPEN = Criteria(frame=None, min_municipalities=2, max_municipalities=6, target=70_000, youth_partnerships="ignore")
NO_ROWS = np.empty(0, np.int64)


def duals_of(values, size):
    return Duals(values, 0.0, np.empty((0, size), np.int64), np.empty(0), np.zeros(size + 1, np.int64), NO_ROWS,
                 np.empty(0))  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most", [None, 150_000])
def test_the_bounded_search_misses_no_region_that_improves(seed, most):
    criteria = OPEN.with_(max_inhabitants=most, exempt_above=50_000 if seed % 2 else None)
    problem = random_problem(seed, 14, criteria, layers=False)
    rng = np.random.default_rng(seed)
    names = ("compactness", "cohesion", "ties", "balance")
    weights = dict(zip(names, rng.dirichlet(np.ones(4)).tolist(), strict=True))
    for part in split(problem, rules_of(problem)):
        listing = list_sets(part, names, CRITERIA, 10**6)
        listed = ListedSets(listing, [1_000 * chunk for chunk in listing.costs(weights)])
        unlisted = UnlistedSets(part, weights, 1_000.0)
        values = rng.uniform(0, 60, len(part))
        duals = duals_of(values, len(part))
        exact = listed.price(duals, np.inf)
        proven = unlisted.prove(duals, np.inf if False else 1e18, 0.0)
        assert proven.least == pytest.approx(exact.least, abs=1e-9)
        assert proven.low == pytest.approx(exact.low, abs=1e-9)
        below = unlisted.below(duals, 5.0, 10**5, 1e18)
        assert below is None or len(below.members) == len(listed.below(duals, 5.0, 10**5, np.inf).members)


@pytest.mark.parametrize("seed", range(4))
def test_an_unlisted_problem_gets_a_bound_that_holds(seed):
    problem = random_problem(seed, 14, OPEN, layers=False)
    exact = search(problem, time_limit=20)
    found = search(problem, time_limit=8, params=SearchParams(room=200))
    assert found.sets is None
    if exact.objective is None:
        assert found.objective is None
        return
    assert found.bound is None or found.bound <= exact.objective + 1e-9
    assert found.objective >= exact.objective - 1e-9


def test_grown_regions_keep_the_bounds():
    criteria = OPEN.with_(min_inhabitants=60_000, max_inhabitants=150_000, max_municipalities=8)
    problem = random_problem(3, 80, criteria, layers=False)
    regions = grow_regions(problem, rules_of(problem))
    assert regions
    taken = [place for region in regions for place in region]
    assert len(taken) == len(set(taken))
    for region in regions:
        assert feasible(problem, list(region))
        assert cost(problem, np.array(region)) >= 0
