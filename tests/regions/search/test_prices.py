"""Prices of a district: no region undercuts them, and they come as close to the linear program as rounds allow."""

from dataclasses import replace

import numpy as np
import pytest
from instances import feasible_sets, in_a_row, random_problem
from scipy.optimize import linprog
from scipy.sparse.csgraph import shortest_path

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.farley import Country, District, Lowered, chunks, generate, price_district
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.start.blocks import inner_graph

LONG = 120.0
SIZE = 7
PARAMS = LargeParams(rounds=40, enough=1e-6, chunk=3)
OPEN = Criteria(frame=None, min_municipalities=2, max_municipalities=3, youth_partnerships="ignore", target=60_000)


class Plain:
    """A district whose regions are all looked at, by definition."""

    def __init__(self, seed, cap):
        self.problem = random_problem(seed, SIZE, OPEN, layers=False)
        self.costs = {
            tuple(place for place in range(SIZE) if mask >> place & 1): 10.0 * cost
            for mask, cost in feasible_sets(self.problem).items()
        }
        self.highest = np.full(SIZE, cap * max(self.costs.values()))
        self.asked = []

    @property
    def district(self):
        return District(np.arange(SIZE), [], self.highest)

    def look(self, prices, deadline):
        self.asked.append(prices.copy())
        low, found = np.zeros(SIZE), []
        for region, cost in self.costs.items():
            own = list(region)
            reduced = cost - prices[own].sum()
            low[own] = np.minimum(low[own], reduced / len(own))
            if reduced < -1e-9:
                found.append((region, cost))
        return Lowered(np.arange(SIZE), low, found)

    def best(self):
        """The value of the linear program: the highest sum of prices that no region undercuts."""
        rows = np.array([[place in region for place in range(SIZE)] for region in self.costs], dtype=float)
        answer = linprog(-np.ones(SIZE), rows, list(self.costs.values()), bounds=[(0, high) for high in self.highest])
        return -answer.fun


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cap", [0.3, 3.0])
def test_prices_come_close_to_the_linear_program_and_nothing_undercuts_them(seed, cap):
    plain = Plain(seed, cap)
    found = generate(PARAMS, plain.district, [], plain.look, Deadline(LONG))
    best = plain.best()
    assert 0.99 * best <= found.safe.sum() <= best + 1e-6
    assert all(found.safe[list(region)].sum() <= cost + 1e-6 for region, cost in plain.costs.items())
    # Prices are kept from swinging: what is asked stays within what a price can be.
    for prices in plain.asked:
        assert (prices >= -1e-6).all()
        assert (prices <= plain.highest + 1e-6).all()
    assert 1 < len(plain.asked) < PARAMS.rounds


def test_better_prices_are_kept_and_worse_ones_are_not():
    plain = Plain(1, 3.0)
    sums = [
        generate(replace(PARAMS, rounds=rounds), plain.district, [], plain.look, Deadline(LONG)).safe.sum()
        for rounds in range(1, 9)
    ]
    assert sums == sorted(sums)
    assert sums[-1] > sums[0]


def test_a_round_may_be_good_enough_and_what_is_known_saves_rounds():
    def rounds(params, regions):
        plain = Plain(1, 3.0)
        generate(params, plain.district, regions(plain), plain.look, Deadline(LONG))
        return len(plain.asked)

    alone = rounds(PARAMS, lambda plain: [])
    assert rounds(replace(PARAMS, enough=0.5), lambda plain: []) < alone
    assert rounds(PARAMS, lambda plain: list(plain.costs.items())) < alone


def test_without_time_to_look_nothing_is_safe():
    plain = Plain(2, 3.0)
    for look, seconds in ((lambda prices, deadline: None, LONG), (plain.look, 0.0)):
        found = generate(PARAMS, plain.district, [], look, Deadline(seconds))
        assert found.wanted.shape == (SIZE,)
        assert not np.isfinite(found.safe).any() or found.safe.sum() <= plain.best() + 1e-6


@pytest.mark.parametrize(("row", "most"), [(True, 3), (True, 2), (False, 3)])
def test_every_region_is_looked_for_around_the_first_chunk_that_it_touches(row, most):
    criteria = OPEN.with_(max_municipalities=most, outside=("00004",))
    problem = random_problem(5, 12, criteria, layers=False)
    problem = in_a_row(problem) if row else problem
    rules = rules_of(problem)
    units = np.setdiff1d(np.arange(12), [4, 11])
    near = inner_graph(problem, rules)
    parts = chunks(Country(problem, rules, 10.0, PARAMS), near, units)
    assert len(parts) > 2
    assert sorted(unit for part in parts for unit in part.roots.tolist()) == units.tolist()
    earlier = set()
    for part in parts:
        own = set(part.units.tolist())
        assert own <= set(units.tolist()) - earlier
        # No further than a region reaches from its first unit.
        away = shortest_path(near[units][:, units], unweighted=True)
        number = {unit: place for place, unit in enumerate(units.tolist())}
        roots = [number[unit] for unit in part.roots.tolist()]
        assert all(away[roots, number[unit]].min() <= most - 1 for unit in own)
        earlier |= set(part.roots.tolist())
    for mask in feasible_sets(problem):
        region = {place for place in range(12) if mask >> place & 1}
        if region <= set(units.tolist()):
            first = next(part for part in parts if region & set(part.roots.tolist()))
            assert region <= set(first.units.tolist())


def test_a_worker_finds_the_same_prices_by_searching_around_its_chunks():
    plain = Plain(3, 3.0)
    rules = rules_of(plain.problem)
    country = Country(plain.problem, rules, 10.0, PARAMS)
    parts = chunks(country, inner_graph(plain.problem, rules), np.arange(SIZE))
    assert len(parts) > 1
    found = price_district(Parcel(country), District(np.arange(SIZE), parts, plain.highest), [], LONG)
    assert 0.99 * plain.best() <= found.safe.sum() <= plain.best() + 1e-6
    assert all(found.safe[list(region)].sum() <= cost + 1e-6 for region, cost in plain.costs.items())


class HalfASecond(Deadline):
    """A deadline with half a second left, whatever happens."""

    def left(self):
        return 0.5


def test_a_first_look_is_taken_however_little_time_is_left():
    plain = Plain(1, 3.0)
    found = generate(replace(PARAMS, rounds=1), plain.district, [], plain.look, HalfASecond(LONG))
    assert len(plain.asked) == 1
    assert np.isfinite(found.safe).all()
