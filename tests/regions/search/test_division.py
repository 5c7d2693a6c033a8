"""A division that changes: who is left over, what it costs, and which whole regions lie around a unit."""

from dataclasses import replace

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.start.blocks import inner_graph

OPEN = Criteria(frame=None, min_municipalities=1, youth_partnerships="ignore", left_over="price", price=2.0)


def division_of(size, regions, **more):
    """A division of units in a row, in which only neighbours hang together."""
    problem = in_a_row(random_problem(3, size, OPEN.with_(**more), layers=False))
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, LargeParams())
    return problem, Division(country, inner_graph(problem, rules), regions)


def around(division, seed, size, busy=()):
    marked = np.zeros(len(division.owner), dtype=bool)
    marked[list(busy)] = True
    units, places = division.spot(seed, size, marked)
    return units.tolist(), places


ROW = [((0, 1), 4.0), ((2, 3), 5.0), ((5, 6, 7), 6.0)]


def test_who_is_in_no_region_is_left_over_unless_it_takes_no_part():
    _, division = division_of(9, ROW, outside=("00008",))
    assert division.left.tolist() == [4]


def test_everything_costs_its_regions_and_the_price_of_who_is_left_over():
    problem, division = division_of(9, ROW, outside=("00008",))
    price = 10.0 * 2.0 * problem.inhabitants[4] / problem.inhabitants.sum()
    assert division.total == pytest.approx(15.0 + price)


def test_regions_take_the_place_of_others():
    problem, division = division_of(9, ROW)
    assert division.replace([1, 2], [((3, 4), 1.0), ((5, 6), 2.0), ((7,), 0.5)]) == [3, 4, 5]
    assert division.current == [((0, 1), 4.0), ((3, 4), 1.0), ((5, 6), 2.0), ((7,), 0.5)]
    assert division.left.tolist() == [2, 8]
    price = 20.0 * problem.inhabitants[[2, 8]].sum() / problem.inhabitants.sum()
    assert division.total == pytest.approx(7.5 + price)
    assert [division.owner[place] for place in (3, 4, 5, 6, 7)] == [3, 3, 4, 4, 5]


def test_a_region_that_was_replaced_by_nothing_leaves_its_units_over():
    _, division = division_of(8, ROW)
    assert division.replace([0], []) == []
    assert division.left.tolist() == [0, 1, 4]


def test_each_unit_bears_what_its_region_costs_by_its_inhabitants():
    problem, division = division_of(9, ROW)
    shares, heads = division.shares(), problem.inhabitants
    assert shares[[4, 8]].tolist() == [0, 0]
    for region, cost in ROW:
        assert shares[list(region)].sum() == pytest.approx(cost)
        assert shares[region[0]] / shares[region[1]] == pytest.approx(heads[region[0]] / heads[region[1]])


def test_where_nobody_lives_every_unit_bears_the_same():
    problem, division = division_of(9, ROW)
    division.heads = np.where(np.arange(9) < 2, 0, problem.inhabitants)
    assert division.shares()[:3].tolist()[:2] == [2.0, 2.0]
    division.heads = np.where(np.arange(9) < 2, [1, 0, 0, 0, 0, 0, 0, 0, 0], problem.inhabitants)
    assert division.shares()[:2].tolist() == [4.0, 0.0]


@pytest.mark.parametrize(
    ("seed", "size", "units", "places"),
    [
        (4, 1, [4], []),
        (4, 2, [4], []),
        (4, 3, [2, 3, 4], [1]),
        (4, 5, [0, 1, 2, 3, 4], [0, 1]),
        (4, 6, [2, 3, 4, 5, 6, 7], [1, 2]),
        (4, 8, [0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2]),
        (0, 1, [0, 1], [0]),
        (1, 4, [0, 1, 2, 3], [0, 1]),
        (0, 5, [0, 1, 2, 3, 4], [0, 1]),
        (6, 7, [2, 3, 4, 5, 6, 7], [1, 2]),
    ],
)
def test_around_a_unit_lie_whole_regions_nearest_first_as_many_as_fit(seed, size, units, places):
    _, division = division_of(8, ROW)
    assert around(division, seed, size) == (units, places)


def test_what_others_are_busy_with_is_left_alone():
    _, division = division_of(8, ROW)
    # The region has a busy unit, even though the one that touches is free.
    assert around(division, 4, 8, busy=[2]) == ([4, 5, 6, 7], [2])
    assert around(division, 4, 8, busy=[3, 5]) == ([4], [])
    assert around(division, 0, 8, busy=[4]) == ([0, 1, 2, 3], [0, 1])


def test_units_that_must_be_together_are_around_each_other():
    # Nobody holds 4, 5 and 8 yet; 6 is in a region that must grow.
    _, division = division_of(9, [((0, 1), 4.0), ((2, 3), 5.0), ((6, 7), 1.0)], together=(("00004", "00005", "00006"),))
    units, places = around(division, 4, 5)
    assert units == [4, 5, 6, 7, 8]
    assert places == [2]
    # A unit without ties is alone.
    assert around(division, 8, 1) == ([8], [])


def test_units_of_another_frame_are_not_around():
    problem, _ = division_of(8, ROW)
    problem = replace(problem, frames=np.array([0] * 4 + [1] * 4))
    rules = rules_of(problem)
    division = Division(Country(problem, rules, 10.0, LargeParams()), inner_graph(problem, rules), ROW)
    assert around(division, 3, 8) == ([0, 1, 2, 3], [0, 1])
