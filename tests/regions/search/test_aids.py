"""Which aids a program gets for its sub-problem, and what counts when whole inhabitants make the difference."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from instances import brute_force, in_a_row, random_problem

from igs_geo.regions import Criteria, Deadline, Restriction, SearchParams, search
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.rows import PairRow
from igs_geo.regions.search import solving, starting
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.search.solving import go_on, hold, solve_subproblem
from igs_geo.regions.search.starting import Context
from igs_geo.regions.search.subproblems import NOTHING, split_up

LONG = 120.0
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000,
                left_over="forbid")  # fmt: skip
PAIRS = Restriction(pair_rows=(PairRow(np.zeros(7, np.int64), 30),))
AIDS = ("annealed", "divided", "warm", "Beside", "label_into")


def sub_of(criteria=OPEN, *, room=10**6, threads=2, restriction=NOTHING, seed=4, size=7):
    problem = in_a_row(random_problem(seed, size, criteria, layers=False))
    (sub,) = split_up(prepare(problem, Deadline(LONG), room=room), threads, restriction)
    return sub


def context_of(grown=(), *, alone=True, **params):
    return Context(list(grown), SearchParams(**params), alone, lambda: None)


ALL = [(0, 1, 2), (3, 4), (5, 6)]
SMALL_POOL = {"program": ProgramParams(small_pool=1)}
FEWER = OPEN.with_(max_regions=3)


@pytest.mark.parametrize(
    ("sub", "grown", "alone", "params", "aids"),
    [
        # Few regions: the program alone is quick.
        ({}, [], True, {}, []),
        ({}, ALL, True, {}, []),
        # Many: annealing, trees where that found nothing, and looking beside where a core is free.
        ({}, ALL, True, SMALL_POOL, ["annealed", "Beside"]),
        ({}, [], True, SMALL_POOL, ["annealed", "divided", "Beside"]),
        ({}, ALL, False, SMALL_POOL, ["annealed"]),
        ({"threads": 1}, ALL, True, SMALL_POOL, ["annealed"]),
        # Not listed: shorter lists first.
        ({"room": 1}, ALL, True, {}, ["warm", "annealed", "Beside"]),
        # The number of regions is bounded: trees keep to it, where nothing is held.
        ({"criteria": FEWER}, [], True, SMALL_POOL, ["divided"]),
        ({"criteria": FEWER}, ALL, True, SMALL_POOL, []),
        ({"criteria": FEWER, "room": 1}, [], True, {}, ["divided"]),
        # Trees know nothing of pairs.
        ({"restriction": PAIRS}, [], True, SMALL_POOL, []),
        # Few large regions with costs that are linear: a label for every unit.
        ({"criteria": OPEN.with_(objective="ties"), "room": 1}, ALL, True, {}, ["divided", "label_into"]),
        ({"criteria": OPEN.with_(objective="ties")}, ALL, True, {}, []),
    ],
)
def test_a_program_gets_the_aids_that_suit_it(monkeypatch, sub, grown, alone, params, aids):
    used = []
    for name in AIDS[:2]:
        monkeypatch.setattr(solving, name, lambda *_, name=name, **__: used.append(name) or [])
    for name in AIDS[2:]:
        made = SimpleNamespace(improve=lambda run: None, wait=lambda run: None, end=lambda: used.append("end"))
        monkeypatch.setattr(solving, name, lambda *_, name=name, made=made, **__: used.append(name) or made)
    own = sub_of(**sub)
    context = context_of(grown, alone=alone, **params)
    hold(own, context)
    solve_subproblem(own, context, Deadline(LONG))
    # Who looks beside stops with the proof.
    assert used == [*aids, *(["end"] if "Beside" in aids else [])]


@pytest.mark.parametrize("objective", ["ties", "balance"])
@pytest.mark.parametrize("rule", ["forbid", "minimise"])
def test_labels_give_the_answer_of_brute_force(monkeypatch, objective, rule):
    monkeypatch.setattr(starting, "divide", partial(starting.divide, moves_per_unit=60))
    sub = sub_of(OPEN.with_(objective=objective, left_over=rule), room=1, size=6)
    assert sub.labelled
    solve_subproblem(sub, context_of(), Deadline(LONG))
    assert sub.known.objective == pytest.approx(SCALE * brute_force(sub.problem)[1])
    assert sub.known.bound == pytest.approx(sub.known.objective)
    assert sub.known.fewest_proven


def test_what_is_held_is_where_a_program_starts():
    late = Deadline(LONG)
    late.stop()
    for rule, slack in (("price", 2.0), ("forbid", None)):
        sub = sub_of(OPEN.with_(left_over=rule, price=slack))
        context = context_of(ALL)
        hold(sub, context)
        held = sub.known
        solve_subproblem(sub, context, late)
        assert sub.run.progress.objective == pytest.approx(held.objective)
        assert sub.known.regions == ALL


@pytest.mark.parametrize("more", [1, 1_000])
def test_one_inhabitant_more_is_more(more):
    # Two of three in a row are a region: the first is left over, or the last, with one inhabitant more, far away.
    criteria = OPEN.with_(min_municipalities=2, max_municipalities=2, left_over="minimise", objective="compactness")
    problem = in_a_row(random_problem(4, 3, criteria, layers=False))
    heads = np.array([5_000, 5_000, 5_000 + more])
    for xy, heads_ in (
        (np.array([[0.0, 0], [1, 0], [20, 0]]), heads),
        (np.array([[0.0, 0], [19, 0], [20, 0]]), heads[::-1].copy()),
    ):
        answer = search(replace(problem, xy=xy, inhabitants=heads_, young=heads_ // 3), time_limit=LONG)
        assert answer.status == "optimal"
        assert answer.left_over.inhabitants == 5_000
        assert answer.left_over.fewest_proven


def test_where_less_can_be_left_over_at_a_higher_cost_it_is():
    for seed in range(6):
        criteria = OPEN.with_(min_municipalities=2, left_over="minimise", max_inhabitants=85_000)
        sub = sub_of(criteria, seed=seed)
        solve_subproblem(sub, context_of(), Deadline(LONG))
        left, value = brute_force(sub.problem)
        covered = [place for region in sub.known.regions for place in region]
        assert sub.problem.inhabitants.sum() - sub.problem.inhabitants[covered].sum() == left
        assert sub.known.objective == pytest.approx(SCALE * value)
        assert sub.known.fewest_proven
        # The program that is gone on with knows the fewest.
        before = sub.known
        go_on(sub, context_of(turns=1, more_moves=5), Deadline(LONG))
        assert sub.known.objective == before.objective


def test_with_the_number_of_regions_bounded_trees_go_on(monkeypatch):
    asked = []
    sub = sub_of(FEWER)
    run = SimpleNamespace(done=False, short=True, over=False, progress=SimpleNamespace(objective=1.0))

    def divided(own, deadline, *, turn):
        asked.append(turn)
        run.over = turn == 3
        return [("division", turn)]

    offered = []
    monkeypatch.setattr(solving, "divided", divided)
    monkeypatch.setattr(solving, "annealed", None)
    monkeypatch.setattr(solving, "offer", lambda own, to, regions: offered.append(regions))
    sub.run = run
    go_on(sub, context_of(few=1), Deadline(LONG))
    assert asked == [1, 2, 3]
    assert offered == [[("division", turn)] for turn in asked]


def test_an_open_proof_is_gone_on_with_before_anything_else(monkeypatch):
    solved = []
    monkeypatch.setattr(solving, "solve", solved.append)
    for short in (False, True):
        sub = sub_of()
        sub.run = SimpleNamespace(done=False, short=short, over=True, progress=None)
        go_on(sub, context_of(), Deadline(LONG))
        assert solved == ([sub.run] if not short else solved[:1])
    assert len(solved) == 1


@pytest.mark.parametrize("objective", ["weighted", "unweighted-ssd", "pairwise-distance"])
def test_impossible_and_possible_are_told_apart(objective):
    # All five must be in regions of two or three; with at most two of them nothing holds the fifth.
    for most, possible in ((3, True), (2, False)):
        criteria = OPEN.with_(min_municipalities=2, max_municipalities=most, objective=objective)
        sub = sub_of(criteria, size=5)
        solve_subproblem(sub, context_of(), Deadline(LONG))
        assert sub.infeasible == (not possible)
        assert (sub.known.regions is not None) == possible
        if possible:
            assert sub.known.objective / SCALE * unit(sub.problem) == pytest.approx(
                brute_force(sub.problem)[1] * unit(sub.problem)
            )


@pytest.mark.parametrize("size", [4, 5, 6, 7])
def test_that_somebody_can_be_in_no_region_is_said_where_it_is_so_whatever_leaving_others_over_costs(size):
    for least, possible in ((2, True), (3, True), (size + 1, False)):
        criteria = OPEN.with_(min_municipalities=least, max_municipalities=max(3, least), left_over="minimise",
                              inside=("00001",))  # fmt: skip
        sub = sub_of(criteria, size=size)
        for cost in (0.0, 1_000.0):
            slack = np.where(sub.must, np.inf, cost)
            assert solving._impossible(sub, slack, Deadline(LONG)) == (not possible)
        late = Deadline(LONG)
        late.stop()
        assert not solving._impossible(sub, slack, late)
