"""How many regions each piece of the map becomes, how often is tried, which try counts, and who is given up."""

from dataclasses import replace

import numpy as np
import pytest
from instances import ISLANDS, islands, random_problem

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start import trees
from igs_geo.regions.start.ground import graph_of, keeps_rules, regions_of, state_of
from igs_geo.regions.start.params import StartParams
from igs_geo.regions.start.trees import cut_all, divide

LONG = 120.0
PARAMS = StartParams(attempts=4, leave_attempts=3, tree_moves_per_unit=9, tree_outside=(7.0, 5.0), hot=(0.5, 0.25))


class Runs:
    """Takes the place of annealing: remembers the runs and gives each division back as the trees made it."""

    def __init__(self, monkeypatch, values=None, divisions=None):
        self.seen, self.values, self.divisions = [], values, divisions
        monkeypatch.setattr(trees, "run_once", self)

    def __call__(self, run, deadline, params):
        number = len(self.seen)
        self.seen.append(run)
        owner = np.full(len(run.graph.units), -1)
        for place, region in enumerate(self.divisions[number] if self.divisions else run.regions):
            owner[list(region)] = place
        return 0.0, self.values[number] if self.values else 1.0, owner


def asked(monkeypatch, sizes, *, heads=None, seconds=LONG, weights=("compactness",), runs=None, rules=None, **named):
    seen = Runs(monkeypatch, **(runs or {}))
    _, part, costs = islands(sizes, heads, weights, **(rules or {}))
    found = divide(part, costs, Deadline(seconds), params=PARAMS, **named)
    return part, seen.seen, found


def sizes_of(run, sizes):
    """How many regions each island was cut into."""
    ends = np.cumsum(sizes)
    return np.bincount([int(np.searchsorted(ends, region[0], side="right")) for region in run.regions]).tolist()


def test_a_run_keeps_to_the_number_of_regions_and_to_what_the_pieces_need(monkeypatch):
    cases = [
        ((None, None), {}, (2, 6)),
        ((4, 5), {}, (4, 5)),
        ((None, None), {"max_municipalities": 2}, (3, 6)),
        ((None, 4), {"min_inhabitants": 20_000}, (2, 3)),
        ((None, None), {"min_young": 10_000}, (2, 3)),
        ((None, None), {"max_young": 9_000}, (5, 6)),
        ((None, None), {"max_inhabitants": 20_000}, (3, 6)),
    ]
    for regions, rules, numbers in cases:
        _, seen, found = asked(monkeypatch, [2, 4], regions=regions, rules=rules)
        assert seen, rules
        assert {run.numbers for run in seen} == {numbers}, rules
        assert found is None or numbers[0] <= len(found) <= numbers[1]


def test_who_lifts_the_maximum_needs_no_more_regions(monkeypatch):
    rules = {"max_inhabitants": 20_000, "exempt_above": 30_000}
    _, seen, _ = asked(monkeypatch, [2, 4], heads=[10_000] * 5 + [40_000], rules=rules)
    assert {run.numbers for run in seen} == {(2, 6)}


def test_a_piece_that_is_too_small_for_any_region_is_left_over_or_makes_it_impossible(monkeypatch):
    rules = {"min_municipalities": 3, "max_municipalities": 6}
    _, seen, found = asked(monkeypatch, [2, 6], rules=rules)
    assert found is None
    assert seen == []
    _, seen, found = asked(monkeypatch, [2, 6], rules=rules | {"left_over": "minimise"}, may_leave=True)
    # It is a region of its own while others are made, and counts with them until then.
    assert {run.numbers for run in seen} == {(2, 3)}
    assert {unit for region in found for unit in region} == set(range(2, 8))


def test_bound_units_on_two_islands_make_it_impossible(monkeypatch):
    _, seen, found = asked(monkeypatch, [3, 3], rules={"together": (("00000", "00004"),)})
    assert (seen, found) == ([], None)


@pytest.mark.parametrize(
    ("regions", "may_leave", "possible"),
    [
        ((7, None), True, False), ((7, None), False, False), ((6, None), False, True), ((None, 1), False, False),
        ((None, 1), True, True), ((None, 2), False, True),
    ],
)  # fmt: skip
def test_numbers_out_of_reach_are_not_tried(monkeypatch, regions, may_leave, possible):
    _, seen, found = asked(monkeypatch, [2, 4], regions=regions, may_leave=may_leave)
    assert bool(seen) == possible
    assert (found is not None) == possible


def test_runs_take_turns_in_temperature_and_price_and_each_try_has_a_seed_of_its_own(monkeypatch):
    # Two regions of the row of four keep no rule: all tries are made.
    nothing = [[(0,), (1,)]] * 4
    _, seen, found = asked(monkeypatch, [2, 4], seed=3, runs={"divisions": nothing})
    assert found is None
    assert [run.seed for run in seen] == [(3, 0), (3, 1), (3, 2), (3, 3)]
    assert [(run.hot, run.outside) for run in seen] == [(0.25, 5.0), (0.5, 7.0)] * 2
    assert {run.moves_per_unit for run in seen} == {9}
    _, seen, _ = asked(monkeypatch, [2, 4], moves_per_unit=0)
    assert {run.moves_per_unit for run in seen} == {0}


def test_trying_ends_with_the_first_division_that_holds_everyone_or_with_the_time(monkeypatch):
    whole, part_ = [(0, 1), (2, 3), (4, 5)], [(0, 1), (2, 3)]
    _, seen, found = asked(monkeypatch, [2, 4], runs={"divisions": [part_, whole, whole, whole]})
    assert len(seen) == 2
    assert sorted(found) == whole
    _, seen, found = asked(monkeypatch, [2, 4], runs={"divisions": [part_] * 4}, seconds=0.0)
    assert len(seen) == 1
    assert found is None
    _, seen, found = asked(monkeypatch, [2, 4], runs={"divisions": [whole] * 4}, seconds=0.0)
    assert sorted(found) == whole


def test_where_some_may_be_left_over_the_fewest_people_are_and_then_the_cheapest_counts(monkeypatch):
    heads = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000]
    tries = [[(0, 1), (2, 3)], [(2, 3), (4, 5)], [(4, 5), (2, 3)]]
    for values, expected in (([1.0, 9.0, 2.0], tries[2]), ([1.0, 2.0, 9.0], tries[1]), ([0.0, 5.0, 5.0], tries[1])):
        runs = {"divisions": tries, "values": values}
        _, seen, found = asked(monkeypatch, [2, 4], heads=heads, may_leave=True, runs=runs)
        assert len(seen) == 3
        assert sorted(found) == sorted(expected)


def test_of_two_tries_that_are_as_good_the_first_counts(monkeypatch):
    tries = [[(2, 3)], [(0, 1), (2, 3)], [(0, 1), (4, 5)]]
    _, seen, found = asked(monkeypatch, [2, 4], may_leave=True, runs={"divisions": tries, "values": [1.0, 5.0, 5.0]})
    assert len(seen) == 3
    assert sorted(found) == tries[1]


def test_who_must_be_in_a_region_is_even_where_some_may_be_left_over(monkeypatch):
    tries = [[(0, 1), (2, 3)], [(4, 5)], [(0, 1)]]
    _, _, found = asked(monkeypatch, [2, 4], may_leave=True, runs={"divisions": tries}, rules={"inside": ("00005",)})
    assert found == [(4, 5)]


def test_regions_beyond_the_most_are_given_up_those_with_fewest_people_first(monkeypatch):
    heads = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000]
    tries = [[(0, 1), (2, 3), (4, 5)]] * 3
    for inside, kept in (((), [(2, 3), (4, 5)]), (("00000",), [(0, 1), (4, 5)])):
        _, _, found = asked(
            monkeypatch, [2, 2, 2], heads=heads, may_leave=True, regions=(None, 2), runs={"divisions": tries},
            rules={"inside": inside},
        )  # fmt: skip
        assert sorted(found) == kept


def test_each_piece_becomes_regions_in_proportion_to_its_people(monkeypatch):
    # Both can become two to six; six regions in all.
    for heads, expected in (
        ([10_000] * 12, [3, 3]),
        ([10_000] * 6 + [30_000] * 6, [2, 4]),
        ([50_000] + [1] * 11, [4, 2]),
    ):
        _, seen, _ = asked(monkeypatch, [6, 6], heads=heads, regions=(6, 6), runs={"divisions": [[(0,)]] * 4})
        assert sizes_of(seen[0], [6, 6]) == expected
        assert all(sum(sizes_of(run, [6, 6])) == 6 for run in seen)


def test_later_tries_share_the_regions_out_by_chance(monkeypatch):
    shares = set()
    for seed in range(6):
        _, seen, _ = asked(monkeypatch, [6, 6], seed=seed, regions=(6, 6), runs={"divisions": [[(0,)]] * 4})
        shares |= {tuple(sizes_of(run, [6, 6])) for run in seen[1:]}
    # People alone would always give three and three; chance moves each by a half at most.
    assert (3, 3) in shares
    assert {(2, 4), (4, 2)} & shares
    assert shares <= {(2, 4), (3, 3), (4, 2)}


def test_a_piece_without_a_region_takes_no_place_of_one(monkeypatch):
    runs = {"divisions": [[(1, 2)]] * 4}
    _, seen, _ = asked(
        monkeypatch, [1, 6], may_leave=True, weights=("balance",), runs=runs,
        rules={"min_municipalities": 2, "target": 1},
    )  # fmt: skip
    # As many as there can be of at least two: three of the six, beside the one that is left over.
    assert sizes_of(seen[0], [1, 6]) == [1, 3]


def test_no_piece_becomes_more_regions_than_it_can_or_fewer_than_it_must(monkeypatch):
    heads = [90_000] * 3 + [1] * 8
    _, seen, _ = asked(monkeypatch, [3, 8], heads=heads, regions=(6, 6), runs={"divisions": [[(0,)]] * 4})
    # Three units are three regions at most, whoever lives there.
    assert all(sizes_of(run, [3, 8]) == [3, 3] for run in seen[:1])
    for run in seen:
        one, other = sizes_of(run, [3, 8])
        assert 1 <= one <= 3
        assert 2 <= other <= 8


def test_with_a_target_the_first_try_makes_regions_of_that_size(monkeypatch):
    for target, number in ((20_000, 6), (40_000, 3), (10**9, 3), (1, 12)):
        _, seen, _ = asked(
            monkeypatch, [12], weights=("balance",), runs={"divisions": [[(0,)]] * 4}, rules={"target": target}
        )
        assert len(seen[0].regions) == number
    # Without one it is between the fewest and the most, and later tries are left to chance.
    _, seen, _ = asked(monkeypatch, [12], runs={"divisions": [[(0,)]] * 4})
    assert len(seen[0].regions) == 6
    numbers = set()
    for seed in range(6):
        _, seen, _ = asked(monkeypatch, [12], seed=seed, runs={"divisions": [[(0,)]] * 4})
        numbers |= {len(run.regions) for run in seen[1:]}
    assert numbers <= set(range(3, 13))
    assert len(numbers) > 4


@pytest.mark.parametrize("seed", range(3))
def test_pieces_are_cut_into_as_many_regions_as_they_are_to_become(seed):
    _, part, _ = islands([3, 5, 1])
    graph = graph_of(part, ())
    state = state_of(graph, [(0, 1, 2), (3, 4, 5, 6, 7), (8,)])
    want = np.ones(10, dtype=np.int64)
    # The last is to become two, and cannot.
    want[:3] = 1, 4, 2
    assert cut_all(graph, state, want, 3, 20, np.random.default_rng(seed)) == 6
    regions = regions_of(state.owner)
    assert sorted(len(own) for own in regions if own[0] >= 3 and own[0] < 8) == [1, 1, 1, 2]
    assert (0, 1, 2) in regions
    assert (8,) in regions
    assert all(keeps_rules(part, own) for own in regions)


def test_of_all_trees_that_are_drawn_for_a_cut_the_best_counts():
    # A square of nine with people in no order, into two as alike as can be.
    size, heads = 9, np.array([7, 1, 4, 9, 2, 8, 3, 6, 5]) * 1_000
    place = np.arange(size).reshape(3, 3)
    rows = [*zip(place[:, :-1].ravel(), place[:, 1:].ravel(), strict=True)]
    rows += [*zip(place[:-1].ravel(), place[1:].ravel(), strict=True)]
    criteria = ISLANDS.with_(max_municipalities=9, min_inhabitants=22_250, max_inhabitants=22_750)
    problem = random_problem(2, size, criteria, layers=False)
    problem = replace(problem, edges=np.array(rows), inhabitants=heads, young=heads // 2)
    part = part_of(problem, rules_of(problem), np.arange(size))
    graph = graph_of(part, ())

    def unlike(tries, seed):
        state = state_of(graph, [tuple(range(size))])
        want = np.ones(size + 1, dtype=np.int64)
        want[0] = 2
        assert cut_all(graph, state, want, 1, tries, np.random.default_rng(seed)) == 2
        one, other = regions_of(state.owner)
        return abs(int(part.arrays.inhabitants[list(one)].sum()) - int(part.arrays.inhabitants[list(other)].sum()))

    def hang(own):
        near = {unit: {b for a, b in [*rows, *((b, a) for a, b in rows)] if a == unit} & own for unit in own}
        reached = {min(own)}
        while more := set().union(*(near[unit] for unit in reached)) - reached:
            reached |= more
        return reached == own

    everyone = set(range(size))
    halves = [{unit for unit in everyone if mask >> unit & 1} for mask in range(1, 1 << (size - 1))]
    best = min(abs(heads.sum() - 2 * heads[list(own)].sum()) for own in halves if hang(own) and hang(everyone - own))
    assert {unlike(80, seed) for seed in range(5)} == {best}
    assert max(unlike(1, seed) for seed in range(5)) > best
