"""Cuts hold for every division; what is dropped by reduced cost cannot be part of a better one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import brute_force, random_problem, sized

from igs_geo.regions import Criteria, SearchParams, Weights, search
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.program.cuts import VIOLATION, violated_cuts
from igs_geo.regions.program.params import ProgramParams


def pairs_used(cut, members):
    return len(set(cut) & set(members)) // 2


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_cuts_hold_for_every_division_and_not_for_the_fractions_they_were_made_for(seed):
    rng = np.random.default_rng(seed)
    units = 9
    members = [np.sort(rng.choice(units, rng.integers(2, 5), replace=False)) for _ in range(14)]
    values = rng.uniform(0, 0.6, len(members))
    for cut in violated_cuts(members, values, 50):
        assert len(cut) % 2 == 1
        used = sum(x * pairs_used(cut, own) for own, x in zip(members, values, strict=True))
        assert used > len(cut) // 2 + VIOLATION - 1e-9
        for _ in range(20):
            division = rng.integers(0, 4, units)
            whole = [np.flatnonzero(division == part) for part in range(4)]
            assert sum(pairs_used(cut, own) for own in whole) <= len(cut) // 2


def test_an_odd_cycle_of_regions_is_cut_off():
    members = [np.array(pair) for pair in ((0, 1), (1, 2), (2, 3), (3, 4), (0, 4))]
    assert violated_cuts(members, np.full(5, 0.5), 10) == [(0, 1, 2, 3, 4)]


@pytest.mark.parametrize("seed", range(12))
def test_the_way_of_large_problems_finds_the_brute_force_optimum_too(seed):
    # Small problems go to the integer program at once; with hardly any room there, they are cut and thinned out first.
    params = SearchParams(program=ProgramParams(small_pool=4, narrow_pool=6))
    criteria = Criteria(
        frame=None,
        max_municipalities=5,
        min_municipalities=1 + seed % 3,
        left_over=("forbid", "minimise")[seed % 2],
        weights=Weights(1 + seed % 3, 1, 1 + seed % 2, 1 + seed % 4, 0),
        youth_partnerships="ignore",
        target=60_000,
    )
    problem = random_problem(seed + 100, sized(11, 8), criteria)
    answer = search(problem, time_limit=20, threads=2, params=params)
    expected = brute_force(problem)
    if expected is None:
        assert answer.status == "infeasible"
    else:
        assert answer.status == "optimal"
        assert answer.objective / unit(problem) == pytest.approx(expected[1], rel=1e-6, abs=1e-8)
