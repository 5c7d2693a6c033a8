"""A search whose regions are not listed says nothing that is not true."""

import pytest
from instances import brute_force, random_problem

from igs_geo.regions import Criteria, SearchParams, search


@pytest.mark.parametrize("seed", range(3))
def test_an_unlisted_problem_gets_a_bound_that_holds(seed):
    # Leaving someone over has a price, so that there always is a division, and a bound.
    criteria = Criteria(frame=None, min_municipalities=2, max_municipalities=5, target=70_000, left_over="price",
                        price=1.0, youth_partnerships="ignore")  # fmt: skip
    problem = random_problem(seed, 11, criteria, layers=False)
    _, best = brute_force(problem)

    found = search(problem, time_limit=2, params=SearchParams(room=1))
    assert found.sets is None
    assert found.bound <= best + 1e-9
    assert found.objective >= best - 1e-9
    assert found.bound > 0
