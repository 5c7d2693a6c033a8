"""Regions around a municipality and extensions of a youth partnership, against a list of all regions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import feasible_sets, random_problem

from igs_geo.regions import AnalysisParams, Criteria, CriteriaError, around, grow
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.problem import YouthPartnership

BASE = {"frame": None, "youth_partnerships": "extend", "min_municipalities": 2, "max_municipalities": 4}


def by_cost(problem, centre):
    """Every feasible region that holds some units, lowest cost per inhabitant first."""
    size = len(problem.units)
    regions = [frozenset(i for i in range(size) if mask >> i & 1) for mask in feasible_sets(problem)]
    return sorted((r for r in regions if r >= set(centre)), key=lambda r: each(problem, r))


def each(problem, region):
    members = np.array(sorted(region))
    return cost(problem, members) * problem.total_people / problem.people[members].sum()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 7), st.sampled_from([0.5, 0.6, 1.0]))
def test_around_is_the_cheapest_regions_that_are_not_too_much_alike(seed, centre, overlap):
    problem = random_problem(seed, 8, Criteria(**BASE, max_inhabitants=120_000), youth=True)
    expected, everything = [], by_cost(problem, [centre])
    for region in everything:
        if all(len(region & other) / len(region | other) <= overlap for other in expected):
            expected.append(region)
    found = around(problem, problem.units[centre], 4, overlap)
    assert [frozenset(problem.places(region.members)) for region in found.regions] == expected[:4]
    assert found.considered == len(everything)
    assert found.largest == 4
    assert found.costs_per_inhabitant == pytest.approx([each(problem, region) for region in expected[:4]])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 7), min_size=2, max_size=3), st.sampled_from([None, 120_000]))
def test_around_several_is_the_cheapest_regions_that_hold_them_all(seed, centre, most):
    problem = random_problem(seed, 8, Criteria(**BASE, max_inhabitants=most), youth=True)
    everything = by_cost(problem, centre)
    found = around(problem, [problem.units[place] for place in sorted(centre)], 4, 1.0)
    assert [frozenset(problem.places(region.members)) for region in found.regions] == everything[:4]
    assert found.considered == len(everything)


def test_municipalities_that_the_frame_keeps_apart_are_named():
    problem = random_problem(2, 6, Criteria(**BASE))
    problem = replace(problem, frames=np.array([0, 1, 0, 0, 0, 0]), frame_names=("here", "there"))
    with pytest.raises(CriteriaError, match=r"unit 0 \(here\), unit 1 \(there\)"):
        around(problem, ["00000", "00001"])
    with pytest.raises(CriteriaError):
        around(problem, [])


def test_nothing_is_around_whose_company_may_not_be_in_a_region():
    criteria = Criteria(**BASE, together=(("00000", "00001"),), outside=("00001",))
    problem = random_problem(1, 6, criteria)
    assert around(problem, "00000").regions == ()
    assert around(problem, "00002").considered > 0
    with pytest.raises(CriteriaError):
        around(problem, "00001")


def test_a_stopped_clock_lists_only_the_smaller_regions():
    criteria = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=9)
    problem = random_problem(3, 12, criteria)
    deadline = Deadline(60)
    whole = around(problem, "00000", time_limit=deadline, params=AnalysisParams(around_first=4))
    deadline.stop()
    stopped = around(problem, "00000", time_limit=deadline, params=AnalysisParams(around_first=4))
    assert (stopped.largest, whole.largest) == (4, 9)
    assert 0 < stopped.considered < whole.considered
    assert all(len(region.members) <= 4 for region in stopped.regions)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3), st.sampled_from([3, 4, 6]))
def test_extensions_are_the_cheapest_and_the_partnership_as_it_is_does_not_count(seed, most, largest):
    criteria = Criteria(**BASE | {"min_municipalities": 3, "max_municipalities": largest})
    problem = random_problem(seed, 8, criteria, youth=True)
    (body,) = problem.youth
    limit = min(largest, 2 + most)
    small = replace(problem, criteria=criteria.with_(max_municipalities=limit))
    expected = by_cost(small, body.members)
    found = grow(problem, "Young", 5, most)
    assert [frozenset(problem.places(item.region.members)) for item in found.extensions] == expected[:5]
    # Of two members where three are asked for: as it is it breaks a rule.
    assert found.now.breaks == ("min_municipalities",)
    assert found.considered == len(expected)
    assert found.largest == limit
    for item in found.extensions:
        assert item.change == pytest.approx(item.cost_per_inhabitant - found.now_per_inhabitant)
    lenient = replace(problem, criteria=criteria.with_(min_municipalities=2))
    both = by_cost(replace(lenient, criteria=lenient.criteria.with_(max_municipalities=limit)), body.members)
    assert frozenset(body.members) in both
    assert grow(lenient, "young", 5, most).considered == len(both) - 1


@pytest.mark.parametrize("case", ["outside", "across frames", "company outside"])
def test_a_partnership_that_cannot_grow_is_shown_as_it_is(case):
    changes = {
        "outside": {"outside": ("00001",)},
        "across frames": {},
        "company outside": {"together": (("00001", "00002"),), "outside": ("00002",)},
    }[case]
    problem = random_problem(2, 6, Criteria(**BASE | changes))
    frames = np.array([0, 1, 0, 0, 0, 0]) if case == "across frames" else problem.frames
    problem = replace(problem, youth=(YouthPartnership("y", "Y", (0, 1)),), frames=frames)
    found = grow(problem, "y")
    assert found.extensions == ()
    assert found.considered == 0
    assert found.now.members == ("00000", "00001")


def test_a_partnership_is_found_by_a_part_of_its_name_when_that_is_clear():
    bodies = (YouthPartnership("a", "Noord Oost", (0, 1)), YouthPartnership("b", "Noord", (2, 3)))
    problem = replace(random_problem(2, 6, Criteria(**BASE)), youth=bodies)
    assert grow(problem, "oost").partnership == "a"
    assert grow(problem, "NOORD").partnership == "b"
    with pytest.raises(CriteriaError, match="Noord"):
        grow(problem, "oord")
