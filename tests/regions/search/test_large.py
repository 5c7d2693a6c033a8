"""A large country keeps every hard rule, and its bound is one, by plain enumeration of small ones."""

from concurrent.futures import Executor, Future
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible, feasible_sets, random_problem, sized

from igs_geo.regions import Criteria, Weights
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import is_allowed, rules_of
from igs_geo.regions.search.executors import open_executor
from igs_geo.regions.search.farley import Country, chunks
from igs_geo.regions.search.large import search_large
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.plain_bounds import given_cost
from igs_geo.regions.search.securing import secure
from igs_geo.regions.start.blocks import inner_graph
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import LocalParams

LONG = 60.0
TINY = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), district=7, chunk=3, batch=1, window=8,
                   window_seconds=LONG, small_window=6)  # fmt: skip
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=4, youth_partnerships="ignore")


@pytest.fixture(scope="module")
def executor():
    with open_executor(1) as threads:
        yield threads


@st.composite
def problems(draw):
    """Problems of 6 to 10 units with any of the hard rules."""
    size = draw(st.integers(6, 10))
    code = st.integers(0, size - 1).map(lambda place: f"{place:05d}")
    pair = st.lists(code, min_size=2, max_size=3, unique=True).map(tuple)
    outside = draw(st.lists(code, max_size=1).map(tuple))
    inside = draw(st.lists(code, max_size=2, unique=True).map(tuple))
    left_over = draw(st.sampled_from(["forbid", "minimise", "price"]))
    criteria = OPEN.with_(
        min_municipalities=draw(st.integers(1, 2)),
        max_municipalities=draw(st.integers(2, 5)),
        min_inhabitants=draw(st.sampled_from([None, 20_000])),
        max_inhabitants=draw(st.sampled_from([None, 90_000])),
        exempt_above=draw(st.sampled_from([None, 50_000])),
        min_young=draw(st.sampled_from([None, 8_000])),
        max_young=draw(st.sampled_from([None, 40_000])),
        together=tuple(draw(st.lists(pair, max_size=1))),
        apart=tuple(draw(st.lists(pair, max_size=2, unique_by=frozenset))),
        inside=tuple(code for code in inside if code not in outside),
        outside=outside,
        left_over=left_over,
        price=draw(st.sampled_from([0.2, 2.0])) if left_over == "price" else None,
        youth_partnerships=draw(st.sampled_from(["keep", "extend", "ignore"])),
        weights=Weights(*draw(st.tuples(*[st.integers(0, 3)] * 6).filter(any))),
    )
    frames, youth = draw(st.integers(1, 2)), draw(st.booleans())
    return random_problem(draw(st.integers(0, 10**6)), size, criteria, frames=frames, youth=youth)


def broken(problem, proposal):
    """Every hard rule that an answer breaks, by definition."""
    found = []
    place_of = {}
    for number, region in enumerate(proposal.regions):
        members = list(problem.places(region.members))
        for place in members:
            if place in place_of:
                found.append(f"{place} twice")
            place_of[place] = number
        if not region.kept and not feasible(problem, members):
            found.append(f"{members} is no region")
    criteria = problem.criteria
    kept = {frozenset(problem.places(region.members)) for region in proposal.regions if region.kept}
    fixed = set().union(*kept) if kept else set()
    found += [f"{place} is not inside" for place in problem.places(criteria.inside) if place not in place_of]
    if set(problem.places(criteria.outside)) & (set(place_of) - fixed):
        found.append("outside")
    for group in (problem.places(codes) for codes in criteria.together):
        found += [f"{group} torn"] if len({place_of.get(place, -1 - place) for place in group}) > 1 else []
    for body in problem.youth:
        together = len({place_of.get(place, -1 - place) for place in body.members}) == 1
        if criteria.youth_partnerships != "ignore" and not together:
            found.append(f"{body.id} torn")
        if criteria.youth_partnerships == "keep" and frozenset(body.members) not in kept:
            found.append(f"{body.id} not kept")
    number = len(proposal.regions)
    if criteria.min_regions is not None and number < criteria.min_regions:
        found.append("too few regions")
    if criteria.max_regions is not None and number > criteria.max_regions:
        found.append("too many regions")
    if criteria.left_over == "forbid" and len(place_of) < len(problem.units) - len(criteria.outside):
        found.append("left over")
    return found


@settings(max_examples=sized(25, 3), deadline=None)
@given(problem=problems())
def test_every_hard_rule_holds_and_the_bound_is_one(executor, problem):
    proposal = search_large(problem, Deadline(LONG), 1, executor=executor, params=TINY)
    if proposal.status == "unknown":
        assert proposal.regions == ()
        return
    assert broken(problem, proposal) == []
    if problem.youth and problem.criteria.youth_partnerships != "ignore":
        return
    left, value = brute_force(problem)
    outside = sum(int(problem.inhabitants[place]) for place in problem.places(problem.criteria.outside))
    more = proposal.left_over.inhabitants > left + outside
    assert proposal.objective >= value - 1e-9 or more
    if proposal.bound is not None:
        assert proposal.bound <= value + 1e-9


RULES = {
    "apart": {"apart": (("00000", "00001", "00002"), ("00003", "00004"))},
    "together": {"together": (("00000", "00001"),)},
    "inside": {"inside": ("00002", "00007"), "left_over": "price", "price": 0.01},
    "outside": {"outside": ("00004",)},
    "young": {"min_young": 9_000, "max_young": 35_000},
    "inhabitants": {"min_inhabitants": 30_000, "max_inhabitants": 110_000, "exempt_above": 55_000},
    "fewest": {"min_regions": 5},
    "most": {"max_regions": 4},
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_kept_where_it_can_be(executor, rule):
    found, possible, refused = 0, 0, []
    for seed in range(6):
        problem = random_problem(seed, 10, OPEN.with_(left_over="minimise").with_(**RULES[rule]))
        best = brute_force(problem)
        possible += best is not None
        try:
            proposal = search_large(problem, Deadline(LONG), 1, executor=executor, params=TINY)
        except CriteriaError as error:
            refused.append(error.values["name"])
            continue
        assert proposal.status == "unknown" or broken(problem, proposal) == []
        found += proposal.status != "unknown"
    assert possible > 3
    assert set(refused) <= {"fewest": {"min_regions"}, "most": {"max_regions"}}.get(rule, set())
    assert found >= 0.6 * possible


def test_a_number_of_regions_out_of_reach_is_refused_by_name(executor):
    problem = random_problem(1, 10, OPEN.with_(max_municipalities=2, max_regions=2, left_over="forbid"))
    with pytest.raises(CriteriaError) as error:
        search_large(problem, Deadline(LONG), 1, executor=executor, params=TINY)
    assert "max_regions = 2" in error.value.message("nl")


@settings(max_examples=25, deadline=None)
@given(problem=problems())
def test_grown_regions_are_taken_only_where_they_keep_every_rule(problem):
    rules = rules_of(problem)
    fixed = {place for members in rules.fixed.values() for place in members}
    wide = replace(problem, criteria=OPEN.with_(min_municipalities=1, max_municipalities=10))
    allowed = feasible_sets(problem)
    for mask in feasible_sets(wide):
        members = tuple(place for place in range(len(problem.units)) if mask >> place & 1)
        if not fixed & set(members) and len(set(problem.frames[list(members)])) == 1:
            torn = any(set(group) & set(members) for group in rules.blocked)
            assert torn or is_allowed(problem, rules, members) == (mask in allowed)


@settings(max_examples=40, deadline=None)
@given(problem=problems(), seed=st.integers(0, 100))
def test_no_feasible_region_costs_less_than_secured_prices(executor, problem, seed):
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, TINY)
    near = inner_graph(problem, rules)
    free = np.setdiff1d(np.arange(len(problem.units)), rules.removed)
    prices = np.zeros(len(problem.units))
    prices[free] = np.random.default_rng(seed).uniform(-0.5, 3.0, len(free))
    safe = secure(executor, Parcel(country), chunks(country, near, free), prices, Deadline(LONG))
    fixed = {place for members in rules.fixed.values() for place in members}
    for mask, cost in feasible_sets(problem).items():
        members = [place for place in range(len(problem.units)) if mask >> place & 1]
        if not fixed & set(members):
            assert safe[members].sum() <= 10.0 * cost + 1e-6


def test_prices_that_nothing_undercuts_stay_as_they_are(executor):
    problem = random_problem(3, 8, OPEN)
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, TINY)
    parts = chunks(country, inner_graph(problem, rules), np.arange(8))
    low = np.full(8, -100.0)
    assert secure(executor, Parcel(country), parts, low, Deadline(LONG)).tolist() == low.tolist()


def test_without_time_there_is_no_bound(executor):
    problem = random_problem(3, 8, OPEN)
    country = Country(problem, rules_of(problem), 10.0, TINY)
    parts = chunks(country, inner_graph(problem, country.rules), np.arange(8))
    assert secure(executor, Parcel(country), parts, np.ones(8), Deadline(0)) is None


def test_kept_regions_and_the_price_of_those_outside_are_in_the_bound(executor):
    criteria = OPEN.with_(youth_partnerships="keep", outside=("00009",), left_over="price", price=0.5)
    problem = random_problem(5, 10, criteria, youth=True)
    while 9 in problem.youth[0].members:
        problem = replace(problem, youth=(YouthPartnership("young", "Young", (0, 1)),))
    proposal = search_large(problem, Deadline(LONG), 1, executor=executor, params=TINY)
    given_part = given_cost(problem, rules_of(problem))
    assert given_part > 0.5 * problem.inhabitants[9] / problem.total_inhabitants
    assert proposal.bound > given_part
    assert proposal.bound <= proposal.objective


def test_the_gap_of_a_small_country_is_small(executor):
    from tests.benchmarks.tessellation import tessellation

    problem = tessellation(60, OPEN.with_(min_municipalities=3, max_municipalities=5, left_over="forbid"))
    params = LargeParams(large=0, local=LocalParams(block=12), district=100, chunk=20)
    proposal = search_large(problem, Deadline(LONG), 1, executor=executor, params=params)
    assert broken(problem, proposal) == []
    assert proposal.gap < 0.03


class Stuck(Executor):
    """Does the first call, and nothing after it."""

    workers = 1

    def __init__(self):
        self.calls = 0

    def submit(self, function, /, *arguments, **named):
        future = Future()
        self.calls += 1
        if self.calls == 1:
            future.set_result(function(*arguments, **named))
        return future


def test_a_division_that_leaves_nobody_over_is_not_lost_when_time_runs_out():
    from tests.benchmarks.tessellation import tessellation

    problem = tessellation(60, OPEN.with_(min_municipalities=3, max_municipalities=5, left_over="forbid"))
    grown = grow_regions(problem, rules_of(problem))
    assert sum(map(len, grown)) == 60
    params = LargeParams(large=0, local=LocalParams(block=10), batch=1)
    proposal = search_large(problem, Deadline(1.0), 1, executor=Stuck(), params=params)
    assert proposal.left_over.members == ()
    assert broken(problem, proposal) == []


def test_params_are_checked():
    for change in ({"chunk": 0}, {"reach": -1.0}, {"smoothing": 1.0}, {"repairs": -1}):
        with pytest.raises(ValueError, match="must"):
            LargeParams(**change)
    with pytest.raises(ValueError, match="block"):
        LocalParams(block=0)
