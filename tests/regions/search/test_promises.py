"""What a search promises whatever happens: no false word about proof, time kept, the best found held."""

import threading
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible, random_problem

from igs_geo.regions import Criteria, Deadline, Restriction, SearchParams, SetStore, search
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.search.queueing import run_all

OPEN = Criteria(frame=None, min_municipalities=2, max_municipalities=4, youth_partnerships="ignore", target=60_000)


@given(
    seed=st.integers(0, 10**6),
    size=st.integers(3, 12),
    low=st.integers(1, 9),
    least=st.sampled_from([None, 80_000, 10**7]),
    seconds=st.sampled_from([0.0, 0.001, 0.05, 5.0]),
    room=st.sampled_from([1, 50, 10**6]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_required_is_never_impossible(seed, size, low, least, seconds, room):
    criteria = OPEN.with_(min_municipalities=low, max_municipalities=max(low, 4), min_inhabitants=least)
    problem = random_problem(seed, size, criteria, frames=2)
    answer = search(problem, time_limit=seconds, params=SearchParams(room=room))
    assert answer.status in ("optimal", "feasible")
    assert answer.reasons == ()
    for region in answer.regions:
        assert feasible(problem, list(problem.places(region.members)))
    if answer.status == "optimal":
        left, value = brute_force(problem)
        assert answer.left_over.inhabitants == left
        assert answer.objective / unit(problem) == pytest.approx(value, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_without_time_for_a_proof_nothing_is_called_impossible(seed):
    criteria = OPEN.with_(left_over="forbid", inside=("00000",))
    problem = random_problem(seed, 10, criteria)
    answer = search(problem, time_limit=0.0)
    assert answer.status != "infeasible"
    assert answer.status != "optimal" or brute_force(problem) is not None


def test_an_integer_program_without_an_answer_is_no_proof():
    # Room for so few regions that no whole division is among them: the linear program converges all the same.
    params = SearchParams(program=ProgramParams(small_pool=1, narrow_pool=1, large_pool=1, cut_rounds=0))
    seen = set()
    for seed in range(12):
        problem = random_problem(seed, 6 + seed % 4, OPEN.with_(left_over="forbid", max_municipalities=3 - seed % 2))
        expected = brute_force(problem)
        answer = search(problem, time_limit=0.5, params=params)
        seen.add((expected is None, answer.status))
        assert (answer.status == "infeasible") <= (expected is None)
    assert {none for none, _ in seen} == {True, False}


@pytest.mark.parametrize("rule", ["minimise", "price"])
def test_a_search_that_is_stopped_at_once_holds_a_division(rule):
    problem = random_problem(5, 60, OPEN.with_(left_over=rule, price=2.0 if rule == "price" else None))
    deadline = Deadline(600)
    deadline.stop()
    answer = search(problem, time_limit=deadline)
    assert answer.status in ("feasible", "optimal")
    assert answer.regions


def test_stopping_keeps_the_best_and_its_bound():
    problem = random_problem(8, 40, OPEN.with_(max_municipalities=7, left_over="price", price=2.0))
    deadline = Deadline(600)
    seen = []

    def report(snapshot):
        seen.append(snapshot)
        if snapshot.bound is not None and len(seen) > 3:
            deadline.stop()

    answer = search(problem, time_limit=deadline, report=report, params=SearchParams(gap=0.0))
    assert answer.seconds < 300
    best = min(s.objective for s in seen if s.objective is not None)
    assert answer.objective <= best + 1e-9
    assert answer.bound >= max(s.bound for s in seen if s.bound is not None) - 1e-9
    assert answer.bound <= answer.objective


def test_a_snapshot_is_made_as_the_answer_is():
    # Kept youth partnerships stay kept regions, on the way too.
    problem = random_problem(3, 30, OPEN.with_(youth_partnerships="keep", left_over="minimise"), youth=True)
    seen = []
    search(problem, time_limit=20, report=lambda snapshot: seen.append(snapshot.proposal()))
    assert seen
    kept = {problem.places(region.members) for proposal in seen for region in proposal.regions if region.kept}
    assert kept == {problem.youth[0].members}


def test_work_that_looks_at_no_clock_is_left_behind():
    free = threading.Event()
    done = []

    def slow(_):
        free.wait(60)

    start = time.perf_counter()
    run_all([slow, lambda _: done.append(1)], Deadline(0.2), threads=2, grace=0.1)
    assert time.perf_counter() - start < 30
    free.set()
    assert done == [1]


def test_what_goes_wrong_in_a_thread_is_raised_where_it_was_asked():
    def wrong(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_all([wrong], Deadline(60), threads=2, grace=0.1)


def test_sets_in_memory_do_not_remember_who_had_to_be_inside():
    store = SetStore()
    criteria = OPEN.with_(min_municipalities=3, left_over="minimise")
    for seed in range(12):
        for inside in ((), ("00001",), ("00002", "00003")):
            problem = random_problem(seed, 9, criteria.with_(inside=inside))
            answer = search(problem, store=store, time_limit=20)
            expected = brute_force(problem)
            if expected is None:
                assert answer.status == "infeasible"
            else:
                assert answer.left_over.inhabitants == expected[0]


def test_a_list_that_was_cut_short_is_not_kept():
    store = SetStore()
    problem = random_problem(5, 12, OPEN)
    deadline = Deadline(600)
    deadline.stop()
    search(problem, time_limit=deadline, store=store)
    again = search(problem, time_limit=20, store=store)
    assert again.sets is not None
    assert again.status == "optimal"


def test_who_may_be_left_over_at_most_is_kept_by_a_restriction():
    answered = 0
    for seed in range(12):
        problem = random_problem(seed, 10, OPEN.with_(left_over="minimise", min_municipalities=3))
        best = search(problem, time_limit=20)
        again = search(problem, time_limit=20, restriction=Restriction(left_most=best.left_over.inhabitants))
        assert again.objective == pytest.approx(best.objective)
        assert again.left_over.inhabitants == best.left_over.inhabitants
        answered += best.left_over.inhabitants > 0
        fewer = best.left_over.inhabitants - 1
        if fewer >= 0:
            none = search(problem, time_limit=20, restriction=Restriction(left_most=fewer))
            assert none.status == "infeasible"
    assert answered


@pytest.mark.parametrize("rule", ["forbid", "minimise"])
def test_a_division_that_costs_nothing_is_proven(rule):
    criteria = OPEN.with_(min_municipalities=1, max_municipalities=1, objective="compactness", left_over=rule)
    answer = search(random_problem(0, 4, criteria), time_limit=20)
    assert (answer.status, answer.gap) == ("optimal", 0)
    assert answer.objective == pytest.approx(0, abs=1e-12)


def test_the_gap_is_that_of_the_numbers_shown():
    for seed in range(6):
        problem = random_problem(seed, 16, OPEN.with_(max_municipalities=6))
        answer = search(problem, time_limit=0.3, params=SearchParams(room=100))
        if answer.bound is not None:
            assert answer.gap == pytest.approx((answer.objective - answer.bound) / answer.objective)
            assert (answer.status == "optimal") == (answer.gap == 0)
            assert np.isfinite(answer.bound)
