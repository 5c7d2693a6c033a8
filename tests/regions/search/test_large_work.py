"""What the division of a large country says of itself: its bound, who is left over, what is kept, what it told."""

import time
from dataclasses import replace

import numpy as np
import pytest
from instances import brute_force, in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import Threads, open_executor
from igs_geo.regions.search.farley import Prices
from igs_geo.regions.search.large import Work, _by_district, search_large
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.plain_bounds import given_cost, unit_bound
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import LocalParams

LONG = 120.0
TINY = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), district=4, chunk=3, batch=1, window=6,
                   window_seconds=LONG, small_window=4, growths=0)  # fmt: skip
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000,
                left_over="minimise")  # fmt: skip
WHOLE = [((0, 1, 2), 1.0), ((3, 4), 2.0), ((5, 6, 7), 3.0)]
PART = WHOLE[1:]
NOTHING_SAFE, SAFE = np.full(8, -np.inf), np.full(8, 0.25)


@pytest.fixture(scope="module")
def executor():
    with open_executor(1) as threads:
        yield threads


def work_of(executor, criteria=OPEN, *, params=TINY, **changes):
    problem = replace(in_a_row(random_problem(5, 8, criteria, layers=False)), **changes)
    return Work(problem, executor, Deadline(LONG), params)


def proposal_of(work, regions, safe):
    division = Division(work.parcel.content, work.near, regions)
    return division, work.proposal(division, Prices(safe, safe), 30.0, 2)


def test_where_nobody_may_be_left_over_a_division_that_leaves_someone_is_none(executor):
    for regions, status in ((WHOLE, "feasible"), (PART, "unknown")):
        _, found = proposal_of(work_of(executor, OPEN.with_(left_over="forbid")), regions, SAFE)
        assert found.status == status
        assert (found.time_limit, found.threads) == (30.0, 2)
        assert not found.regions or not found.left_over.members
        assert found.left_over.fewest_proven == (status == "feasible")


def test_who_must_be_in_a_region_is_in_one_or_there_is_no_division(executor):
    for rule in ("minimise", "price"):
        criteria = OPEN.with_(left_over=rule, price=1.0 if rule == "price" else None)
        for inside, status in (("00001", "unknown"), ("00000", "unknown"), ("00004", "feasible")):
            _, found = proposal_of(work_of(executor, criteria.with_(inside=(inside,))), PART, SAFE)
            assert found.status == status


def test_rules_that_contradict_each_other_have_no_division(executor):
    # One of two that belong together is in a region that is kept without the other.
    youth = (YouthPartnership("a", "A", (0, 1)),)
    criteria = OPEN.with_(youth_partnerships="keep")
    for together, status in (((), "feasible"), ((("00001", "00002"),), "unknown")):
        work = work_of(executor, criteria.with_(together=together), youth=youth)
        assert proposal_of(work, PART, SAFE)[1].status == status


def test_who_is_left_over_is_said_to_be_the_fewest_only_where_that_is_sure(executor):
    for regions, proven in ((WHOLE, True), (PART, False)):
        _, found = proposal_of(work_of(executor), regions, SAFE)
        assert found.left_over.fewest_proven == proven
    _, found = proposal_of(work_of(executor, OPEN.with_(left_over="price", price=1.0)), PART, SAFE)
    assert found.left_over.fewest_proven


def test_kept_regions_are_in_the_answer_as_such(executor):
    youth = (YouthPartnership("a", "A", (0, 1, 2)),)
    work = work_of(executor, OPEN.with_(youth_partnerships="keep"), youth=youth)
    _, found = proposal_of(work, PART, np.where(np.arange(8) < 3, -np.inf, 0.25))
    assert {work.problem.places(region.members): region.kept for region in found.regions} == {
        (0, 1, 2): True, (3, 4): False, (5, 6, 7): False,
    }  # fmt: skip
    expected = 5 * 0.25 / work.scale + given_cost(work.problem, work.rules)
    assert found.bound == pytest.approx(expected * unit(work.problem))


def test_the_bound_of_a_whole_division_is_the_better_of_prices_and_of_the_best_company(executor):
    work = work_of(executor, OPEN.with_(objective="ties"))
    plain = unit_bound(work.problem)
    assert plain > 0
    for safe, bound in (
        (NOTHING_SAFE, plain),
        (np.full(8, 0.5 * plain), plain),
        (np.full(8, 1.25 * plain), 1.25 * plain),
    ):
        _, found = proposal_of(work, WHOLE, safe)
        assert found.bound == pytest.approx(bound * unit(work.problem))
    # Neither says anything where someone is left over, or takes no part.
    for part, regions in ((work, PART), (work_of(executor, OPEN.with_(objective="ties", outside=("00000",))), PART)):
        _, found = proposal_of(part, regions, NOTHING_SAFE)
        assert found.bound is None
    # What those outside cost in the best company is no bound: they are in none.
    outside = work_of(executor, OPEN.with_(objective="ties", outside=("00000",)))
    _, found = proposal_of(outside, [((1, 2), 1.0), *PART], NOTHING_SAFE)
    assert found.left_over.members == ("00000",)
    assert found.bound is None


def test_with_a_price_the_best_company_is_no_bound(executor):
    work = work_of(executor, OPEN.with_(objective="ties", left_over="price", price=1e-6))
    for regions in (WHOLE, PART):
        _, found = proposal_of(work, regions, NOTHING_SAFE)
        assert found.bound is None
        division, found = proposal_of(work, regions, SAFE)
        expected = np.minimum(0.25, division.left_costs).sum() / work.scale
        assert found.bound == pytest.approx(expected * unit(work.problem))


def test_the_highest_price_is_a_multiple_of_what_units_cost_on_average_and_no_more_than_leaving_over(executor):
    work = work_of(executor, params=replace(TINY, ceiling=3.0))
    division = Division(work.parcel.content, work.near, WHOLE)
    heads = work.problem.inhabitants
    division.left_costs[:] = 1e9
    highest = work._highest(division)
    assert highest.sum() == pytest.approx(3.0 * 6.0)
    # Who has more inhabitants costs more, but half of it is the same for all.
    assert np.diff(highest[np.argsort(heads)]).min() > 0
    assert highest.min() > 3.0 * 6.0 / 16
    division.left_costs[2] = 0.01
    assert work._highest(division)[2] == 0.01
    nothing = Division(work.parcel.content, work.near, [])
    assert (work._highest(nothing) > 0).all()
    assert (work._highest(nothing) <= nothing.left_costs).all()
    # What is left over bears nothing of it.
    part = Division(work.parcel.content, work.near, PART)
    part.left_costs[:] = 1e9
    assert part.left.tolist() == [0, 1, 2]
    assert work._highest(part).sum() == pytest.approx(3.0 * 5.0 * heads.sum() / heads[3:].sum())


def test_a_district_knows_the_regions_that_lie_whole_in_it():
    districts = [np.array([0, 1, 2]), np.array([3, 4]), np.array([6])]
    regions = [((0, 2), 1.0), ((1, 2), 2.0), ((2, 3), 3.0), ((3, 4), 4.0), ((4, 5), 5.0), ((6,), 6.0)]
    assert _by_district(districts, regions, 7) == [[regions[0], regions[1]], [regions[3]], [regions[5]]]


class Watched(Threads):
    """One thread that remembers how long each kind of call was given."""

    def __init__(self):
        super().__init__(1)
        self.given = {}

    def submit(self, function, /, *arguments):
        what, own = arguments
        self.given.setdefault(what.__name__, []).append(own[-1])
        return super().submit(function, *arguments)


@pytest.mark.parametrize(("describe", "share"), [(1e-9, 1.0), (1e9, 0.5), (None, 0.7)])
def test_time_is_kept_to_describe_the_regions_but_no_more_than_half_of_it(describe, share):
    problem = in_a_row(random_problem(5, 16, OPEN, layers=False))
    grown = len(grow_regions(problem, rules_of(problem)))
    params = replace(TINY, describe_seconds=300.0 / grown if describe is None else describe, block_share=0.5)
    with Watched() as executor:
        search_large(problem, Deadline(1_000.0), 1, executor=executor, params=params)
    assert executor.given["divide_blocks"][0] == pytest.approx(500.0 * share, rel=0.1)


def test_around_too_many_units_no_prices_are_looked_for():
    problem = in_a_row(random_problem(5, 16, OPEN, layers=False))
    for most, looked in ((1, False), (16, True)):
        with Watched() as executor:
            found = search_large(problem, Deadline(LONG), 1, executor=executor, params=replace(TINY, most_around=most))
        assert ("price_district" in executor.given) == looked
        assert found.status in ("feasible", "optimal")


@pytest.mark.parametrize("objective", ["pairwise-distance", "unweighted-ssd", "compactness", "ties"])
def test_whatever_is_minimised_the_bound_is_below_the_best_and_near_it(executor, objective):
    found = []
    for seed in range(2):
        criteria = OPEN.with_(objective=objective, left_over="price", price=0.5, min_municipalities=2)
        problem = random_problem(seed, 8, criteria, layers=False)
        answer = search_large(problem, Deadline(LONG), 1, executor=executor, params=replace(TINY, growths=2))
        value = brute_force(problem)[1] * unit(problem)
        assert answer.objective >= value - 1e-9 * abs(value)
        assert answer.objective <= 1.2 * value
        assert answer.bound <= value * (1 + 1e-9)
        found.append(answer.bound / value)
    assert max(found) > 0.8


def test_what_is_told_on_the_way_is_a_division_with_its_cost_and_later_its_bound(executor):
    problem = random_problem(1, 10, OPEN.with_(left_over="price", price=1.0), layers=False)
    told = []
    before = time.perf_counter()
    answer = search_large(
        problem, Deadline(LONG), 1, executor=executor, params=TINY, report=lambda *news: told.append(news)
    )
    assert 0 < answer.seconds <= time.perf_counter() - before
    bounds = [bound for _, bound in told]
    assert bounds[:2] == [None, None]
    assert all(bound is not None for bound in bounds[2:])
    assert len(bounds) > 2
    value = brute_force(problem)[1] * 10
    assert max(bounds[2:]) <= value + 1e-9
    price = 10 * problem.inhabitants / problem.total_inhabitants
    for regions, _ in told:
        places = [place for region, _ in regions for place in region]
        assert len(places) == len(set(places))
        left = [place for place in range(10) if place not in places]
        assert sum(cost for _, cost in regions) + price[left].sum() >= value - 1e-9


def test_a_partnership_that_is_held_stays_as_it_is(executor):
    youth = (YouthPartnership("a", "A", (0, 1)), YouthPartnership("b", "B", (5, 6)))
    criteria = OPEN.with_(youth_partnerships="extend", min_municipalities=3)
    problem = replace(in_a_row(random_problem(5, 8, criteria, layers=False)), youth=youth)
    for held in (frozenset(), frozenset({"a"})):
        found = search_large(replace(problem, held=held), Deadline(LONG), 1, executor=executor, params=TINY)
        kept = {region.members for region in found.regions if region.kept}
        assert kept == ({("00000", "00001")} if held else set())


def test_a_division_in_blocks_is_no_worse_than_what_was_grown(executor):
    for seed in range(4):
        problem = random_problem(seed, 12, OPEN.with_(left_over="price", price=1.0), layers=False)
        work = Work(problem, executor, Deadline(LONG), replace(TINY, window=1, local=LocalParams(block=1)))
        division, _ = work.run()
        grown = Division(work.parcel.content, work.near, [(region, work._cost(region)) for region in work._grown()])
        assert division.total <= grown.total + 1e-9
