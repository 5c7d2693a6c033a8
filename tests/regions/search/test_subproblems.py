"""The problems that a search falls into, and what it says about all of them together."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from instances import brute_force, in_a_row, random_problem, sized

from igs_geo.regions import Criteria, Deadline, Restriction, SearchParams, search
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.program.rows import PairRow
from igs_geo.regions.search.plain_bounds import unit_bound
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.search.search import Clock, Search
from igs_geo.regions.search.subproblems import NOTHING, split_up

LONG = 120.0
SIZE = sized(9, 7)
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000)


def prepared_of(criteria, frames=3, room=10**6, size=9, **changes):
    problem = random_problem(4, size, criteria, frames=frames, layers=False)
    return prepare(replace(problem, **changes), Deadline(LONG), room=room)


COUNTED = [
    (OPEN.with_(min_regions=4), NOTHING),
    (OPEN.with_(max_regions=8), NOTHING),
    (OPEN, Restriction(left_most=1_000)),
    (OPEN, Restriction(pair_rows=(PairRow(np.zeros(9, np.int64), 3),))),
]


@pytest.mark.parametrize(("criteria", "restriction"), COUNTED)
def test_what_counts_over_all_regions_keeps_the_parts_together(criteria, restriction):
    prepared = prepared_of(criteria)
    assert len(prepared.parts) > 2
    (sub,) = split_up(prepared, 2, restriction)
    assert sorted(sub.units.tolist()) == list(range(9))
    assert sub.threads == 2
    assert sub.counted == (restriction.left_most is None)


def test_parts_are_solved_apart_where_no_rule_joins_them():
    prepared = prepared_of(OPEN)
    subs = split_up(prepared, 2, NOTHING)
    assert [sub.units.tolist() for sub in subs] == [part.units.tolist() for part in prepared.parts]
    assert {sub.threads for sub in subs} == {1}
    assert not any(sub.counted for sub in subs)
    assert sum(sub.sets for sub in subs) == prepared.number
    assert (
        split_up(prepared_of(OPEN.with_(outside=tuple(f"{i:05d}" for i in range(9)), min_regions=1)), 2, NOTHING) == []
    )


def test_the_part_with_most_sets_is_known_to_be_large_listed_or_not():
    small, large = prepared_of(OPEN, frames=1), prepared_of(OPEN, frames=1, room=1)
    (listed,), (unlisted,) = split_up(small, 1, NOTHING), split_up(large, 1, NOTHING)
    assert listed.sets == small.number
    assert large.number is None
    assert unlisted.sets > listed.sets


def test_kept_regions_are_not_asked_for_again():
    youth = (YouthPartnership("a", "A", (0, 1)), YouthPartnership("b", "B", (2,)))
    criteria = OPEN.with_(youth_partnerships="keep")
    for low, high, expected in ((5, 6, (3, 4)), (1, 6, (0, 4)), (3, None, (1, None)), (None, 2, (None, 0))):
        (sub,) = split_up(prepared_of(criteria.with_(min_regions=low, max_regions=high), youth=youth), 1, NOTHING)
        assert sub.numbers == expected


def test_a_division_becomes_known_when_it_is_the_best():
    (sub,) = split_up(prepared_of(OPEN, frames=1), 1, NOTHING)
    columns = [sub.column((place,)) for place in range(9)]

    def learned(objective, lowest, **more):
        sub.learn(Progress(objective, lowest, columns), fewest_proven=True, **more)
        return sub.known.objective, sub.known.bound

    sub.learn(Progress(), fewest_proven=True)
    assert sub.known.regions is None
    assert learned(100.0, 80.0) == (100.0, 80.0)
    # What there was to begin with is worth nothing once a program found something; after that only better counts.
    sub.known = replace(sub.known, provisional=True)
    assert learned(110.0, 70.0) == (110.0, 70.0)
    assert learned(110.1, 75.0) == (110.0, 70.0)
    assert learned(110.0, 90.0) == (110.0, 90.0)
    assert learned(110.0 * (1 + 1e-12), 100.0)[1] == 100.0
    assert learned(105.0, 100.0, bound=False) == (105.0, -np.inf)
    assert sub.known.regions == [(place,) for place in range(9)]
    assert sub.known.fewest_proven
    sub.learn(Progress(104.0, 100.0, columns), fewest_proven=False)
    assert not sub.known.fewest_proven


def test_columns_hold_the_rows_of_their_units_and_their_cost():
    youth = (YouthPartnership("a", "A", (0, 1)),)
    prepared = prepared_of(OPEN.with_(youth_partnerships="keep", min_regions=1), youth=youth)
    (sub,) = split_up(prepared, 1, NOTHING)
    problem = prepared.problem
    assert len(sub.units) == 7
    for region in ((8, 3), (2, 5, 6)):
        column = sub.column(region)
        assert sorted(sub.units[column.members].tolist()) == sorted(region)
        assert column.cost == pytest.approx(SCALE * cost(problem, np.array(region)) / unit(problem))
        assert sub.places_of([column]) == [tuple(sorted(region))]
    left = sub.left_rows([sub.column((8, 3)), sub.column((2,))])
    assert sorted(sub.units[left].tolist()) == [4, 5, 6, 7]


@pytest.mark.parametrize("objective", ["weighted", "pairwise-distance", "unweighted-ssd"])
def test_breaking_a_rule_costs_more_than_any_region(objective):
    (sub,) = split_up(prepared_of(OPEN.with_(objective=objective), frames=1), 1, NOTHING)
    dearest = max(sub.column((a, b, c)).cost / 3 for a in range(9) for b in range(a) for c in range(b))
    assert sub.elastic > dearest


def test_breaking_a_rule_stays_dear_and_hides_no_cost_however_many_units_there_are():
    problem = in_a_row(random_problem(4, 400, OPEN, layers=False))
    (sub,) = split_up(prepare(problem, Deadline(LONG), room=1), 1, NOTHING)
    # Of all that a division costs: more than a twentieth for each unit, and less than a fifth.
    assert 0.05 < sub.elastic / SCALE < 0.2


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rule", ["forbid", "minimise", "price"])
@pytest.mark.parametrize("room", [1, 10**6])
def test_every_snapshot_on_the_way_is_true(seed, rule, room):
    criteria = OPEN.with_(left_over=rule, price=0.05 if rule == "price" else None, min_municipalities=2)
    problem = random_problem(seed, SIZE, criteria, frames=3, layers=False)
    expected = brute_force(problem)
    seen = []
    answer = search(
        problem, time_limit=LONG, report=seen.append, params=SearchParams(room=room, turns=1, more_moves=50)
    )
    if expected is None:
        assert answer.status == "infeasible"
        return
    value = expected[1] * unit(problem)
    # Without lists there is no proof that nobody else can be in a region.
    assert answer.status == "optimal" or (room == 1 and rule == "minimise")
    assert answer.objective == pytest.approx(value)
    assert seen
    last = seen[-1].proposal()
    assert (last.status, last.objective) == (answer.status, answer.objective)
    for snapshot in seen:
        assert snapshot.seconds <= answer.seconds
        assert snapshot.covered <= SIZE
        # On the way more may be left over than has to be, at another cost.
        if rule == "minimise":
            continue
        assert snapshot.objective is None or snapshot.objective >= value - 1e-9
        assert snapshot.bound is None or 0 <= snapshot.bound <= value + 1e-6 * abs(value)
    assert seen[-1].objective == pytest.approx(value)
    assert seen[-1].covered == sum(len(region.members) for region in answer.regions)


def stopped():
    deadline = Deadline(LONG)
    deadline.stop()
    return deadline


def test_without_any_program_what_each_unit_costs_at_least_is_the_bound():
    criteria = OPEN.with_(objective="ties", left_over="forbid")
    problem = in_a_row(random_problem(4, 9, criteria, layers=False))
    answer = search(problem, time_limit=stopped(), params=SearchParams(room=1))
    assert answer.status == "feasible"
    assert answer.bound == pytest.approx(unit_bound(problem) * unit(problem))
    # Not where some take no part.
    problem = replace(problem, criteria=criteria.with_(outside=("00008",)))
    assert search(problem, time_limit=stopped(), params=SearchParams(room=1)).bound is None
    # Nor where someone is left over for a price below that.
    criteria = criteria.with_(left_over="price", price=1e-3, min_municipalities=3, max_inhabitants=60_000)
    problem = replace(problem, criteria=criteria)
    answer = search(problem, time_limit=stopped(), params=SearchParams(room=1))
    assert answer.left_over.members
    assert answer.bound is None


def test_regions_larger_than_can_be_looked_at_leave_everything_unproven():
    criteria = OPEN.with_(left_over="forbid", max_municipalities=4)
    for changes in ({}, {"min_municipalities": 4, "inside": ("00000",)}):
        problem = random_problem(4, 6, criteria.with_(**changes), layers=False)
        prepared = prepare(problem, Deadline(LONG), room=10**6)
        (part,) = prepared.parts
        narrow = part.arrays.limits._replace(max_members=3)
        found = {}
        for name, limits in (("all", part.arrays.limits), ("narrow", narrow)):
            arrays = part.arrays._replace(limits=limits)
            own = replace(prepared, parts=[replace(part, arrays=arrays)])
            clock = Clock(0.0, LONG, 1)
            found[name] = Search(own, clock, Deadline(LONG), None, NOTHING, SearchParams()).run()
        assert found["narrow"].bound is None
        assert found["narrow"].status != "infeasible"
        assert found["all"].status == ("infeasible" if changes else "optimal")


def test_kept_regions_alone_may_be_too_few_or_too_many():
    youth = (YouthPartnership("a", "A", (0, 1)), YouthPartnership("b", "B", (2, 3)))
    criteria = OPEN.with_(youth_partnerships="keep")
    problem = replace(random_problem(4, 4, criteria, layers=False), youth=youth)
    for bounds, status in (
        ({}, "optimal"),
        ({"min_regions": 2}, "optimal"),
        ({"max_regions": 2}, "optimal"),
        ({"min_regions": 3}, "infeasible"),
        ({"max_regions": 1}, "infeasible"),
        ({"min_regions": 1, "max_regions": 4}, "optimal"),
    ):
        answer = search(replace(problem, criteria=criteria.with_(**bounds)), time_limit=LONG)
        assert answer.status == status
        if status == "optimal":
            value = sum(cost(problem, np.array(body.members)) for body in youth)
            assert answer.objective == answer.bound == pytest.approx(value)


def test_where_fewer_might_be_left_over_it_is_not_said_that_they_cannot():
    # Room for so few regions that no program sees all of them.
    params = SearchParams(program=ProgramParams(small_pool=1, narrow_pool=1, large_pool=1, cut_rounds=0))
    said, unsaid = 0, 0
    for seed in (2, 4, 10, 23, 5):
        criteria = OPEN.with_(min_municipalities=3, max_municipalities=4, left_over="minimise")
        problem = random_problem(seed, 8 + seed % 3, criteria)
        answer = search(problem, time_limit=0.3, params=params)
        if answer.left_over.fewest_proven:
            said += 1
            assert answer.left_over.inhabitants == brute_force(problem)[0]
        else:
            unsaid += 1
            assert answer.bound is None
    assert said
    assert unsaid


@pytest.mark.parametrize(
    ("change", "restriction", "large"),
    [
        ({}, NOTHING, True),
        ({"size": 6}, NOTHING, False),
        ({"contiguous": False}, NOTHING, False),
        ({}, Restriction(left_most=0), False),
    ],
)
def test_only_large_countries_that_hang_together_are_divided_block_by_block(monkeypatch, change, restriction, large):
    import sys

    module = sys.modules[Search.__module__]
    asked = []

    def instead(problem, *rest, **more):
        asked.append(problem)
        return search(problem, time_limit=LONG)

    monkeypatch.setattr(module, "search_large", partial(instead))
    change = dict(change)
    problem = random_problem(4, change.pop("size", 7), OPEN.with_(left_over="minimise", **change), layers=False)
    params = SearchParams(country=replace(SearchParams().country, large=6))
    assert search(problem, time_limit=LONG, restriction=restriction, params=params).status == "optimal"
    assert bool(asked) == large
