"""The labelling model piece by piece, against every way to divide five units."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from instances import feasible, in_a_row, random_problem
from scipy.sparse import csr_array

from igs_geo.regions import Criteria, Weights
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import case_of
from igs_geo.regions.labelling.dividing import first_divisions, merit, redivide
from igs_geo.regions.labelling.params import LabellingParams
from igs_geo.regions.labelling.whole import Labels
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import rules_of

LONG = 600.0
SIZE = 5
PLAIN = Criteria(frame=None, min_municipalities=1, max_municipalities=6, max_regions=3, left_over="forbid",
                 youth_partnerships="ignore", objective="ties", target=60_000)  # fmt: skip
MIXED = PLAIN.with_(objective="weighted", weights=Weights(0, 0, 0.6, 0.4, 0))
RULES = {
    "ties": PLAIN,
    "balance": PLAIN.with_(objective="balance", min_regions=2),
    "balance in any number": PLAIN.with_(objective="balance", target=90_000),
    "both": MIXED.with_(min_regions=2),
    "members": PLAIN.with_(min_municipalities=2, max_municipalities=3),
    "inhabitants": MIXED.with_(min_inhabitants=40_000, max_inhabitants=120_000),
    "young": PLAIN.with_(min_young=15_000, max_young=45_000),
    "number from sizes": PLAIN.with_(max_regions=None, min_inhabitants=50_000),
    "together and apart": MIXED.with_(together=(("00000", "00003"),), apart=(("00001", "00002", "00004"),)),
    "not contiguous": MIXED.with_(contiguous=False, min_regions=3),
}


def partitions(units):
    """Every way to put some units into groups."""
    if not units:
        yield []
        return
    first, rest = units[0], units[1:]
    for groups in partitions(rest):
        yield [(first,), *groups]
        for place, group in enumerate(groups):
            yield [*groups[:place], (first, *group), *groups[place + 1 :]]


EVERY = [sorted(tuple(sorted(group)) for group in groups) for groups in partitions(tuple(range(SIZE)))]


def problem_of(criteria, seed, change=""):
    problem = random_problem(seed, SIZE, criteria, layers=False)
    flows = problem.flows.toarray()
    if change == "halves":
        return replace(problem, flows=csr_array(flows / 2 + 0.25 * (flows > 0)))
    if change == "fours":
        return replace(problem, flows=csr_array(4 * flows))
    if change == "no flows":
        return replace(problem, flows=csr_array(0 * flows))
    if change == "nobody in some":
        return replace(problem, inhabitants=np.where(np.arange(SIZE) % 2, problem.inhabitants, 0))
    if change == "few people":
        few = problem.inhabitants // 100
        criteria = criteria.with_(target=600)
        return replace(problem, criteria=criteria, inhabitants=few, young=few // 3)
    return problem


def whole_case(problem):
    return case_of(problem, rules_of(problem), np.arange(SIZE))


@pytest.mark.parametrize("criteria", RULES.values(), ids=RULES)
def test_the_numbers_of_a_case_lose_no_division_and_let_no_other_in(criteria):
    kept = 0
    for seed in range(3):
        problem = problem_of(criteria, seed)
        case = whole_case(problem)
        low, high = criteria.min_regions or 0, criteria.max_regions or SIZE
        for regions in EVERY:
            good = low <= len(regions) <= high and all(feasible(problem, list(region)) for region in regions)
            assert case.keeps(regions) == good
            kept += good
    assert kept


@pytest.mark.parametrize("criteria", [RULES["ties"], RULES["balance"], RULES["both"]], ids=["ties", "balance", "both"])
@pytest.mark.parametrize("change", ["", "halves", "fours", "no flows", "few people"])
def test_the_value_of_a_division_gives_its_cost(criteria, change):
    problem = problem_of(criteria, 2, change)
    case = whole_case(problem)
    for regions in EVERY:
        expected = sum(cost(problem, np.array(region)) for region in regions) / unit(problem)
        value = case.value(regions)
        assert case.constant + case.scale * value == pytest.approx(expected, abs=1e-9)
        if case.whole:
            assert value == round(value)
            assert case.round_up(value) == case.round_up(value - 0.5) == value
            assert case.round_up(value + 0.5) == value + 1
            assert case.round_up(2 * value - 0.5, 2.0) == 2 * value
        else:
            assert case.round_up(value - 0.5) == value - 0.5
    # The solver tells values apart where they are not too many.
    assert max(case.value(regions) for regions in EVERY) <= 100_000
    counted = criteria is RULES["ties"] and change != "halves"
    assert case.whole == (counted or (criteria is RULES["balance"] and change == "few people"))


@pytest.mark.parametrize("criteria", RULES.values(), ids=RULES)
@pytest.mark.parametrize("rounds", [0, 30], ids=["flow", "separators"])
def test_the_model_has_the_best_division_however_it_holds_regions_together(criteria, rounds):
    answered = 0
    for seed in range(2):
        case = whole_case(problem_of(criteria, seed))
        good = [regions for regions in EVERY if case.keeps(regions)]
        heard = []
        labels = Labels(case, rounds, heard=heard.append)
        found = labels.solve(Deadline(LONG))
        if not good:
            assert found is None
            continue
        answered += 1
        best = min(case.value(regions) for regions in good)
        assert case.keeps(found)
        assert case.value(found) == pytest.approx(best, abs=1e-6)
        assert heard == sorted(heard)
        assert best * (1 - 1e-6) - 1 <= heard[-1] <= best + 1e-6 * max(best, 1)
        if best > 2:
            assert labels.solve(Deadline(LONG), below=best - 1) is None
            assert case.value(labels.solve(Deadline(LONG), below=best + 1e-6 * best)) == pytest.approx(best, abs=1e-6)
    assert answered


@pytest.mark.parametrize("seed", range(3))
def test_a_region_may_hang_together_through_units_where_nobody_lives(seed):
    problem = in_a_row(problem_of(RULES["ties"].with_(max_inhabitants=130_000, min_regions=2), seed, "nobody in some"))
    case = whole_case(problem)
    best = min(case.value(regions) for regions in EVERY if case.keeps(regions))
    assert case.value(Labels(case, 30).solve(Deadline(LONG))) == pytest.approx(best, abs=1e-6)


def test_kept_regions_count_among_those_that_are_asked_for():
    youth = (YouthPartnership("a", "A", (0, 1)),)
    criteria = PLAIN.with_(youth_partnerships="keep", min_regions=2, max_regions=4, max_municipalities=2)
    problem = replace(random_problem(1, 8, criteria, layers=False), youth=youth)
    case = case_of(problem, rules_of(problem), np.arange(2, 8))
    # Six units in regions of two at most.
    assert (case.low, case.high) == (3, 3)
    wide = replace(problem, criteria=criteria.with_(max_municipalities=6))
    case = case_of(wide, rules_of(wide), np.arange(2, 8))
    assert (case.low, case.high) == (1, 3)


@pytest.mark.parametrize("seed", range(4))
def test_where_bounds_cannot_be_kept_they_are_broken_as_little_as_can_be(seed):
    criteria = MIXED.with_(min_regions=2, max_regions=2, min_inhabitants=60_000, max_inhabitants=65_000)
    case = whole_case(problem_of(criteria, seed))
    every = [r for r in EVERY if len(r) == 2 and all(len(case.pieces(members)) == 1 for members in r)]
    least = min(case.excess(regions) for regions in every)
    found = Labels(case, 30).solve(Deadline(LONG), elastic=True)
    assert case.excess(found) == pytest.approx(least, abs=1e-6)
    assert least == 0 or Labels(case, 30).solve(Deadline(LONG)) is None


def row_of(size, heads, **more):
    criteria = PLAIN.with_(objective="balance", max_municipalities=size, **more)
    problem = in_a_row(random_problem(1, size, criteria, layers=False))
    people = np.asarray(heads, dtype=np.int64)
    problem = replace(problem, inhabitants=people, young=people // 3)
    return problem, case_of(problem, rules_of(problem), np.arange(size))


PARAMS = LabellingParams(starts=4, trees=30)


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_first_divisions_hang_together_and_share_out_the_inhabitants(number):
    _, case = row_of(12, [1_000] * 12, target=12_000 // number, min_regions=number, max_regions=number)
    found = first_divisions(case, PARAMS, lambda: False)
    assert len(found) == PARAMS.starts
    for regions in found:
        assert len(regions) == number
        assert sorted(place for region in regions for place in region) == list(range(12))
        assert all(len(case.pieces(region)) == 1 for region in regions)
        assert max(map(len, regions)) - min(map(len, regions)) <= 2
    assert all(merit(case, one) <= merit(case, two) for one, two in pairwise(found))
    assert merit(case, found[0])[0] == 0
    assert first_divisions(case, PARAMS, lambda: True) == []


def test_first_divisions_have_as_many_regions_as_the_target_asks_within_the_bounds():
    for target, expected in ((6_000, 2), (4_000, 3), (3_000, 4), (1_000, 5), (50_000, 2)):
        _, case = row_of(12, [1_000] * 12, target=target, min_regions=2, max_regions=5)
        assert {len(regions) for regions in first_divisions(case, PARAMS, lambda: False)} == {expected}


def test_every_turn_draws_other_trees_and_the_same_turn_the_same():
    problem = random_problem(3, 14, PLAIN.with_(max_municipalities=14, min_regions=3), layers=False)
    units = np.array(sorted(max(case_of(problem, rules_of(problem), np.arange(14)).pieces(tuple(range(14))), key=len)))
    case = case_of(problem, rules_of(problem), units)
    first, second = (first_divisions(case, PARAMS, lambda: False, turn) for turn in (0, 1))
    assert first == first_divisions(case, PARAMS, lambda: False, 0)
    assert first != second


@pytest.mark.parametrize(
    "more", [{"contiguous": False}, {"together": (("00000", "00001"),)}, {"apart": (("00000", "00001"),)}]
)
def test_what_trees_know_nothing_of_gets_no_first_division(more):
    _, case = row_of(6, [1_000] * 6, min_regions=2, **more)
    assert first_divisions(case, PARAMS, lambda: False) == []


def test_a_map_that_falls_apart_gets_no_first_division():
    _, case = row_of(6, [1_000] * 6, min_regions=2)
    assert first_divisions(replace(case, edges=case.edges[1:]), PARAMS, lambda: False) == []


@pytest.mark.parametrize("name", ["ties", "both"])
def test_two_regions_at_a_time_are_made_as_good_as_can_be(name):
    gained = 0
    for seed in range(3):
        problem = in_a_row(problem_of(RULES[name].with_(min_regions=3, min_municipalities=1), seed))
        case = whole_case(problem)
        good = [r for r in EVERY if len(r) == 3 and all(len(case.pieces(members)) == 1 for members in r)]
        start = max(good, key=lambda regions: merit(case, regions))
        steps = [start, *redivide(case, start, Deadline(LONG), PARAMS, lambda: False)]
        assert all(merit(case, after) < merit(case, before) for before, after in pairwise(steps))
        last = {frozenset(region) for region in steps[-1]}
        gained += len(steps) > 1
        # No other division that keeps one of the regions is better.
        for other in good:
            if last & {frozenset(region) for region in other}:
                assert merit(case, other)[1] >= merit(case, steps[-1])[1] * (1 - 1e-6) - 1e-9
    assert gained
    assert list(redivide(case, start, Deadline(LONG), PARAMS, lambda: True)) == []
    assert list(redivide(case, start, Deadline(0.0), PARAMS, lambda: False)) == []


def test_some_units_alone_are_numbered_anew_with_what_lies_between_them():
    criteria = MIXED.with_(together=(("00001", "00004"),), apart=(("00002", "00004"),))
    case = whole_case(problem_of(criteria, 1))
    own = case.only((1, 2, 4), 2)
    assert (own.low, own.high, len(own)) == (2, 2, 3)
    assert own.together == ((0, 2),)
    assert own.apart == ((1, 2),)
    number = {1: 0, 2: 1, 4: 2}
    for rows, mine in ((case.edges, own.edges), (case.pairs, own.pairs)):
        expected = {(number[a], number[b]) for a, b in rows.tolist() if a in number and b in number}
        assert {tuple(row) for row in mine.tolist()} == expected
    for mine, whole in zip(own.measures, case.measures, strict=True):
        assert mine.values.tolist() == whole.values[[1, 2, 4]].tolist()
    worth = {tuple(pair): value for pair, value in zip(case.pairs.tolist(), case.worth.tolist(), strict=True)}
    back = {place: unit_ for unit_, place in number.items()}
    for (a, b), value in zip(own.pairs.tolist(), own.worth.tolist(), strict=True):
        assert value == worth[back[a], back[b]]


def test_pieces_come_with_the_most_inhabitants_first():
    _, case = row_of(6, [9, 1, 5, 5, 1, 30], min_regions=2)
    assert case.pieces((0, 1, 3, 5)) == [{5}, {0, 1}, {3}]
    assert case.pieces((0, 2, 4)) == [{0}, {2}, {4}]
    assert case.pieces((2, 3, 4, 0)) == [{2, 3, 4}, {0}]
    assert math.isinf(case.measures[2].most) or case.measures[2].most > 0
