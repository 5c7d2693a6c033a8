"""Divisions to start from: annealed part by part, along spanning trees, from shorter lists, or looked for beside."""

import itertools
import threading
import time
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from divisions import all_divisions
from instances import brute_force, feasible, feasible_sets, in_a_row, random_problem

from igs_geo.regions import Criteria, Deadline, SearchParams
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.search import starting
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.search.solving import hold, solve_subproblem
from igs_geo.regions.search.starting import Beside, Context, annealed, divided, offer, warm
from igs_geo.regions.search.subproblems import NOTHING, Restriction, split_up

LONG = 120.0
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000,
                left_over="forbid")  # fmt: skip


FEW_MOVES = 60


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Make few moves where no number is asked for: enough among so few units."""
    annealing, dividing = starting.anneal, starting.divide

    def anneal(*given, moves_per_unit, **named):
        return annealing(*given, moves_per_unit=moves_per_unit or FEW_MOVES, **named)

    monkeypatch.setattr(starting, "anneal", anneal)
    monkeypatch.setattr(starting, "divide", partial(dividing, moves_per_unit=FEW_MOVES))


def sub_of(criteria=OPEN, size=7, *, seed=4, room=10**6, threads=1, restriction=NOTHING, row=False, **more):
    """The only sub-problem of a random problem; all frames count together when the number of regions is bounded."""
    problem = random_problem(seed, size, criteria, layers=False, **more)
    prepared = prepare(in_a_row(problem) if row else problem, Deadline(LONG), room=room)
    (sub,) = split_up(prepared, threads, restriction)
    return sub


def context_of(grown=(), told=None, *, alone=True, **params):
    return Context(list(grown), SearchParams(**params), alone, (lambda: None) if told is None else told)


def run_of(sub, slack=np.inf, seconds=LONG):
    master = sub.master(np.full(len(sub.units), slack), sub.elastic)
    return Partitioning(master, sub.feasible_sets(), Deadline(seconds))


def cost_of(sub, regions):
    return sum(sub.column(region).cost for region in regions)


def covered(regions):
    return sorted(place for region in regions for place in region)


# Offering


def test_a_division_is_taken_with_what_leaving_over_costs_when_its_rows_allow_it():
    sub = sub_of(row=True)
    run = run_of(sub, slack=5.0)
    offer(sub, run, [(0, 1), (3, 4, 5)])
    assert run.progress.objective == pytest.approx(cost_of(sub, [(0, 1), (3, 4, 5)]) + 10.0)
    assert sorted(sub.units[run.progress.left].tolist()) == [2, 6]
    # Later answers can use its regions.
    assert {tuple(sorted(sub.units[c.members].tolist())) for c in run.master.columns} == {(0, 1), (3, 4, 5)}
    hard = run_of(sub)
    offer(sub, hard, [(0, 1), (3, 4, 5)])
    assert not hard.progress.found
    assert len(hard.master.columns) == 2


def test_a_region_that_breaks_a_rule_counts_as_left_over():
    sub = sub_of(row=True)
    run = run_of(sub, slack=5.0)
    offer(sub, run, [(0, 2), (3, 4, 5, 6), (1,)])
    assert run.progress.objective == pytest.approx(cost_of(sub, [(1,)]) + 30.0)


# Annealing


FRAMES = OPEN.with_(min_regions=1)


def test_every_part_is_annealed_from_the_regions_that_were_grown_in_it(monkeypatch):
    sub = sub_of(FRAMES, 8, frames=3, threads=5)
    assert len(sub.parts) > 2
    asked = []

    def anneal(part, weights, own, deadline, **named):
        asked.append((part, own, named))
        return [(0,)]

    monkeypatch.setattr(starting, "anneal", anneal)
    grown = [tuple(part.units.tolist()) for part in sub.parts if len(part) < 3]
    assert grown
    assert sorted(annealed(sub, context_of(grown), Deadline(LONG), moves=7, turn=3)) == sorted(
        (int(part.units[0]),) for part in sub.parts
    )
    for part, own, named in asked:
        assert [tuple(part.units[list(region)].tolist()) for region in own] == [
            region for region in grown if set(region) <= set(part.units.tolist())
        ]
        assert named == {"threads": 1, "moves_per_unit": 7, "seed": 3}
    # The first turn has all threads.
    annealed(sub, context_of(grown), Deadline(LONG))
    assert asked[-1][2] == {"threads": 5, "moves_per_unit": None, "seed": 0}


@pytest.mark.parametrize("turn", [0, 2])
def test_what_is_annealed_is_a_division_near_the_best(turn):
    sub = sub_of(FRAMES, 8, frames=2)
    found = annealed(sub, context_of(), Deadline(LONG), moves=300, turn=turn)
    assert covered(found) == list(range(8))
    assert all(feasible(sub.problem, list(region)) for region in found)
    assert cost_of(sub, found) <= 1.1 * SCALE * brute_force(sub.problem)[1]


# Spanning trees


@pytest.mark.parametrize(("low", "high"), [(4, 4), (None, 3), (6, None)])
def test_along_spanning_trees_the_number_of_regions_is_kept(low, high):
    sub = sub_of(OPEN.with_(min_regions=low, max_regions=high), 8, row=True)
    found = divided(sub, Deadline(LONG))
    assert covered(found) == list(range(8))
    assert all(feasible(sub.problem, list(region)) for region in found)
    assert (low or 0) <= len(found) <= (high or 8)


def test_along_spanning_trees_someone_is_left_over_only_where_that_may_be():
    problem = in_a_row(random_problem(4, 7, OPEN))
    heavy = int(problem.inhabitants.max()) - 1
    found = {}
    for rule in ("forbid", "price"):
        price = 1.0 if rule == "price" else None
        criteria = OPEN.with_(left_over=rule, price=price, max_inhabitants=heavy, min_regions=1)
        (sub,) = split_up(prepare(replace(problem, criteria=criteria), Deadline(LONG), room=10**6), 1, NOTHING)
        found[rule] = divided(sub, Deadline(0.5))
    assert found["forbid"] == []
    assert found["price"]
    assert int(problem.inhabitants.argmax()) not in covered(found["price"])


# Shorter lists


@pytest.mark.parametrize("seed", range(3))
def test_where_not_all_regions_can_be_listed_the_shorter_ones_give_the_best_start(seed):
    criteria = OPEN.with_(max_municipalities=6)
    sub = sub_of(criteria, 9, seed=seed, room=1, row=True)
    run = run_of(sub)
    told = []
    warm(sub, context_of(warm_gap=0.0, warm_share=1.0), run, told.append)
    best = brute_force(sub.problem)[1]
    assert run.progress.objective == pytest.approx(SCALE * best) if told else not run.progress.found
    if told:
        assert all(isinstance(progress, Progress) for progress in told)
        assert {column.members.tobytes() for column in run.progress.regions} <= run.master.known | {
            column.members.astype(np.int64).tobytes() for column in run.master.columns
        }


@pytest.mark.parametrize("room", [60, 120, 10**6])
def test_lists_of_a_start_hold_all_regions_up_to_a_size_and_no_more_than_there_is_room_for(room):
    criteria = OPEN.with_(min_municipalities=2, max_municipalities=7)
    sub = sub_of(criteria, 9, row=True)
    found = starting._smaller(sub, SearchParams(room=room), Deadline(LONG))
    (sets,) = found
    lengths = [size for size in range(2, 8) for _ in range(10 - size)]
    # In a row of nine, 9 + 8 + 7 + 6 pieces have at most four members.
    listed = len(sets.listing)
    assert listed in {sum(10 - size for size in range(1, most + 1)) for most in range(4, 8)}
    assert listed <= room // 2
    if room == 10**6:
        assert listed == 9 + len(lengths)


def test_without_room_for_the_shortest_there_is_no_list():
    sub = sub_of(OPEN.with_(max_municipalities=7), 9, row=True)
    assert starting._smaller(sub, SearchParams(room=2 * 29), Deadline(LONG)) is None
    assert starting._smaller(sub, SearchParams(room=2 * 30), Deadline(LONG)) is not None


def test_lists_get_longer_only_while_the_next_has_room():
    sub = sub_of(OPEN.with_(max_municipalities=7), 9, row=True)
    sizes = {}
    for growth in (1, 3):
        (sets,) = starting._smaller(sub, SearchParams(room=200, growth=growth), Deadline(LONG))
        sizes[growth] = len(sets.listing)
    # Thirty with four members, thirty-five with five; three times that is more than there is room for.
    assert sizes == {1: 42, 3: 35}
    deadline = Deadline(LONG)
    deadline.stop()
    assert (
        starting._smaller(sub, SearchParams(room=10**6), deadline) is None
        or len(starting._smaller(sub, SearchParams(room=10**6), deadline)[0].listing) == 30
    )


def test_regions_shorter_than_allowed_are_in_no_list():
    sub = sub_of(OPEN.with_(min_municipalities=6, max_municipalities=7), 9, row=True)
    (sets,) = starting._smaller(sub, SearchParams(), Deadline(LONG))
    feasible_ones = sum(int(page.sum()) for page in sets.listing.feasible)
    assert feasible_ones == 4 + 3


def test_costs_of_a_start_are_those_of_the_program():
    sub = sub_of(OPEN.with_(max_municipalities=5), 7)
    (sets,) = starting._smaller(sub, SearchParams(), Deadline(LONG))
    listed = np.concatenate(sets.costs)
    expected = sorted(SCALE * value for value in feasible_sets(sub.problem).values())
    assert sorted(listed[np.isfinite(listed)].tolist()) == pytest.approx(expected)


def test_where_even_short_ones_are_too_many_blocks_give_the_start():
    sub = sub_of(OPEN.with_(max_municipalities=4), 9, room=1)
    run = run_of(sub)
    warm(sub, context_of(room=1), run, [].append)
    assert run.progress.found
    regions = sub.places_of(run.progress.regions)
    assert covered(regions) == list(range(9))
    assert run.progress.objective == pytest.approx(cost_of(sub, regions))
    # All that were considered are there for the proof.
    assert len(run.master.columns) > len(regions)


def test_a_start_leaves_the_program_as_it_was_but_for_its_regions():
    sub = sub_of(OPEN.with_(max_municipalities=6), 9, room=1)
    run = run_of(sub)
    warm(sub, context_of(warm_share=1.0), run, [].append)
    assert run.progress.bound == -np.inf
    assert not run.master.cuts


# Beside the proof


class Proof:
    """A program at work, as far as who looks beside it sees."""

    def __init__(self, *, short=False, looks=10**6):
        self.short, self.looks, self.deadline = short, looks, Deadline(LONG)
        self.offered = []

    @property
    def over(self):
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def beside(monkeypatch):
    """What looks for better divisions, with what it asked for; each turn waits for a sign."""
    asked, go = [], threading.Semaphore(0)

    def annealed(sub, context, deadline, *, moves, turn):
        go.acquire(timeout=20)
        asked.append((turn, moves))
        return [(turn,)]

    monkeypatch.setattr(starting, "annealed", annealed)
    monkeypatch.setattr(starting, "offer", lambda sub, run, regions: run.offered.append(regions))
    whole = Deadline(LONG)
    own = Beside(None, context_of(turns=3, more_moves=10, pause=0.001), whole)
    yield SimpleNamespace(own=own, asked=asked, go=go, whole=whole)
    own.end()
    for _ in range(3):
        go.release()
    if own._thread is not None:
        own._thread.join(20)


def until(reached):
    end = time.perf_counter() + 20
    while not reached() and time.perf_counter() < end:
        time.sleep(0.001)
    assert reached()


def test_what_was_found_beside_is_offered_at_the_next_look(beside):
    proof = Proof()
    beside.own.improve(proof)
    thread = beside.own._thread
    assert thread.daemon
    assert proof.offered == []
    beside.go.release()
    beside.go.release()
    until(lambda: beside.own._found.qsize() == 2)
    beside.own.improve(proof)
    # One thread looks, turn after turn.
    assert beside.own._thread is thread
    assert proof.offered == [[(1,)], [(2,)]]
    beside.own.improve(proof)
    assert len(proof.offered) == 2


def test_every_turn_makes_more_moves_up_to_a_number_of_turns(beside):
    beside.own.improve(Proof())
    for _ in range(5):
        beside.go.release()
    until(lambda: len(beside.asked) == 5)
    assert beside.asked == [(1, 10), (2, 20), (3, 30), (4, 30), (5, 30)]


def test_looking_beside_ends_by_itself_or_with_the_search_and_never_ends_the_search(beside):
    beside.own.improve(Proof())
    beside.own.end()
    assert not beside.whole.stopped
    beside.go.release()
    beside.own._thread.join(20)
    assert not beside.own._thread.is_alive()
    other = Beside(None, context_of(), beside.whole)
    beside.whole.stop()
    assert other.deadline.stopped


def test_waiting_goes_on_while_the_proof_is_open_and_something_is_looked_for(beside):
    proof = Proof(looks=5)
    beside.own.wait(proof)
    # Nobody looks yet.
    assert proof.looks == 5
    beside.own.improve(proof)
    beside.go.release()
    until(lambda: beside.own._found.qsize() == 1)
    beside.own.wait(proof)
    assert proof.looks < 0
    assert proof.offered == [[(1,)]]
    impossible = Proof(short=True, looks=5)
    beside.own.wait(impossible)
    assert impossible.looks == 5


# What a search has to begin with


def held(criteria, grown, size=5, **more):
    told = []
    sub = sub_of(criteria, size, row=True, **more)
    hold(sub, context_of(grown, lambda: told.append(sub.known)))
    assert told == ([sub.known] if sub.known.regions is not None else [])
    assert sub.known.provisional
    assert sub.known.bound == -np.inf
    return sub, sub.known


WHOLE, PART = [(0, 1), (2, 3, 4)], [(0, 1), (3, 4)]


@pytest.mark.parametrize(("grown", "kept"), [(WHOLE, WHOLE), (PART, None), ([(0, 2), (1,), (3, 4)], None)])
def test_where_nobody_may_be_left_over_grown_regions_are_held_when_they_hold_everyone(grown, kept):
    sub, known = held(OPEN, grown)
    assert known.regions == kept
    assert known.fewest_proven == (kept is not None)
    assert known.objective == (pytest.approx(cost_of(sub, kept)) if kept else np.inf)


@pytest.mark.parametrize(("grown", "kept"), [(WHOLE, WHOLE), (PART, PART), ([(0, 2), (3, 4)], [(3, 4)])])
def test_where_some_may_be_left_over_it_is_not_said_that_they_must(grown, kept):
    sub, known = held(OPEN.with_(left_over="minimise"), grown)
    assert known.regions == kept
    assert known.objective == pytest.approx(cost_of(sub, kept))
    assert known.fewest_proven == (kept == WHOLE)


def test_with_a_price_who_is_left_over_costs_it():
    sub, known = held(OPEN.with_(left_over="price", price=3.0), PART)
    heads = sub.problem.inhabitants
    assert known.regions == PART
    assert known.fewest_proven
    assert known.objective == pytest.approx(cost_of(sub, PART) + SCALE * 3.0 * heads[2] / heads.sum())


def test_where_the_grown_regions_will_not_do_nothing_is_held_if_that_is_allowed():
    criteria = OPEN.with_(left_over="price", price=3.0, max_regions=1)
    _, known = held(criteria, WHOLE)
    assert known.regions == []
    assert known.objective == pytest.approx(SCALE * 3.0)
    _, known = held(criteria.with_(inside=("00002",)), WHOLE)
    assert known.regions is None
    _, known = held(criteria.with_(inside=("00002",)), [(2, 3)])
    assert known.regions == [(2, 3)]


def test_grown_regions_of_other_parts_are_not_held():
    criteria = OPEN.with_(left_over="minimise")
    problem = in_a_row(random_problem(4, 6, criteria, layers=False))
    problem = replace(problem, frames=np.array([0, 0, 0, 1, 1, 1]))
    subs = split_up(prepare(problem, Deadline(LONG), room=10**6), 1, NOTHING)
    for sub in subs:
        hold(sub, context_of([(0, 1), (2,), (3, 4, 5)]))
    assert [sub.known.regions for sub in subs] == [[(0, 1), (2,)], [(3, 4, 5)]]


# By the rule on who is left over


def minimised(criteria, seed, size=7, restriction=NOTHING, **params):
    """A solved sub-problem, whose every answer on the way is checked."""
    sub = sub_of(criteria, size, seed=seed, restriction=restriction)
    context = context_of(**params)
    hold(sub, context)
    solve_subproblem(sub, context, Deadline(LONG))
    return sub


def left_of(sub):
    return int(sub.problem.inhabitants.sum() - sub.problem.inhabitants[covered(sub.known.regions)].sum())


HARD = OPEN.with_(
    left_over="minimise", min_municipalities=2, max_municipalities=3, min_inhabitants=90_000, min_regions=1
)


@pytest.mark.parametrize("seed", range(4))
def test_the_fewest_are_left_over_and_of_those_divisions_the_cheapest_is_found(seed):
    sub = minimised(HARD, seed)
    left, value = brute_force(sub.problem)
    assert left_of(sub) == left
    assert sub.known.fewest_proven
    assert sub.known.objective == pytest.approx(SCALE * value)
    assert sub.known.bound == pytest.approx(SCALE * value)
    assert not sub.infeasible


def test_with_the_number_left_over_given_no_more_are_and_fewer_may_be():
    criteria = HARD.with_(min_regions=None, min_inhabitants=None, max_inhabitants=90_000)
    seen = set()
    for seed, slack in itertools.product(range(4), (-1, 0, 40_000)):
        problem = random_problem(seed, 7, criteria, layers=False)
        least = brute_force(problem)[0]
        most = least + slack
        if most < 0:
            continue
        sub = minimised(criteria, seed, 7, Restriction(left_most=most))
        assert sub.infeasible == (slack < 0)
        if slack >= 0:
            options = [value for _, left, value in all_divisions(problem) if left <= most]
            assert left_of(sub) <= most
            assert sub.known.objective == pytest.approx(SCALE * min(options))
            seen.add((slack, left_of(sub) == least))
    assert {slack for slack, _ in seen} == {0, 40_000}


def test_who_must_be_in_a_region_and_cannot_be_makes_it_impossible():
    criteria = OPEN.with_(left_over="minimise", min_inhabitants=10**7, inside=("00003",))
    sub = sub_of(criteria, 6)
    solve_subproblem(sub, context_of(), Deadline(LONG))
    assert sub.infeasible
    assert sub.known.regions is None


@pytest.mark.parametrize("room", [1, 10**6])
@pytest.mark.parametrize("rule", ["forbid", "price", "minimise"])
def test_a_program_with_all_aids_gives_the_answer_that_brute_force_gives(rule, room):
    # Room for so few regions in the last choice that annealing, trees and looking beside come first.
    params = {"program": ProgramParams(small_pool=1), "turns": 1, "more_moves": 20, "pause": 0.01}
    for seed, bounds in itertools.product(range(2), ({}, {"min_regions": 3, "max_regions": 3})):
        criteria = OPEN.with_(left_over=rule, price=0.3 if rule == "price" else None, **bounds)
        sub = sub_of(criteria, 7, seed=seed, room=room, threads=2, row=True)
        context = context_of(**params)
        hold(sub, context)
        solve_subproblem(sub, context, Deadline(20.0))
        expected = brute_force(sub.problem)
        assert sub.known.regions is not None
        assert left_of(sub) == expected[0] or rule == "price"
        assert sub.known.objective == pytest.approx(SCALE * expected[1])
        assert sub.known.bound <= SCALE * expected[1] * (1 + 1e-6)


# Limits on who is left over


@pytest.mark.parametrize(
    ("asked", "own", "most"), [(None, None, None), (700, None, 700), (None, 500, 500), (700, 500, 500), (500, 700, 500)]
)
def test_the_tighter_of_two_limits_on_who_is_left_over_counts_in_whole_inhabitants(asked, own, most):
    sub = sub_of(OPEN.with_(left_over="minimise"), 5, restriction=Restriction(left_most=asked))
    sub.heads = np.array([100, 399, 1, 200, 1])
    master = sub.master(np.zeros(5), 1.0, own)
    for left in (list(rows) for number in range(6) for rows in itertools.combinations(range(5), number)):
        assert master.admits([], left) == (most is None or sub.heads[left].sum() <= most)
