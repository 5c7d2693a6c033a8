"""Rules of a large country that no block keeps by itself: youth partnerships to extend, and the number of regions."""

from concurrent.futures import Executor
from dataclasses import replace

import numpy as np
import pytest
from instances import feasible, in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import open_executor
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.large_rules import divide_into, held_youth, settle_number
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.start.blocks import inner_graph
from igs_geo.regions.start.local import LocalParams

LONG = 120.0
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="extend")
PARAMS = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), window_seconds=LONG, small_window=4)
SIZE = 8


def row_of(criteria, *bodies):
    youth = tuple(YouthPartnership(f"y{members[0]}", "Young", members) for members in bodies)
    return replace(in_a_row(random_problem(2, SIZE, criteria, layers=False)), youth=youth)


def test_a_partnership_without_any_region_is_kept_as_it_is():
    # Four members are one too many, two that are four apart are too far, and one takes no part.
    problem = row_of(OPEN.with_(outside=("00007",)), (0, 1, 2, 3), (4, 5), (6, 7))
    assert held_youth(problem, PARAMS) == {"y0", "y6"}
    assert held_youth(row_of(OPEN, (0, 3), (4, 6)), PARAMS) == {"y0"}


def test_only_what_is_to_be_extended_is_looked_at():
    for rule in ("keep", "ignore"):
        assert held_youth(row_of(OPEN.with_(youth_partnerships=rule), (0, 1, 2, 3)), PARAMS) == frozenset()
    assert held_youth(row_of(OPEN), PARAMS) == frozenset()
    # What is held already needs no second look.
    problem = replace(row_of(OPEN, (0, 3), (4, 7)), held=frozenset({"y0"}))
    assert held_youth(problem, PARAMS) == {"y4"}


def test_what_was_not_listed_to_the_end_may_have_a_region():
    criteria = OPEN.with_(min_municipalities=5, max_municipalities=6)
    few = replace(PARAMS, local=replace(PARAMS.local, sets=2))
    assert held_youth(row_of(criteria, (0, 1)), few) == frozenset()


def settle(criteria, regions, executor, seconds=LONG, **changes):
    problem = in_a_row(random_problem(2, SIZE, criteria, layers=False))
    problem = replace(problem, **changes)
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, PARAMS)
    division = Division(country, inner_graph(problem, rules), [(region, 1.0) for region in regions])
    settle_number(executor, Parcel(country), division, Deadline(seconds))
    return problem, division


SINGLE = [(place,) for place in range(SIZE)]
THREES = [(0, 1, 2), (3, 4, 5), (6, 7)]


@pytest.fixture(scope="module")
def executor():
    with open_executor(1) as threads:
        yield threads


@pytest.mark.parametrize(
    ("bounds", "regions", "expected"),
    [
        ({"max_regions": 3}, SINGLE, 3),
        ({"min_regions": 3, "max_regions": 5}, SINGLE, 5),
        ({"min_regions": 8}, THREES, 8),
        ({"min_regions": 5, "max_regions": 6}, THREES, 5),
        ({"min_regions": 3, "max_regions": 3}, SINGLE, 3),
    ],
)
def test_regions_are_joined_or_cut_until_their_number_is_within_its_bounds(executor, bounds, regions, expected):
    problem, division = settle(OPEN.with_(**bounds), regions, executor)
    assert len(division.current) == expected
    assert len(division.left) == 0
    covered = [place for region, _ in division.current for place in region]
    assert sorted(covered) == list(range(SIZE))
    assert all(feasible(problem, list(region)) for region, _ in division.current)


class Nobody(Executor):
    """No work is expected."""

    def submit(self, function, /, *arguments, **named):
        raise AssertionError("there is nothing to do")


@pytest.mark.parametrize("bounds", [{"min_regions": 3}, {"max_regions": 3}, {"min_regions": 2, "max_regions": 4}, {}])
def test_a_number_within_its_bounds_is_left_as_it_is(bounds):
    _, division = settle(OPEN.with_(**bounds), THREES, Nobody())
    assert [region for region, _ in division.current] == THREES


def test_kept_regions_count():
    # Two are kept, so that the three others make five.
    criteria = OPEN.with_(youth_partnerships="keep", min_regions=5, max_regions=5)
    youth = (YouthPartnership("a", "A", (0, 1)), YouthPartnership("b", "B", (7,)))
    _, division = settle(criteria, [(2, 3), (4, 5), (6,)], Nobody(), youth=youth)
    assert len(division.current) == 3
    for number in (4, 6):
        bounds = {"min_regions": number, "max_regions": number}
        with pytest.raises(CriteriaError) as error:
            settle(criteria.with_(**bounds), [(2, 3), (4, 5), (6,)], Nobody(), 0.0, youth=youth)
        assert error.value.values["found"] == 5
        assert error.value.values["value"] == number


@pytest.mark.parametrize(("bounds", "name"), [({"max_regions": 2}, "max_regions"), ({"min_regions": 9}, "min_regions")])
def test_a_number_that_no_division_has_is_refused_by_name(executor, bounds, name):
    with pytest.raises(CriteriaError) as error:
        settle(OPEN.with_(**bounds), THREES, executor)
    assert error.value.values["name"] == name
    assert error.value.values["value"] == bounds[name]
    assert error.value.values["found"] == (3 if name == "max_regions" else 8)


def test_a_spot_is_divided_into_the_number_asked_for_or_not_at_all():
    problem = in_a_row(random_problem(2, SIZE, OPEN, layers=False))
    parcel = Parcel(Country(problem, rules_of(problem), 10.0, PARAMS))
    units = np.arange(2, 8)
    for number in range(1, 8):
        found = divide_into(parcel, units, number, LONG)
        if not 2 <= number <= 6:
            assert found is None
        else:
            assert len(found) == number
            assert sorted(place for region, _ in found for place in region) == units.tolist()
