"""Stability: counted by hand from the draws, on any executor, and within its time."""

import pickle
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from multiprocessing import get_context

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import AnalysisParams, Criteria, CriteriaError, Weights, payoff_table, search, stability
from igs_geo.regions.analysis.stability import draw_weights, judge
from igs_geo.regions.deadline import Deadline

BASE = {"frame": None, "youth_partnerships": "ignore", "min_municipalities": 2, "max_municipalities": 5}
CRITERIA = Criteria(**BASE, weights=Weights(0.4, 0.3, 0.3, 0, 0))
PARAMS = AnalysisParams(samples=12, seed=7)


@pytest.fixture(scope="module")
def problem():
    return random_problem(5, 10, CRITERIA)


@pytest.fixture(scope="module")
def proposal(problem):
    return search(problem, time_limit=20)


@pytest.fixture(scope="module")
def measured(problem, proposal):
    return stability(problem, proposal, time_limit=60, threads=1, params=PARAMS)


class Pickling(ThreadPoolExecutor):
    """Hands over work as another process gets it, and remembers how much of it."""

    submitted = 0

    def submit(self, function, /, *arguments):
        self.submitted += 1
        work = pickle.dumps((function, arguments))

        def do():
            own, given = pickle.loads(work)
            return pickle.loads(pickle.dumps(own(*given)))

        return super().submit(do)


def test_draws_are_weights_over_the_criteria_that_count(problem):
    weights = draw_weights(problem, AnalysisParams(samples=2_000, seed=3))
    values = np.array([each.as_tuple() for each in weights])
    assert values.sum(axis=1) == pytest.approx(1)
    assert (values[:, 3:] == 0).all()
    # A Dirichlet distribution with all parameters 1: each of three weights is 1/3 on average and above 1/2 a quarter
    # of the time.
    assert values[:, :3].mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.03)
    assert (values[:, :3] > 0.5).mean(axis=0) == pytest.approx([0.25] * 3, abs=0.04)


def test_the_same_seed_draws_the_same_and_answers_the_same(problem, proposal, measured):
    again = stability(problem, proposal, time_limit=60, threads=1, params=PARAMS)
    assert measured.stopped_by_clock == 0
    assert again == measured
    assert draw_weights(problem, PARAMS) == measured.weights
    assert draw_weights(problem, replace(PARAMS, seed=8)) != measured.weights


def test_the_numbers_are_those_counted_by_hand(problem, proposal, measured):
    answers = [
        search(replace(problem, criteria=CRITERIA.with_(weights=weights)), time_limit=20)
        for weights in draw_weights(problem, PARAMS)
    ]
    assert (measured.drawn, measured.solved, measured.counted, measured.seed) == (12, 12, 12, 7)
    assert measured.gaps == (0.0,) * 12
    for place, region in enumerate(proposal.regions):
        pairs = list(combinations(region.members, 2))
        kept = [a in d.region_of() and d.region_of()[a] == d.region_of().get(b) for a, b in pairs for d in answers]
        assert measured.regions[place] == pytest.approx(np.mean(kept))
        subsets = [s for size in range(2, 6) for s in combinations(sorted(region.members), size)]
        stay = [s for s in subsets if sum(any(set(s) <= set(r.members) for r in d.regions) for d in answers) >= 11]
        people = dict(zip(problem.units, problem.inhabitants.tolist(), strict=True))
        expected = min(stay, key=lambda s: (-sum(people[nis] for nis in s), -len(s), s), default=None)
        assert measured.cores[place] == expected
        for pair in measured.fixed_pairs[place]:
            assert pair in stay
            assert not set(pair) & set(expected)
    assert any(core for core in measured.cores)
    assert any(0 < share < 1 for share in measured.regions)


def _judged(problem, proposal, gaps, **changes):
    answers = [None if gap == "none" else replace(proposal, gap=gap, status="optimal" if gap == 0 else "feasible")
               for gap in gaps]  # fmt: skip
    params = AnalysisParams(samples=len(gaps), **changes)
    return judge(problem, proposal, draw_weights(problem, params), answers, params)


def test_only_draws_close_to_their_optimum_count(problem, proposal):
    found = _judged(problem, proposal, [0.0] * 8 + [0.01, 0.0101, None, "none"])
    assert (found.drawn, found.solved, found.counted, found.stopped_by_clock) == (12, 11, 9, 4)
    assert found.gaps == (0.0,) * 8 + (0.01, 0.0101, None, None)
    assert found.cores == (None,) * len(proposal.regions), "fewer than ten count"
    assert set(found.regions) == {1.0}


def test_from_ten_counted_draws_on_there_are_cores(problem, proposal):
    found = _judged(problem, proposal, [0.0] * 10)
    assert found.cores == tuple(tuple(sorted(region.members)) for region in proposal.regions)
    assert found.fixed_pairs == ((),) * len(proposal.regions)


def test_left_over_is_not_together(problem, proposal):
    first = proposal.regions[0]
    without = replace(proposal, regions=proposal.regions[1:], gap=0.0)
    params = AnalysisParams(samples=10)
    found = judge(problem, proposal, draw_weights(problem, params), [proposal] * 6 + [without] * 4, params)
    assert found.regions[0] == pytest.approx(0.6)
    assert set(found.regions[1:]) == {1.0}
    assert found.cores[0] is None
    assert found.cores[1] is not None
    assert len(first.members) > 1


def test_without_draws_that_count_nothing_is_said(problem, proposal):
    found = _judged(problem, proposal, [None] * 3)
    assert set(found.regions) == {None}
    assert (found.counted, found.stopped_by_clock) == (0, 3)


def test_a_region_of_one_member_has_no_stability():
    alone = random_problem(2, 6, CRITERIA.with_(min_municipalities=1, max_municipalities=1))
    proposal = search(alone, time_limit=20)
    found = stability(alone, proposal, time_limit=20, params=PARAMS)
    assert set(found.regions) == {None}
    assert set(found.cores) == {None}


def test_draws_in_an_executor_answer_the_same(problem, proposal, measured):
    told = []
    with Pickling(2) as pool:
        found = stability(problem, proposal, time_limit=60, threads=2, executor=pool, params=PARAMS,
                          report=lambda *done: told.append(done))  # fmt: skip
    assert found == measured
    assert pool.submitted == 12
    assert told == [(done, 12) for done in range(1, 13)]


@pytest.mark.slow
def test_draws_in_processes_answer_the_same(problem, proposal, measured):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = stability(problem, proposal, time_limit=120, threads=2, executor=pool, params=PARAMS)
    assert found == measured


def test_a_criterion_alone_is_solved_once(problem, proposal):
    alone = replace(problem, criteria=CRITERIA.with_(weights=Weights(1, 0, 0, 0, 0)))
    with Pickling(1) as pool:
        found = stability(alone, proposal, time_limit=60, executor=pool, params=PARAMS)
    assert (pool.submitted, found.drawn, found.counted) == (1, 12, 12)


def test_a_stopped_clock_stops_the_draws(problem, proposal):
    deadline = Deadline(60)
    found = stability(problem, proposal, time_limit=deadline, params=PARAMS, report=lambda *_: deadline.stop())
    assert (found.drawn, found.solved, found.stopped_by_clock) == (12, 1, 11)


@pytest.mark.parametrize("executor", [False, True])
def test_no_time_gives_no_draws_and_does_not_wait(problem, proposal, executor):
    begin = time.perf_counter()
    with Pickling(1) as pool:
        found = stability(problem, proposal, time_limit=0, executor=pool if executor else None, params=PARAMS)
    assert (found.solved, found.stopped_by_clock) == (0, 12)
    assert time.perf_counter() - begin < 5


def test_the_payoff_table_holds_each_criterion_alone(problem, proposal):
    table = payoff_table(problem, proposal, time_limit=60)
    names = ["compactness", "cohesion", "ties"]
    assert [row.criterion for row in table.rows] == names
    values = {}
    for place, name in enumerate(names):
        weights = Weights(*(float(place == other) for other in range(5)))
        alone = search(replace(problem, criteria=CRITERIA.with_(weights=weights)), time_limit=20)
        values[name] = {other: sum(region.criteria[other] for region in alone.regions) for other in names}
    for row in table.rows:
        assert row.best == pytest.approx(values[row.criterion][row.criterion])
        assert row.worst == pytest.approx(max(run[row.criterion] for run in values.values()))
        assert row.own == pytest.approx(sum(region.criteria[row.criterion] for region in proposal.regions))
        assert row.best <= row.own + 1e-9
        assert row.gap == 0.0
        assert row.stand == pytest.approx((row.own - row.best) / (row.worst - row.best))


def test_the_payoff_table_in_an_executor_is_the_same(problem, proposal):
    with Pickling(2) as pool:
        found = payoff_table(problem, proposal, time_limit=60, executor=pool)
    assert found.rows == payoff_table(problem, proposal, time_limit=60).rows


def test_without_time_the_payoff_table_says_so(problem, proposal):
    table = payoff_table(problem, proposal, time_limit=0)
    assert {row.best for row in table.rows} == {None}
    assert {row.stand for row in table.rows} == {None}


@pytest.mark.parametrize(
    ("name", "value"),
    [("samples", 0), ("samples", True), ("samples", 2.5), ("seed", -1), ("core_share", 1.5), ("core_share", 0),
     ("counted_gap", float("nan")), ("grace", float("inf")), ("differences", (0.2, 0.0))],
)  # fmt: skip
def test_numbers_that_steer_nothing_are_refused(name, value):
    with pytest.raises(CriteriaError):
        AnalysisParams(**{name: value})
