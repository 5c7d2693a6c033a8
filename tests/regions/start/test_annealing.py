"""The first division keeps every rule of a region, and is a good one."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import split
from igs_geo.regions.start.annealing import anneal


def annealed(problem, **more):
    found = []
    for part in split(problem, rules_of(problem)):
        regions = anneal(part, problem.criteria.named_weights(), [], Deadline(10), **more)
        found += [sorted(part.units[list(region)].tolist()) for region in regions]
    return found


@given(seed=st.integers(0, 10**6), size=st.integers(4, 12), low=st.integers(1, 3), together=st.booleans())
@settings(max_examples=40, deadline=None)
def test_regions_keep_the_rules_and_do_not_overlap(seed, size, low, together):
    codes = [f"{i:05d}" for i in range(size)]
    criteria = Criteria(
        frame=None,
        min_municipalities=low,
        max_municipalities=5,
        min_inhabitants=30_000,
        max_inhabitants=150_000,
        exempt_above=50_000,
        apart=((codes[0], codes[1]),),
        together=((codes[2], codes[3]),) if together else (),
        youth_partnerships="ignore",
    )
    problem = random_problem(seed, size, criteria, frames=1 + seed % 2)
    regions = annealed(problem, moves_per_unit=200)
    members = [unit for region in regions for unit in region]
    assert len(members) == len(set(members))
    assert all(feasible(problem, region) for region in regions)


@pytest.mark.parametrize("objective", ["weighted", "cohesion", "ties", "balance", "splits"])
def test_small_problems_come_out_near_the_optimum(objective):
    criteria = Criteria(frame=None, min_municipalities=2, max_municipalities=4, objective=objective, left_over="forbid",
                        target=60_000, youth_partnerships="ignore")  # fmt: skip
    problem = random_problem(3, 12, criteria)
    regions = annealed(problem, moves_per_unit=3_000)
    value = sum(cost(problem, np.array(region)) for region in regions) / unit(problem)
    best = brute_force(problem)[1]
    assert sum(map(len, regions)) == 12
    assert best - 1e-9 <= value <= best * 1.05 + 1e-9


def test_the_same_seed_gives_the_same_division_and_time_is_kept():
    problem = random_problem(5, 40, Criteria(frame=None, max_municipalities=6, youth_partnerships="ignore"))
    assert annealed(problem, moves_per_unit=300) == annealed(problem, moves_per_unit=300)
    part = split(problem, rules_of(problem))[0]
    start = time.perf_counter()
    anneal(part, problem.criteria.named_weights(), [], Deadline(0.5), moves_per_unit=10**7)
    assert time.perf_counter() - start < 5
