"""A set-partitioning problem is solved to the end by every way through the program, with a proof that is true."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible_sets, random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.cuts import VIOLATION, violated_cuts
from igs_geo.regions.program.diving import dive
from igs_geo.regions.program.generating import between, generate
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.narrowing import among, finish, narrow, round_up, widened
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.progress import PROVEN, Progress, gap_between, is_proven
from igs_geo.regions.program.rows import Column, Relaxed
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import split
from igs_geo.regions.sets.unlisted import UnlistedSets

SCALE = 1_000.0
WAYS = {
    "at once": ProgramParams(),
    "cut": ProgramParams(small_pool=1, narrow_pool=3),
    "cut and narrowed": ProgramParams(small_pool=2, narrow_pool=1, easy_rounds=1, cut_pause=2, sure=0.6),
    "hardly cut": ProgramParams(small_pool=1, narrow_pool=2, cut_rounds=1, cuts_a_round=1, smoothing=0.0),
    "never cut": ProgramParams(small_pool=1, narrow_pool=1, cut_rounds=0),
}


def run_of(seed, size, *, way="at once", listed=True, **rules):
    """The program of a small problem whose regions cost what it says, and the problem."""
    more = {"min_municipalities": 1 + seed % 2, "max_municipalities": 4, "left_over": "price", "price": 0.5} | rules
    problem = random_problem(seed, size, Criteria(frame=None, youth_partnerships="ignore", target=60_000, **more))
    c, rules_ = problem.criteria, rules_of(problem)
    weights = c.named_weights()
    parts, order, sets = split(problem, rules_), [], []
    for part in parts:
        order += part.units.tolist()
        if listed:
            listing = list_sets(part, tuple(weights), 10**5)
            sets.append(ListedSets(listing, [SCALE * page for page in listing.costs(weights)]))
        else:
            sets.append(UnlistedSets(part, weights, SCALE))
    # Units in no part, such as those that are alone, are left over at their price.
    lost = [unit for unit in range(size) if unit not in order]
    price = SCALE * (c.price or 0.0) * problem.inhabitants / problem.total_inhabitants
    slack = np.where(np.isin(np.arange(size), rules_.must) | (c.left_over == "forbid"), np.inf, price)[order]
    master = Master(slack, 30 * SCALE, c.min_regions, c.max_regions)
    run = Partitioning(master, sets, Deadline(60), params=WAYS[way])
    return problem, run, order, price[lost].sum() if c.left_over != "forbid" else (np.inf if lost else 0.0)


def expected_of(problem):
    best = brute_force(problem)
    return np.inf if best is None else SCALE * best[1]


rules = st.fixed_dictionaries({
    "left_over": st.sampled_from(["price", "forbid"]),
    "price": st.just(0.5),
    "numbers": st.sampled_from([(None, None), (None, 2), (3, None), (2, 3)]),
    "max_inhabitants": st.sampled_from([None, 110_000]),
    "inside": st.sampled_from([(), ("00001",)]),
})  # fmt: skip


@given(seed=st.integers(0, 10**5), way=st.sampled_from(sorted(WAYS)), listed=st.sampled_from([True, True, False]),
       chosen=rules)  # fmt: skip
@settings(max_examples=sized(40, 20), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_found_is_a_division_and_what_is_proven_is_true(seed, way, listed, chosen):
    low, high = chosen["numbers"]
    rest = {name: value for name, value in chosen.items() if name != "numbers"}
    if rest["left_over"] == "forbid":
        rest["price"] = None
    problem, run, order, lost = run_of(seed, 7, way=way, listed=listed, min_regions=low, max_regions=high, **rest)
    expected = expected_of(problem)
    if np.isinf(lost):
        return
    progress = solve(run)
    assert progress.objective >= expected - lost - 1e-6
    assert progress.bound <= expected - lost + 1e-6 * SCALE
    costs = {mask: SCALE * cost for mask, cost in feasible_sets(problem).items()}
    if progress.found:
        members = [order[unit] for column in progress.regions for unit in column.members.tolist()]
        left = [order[unit] for unit in progress.left]
        assert sorted([*members, *left]) == sorted(order)
        value = sum(costs[sum(1 << order[unit] for unit in column.members.tolist())] for column in progress.regions)
        assert value + run.master.slack_cost[progress.left].sum() == pytest.approx(progress.objective, abs=1e-6)
        assert run.master.admits(progress.regions, progress.left)
    if run.short:
        assert np.isinf(expected)
    if listed and not np.isinf(expected):
        # The whole pool is a few sets: every way comes to the end.
        if way not in ("never cut", "hardly cut"):
            assert run.done
        if run.done:
            assert progress.objective == pytest.approx(expected - lost, rel=1e-6)
            assert progress.bound == pytest.approx(expected - lost, rel=1e-6)
    if listed and np.isinf(expected) and way == "at once":
        assert run.short or np.isinf(progress.bound)


@pytest.mark.parametrize("seed", range(4))
def test_the_linear_program_over_all_regions_is_that_over_the_ones_generated(seed):
    problem, run, order, _ = run_of(seed, 8)
    relaxed = generate(run)
    assert run.converged
    assert run.floor(relaxed) == pytest.approx(relaxed.objective, abs=1e-6)
    assert run.progress.bound == pytest.approx(relaxed.objective, abs=1e-5)
    everything = run.master.bare()
    place = {unit: i for i, unit in enumerate(order)}
    for mask, cost in feasible_sets(problem).items():
        members = [place[unit] for unit in range(8) if mask >> unit & 1 and unit in place]
        if members:
            everything.add([Column(np.array(sorted(members)), SCALE * cost)])
    assert everything.relax(Deadline(60)).objective == pytest.approx(relaxed.objective, abs=1e-6)
    assert len(run.master.columns) < len(everything.columns)
    # Every region below a reduced cost is given, or none when they are too many.
    reduced = everything.reduced_costs(relaxed)
    width = float(np.quantile(reduced, 0.3)) + 1e-7
    below = run.below(relaxed, width, 1_000)
    assert len(below) == (reduced <= width).sum()
    assert {c.members.tobytes() for c in below} == {
        c.members.tobytes() for c, r in zip(everything.columns, reduced, strict=True) if r <= width
    }
    assert run.below(relaxed, width, len(below)) is not None
    assert run.below(relaxed, width, len(below) - 1) is None


@pytest.mark.parametrize("seed", range(4))
def test_a_choice_below_a_reduced_cost_raises_the_bound_to_what_is_proven(seed):
    problem, run, _, lost = run_of(seed, 8)
    best = expected_of(problem) - lost
    relaxed = generate(run)
    floor = run.floor(relaxed)
    assert among(run, relaxed, 0.0, 0) is False
    assert among(run, relaxed, 0.0, 10_000)
    assert run.progress.bound >= floor - 1e-6
    assert run.progress.bound <= best + 1e-6
    assert finish(run, relaxed, 10_000)
    assert run.progress.objective == pytest.approx(best, rel=1e-7)
    assert run.progress.bound == pytest.approx(best, rel=1e-7)
    assert run.done


@pytest.mark.parametrize("seed", range(6))
def test_dives_and_quick_choices_find_divisions_and_prove_nothing_false(seed):
    problem, run, _, lost = run_of(seed, 8, min_municipalities=2)
    best = expected_of(problem) - lost
    for make in (dive, narrow, round_up):
        run.progress = Progress()
        relaxed = generate(run)
        make(run, relaxed)
        assert run.progress.found
        assert best - 1e-6 <= run.progress.objective <= 1.2 * best
        assert run.progress.bound <= best + 1e-6
        # Regions that were settled on the way are open again.
        assert run.master.relax(Deadline(60)).objective == pytest.approx(relaxed.objective, abs=1e-6)


FRACTIONAL = [(2, 10, 2), (4, 9, 2), (11, 9, 3), (24, 9, 2), (28, 9, 3)]


def test_where_the_linear_program_is_fractional_a_dive_ends_in_whole_regions_and_cuts_go_on_round_by_round():
    rounds = 0
    for seed, size, most in FRACTIONAL:
        rules = {"min_municipalities": 2, "max_municipalities": most, "price": 3.0}
        _, run, _, _ = run_of(seed, size, **rules)
        relaxed = generate(run)
        assert ((relaxed.values > 1e-6) & (relaxed.values < 1 - 1e-6)).any()
        dive(run, relaxed)
        assert run.progress.found
        _, run, _, _ = run_of(seed, size, **rules)
        run.params = ProgramParams(small_pool=1, narrow_pool=1, cuts_a_round=1)
        solve(run)
        rounds += len(run.master.cuts)
    # One cut a round: more than one round where one was not enough.
    assert rounds > 2 * len(FRACTIONAL)


def test_what_was_found_elsewhere_is_offered_and_the_best_is_among_what_is_chosen_from():
    _, run, _, _ = run_of(3, 8, way="cut")
    best = Column(np.array([0]), 0.0)
    run.progress.offer([best], [], 5.0)
    assert best in run.with_best([])
    assert len(run.with_best([Column(np.array([0]), 0.0)])) == 1
    calls = []
    _, run, _, _ = run_of(3, 8, way="cut")
    run.improve = lambda: calls.append(1)
    run.params = ProgramParams(small_pool=1, narrow_pool=1, easy_rounds=0)
    solve(run)
    assert calls or run.done


def test_mixed_duals_are_between_both():
    one, two = (
        Relaxed(v, np.array([v]), np.array([v]), np.array([v, 2 * v]), v, np.array([v]), np.array([v]), v, True)
        for v in (1.0, 5.0)
    )
    mixed = between(one, two, 0.25)
    assert (mixed.region, mixed.left, mixed.pairs[0], mixed.cuts[0]) == (4.0, 4.0, 4.0, 4.0)
    assert mixed.units.tolist() == [4.0, 8.0]
    assert (mixed.objective, mixed.values[0], mixed.slack[0], mixed.solved) == (5.0, 5.0, 5.0, True)
    two.cuts = np.array([1.0, 1.0])
    assert between(one, two, 0.25) is two


def test_widths_have_room_for_rounding():
    assert widened(0.0) == 1e-9
    assert widened(100.0) == pytest.approx(100.0 + 1e-7, abs=1e-12)
    assert widened(-100.0) > -100.0
    assert widened(np.inf) == np.inf


@given(objective=st.floats(-1e6, 1e6), share=st.floats(-1, 1))
def test_a_gap_is_the_share_of_the_objective_that_is_not_proven(objective, share):
    bound = objective - share * abs(objective)
    gap = gap_between(objective, bound)
    assert gap >= 0
    if abs(objective) > 1e-3:
        assert gap == pytest.approx(max(share, 0.0), abs=1e-9)
    progress = Progress(objective=objective, bound=bound)
    assert progress.gap == gap
    assert progress.within(gap)
    assert not progress.within(gap - 1e-9) or gap < 1e-9


def test_only_a_gap_of_rounding_is_proven():
    assert gap_between(2.0, 1.0) == 0.5
    assert gap_between(0.0, -1e-12) == 1.0
    assert gap_between(0.0, 0.0) == 0.0
    for objective, bound in ((None, 1.0), (1.0, None), (np.inf, 1.0), (1.0, -np.inf)):
        assert gap_between(objective, bound) is None
    assert is_proven(0.0)
    assert is_proven(PROVEN)
    assert not is_proven(None)
    for gap in (2e-7, 1e-6, 1e-4, 1e-2):
        assert not is_proven(gap)
    assert not Progress(objective=1.0, bound=0.99).within(PROVEN)
    assert not Progress().found
    assert not Progress().within(1.0)


def test_progress_keeps_the_best_and_tells_it_once():
    told = []
    progress = Progress(report=lambda p: told.append((p.objective, p.bound)))
    progress.raise_bound(1.0)
    progress.raise_bound(0.5)
    first, second = [Column(np.array([0]), 4.0)], [Column(np.array([1]), 3.0)]
    progress.offer(first, [1], 4.0)
    progress.offer(second, [0], 4.0)
    progress.offer(second, [0], 5.0)
    assert progress.regions is first
    assert progress.left == [1]
    progress.offer(second, [0], 3.0)
    assert progress.regions is second
    assert progress.left == [0]
    # No bound is above what was found.
    progress.raise_bound(9.0)
    assert progress.bound == 3.0
    assert told == [(np.inf, 1.0), (4.0, 1.0), (3.0, 1.0), (3.0, 3.0)]


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_every_violated_cut_of_three_units_is_found_and_the_most_violated_come_first(seed):
    rng = np.random.default_rng(seed)
    members = [np.sort(rng.choice(6, rng.integers(2, 4), replace=False)) for _ in range(9)]
    values = rng.uniform(0.05, 0.5, 9)
    found = violated_cuts(members, values, 10**4)

    def used(cut):
        both = (x * (len(set(cut) & set(own.tolist())) // 2) for own, x in zip(members, values, strict=True))
        return sum(both) - len(cut) // 2

    amounts = [used(cut) for cut in found]
    assert amounts == sorted(amounts, reverse=True) or np.allclose(amounts, sorted(amounts, reverse=True))
    every = {cut: used(cut) for cut in combinations(range(6), 3) if used(cut) > VIOLATION + 1e-9}
    # A unit in five cuts already is in no further one.
    uses = [sum(unit in cut for cut in found) for unit in range(6)]
    assert max(uses, default=0) <= 5
    for cut in every:
        assert cut in found or any(uses[unit] == 5 for unit in cut)
    assert violated_cuts(members, values, 1) == found[:1]
    assert violated_cuts(members, np.round(values), 10) == []
