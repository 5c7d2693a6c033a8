"""Labels for few large regions: the optimum of brute force, bounds that hold, and published answers."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible, feasible_sets, random_problem

from igs_geo.regions import Criteria, Weights
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import case_of, takes
from igs_geo.regions.labelling.dividing import first_divisions, redivide
from igs_geo.regions.labelling.floors import RegionFloors
from igs_geo.regions.labelling.labelling import label, label_into
from igs_geo.regions.labelling.params import LabellingParams
from igs_geo.regions.labelling.separators import Separators
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.progress import Progress, is_proven
from tests.benchmarks.counties import STATES, counties, cut_borders

SECONDS = 600.0
PLAIN = Criteria(
    frame=None,
    min_municipalities=1,
    max_municipalities=9,
    max_regions=3,
    left_over="forbid",
    youth_partnerships="ignore",
    objective="ties",
)
MIXED = PLAIN.with_(objective="weighted", weights=Weights(0, 0, 0.6, 0.4, 0), target=90_000)
SETTINGS = {
    "ties": PLAIN.with_(min_regions=3, min_municipalities=2),
    "fewer regions where that is better": PLAIN.with_(min_regions=2, max_inhabitants=190_000),
    "balance": PLAIN.with_(objective="balance", target=80_000, min_regions=2),
    "ties and balance": MIXED.with_(min_regions=2),
    "number of regions from their size": PLAIN.with_(max_regions=None, min_inhabitants=70_000, max_inhabitants=110_000),
    "young": PLAIN.with_(min_young=20_000, max_young=35_000, min_regions=2),
    "together and apart": MIXED.with_(together=(("00000", "00004"),), apart=(("00001", "00002", "00003"),)),
    "not contiguous": MIXED.with_(contiguous=False, min_regions=3, max_municipalities=4),
    "minimise": PLAIN.with_(left_over="minimise", min_municipalities=2, min_regions=2),
}


def solved(problem, **more):
    return label(problem, rules_of(problem), np.arange(len(problem.units)), Deadline(SECONDS), **more)


def assert_keeps_the_rules(problem, found):
    criteria = problem.criteria
    assert sorted(i for members in found.regions for i in members) == list(range(len(problem.units)))
    assert all(feasible(problem, list(members)) for members in found.regions)
    assert (criteria.min_regions or 0) <= len(found.regions) <= (criteria.max_regions or len(problem.units))
    assert found.objective == pytest.approx(sum(cost(problem, np.array(m)) for m in found.regions), abs=1e-12)


@pytest.mark.parametrize("criteria", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize(("seed", "threads"), [(2, 1), (3, 2)])
def test_the_answer_is_the_optimum(seed, threads, criteria):
    problem = random_problem(seed, 8, criteria, layers=False)
    assert takes(problem, rules_of(problem), np.arange(8))
    best = brute_force(problem)
    # The fewest left over may be nobody, or more; labelling says whether it is nobody.
    best = None if best is None or best[0] > 0 else best
    found = solved(problem, threads=threads)
    if best is None:
        assert found.infeasible
        assert found.regions is None
    else:
        assert_keeps_the_rules(problem, found)
        assert found.objective == pytest.approx(best[1], abs=1e-9)
        assert found.bound == pytest.approx(best[1], abs=1e-7)


@pytest.mark.parametrize("seed", [4, 5])
def test_a_flow_finds_the_same_as_separators(seed):
    problem = random_problem(seed, 9, SETTINGS["ties and balance"], layers=False)
    flow = solved(problem, threads=1, params=LabellingParams(rounds=1))
    assert flow.objective == pytest.approx(brute_force(problem)[1], abs=1e-9)


def test_some_settings_here_have_no_answer_and_some_have():
    answers = [
        brute_force(random_problem(seed, 8, criteria, layers=False))
        for seed, criteria in itertools.product([2, 3], SETTINGS.values())
    ]
    none = [answer is None or answer[0] > 0 for answer in answers]
    assert 3 <= sum(none) <= len(none) - 10


@given(st.integers(0, 10_000), st.sampled_from(["ties", "balance", "ties and balance", "young"]))
@settings(max_examples=6, deadline=None)
def test_a_bound_from_regions_is_never_above_the_optimum(seed, name):
    problem = random_problem(seed, 7, SETTINGS[name], layers=False)
    best = brute_force(problem)
    case = case_of(problem, rules_of(problem), np.arange(7))
    floors = RegionFloors(case)
    while floors.open:
        if not floors.raise_once(Deadline(SECONDS), lambda: False):
            assert best is None
            return
        if best is not None:
            assert case.constant + case.scale * floors.bound <= best[1] + 1e-7
    assert floors.bound > 0 or best is None or best[1] < 1e-2


def test_with_two_regions_that_may_lie_anywhere_the_bound_from_regions_is_the_optimum():
    # Both cut the same, so that the least one region cuts is what the best division cuts.
    criteria = PLAIN.with_(min_regions=2, max_regions=2, contiguous=False, min_inhabitants=40_000)
    problem = random_problem(2, 7, criteria, layers=False)
    case = case_of(problem, rules_of(problem), np.arange(7))
    floors = RegionFloors(case)
    floors.raise_once(Deadline(SECONDS), lambda: False)
    assert case.constant + case.scale * floors.bound == pytest.approx(brute_force(problem)[1], abs=1e-9)


def test_floors_are_the_least_that_a_region_with_each_unit_costs():
    problem = random_problem(3, 7, MIXED.with_(min_municipalities=2, max_inhabitants=140_000), layers=False)
    case = case_of(problem, rules_of(problem), np.arange(7))
    floors = RegionFloors(case)
    while floors.open:
        assert floors.raise_once(Deadline(SECONDS), lambda: False)
    least = np.full(7, np.inf)
    for mask in feasible_sets(problem):
        members = [i for i in range(7) if mask >> i & 1]
        if case.excess([tuple(members)]) == 0:
            inside = np.isin(np.arange(7), members)
            cut = inside[case.pairs[:, 0]] != inside[case.pairs[:, 1]]
            away = abs(problem.inhabitants[members].sum() - problem.criteria.target)
            least[members] = np.minimum(least[members], case.worth[cut].sum() / 2 + case.deviation * away)
    assert floors.floors == pytest.approx(least, rel=1e-6)


@given(st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=30, deadline=None)
def test_no_feasible_region_breaks_a_separator(seed, mask):
    problem = random_problem(seed, 8, PLAIN.with_(max_inhabitants=120_000), layers=False)
    case = case_of(problem, rules_of(problem), np.arange(8))
    members = tuple(i for i in range(8) if mask >> i & 1)
    found = Separators(case).of([members])
    assert bool(found) == (len(case.pieces(members)) > 1)
    for one in found:
        assert {one.first, one.second} <= set(members)
        assert not set(one.between) & set(members)
        for other in feasible_sets(problem):
            region = {i for i in range(8) if other >> i & 1}
            assert not {one.first, one.second} <= region or region & set(one.between)


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"objective": "compactness"}, False),
        ({"objective": "weighted"}, False),
        ({"left_over": "price", "price": 1.0}, False),
        ({"max_regions": None}, False),
        ({"max_regions": None, "min_inhabitants": 100_000}, True),
        ({"exempt_above": 10_000, "max_inhabitants": 200_000}, False),
        ({"exempt_above": 10_000_000, "max_inhabitants": 200_000}, True),
    ],
)
def test_only_what_is_linear_and_small_is_taken(change, taken):
    problem = random_problem(1, 30, PLAIN.with_(max_municipalities=30, **change), layers=False)
    assert takes(problem, rules_of(problem), np.arange(30)) == taken


def test_units_of_two_frames_are_not_taken():
    problem = random_problem(1, 12, PLAIN, frames=2, layers=False)
    assert not takes(problem, rules_of(problem), np.arange(12))
    assert takes(problem, rules_of(problem), np.flatnonzero(problem.frames == 0))


@pytest.mark.parametrize("criteria", [PLAIN, MIXED], ids=["ties", "ties and balance"])
def test_some_units_are_divided_as_if_the_others_stayed_where_they_are(criteria):
    problem = random_problem(4, 12, criteria.with_(max_municipalities=12, min_regions=2), layers=False)
    case = case_of(problem, rules_of(problem), np.arange(12))
    units = np.array(sorted(case.pieces(tuple(range(12)))[0]))[:7]
    found = label(problem, rules_of(problem), units, Deadline(SECONDS))
    sets = {m: v for m, v in feasible_sets(problem).items() if not m & ~sum(1 << int(i) for i in units)}
    full = sum(1 << int(i) for i in units)
    pairs = [sets[a] + sets[full ^ a] for a in sets if full ^ a in sets]
    triples = [sets[a] + sets[b] + sets[full ^ a ^ b] for a in sets for b in sets
               if not a & b and full ^ a ^ b in sets]  # fmt: skip
    least = min([*pairs, *triples], default=None)
    assert least is not None
    assert found.objective == pytest.approx(least, abs=1e-9)
    assert found.bound == pytest.approx(least, abs=1e-7)


def test_maine_is_proven():
    problem = counties("ME")
    found = solved(problem)
    assert cut_borders(problem, found.regions) == STATES["ME"].fewest
    assert found.bound == found.objective
    assert_keeps_the_rules(problem, found)


def test_two_regions_divided_anew_never_make_it_worse_and_mend_what_is_outside_the_bounds():
    problem = counties("NM")
    case = case_of(problem, rules_of(problem), np.arange(len(problem.units)))
    params = LabellingParams(trees=1, starts=1, pair_seconds=SECONDS)
    start = first_divisions(case, params, lambda: False)[0]
    assert case.excess(start) > 0
    last = (case.excess(start), case.value(start))
    for regions in redivide(case, start, Deadline(SECONDS), params, lambda: False):
        now = (case.excess(regions), case.value(regions))
        assert now < last
        last = now
        if last[0] == 0:
            break
    assert last[0] == 0


def test_a_stopped_search_keeps_its_start():
    problem = random_problem(3, 8, SETTINGS["minimise"], layers=False)
    start = list(solved(problem).regions)
    deadline = Deadline(SECONDS)
    deadline.stop()
    found = label(problem, rules_of(problem), np.arange(8), deadline, start=start)
    assert set(found.regions) == set(start)
    assert found.bound <= found.objective


def test_a_start_that_breaks_a_rule_is_never_the_answer():
    problem = random_problem(3, 8, SETTINGS["ties"], layers=False)
    start = [(0,), tuple(range(1, 8))]
    deadline = Deadline(SECONDS)
    deadline.stop()
    assert label(problem, rules_of(problem), np.arange(8), deadline, start=start).regions is None
    assert solved(problem, start=start).objective == pytest.approx(brute_force(problem)[1], abs=1e-9)


def test_every_way_to_spoil_a_division_is_seen():
    problem = random_problem(3, 8, SETTINGS["ties"], layers=False)
    case, regions = case_of(problem, rules_of(problem), np.arange(8)), list(solved(problem).regions)
    assert case.keeps(regions)
    members, heads, young = case.measures
    together, apart = (regions[0][0], regions[1][0]), regions[0][:2]
    for spoiled in (
        replace(case, low=4, high=4),
        replace(case, low=1, high=2),
        replace(case, edges=case.edges[:0]),
        replace(case, together=(together,)),
        replace(case, apart=(apart,)),
        replace(case, measures=(members._replace(most=2.0), heads, young)),
        replace(case, measures=(members, heads._replace(least=heads.values.sum() / 2), young)),
        replace(case, measures=(members, heads, young._replace(most=young.values.max()))),
    ):
        assert not spoiled.keeps(regions)
    assert not case.keeps([regions[0][1:], *regions[1:]])
    assert not case.keeps([regions[0], (*regions[1], regions[0][0]), *regions[2:]])


def test_progress_is_carried_further():
    problem = random_problem(3, 8, SETTINGS["minimise"], layers=False)
    best, units = brute_force(problem)[1], np.arange(8)
    heard = []
    progress = Progress(report=lambda one: heard.append((one.objective, one.bound)))
    assert not label_into(progress, problem, rules_of(problem), units, Deadline(SECONDS))
    assert is_proven(progress.gap)
    assert progress.objective == pytest.approx(SCALE * best)
    assert sum(column.cost for column in progress.regions) == pytest.approx(progress.objective)
    assert heard[-1] == (progress.objective, progress.bound)
    again = Progress(objective=progress.objective, regions=list(progress.regions))
    label_into(again, problem, rules_of(problem), units, Deadline(SECONDS))
    assert is_proven(again.gap)
    assert [column.members.tolist() for column in again.regions] == [c.members.tolist() for c in progress.regions]


def test_progress_tells_that_nothing_exists():
    problem = random_problem(1, 8, PLAIN.with_(min_inhabitants=10_000_000), layers=False)
    assert label_into(Progress(), problem, rules_of(problem), np.arange(8), Deadline(SECONDS))


@pytest.mark.parametrize(
    "change", [{"rounds": 0}, {"whole_share": 1.5}, {"floor_share": -0.1}, {"max_cells": float("nan")}]
)
def test_numbers_that_steer_are_checked(change):
    with pytest.raises(CriteriaError):
        LabellingParams(**change)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["NM", "ID", "NE"])
def test_states_are_proven(name):
    problem = counties(name)
    found = label(problem, rules_of(problem), np.arange(len(problem.units)), Deadline(300))
    assert cut_borders(problem, found.regions) == STATES[name].fewest
    assert found.bound == found.objective


@pytest.mark.slow
@pytest.mark.parametrize(("name", "most"), [("KS", 33), ("AR", 34)])
def test_states_come_near(name, most):
    problem = counties(name)
    found = label(problem, rules_of(problem), np.arange(len(problem.units)), Deadline(300))
    assert STATES[name].fewest <= cut_borders(problem, found.regions) <= most
    assert 0.4 * found.objective <= found.bound <= STATES[name].fewest / len(problem.edges) + 1e-9
    assert_keeps_the_rules(problem, found)
