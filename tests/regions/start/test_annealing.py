"""How a run of annealing cools, how many moves it makes in its time, what it starts from, and which run counts."""

from types import SimpleNamespace

import numpy as np
import pytest
from instances import feasible, in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start import annealing
from igs_geo.regions.start.annealing import Run, anneal, average_cost, run_once
from igs_geo.regions.start.ground import costing_of, graph_of
from igs_geo.regions.start.params import StartParams

LONG = 120.0
OPEN = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=2, max_municipalities=3, target=60_000)
WEIGHTS = {"compactness": 1.0}
SIZE = 8
PARAMS = StartParams(steps=5, moves_per_unit=50, least_moves=7, hot=(0.5, 0.25), cold=0.01, outside=(4.0, 2.0))


def ground(**more):
    problem = in_a_row(random_problem(3, SIZE, OPEN.with_(objective="compactness", **more), layers=False))
    return problem, part_of(problem, rules_of(problem), np.arange(SIZE))


def by_definition(problem, part, region):
    return cost(problem, np.sort(part.units[list(region)])) / unit(problem)


class Steps:
    """Remembers what every step is made with, and lets time pass by itself."""

    def __init__(self, monkeypatch, seconds=None):
        self.made, self.now, self.seconds = [], 0.0, seconds
        monkeypatch.setattr(annealing, "anneal_at", self)
        if seconds is not None:
            monkeypatch.setattr(annealing, "time", SimpleNamespace(perf_counter=lambda: self.now))

    def __call__(self, costing, graph, state, regime, best, moves, rng):
        self.made.append((regime, moves))
        if self.seconds is not None:
            self.now += self.seconds * moves

    def left(self):
        return 10.0 - self.now


def run_of(part, **changes):
    values = {
        "costing": costing_of(part, WEIGHTS), "graph": graph_of(part, ()), "regions": [(0, 1), (2, 3, 4), (5, 6, 7)],
        "typical": 2.0, "hot": 0.5, "outside": 3.0, "moves_per_unit": 50, "numbers": (2, 5), "seed": (1, 2),
    }  # fmt: skip
    return Run(**(values | changes))


def test_a_run_cools_from_the_first_temperature_to_the_last_by_the_same_factor(monkeypatch):
    steps = Steps(monkeypatch)
    run_once(run_of(ground()[1]), Deadline(LONG), PARAMS)
    warmth = [regime.temperature for regime, _ in steps.made]
    assert len(warmth) == 5
    assert warmth[0] == pytest.approx(2.0 * 0.5)
    assert warmth[-1] == pytest.approx(2.0 * 0.01)
    assert np.diff(np.log(warmth)) == pytest.approx([np.log(0.01 / 0.5) / 4] * 4)
    regime = steps.made[0][0]
    assert (regime.shift, regime.swap, regime.recut, regime.split) == (
        PARAMS.shift, PARAMS.swap, PARAMS.recut, PARAMS.split,
    )  # fmt: skip
    assert (regime.min_regions, regime.max_regions) == (2, 5)
    # Half of the price is due as soon as a bound is missed, all of it at twice the bound.
    assert (regime.step, regime.slope) == (3.0, 6.0)


def test_moves_are_shared_out_over_the_steps(monkeypatch):
    steps = Steps(monkeypatch)
    run_once(run_of(ground()[1], moves_per_unit=100), Deadline(LONG), StartParams(steps=4, least_moves=10**9))
    assert [moves for _, moves in steps.made] == [100 * SIZE // 4] * 4


def test_where_time_is_short_there_are_as_many_moves_as_there_is_time_for(monkeypatch):
    # Each move takes a hundredth of a second of ten: a thousand in all, of which the first seven tell so.
    steps = Steps(monkeypatch, seconds=0.01)
    run_once(run_of(ground()[1], moves_per_unit=10**6), steps, StartParams(steps=5, least_moves=7))
    moves = [moves for _, moves in steps.made]
    assert moves[0] == 7
    assert moves[1] == pytest.approx((10.0 - 0.07) / 0.01 / 4, abs=2)
    assert sum(moves) == pytest.approx(1_000, abs=10)


def test_when_time_is_up_the_division_is_that_of_the_start(monkeypatch):
    problem, part = ground()
    steps = Steps(monkeypatch)
    over = Deadline(LONG)
    over.stop()
    outside, value, owner = run_once(run_of(part), over, PARAMS)
    assert steps.made == []
    assert outside == 0.0
    assert value == pytest.approx(sum(by_definition(problem, part, own) for own in [(0, 1), (2, 3, 4), (5, 6, 7)]))
    assert [set(np.flatnonzero(owner == owner[unit]).tolist()) for unit in (0, 2, 5)] == [{0, 1}, {2, 3, 4}, {5, 6, 7}]


def test_regions_outside_their_bounds_count_before_cost(monkeypatch):
    _, part = ground()
    Steps(monkeypatch)
    outside, _, _ = run_once(run_of(part, regions=[(0,), (1, 2, 3, 4), (5, 6, 7)]), Deadline(LONG), PARAMS)
    # One has half of the members that it needs, one has a third too many.
    assert outside == pytest.approx(2 * 0.5 + 0.5 + 1 / 3)


def test_what_a_region_costs_on_average_is_that_by_definition():
    problem, part = ground()
    costing, graph = costing_of(part, WEIGHTS), graph_of(part, ())
    for regions in ([(0, 1), (2, 3, 4)], [(0, 1), (1, 2), (3, 4, 5, 6)], [(0,), (3, 4)]):
        expected = np.mean([by_definition(problem, part, own) for own in regions])
        assert average_cost(costing, graph, regions) == pytest.approx(expected)
    # What costs nothing still is a unit of temperature.
    assert 0 < average_cost(costing, graph, [(0,), (1,)]) < 1e-9


def runs_of(monkeypatch, part, start=(), answers=None, **named):
    asked = []

    def once(run, deadline, params):
        asked.append(run)
        owner = np.full(len(part), -1)
        for place, region in enumerate(answers[run.seed] if answers else []):
            owner[list(region)] = place
        return (run.seed[1], 0.0, owner) if answers is None else (*answers["value"][run.seed], owner)

    monkeypatch.setattr(annealing, "run_once", once)
    found = anneal(part, WEIGHTS, list(start), Deadline(LONG), params=PARAMS, **named)
    return sorted(asked, key=lambda run: run.seed), found


def test_runs_take_turns_in_temperature_and_price_and_start_where_they_are_told(monkeypatch):
    problem, part = ground()
    asked, _ = runs_of(monkeypatch, part, [(1, 2), (4, 5, 6)], threads=3, seed=1)
    assert [(run.hot, run.outside) for run in asked] == [(0.25, 2.0), (0.5, 4.0), (0.25, 2.0)]
    assert [run.seed for run in asked] == [(1, 0), (1, 1), (1, 2)]
    for run in asked:
        assert sorted(run.regions) == [(0,), (1, 2), (3,), (4, 5, 6), (7,)]
        assert run.moves_per_unit == 50
        # Any number of regions will do.
        assert run.numbers[0] <= 0
        assert run.numbers[1] > SIZE
        both = [by_definition(problem, part, own) for own in [(1, 2), (4, 5, 6)]]
        assert run.typical == pytest.approx(np.mean(both))
    asked, _ = runs_of(monkeypatch, part, moves_per_unit=0)
    assert [run.moves_per_unit for run in asked] == [0]
    assert len(asked) == 1


def test_without_regions_neighbours_tell_what_a_region_costs(monkeypatch):
    problem, part = ground()
    asked, _ = runs_of(monkeypatch, part)
    # In a row each unit with one beside it, as a region has two members at least.
    stars = [(unit, unit - 1 if unit else 1) for unit in range(SIZE)]
    assert asked[0].typical == pytest.approx(np.mean([by_definition(problem, part, own) for own in stars]))
    wide, other = ground(min_municipalities=3)
    asked, _ = runs_of(monkeypatch, other)
    stars = [(unit, unit - 1, unit + 1) for unit in range(1, SIZE - 1)] + [(0, 1), (SIZE - 1, SIZE - 2)]
    assert asked[0].typical == pytest.approx(np.mean([by_definition(wide, other, own) for own in stars]))
    single, lone = ground(min_municipalities=1)
    asked, _ = runs_of(monkeypatch, lone)
    stars = [(unit, unit - 1 if unit else 1) for unit in range(SIZE)]
    assert asked[0].typical == pytest.approx(np.mean([by_definition(single, lone, own) for own in stars]))


def test_of_many_units_some_tell_what_a_region_costs():
    for size in (500, 501, 1_300):
        links = np.concatenate([np.full(size + 1, size + 1)])
        graph = SimpleNamespace(links=links, units=np.zeros((size, 5)), limits=SimpleNamespace(min_members=2))
        some = [star[0] for star in annealing._stars(graph)]
        assert len(some) <= 500
        assert len(some) > 250
        assert len(set(np.diff(some))) == 1
        assert some[0] == 0


def test_the_run_that_is_least_outside_its_bounds_counts_and_then_the_cheapest(monkeypatch):
    problem, part = ground()
    a, b, c = [(0, 1), (2, 3)], [(2, 3), (4, 5)], [(4, 5), (6, 7), (0, 1, 2, 3)]
    answers = {
        (0, 0): a, (0, 1): b, (0, 2): c, "value": {(0, 0): (0.5, 1.0), (0, 1): (0.0, 9.0), (0, 2): (0.0, 3.0)},
    }  # fmt: skip
    _, found = runs_of(monkeypatch, part, answers=answers, threads=3)
    # The last region has too many members: it is left over.
    assert found == [(4, 5), (6, 7)]
    assert all(feasible(problem, part.units[list(own)].tolist()) for own in found)


def test_a_start_holds_every_unit_once_with_bound_ones_together():
    # 1 and 3 belong together, and 2 joins them; what the regions that they were in lose may fall into pieces.
    _, part = ground(together=(("00001", "00003"),), max_municipalities=8)
    number = {int(place): i for i, place in enumerate(part.units)}
    row = [number[place] for place in range(SIZE)]

    def places(regions):
        return sorted(tuple(sorted(int(part.units[unit]) for unit in region)) for region in regions)

    def first(*regions):
        start = [tuple(row[place] for place in region) for region in regions]
        return places(annealing._first(part, start))

    assert first() == [(0,), (1, 2, 3), (4,), (5,), (6,), (7,)]
    assert first((0, 1), (2, 3, 4, 5)) == [(0,), (1, 2, 3), (4, 5), (6,), (7,)]
    assert first((0, 1, 2, 3), (6, 7)) == [(0, 1, 2, 3), (4,), (5,), (6, 7)]
    assert first((0, 1, 2), (3, 4), (5, 6)) == [(0,), (1, 2, 3), (4,), (5, 6), (7,)]
