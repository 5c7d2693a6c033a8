"""What steers a start: when worse is accepted, what is not tried, who waits for its turn, how blocks come about."""

from dataclasses import replace

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start import trees
from igs_geo.regions.start.blocks import blocks, inner_graph
from igs_geo.regions.start.blocks import pieces as block_pieces
from igs_geo.regions.start.ground import costing_of, graph_of, state_of
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import Local, LocalParams, solve_blocks
from igs_geo.regions.start.moves import Best, Regime, anneal_at, distance, price
from igs_geo.regions.start.spanning import add_up, choose, span, times
from igs_geo.regions.start.state import (
    BELOW,
    CHILDREN,
    HEADS,
    NUMBER,
    ONE,
    ORDER,
    OUTSIDE,
    POOL,
    SIZE,
    VALUE,
    refresh,
)
from igs_geo.regions.start.trees import divide

LONG = 120.0
OPEN = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=6, target=60_000)


def test_bounds_on_several_regions_are_as_many_times_those_of_one_and_none_stays_none():
    assert times(Limits(2, 5, 10, 100, 3, 40), 3) == Limits(6, 15, 30, 300, 9, 120)
    assert times(Limits(2, 5, 10, NO_LIMIT, 3, NO_LIMIT), 3) == Limits(6, 15, 30, NO_LIMIT, 9, NO_LIMIT)
    assert times(Limits(2, 5, 10, 100, 3, 40), 1) == Limits(2, 5, 10, 100, 3, 40)


@pytest.mark.parametrize("seed", range(4))
def test_the_cut_of_a_tree_looks_at_young_people_too(seed):
    criteria = OPEN.with_(max_municipalities=12, min_young=20_000, max_young=35_000)
    problem = in_a_row(random_problem(seed, 12, criteria))
    part = part_of(problem, rules_of(problem), np.arange(12))
    graph = graph_of(part, ())
    state = state_of(graph, [tuple(range(12))])
    state.work[POOL, :12] = np.arange(12)
    rng = np.random.default_rng(seed)
    number = span(graph, state.work, 12, 2, rng)
    add_up(graph, state.work, number)
    regions = 3
    cut, share, far = choose(graph.limits, state.work, number, regions, rng)
    below, root = state.work[BELOW:], state.work[ORDER, 0]

    def outside(units, young, own):
        least, most = 20_000 * own, 35_000 * own
        wrong = max(0, least - young) / least + max(0, young - most) / most
        return wrong + max(0, own - units) / own + max(0, units - 12 * own) / (12 * own)

    def both(atom, own):
        units, young = below[ONE, atom], below[CHILDREN, atom]
        rest = outside(below[ONE, root] - units, below[CHILDREN, root] - young, regions - own)
        return outside(units, young, own) + rest

    options = {(atom, own): both(atom, own) for atom in state.work[ORDER, 1:number].tolist() for own in (1, 2)}
    assert far == pytest.approx(min(options.values()), abs=1e-9)
    assert options[cut, share] == pytest.approx(far, abs=1e-9)
    assert below[HEADS, root] == problem.inhabitants.sum()


def walked(temperature, steps=60):
    """What a division costs, its price for broken bounds included, after every few moves at a temperature."""
    problem = random_problem(4, 14, OPEN.with_(min_municipalities=2, max_inhabitants=150_000))
    part = part_of(problem, rules_of(problem), np.arange(14))
    costing, graph = costing_of(part, {"compactness": 0.5, "cohesion": 0.5}), graph_of(part, ())
    state = state_of(graph, [(place,) for place in range(14)])
    refresh(costing, graph, state)
    best = Best(state.owner.copy(), np.array([distance(state.totals), state.totals[VALUE]]))
    regime = Regime(0.5, 0.7, 0.9, 0.2, 1, 14, temperature, 0.05, 0.1)
    rng = np.random.default_rng(1)
    values = []
    for _ in range(steps):
        anneal_at(costing, graph, state, regime, best, 5, rng)
        own = [place for place in range(len(state.counts) - 2) if state.counts[place, SIZE] > 0]
        broken = sum(price(regime, state.sums[place, OUTSIDE]) for place in own)
        assert len(own) == state.totals[NUMBER]
        values.append(state.totals[VALUE] + broken)
    return np.array(values)


def test_in_the_cold_nothing_worse_is_accepted_and_in_the_heat_everything_is():
    cold, hot = walked(1e-9), walked(1e9)
    assert (np.diff(cold) <= 1e-9).all()
    assert cold[-1] < cold[0]
    assert (np.diff(hot) > 1e-9).sum() > 10


@pytest.mark.parametrize(
    ("more", "regions"),
    [
        ({"max_young": 30_000}, (None, 2)),
        ({"max_inhabitants": 90_000}, (None, 2)),
        ({"max_municipalities": 3}, (None, 2)),
        ({"min_young": 40_000}, (4, None)),
        ({"min_inhabitants": 120_000}, (4, None)),
        ({"min_municipalities": 3}, (4, None)),
    ],
)
def test_what_numbers_alone_rule_out_is_not_tried(monkeypatch, more, regions):
    def begun(*_):
        raise AssertionError("it was tried")

    def tried(criteria):
        problem = in_a_row(random_problem(1, 8, criteria))
        people = np.full(8, 40_000)
        problem = replace(problem, inhabitants=people, young=people // 3)
        part = part_of(problem, rules_of(problem), np.arange(8))
        return divide(part, {"compactness": 1.0}, Deadline(LONG), regions=regions)

    wide = OPEN.with_(max_municipalities=8)
    # Three or more regions are needed, or there is room for three at most.
    monkeypatch.setattr(trees, "run_once", begun)
    assert tried(wide.with_(**more)) is None
    with pytest.raises(AssertionError, match="tried"):
        tried(wide)


def test_until_its_turn_comes_a_bound_group_is_closed_to_others():
    groups = (("00000", "00001"), ("00002", "00003"))
    for least in (2, 3, 4):
        criteria = OPEN.with_(min_municipalities=least, max_municipalities=4, together=groups)
        problem = in_a_row(random_problem(2, 9, criteria))
        regions = grow_regions(problem, rules_of(problem))
        for group in ({0, 1}, {2, 3}):
            assert all(group <= set(region) or not group & set(region) for region in regions)
        members = [place for region in regions for place in region]
        assert len(members) == len(set(members))
        assert {2, 3} <= set(members)
        # With room for its own two only, the first group is shut in.
        assert ({0, 1} <= set(members)) == (least == 2)


def test_blocks_are_solved_while_there_is_time():
    problem = in_a_row(random_problem(3, 12, OPEN.with_(max_municipalities=3, left_over="minimise")))
    rules = rules_of(problem)
    local = Local(problem, rules, 100.0, LocalParams(block=4, block_seconds=LONG))
    found = solve_blocks(local, np.arange(12), Deadline(LONG), 1)
    assert sorted(place for region in found for place in region) == list(range(12))
    known = {region for region, _ in local.columns}
    assert known >= set(found)
    assert solve_blocks(local, np.arange(12), Deadline(0.0), 1) == []
    few = Local(problem, rules, 100.0, LocalParams(block=4, block_seconds=LONG, few=12))
    assert solve_blocks(few, np.arange(12), Deadline(LONG), 1) == found
    assert few.columns == []


@pytest.mark.parametrize("seed", range(6))
def test_a_piece_much_smaller_than_a_block_is_beside_no_larger_one(seed):
    problem = random_problem(seed, 60, OPEN)
    rules = rules_of(problem)
    found = block_pieces(problem, rules, np.arange(60), 8)
    near = inner_graph(problem, rules)
    for own in found:
        if len(own) < 8 // 2:
            beside = set(near[own].tocoo().col.tolist()) - set(own.tolist())
            others = [other for other in found if beside & set(other.tolist())]
            assert all(len(other) <= len(own) for other in others)
    assert len(found) >= 60 // 20


@pytest.mark.parametrize(("touches", "expected"), [((0, 1, 6), 0), ((0, 6, 7), 1), ((5, 9, 11), 1)])
def test_a_loose_piece_goes_to_the_block_that_it_touches_most(touches, expected):
    # Three blocks of six from west to east; unit 18 lies in the east and touches none of those there.
    problem = random_problem(1, 19, OPEN)
    xy = np.array([*((40.0 * (place // 6) + place % 2, float(place % 6)) for place in range(18)), (79.0, 3.0)])
    rows = [(place, place + 1) for place in range(17)]
    problem = replace(problem, xy=xy, edges=np.array([*rows, *((place, 18) for place in touches)]))
    found = {frozenset(own.tolist()) for own in blocks(problem, np.arange(19), 6)}
    own = [set(range(first, first + 6)) for first in (0, 6, 12)]
    own[expected].add(18)
    assert found == {frozenset(one) for one in own}


@pytest.mark.parametrize(("size", "expected"), [(4, [4] * 6), (6, [6] * 4), (8, [8] * 3), (12, [12] * 2), (20, [24])])
def test_a_row_is_cut_into_blocks_that_are_all_alike(size, expected):
    problem = in_a_row(random_problem(1, 24, OPEN))
    problem = replace(problem, xy=np.column_stack([np.arange(24.0), np.zeros(24)]))
    assert [len(own) for own in blocks(problem, np.arange(24), size)] == expected
