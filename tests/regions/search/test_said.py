"""What a search says of what its sub-problems know, in which order they are solved, and whose answer is checked."""

import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.regions import Criteria, Deadline, Restriction, SearchParams, search
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.rows import PairRow
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.search.search import Clock, Search
from igs_geo.regions.search.solving import go_on, solve_subproblem
from igs_geo.regions.search.subproblems import NOTHING, Known

MODULE = sys.modules[Search.__module__]
LONG = 120.0
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000,
                left_over="minimise")  # fmt: skip


def search_of(criteria=OPEN, frames=(0,) * 6, *, report=None, room=10**6, limit=LONG, **changes):
    problem = in_a_row(random_problem(4, len(frames), criteria, layers=False))
    problem = replace(problem, frames=np.array(frames), **changes)
    prepared = prepare(problem, Deadline(LONG), room=room)
    clock = Clock(time.perf_counter() - 5.0, limit, 1)
    return Search(prepared, clock, Deadline(limit), report, NOTHING, SearchParams())


def known(regions, objective=100.0, bound=50.0, *, proven=True):
    return Known(regions, objective, bound, fewest_proven=proven, provisional=False)


WHOLE = [(0, 1, 2), (3, 4, 5)]


def says(running, *found):
    for sub, one in zip(running.subs, found, strict=True):
        sub.known = one
    return running.proposal()


def test_the_parts_of_an_answer_are_added_up():
    seen = []
    running = search_of(frames=(0, 0, 0, 1, 1, 1), report=seen.append)
    answer = says(running, known([(0, 1), (2,)], 30.0, 20.0), known([(3, 4, 5)], 70.0, 40.0))
    running._tell()
    (snapshot,) = seen
    scale = unit(running.problem) / SCALE
    assert snapshot.objective == pytest.approx(100.0 * scale)
    assert snapshot.bound == pytest.approx(60.0 * scale) == pytest.approx(answer.bound)
    assert snapshot.covered == 6
    assert 5.0 <= snapshot.seconds < 65.0
    assert [running.problem.places(region.members) for region in answer.regions] == [(0, 1), (2,), (3, 4, 5)]
    assert not any(region.kept for region in answer.regions)
    assert answer.sets == running.prepared.number
    assert snapshot.proposal().objective == answer.objective


def test_without_a_division_of_every_part_there_is_no_answer_yet():
    seen = []
    running = search_of(frames=(0, 0, 0, 1, 1, 1), report=seen.append)
    assert says(running, known([(0, 1), (2,)]), Known()).status == "unknown"
    running._tell()
    assert (seen[0].objective, seen[0].bound, seen[0].covered) == (None, None, 3)


def test_who_does_not_listen_is_told_nothing():
    running = search_of()
    running.problem = None
    running._tell()


def test_there_is_no_bound_where_fewer_might_be_left_over():
    running = search_of(frames=(0, 0, 0, 1, 1, 1))
    first, second = known([(0, 1, 2)]), known([(3, 4)])
    assert says(running, first, second).bound == pytest.approx(100.0 * unit(running.problem) / SCALE)
    answer = says(running, first, replace(second, fewest_proven=False))
    assert answer.bound is None
    assert not answer.left_over.fewest_proven


@pytest.mark.parametrize(
    ("objective", "bound", "said"),
    [
        (100.0, 50.0, 50.0), (100.0, 0.0, None), (100.0, -20.0, None), (100.0, -np.inf, None), (100.0, 1e-6, 1e-6),
        (0.0, 0.0, 0.0), (0.0, -1e-9, 0.0), (1e-10, -1.0, 0.0), (500.0, -1.0, None),
    ],
)  # fmt: skip
def test_a_bound_below_nothing_says_nothing_except_of_what_costs_nothing(objective, bound, said):
    seen = []
    running = search_of(report=seen.append)
    says(running, known(WHOLE, objective, bound))
    running._tell()
    expected = None if said is None else pytest.approx(said * unit(running.problem) / SCALE)
    assert seen[0].bound == expected


def test_where_regions_are_not_listed_the_best_company_is_a_bound_too_when_nobody_is_left_over():
    seen = []
    for room in (1, 10**6):
        running = search_of(OPEN.with_(objective="ties"), room=room, report=seen.append)
        for regions in (WHOLE, WHOLE[:1]):
            says(running, known(regions, 1e6, -np.inf))
            running._tell()
    assert [snapshot.bound is not None for snapshot in seen] == [True, False, False, False]
    better = search_of(OPEN.with_(objective="ties"), room=1, report=seen.append)
    says(better, known(WHOLE, 1e6, 1e5))
    better._tell()
    assert seen[-1].bound == pytest.approx(1e5 * unit(better.problem) / SCALE)


def test_kept_regions_are_in_every_answer_and_in_its_cost():
    youth = (YouthPartnership("a", "A", (0, 1)),)
    running = search_of(OPEN.with_(youth_partnerships="keep"), youth=youth, report=[].append)
    answer = says(running, known([(2, 3), (4, 5)], 40.0, 40.0))
    kept = {running.problem.places(region.members): region.kept for region in answer.regions}
    assert kept == {(0, 1): True, (2, 3): False, (4, 5): False}
    fixed = running._objective([known([], 0.0)])
    assert fixed > 0
    assert answer.bound == pytest.approx((40.0 / SCALE + fixed) * unit(running.problem))


def test_a_part_without_a_division_makes_the_whole_impossible():
    running = search_of(frames=(0, 0, 0, 1, 1, 1))
    running.subs[1].infeasible = True
    assert says(running, known([(0, 1, 2)]), known([(3, 4, 5)])).status == "infeasible"
    running.subs[1].infeasible = False
    assert says(running, known([(0, 1, 2)]), known([(3, 4, 5)])).status == "feasible"
    # One of two that belong together is in a region that is kept without the other.
    youth = (YouthPartnership("a", "A", (0, 1)),)
    blocked = search_of(OPEN.with_(youth_partnerships="keep", together=(("00001", "00002"),)), youth=youth)
    assert says(blocked, known([(3, 4, 5)])).status == "infeasible"


def test_looking_beside_is_for_a_part_that_is_alone():
    assert search_of().context.alone
    assert not search_of(frames=(0, 0, 0, 1, 1, 1)).context.alone


# The order of work


FRAMES = (0, 0, 0, 1, 1, 1, 1, 1, 2, 2)


def steps_of(monkeypatch, running, *, stop_after=None):
    asked = []

    def run_all(work, deadline, *, threads, grace):
        asked.append(([piece.func for piece in work], [piece.args[0] for piece in work], threads, grace))
        if len(asked) == stop_after:
            deadline.stop()

    monkeypatch.setattr(MODULE, "run_all", run_all)
    running.run()
    return asked


def test_the_largest_part_is_solved_first_and_then_the_small_ones_and_the_time_left_is_used(monkeypatch):
    running = search_of(frames=FRAMES)
    asked = steps_of(monkeypatch, running)
    sizes = [len(sub.units) for sub in asked[0][1]]
    assert sizes == [5, 2, 3]
    assert asked[1][1] == asked[0][1]
    assert [set(functions) for functions, *_ in asked] == [{solve_subproblem}, {go_on}]
    assert asked[0][2:] == (1, SearchParams().grace)
    # There is a division of every part before anything is solved.
    assert all(sub.known.regions is not None for sub in running.subs)


def test_when_time_is_up_nothing_is_begun(monkeypatch):
    assert len(steps_of(monkeypatch, search_of(frames=FRAMES), stop_after=1)) == 1
    late = search_of(frames=FRAMES)
    late.deadline.stop()
    assert steps_of(monkeypatch, late) == []


def test_without_any_part_there_is_nothing_to_solve(monkeypatch):
    youth = (YouthPartnership("a", "A", (0, 1, 2)), YouthPartnership("b", "B", (3, 4, 5)))
    running = search_of(OPEN.with_(youth_partnerships="keep"), youth=youth)
    assert steps_of(monkeypatch, running) == [([], [], 1, SearchParams().grace)] * 2
    assert running.proposal().status == "optimal"


# Whose answer is checked


def test_every_answer_is_checked_but_that_nothing_keeps_to_a_restriction(monkeypatch):
    checked = []

    def accepted(problem, found):
        checked.append(found)
        return found

    monkeypatch.setattr(MODULE, "accepted", accepted)
    problem = in_a_row(random_problem(4, 6, OPEN.with_(left_over="forbid"), layers=False))
    # At most so many pairs of all may be together.
    some, none = (Restriction(pair_rows=(PairRow(np.zeros(6, np.int64), most),)) for most in (9, -1))
    for restriction, status, asked in ((NOTHING, "optimal", 1), (some, "optimal", 2), (none, "infeasible", 2)):
        found = search(problem, time_limit=LONG, restriction=restriction)
        assert found.status == status
        assert len(checked) == asked
    search(replace(problem, criteria=OPEN.with_(left_over="forbid", min_inhabitants=10**8)), time_limit=LONG)
    assert checked[-1].status == "infeasible"


def test_a_search_says_how_long_it_took_and_might_have_taken():
    problem = in_a_row(random_problem(4, 6, OPEN, layers=False))
    before = time.perf_counter()
    found = search(problem, time_limit=LONG, threads=3)
    assert 0 < found.seconds <= time.perf_counter() - before
    assert found.time_limit == pytest.approx(LONG, abs=1.0)
    assert found.threads == 3
