"""The moves of annealing and the trees that they cut along: sums by difference are those by definition."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import feasible, random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start.ground import costing_of, graph_of, joined_groups, keeps_rules, pieces, state_of
from igs_geo.regions.start.moves import Best, Regime, anneal_at, distance, merge, recut, shift, swap
from igs_geo.regions.start.params import StartParams
from igs_geo.regions.start.spanning import add_up, choose, span
from igs_geo.regions.start.state import (
    ATOM,
    BELOW,
    COST,
    DISTANCE,
    HEADS,
    NUMBER,
    ONE,
    ORDER,
    OUTSIDE,
    PARENT,
    POOL,
    SIZE,
    VALUE,
    WRONG,
    measure,
    refresh,
)

WEIGHTS = {"compactness": 0.3, "cohesion": 0.2, "ties": 0.2, "balance": 0.2, "splits": 0.1}


def ground(seed, size=14, **more):
    settings_ = {"max_municipalities": 9, "min_municipalities": 2, "max_inhabitants": 150_000, "exempt_above": 55_000}
    criteria = Criteria(frame=None, youth_partnerships="ignore", **(settings_ | more))
    problem = random_problem(seed, size, criteria)
    part = part_of(problem, rules_of(problem), np.arange(size))
    return problem, part, costing_of(part, WEIGHTS), graph_of(part, part.bound)


def by_definition(problem, part, members):
    """Cost of a region on the search's scale with WEIGHTS, and how far it is outside its bounds."""
    own = np.sort(part.units[list(members)])
    weights = problem.criteria.weights.__class__(**WEIGHTS)
    value = cost(problem.__class__(**{**fields_of(problem), "criteria": problem.criteria.with_(weights=weights)}), own)
    c, heads = problem.criteria, int(problem.inhabitants[own].sum())
    outside = max(0, c.min_municipalities - len(own)) / c.min_municipalities
    outside += max(0, len(own) - c.max_municipalities) / c.max_municipalities
    if not (problem.inhabitants[own] > c.exempt_above).any():
        outside += max(0, heads - c.max_inhabitants) / c.max_inhabitants
    codes = {problem.units[place] for place in own}
    outside += sum(len(codes & set(group)) * (len(codes & set(group)) - 1) // 2 for group in c.apart)
    return value / unit(problem), outside


def fields_of(problem):
    return {name: getattr(problem, name) for name, field in problem.__dataclass_fields__.items() if field.init}


def draft(state, row):
    return tuple(sorted(state.members[row, : state.counts[row, SIZE]].tolist()))


def thirds(part):
    """Regions of neighbouring units, as good a division as any to move from."""
    order = [unit for piece in pieces(part, np.arange(len(part))) for unit in piece.tolist()]
    return [tuple(order[a : a + 4]) for a in range(0, len(order), 4)]


@given(seed=st.integers(0, 10**5), rolls=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_every_move_drafts_what_it_says_with_the_sums_by_definition(seed, rolls):
    problem, part, costing, graph = ground(seed, apart=(("00000", "00001", "00002"),))
    rng = np.random.default_rng(rolls)
    state = state_of(graph, thirds(part))
    refresh(costing, graph, state)
    u, v = rng.choice(len(part), 2, replace=False).tolist()
    a, b = state.owner[u], state.owner[v]
    old_a, old_b = set(np.flatnonzero(state.owner == a).tolist()), set(np.flatnonzero(state.owner == b).tolist())
    if a == b:
        return
    check(problem, part, costing, graph, state, (shift(graph, state, u, b), old_a - {u}, old_b | {u}))
    check(problem, part, costing, graph, state, (swap(graph, state, u, v), old_a - {u} | {v}, old_b - {v} | {u}))
    check(problem, part, costing, graph, state, (merge(graph, state, a, b), old_a | old_b, set()))
    if recut(graph, state, a, b, rng):
        first, second = set(draft(state, -2)), set(draft(state, -1))
        assert first | second == old_a | old_b
        assert not first & second
        check(problem, part, costing, graph, state, (True, first, second))


def check(problem, part, costing, graph, state, expected):
    made, *both = expected
    if not made:
        return
    for row, members in zip((-2, -1), both, strict=True):
        measure(costing, graph, state, len(state.counts) + row)
        assert draft(state, row) == tuple(sorted(members))
        value, outside = by_definition(problem, part, members) if members else (0.0, 0.0)
        assert state.sums[row, COST] == pytest.approx(value, abs=1e-9)
        assert state.sums[row, OUTSIDE] == pytest.approx(outside, abs=1e-9)


@given(seed=st.integers(0, 10**5))
@settings(max_examples=25, deadline=None)
def test_the_rules_of_a_region_are_looked_at_by_definition(seed):
    problem, part, _, _ = ground(
        seed,
        size=9,
        min_inhabitants=30_000,
        max_young=45_000,
        apart=(("00000", "00001"),),
        together=(("00002", "00003"),),
    )
    for mask in range(1, 1 << 9):
        region = tuple(unit for unit in range(9) if mask >> unit & 1)
        assert keeps_rules(part, region) == feasible(problem, sorted(part.units[list(region)].tolist()))


@given(seed=st.integers(0, 10**5), together=st.booleans(), fewer=st.integers(0, 6), more=st.integers(0, 3))
@settings(max_examples=sized(25, 5), deadline=None)
def test_totals_hold_after_many_moves_and_the_number_of_regions_is_kept(seed, together, fewer, more):
    bound = {"together": (("00003", "00004"), ("00005", "00006", "00007"))} if together else {}
    _, part, costing, graph = ground(seed, apart=(("00000", "00001"),), **bound)
    groups = [set(group) for group in joined_groups(part)]
    start = [tuple(group) for group in groups]
    start += [(unit,) for unit in range(len(part)) if not any(unit in group for group in groups)]
    state = state_of(graph, start)
    refresh(costing, graph, state)
    least, most = len(start) - fewer, len(start) + more
    best = Best(state.owner.copy(), np.array([distance(state.totals), state.totals[VALUE]]))
    before = tuple(best.value)
    regime = Regime(0.5, 0.7, 0.85, 0.2, least, most, 0.05, 0.02, 0.04)
    anneal_at(costing, graph, state, regime, best, sized(3_000, 300), np.random.default_rng(seed))
    kept = state.totals.copy()
    assert (state.work[POOL] < len(part)).all()
    refresh(costing, graph, state)
    np.testing.assert_allclose(kept, state.totals, atol=1e-9)
    assert least <= kept[NUMBER] <= most
    assert all(len(set(state.owner[list(group)].tolist())) == 1 for group in part.bound)
    assert tuple(best.value) <= (before[0] + 1e-9, np.inf)
    again = state_of(graph, [tuple(np.flatnonzero(best.owner == place)) for place in np.unique(best.owner)])
    refresh(costing, graph, again)
    assert best.value[0] == pytest.approx(distance(again.totals), abs=1e-9)
    assert best.value[1] == pytest.approx(again.totals[VALUE], abs=1e-9)
    assert again.totals[WRONG] == 0 or again.totals[DISTANCE] > 0


def test_trees_are_uniform_and_their_sums_right():
    # A square with a diagonal has 8 spanning trees.
    _, part, _, graph = ground(1, size=4)
    near = {0: (1, 2, 3), 1: (0, 2), 2: (0, 1, 3), 3: (0, 2)}
    links = np.cumsum([5, *map(len, near.values())]).tolist() + [other for own in near.values() for other in own]
    graph = graph._replace(links=np.array(links, dtype=np.int64))
    state = state_of(graph, [(0, 1, 2, 3)])
    state.work[POOL, :4] = range(4)
    rng = np.random.default_rng(0)
    seen = Counter()
    for draw in range(4_000):
        assert span(graph, state.work, 4, 2 * draw + 2, rng) == 4
        order, parent = state.work[ORDER, :4].tolist(), state.work[PARENT]
        assert all(order.index(parent[atom]) < order.index(atom) for atom in order[1:])
        seen[frozenset(frozenset((atom, int(parent[atom]))) for atom in order[1:])] += 1
    assert len(seen) == 8
    # Each tree is drawn 500 times on average, with a standard deviation of 21.
    assert all(400 < number < 600 for number in seen.values())
    add_up(graph, state.work, 4)
    root = state.work[ORDER, 0]
    assert state.work[BELOW + ONE, root] == 4
    assert state.work[BELOW + HEADS, root] == part.arrays.inhabitants.sum()


@given(seed=st.integers(0, 10**5), regions=st.integers(2, 4))
@settings(max_examples=30, deadline=None)
def test_the_cut_of_a_tree_is_the_one_nearest_to_the_bounds(seed, regions):
    bounds = {"min_inhabitants": 60_000, "max_inhabitants": 120_000, "exempt_above": 10**7}
    _, part, _, graph = ground(seed, size=12, **bounds)
    own = max(pieces(part, np.arange(12)), key=len)
    if len(own) < 2:
        return
    state = state_of(graph, [tuple(range(12))])
    state.work[POOL, : len(own)] = own
    rng = np.random.default_rng(seed)
    number = span(graph, state.work, len(own), 2, rng)
    add_up(graph, state.work, number)
    cut, share, far = choose(graph.limits, state.work, number, regions, rng)

    def outside(units, heads, times):
        low, high = 60_000 * times, 120_000 * times
        wrong = max(0, low - heads) / low + max(0, heads - high) / high
        return wrong + max(0, 2 * times - units) / (2 * times) + max(0, units - 9 * times) / (9 * times)

    below, root = state.work[BELOW:], state.work[ORDER, 0]
    options = {
        (atom, times): outside(below[ONE, atom], below[HEADS, atom], times)
        + outside(below[ONE, root] - below[ONE, atom], below[HEADS, root] - below[HEADS, atom], regions - times)
        for atom in state.work[ORDER, 1:number].tolist()
        for times in range(1, regions)
    }
    assert far == pytest.approx(min(options.values()), abs=1e-9)
    assert options[cut, share] == pytest.approx(far, abs=1e-9)
    assert graph.units[:, ATOM].tolist() == list(range(12))


def test_a_bound_group_that_does_not_touch_is_joined_by_the_shortest_path():
    problem, part, _, _ = ground(1, size=6, together=(("00000", "00003"),))
    chain = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [0, 5]])
    problem = problem.__class__(**{**fields_of(problem), "edges": chain})
    part = part_of(problem, rules_of(problem), np.arange(6))
    (group,) = joined_groups(part)
    assert len(group) == 4
    assert {problem.units[place] for place in part.units[list(group)]} in (
        {"00000", "00001", "00002", "00003"},
        {"00000", "00005", "00004", "00003"},
    )
    apart = problem.__class__(
        **{**fields_of(problem), "criteria": problem.criteria.with_(apart=(("00001", "00000"), ("00004", "00000")))}
    )
    part = part_of(apart, rules_of(apart), np.arange(6))
    (group,) = joined_groups(part)
    assert {problem.units[place] for place in part.units[list(group)]} == {"00000", "00003"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": 1}, {"steps": 2.5}, {"moves_per_unit": 0}, {"least_moves": 0}, {"trees": True}, {"attempts": 0},
        {"leave_attempts": 0}, {"tree_moves_per_unit": -1}, {"cold": 0.0}, {"cold": float("nan")}, {"hot": ()},
        {"hot": (0.001,)}, {"hot": (float("inf"),)}, {"outside": ()}, {"outside": (0.0,)}, {"tree_outside": ()},
        {"recut": 1.1}, {"shift": 0.9}, {"swap": float("nan")}, {"split": -0.1}, {"split": 2.0},
    ],
)  # fmt: skip
def test_numbers_that_steer_are_checked_and_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        StartParams(**wrong)


def test_runs_take_turns_in_temperature_and_price():
    params = StartParams(hot=(0.1, 0.2), outside=(1.0, 2.0, 3.0), tree_outside=(5.0,))
    assert [params.kind_of_run(which) for which in range(4)] == [(0.1, 1.0), (0.2, 2.0), (0.1, 3.0), (0.2, 1.0)]
    assert params.kind_of_run(1, trees=True) == (0.2, 5.0)
