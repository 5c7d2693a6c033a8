"""Windows that are divided anew never make a division worse, and plain bounds are never above any division."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from divisions import all_divisions
from instances import feasible_sets, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import Rules, rules_of
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import open_executor
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.plain_bounds import given_cost, unit_bound
from igs_geo.regions.search.windows import Improvement, Window, divide_window
from igs_geo.regions.start.blocks import inner_graph
from igs_geo.regions.start.local import LocalParams, left_costs

LONG = 60.0
SCALE = 10.0
PARAMS = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), district=7, chunk=3, batch=1, window=6,
                     window_seconds=LONG, small_window=5)  # fmt: skip
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000,
                left_over="price", price=1.0)  # fmt: skip
SIZE = 8


def country_of(seed, **more):
    problem = random_problem(seed, SIZE, OPEN.with_(**more), layers=False)
    return problem, Country(problem, rules_of(problem), SCALE, PARAMS)


def costed(problem):
    return {
        tuple(i for i in range(SIZE) if mask >> i & 1): SCALE * value for mask, value in feasible_sets(problem).items()
    }


def value_of(left, regions, units):
    """What some units cost in these regions, those left over included."""
    covered = {place for region, _ in regions for place in region}
    return sum(value for _, value in regions) + left[[place for place in units if place not in covered]].sum()


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("counted", [True, False])
def test_a_window_gets_the_best_regions_that_fit_in_it_or_none_that_are_no_better(counted, listed):
    gains = 0
    for seed in range(6):
        problem, country = country_of(seed)
        left, costs = left_costs(problem, country.rules, SCALE, PARAMS.local), costed(problem)
        rng = np.random.default_rng(seed)
        units = np.arange(6)
        inside = {region: value for region, value in costs.items() if set(region) <= set(units.tolist())}
        now, taken = [], set()
        for place in rng.permutation(len(inside)):
            region = list(inside)[place]
            if not taken & set(region):
                now.append((region, inside[region]))
                taken |= set(region)
        options = [
            [(tuple(sorted(region)), costs[tuple(sorted(region))]) for region in regions if max(region) < 6]
            for regions, _, _ in all_divisions(problem)
            if all(max(region) < 6 or min(region) >= 6 for region in regions)
        ]
        wanted = [option for option in options if not counted or len(option) == len(now)]
        best = min(value_of(left, option, units) for option in wanted)
        prices = rng.uniform(-0.5, 0.5, 6)
        window = Window(units, prices, now, 1e6, counted, listed)
        answer = divide_window(Parcel(country), window, LONG)
        before = value_of(left, now, units)
        if before <= best * (1 + 1e-9):
            assert answer is None
            continue
        gains += 1
        assert answer is not None
        assert value_of(left, answer, units) == pytest.approx(best, rel=1e-2 if listed else 1e-6)
        assert value_of(left, answer, units) < before
        assert all(costs[tuple(sorted(region))] == pytest.approx(value) for region, value in answer)
        assert not counted or len(answer) == len(now)
    assert gains > 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("counted", [True, False])
def test_improving_a_division_makes_it_better_step_by_step_and_keeps_it_one(seed, counted):
    problem, country = country_of(seed, apart=(("00001", "00002"),))
    costs = costed(problem)
    rng, taken, start = np.random.default_rng(seed), set(), []
    for place in rng.permutation(len(costs)):
        region = list(costs)[place]
        if not taken & set(region):
            start.append((region, costs[region]))
            taken |= set(region)
    division = Division(country, inner_graph(problem, country.rules), start)
    assert division.total == pytest.approx(value_of(division.left_costs, start, range(SIZE)))
    told = [division.total]
    with open_executor(1) as executor:
        improvement = Improvement(Parcel(country), division, division.shares(), counted=counted)
        improvement.run(executor, Deadline(LONG), lambda: told.append(division.total))
    assert all(after < before for before, after in pairwise(told))
    assert division.total == pytest.approx(told[-1])
    members = [place for region, _ in division.current for place in region]
    assert len(members) == len(set(members))
    assert set(division.left.tolist()) == set(range(SIZE)) - set(members)
    for place, (region, value) in enumerate(zip(division.regions, division.costs, strict=True)):
        assert all(division.owner[unit_] == place for unit_ in region)
        assert value == pytest.approx(costs[tuple(sorted(region))] if region else 0.0)
    assert not counted or len(division.current) == len(start)
    if not counted:
        best = min(SCALE * value for _, _, value in all_divisions(problem))
        assert division.total >= best - 1e-9
        assert division.total <= 1.15 * best


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("objective", ["weighted", "cohesion", "ties", "balance"])
def test_what_each_unit_costs_in_the_best_company_is_no_more_than_any_division(seed, objective):
    criteria = OPEN.with_(objective=objective, left_over="forbid", price=None, max_municipalities=2 + seed % 3)
    problem = random_problem(seed, 7, criteria, layers=False)
    found = unit_bound(problem)
    assert found <= min((value for _, _, value in all_divisions(problem)), default=np.inf) + 1e-9
    weights = criteria.named_weights()
    jaccard, flows = problem.jaccard.toarray(), problem.flows.toarray()
    share = problem.inhabitants / problem.inhabitants.sum()
    kept = sum(np.sort(row)[::-1][: max(1, criteria.max_municipalities - 1)].sum() for row in flows)
    expected = weights.get("cohesion", 0.0) * (share * (1 - jaccard.max(axis=1))).sum()
    expected += weights.get("ties", 0.0) * max(0.0, 1 - kept / flows.sum())
    assert found == pytest.approx(expected)


def test_what_no_choice_can_change_is_the_cost_of_kept_regions_and_the_price_of_those_outside():
    problem = random_problem(4, 9, OPEN.with_(outside=("00002", "00004"), price=0.8, objective="compactness"))
    given = Rules({"one": (0, 1), "two": (4, 5)}, (), (), ())
    expected = sum(cost(problem, np.array(own)) for own in ((0, 1), (4, 5))) / unit(problem)
    # Who is outside and in a kept region has no price.
    expected += 0.8 * problem.inhabitants[2] / problem.inhabitants.sum()
    assert given_cost(problem, given) == pytest.approx(expected)
    assert given_cost(problem, Rules({}, (), (), ())) == pytest.approx(
        0.8 * problem.inhabitants[[2, 4]].sum() / problem.inhabitants.sum()
    )


def test_where_too_many_regions_are_within_reach_only_the_nearest_to_their_prices_are_looked_at():
    gains = dict.fromkeys((1_500, 16, 1), 0)
    for seed in range(6):
        problem, country = country_of(seed)
        costs = costed(problem)
        best = min(all_divisions(problem), key=lambda division: division[2])
        wanted = [(tuple(sorted(region)), costs[tuple(sorted(region))]) for region in best[0]]
        left = left_costs(problem, country.rules, SCALE, PARAMS.local)
        # Everyone alone, or left over where that is no region; at prices that make the best regions the nearest.
        now = [((place,), costs[(place,)]) for place in range(SIZE) if (place,) in costs]
        prices = np.zeros(SIZE)
        for region, value in wanted:
            prices[list(region)] = value / len(region)
        for most in gains:
            tight = country._replace(params=replace(PARAMS, window_sets=most))
            window = Window(np.arange(SIZE), prices, now, 1e6, False, False)
            answer = divide_window(Parcel(tight), window, LONG)
            value = value_of(left, now if answer is None else answer, range(SIZE))
            assert value <= value_of(left, now, range(SIZE)) + 1e-9
            gains[most] += answer is not None and value == pytest.approx(SCALE * best[2])
    # With room for sixteen the best are among them after some steps; with room for one there is nothing to choose from.
    assert gains[1_500] == 6
    assert gains[16] > 3
    assert gains[1] < 3
