"""Growing, blocks, drafts and local answers on a few units, against plain definitions."""

from itertools import combinations

import numpy as np
import pytest
from divisions import all_divisions
from instances import feasible, feasible_sets, random_problem
from scipy.sparse.csgraph import connected_components

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start.blocks import blocks, inner_graph, whole_groups
from igs_geo.regions.start.blocks import pieces as block_pieces
from igs_geo.regions.start.ground import costing_of, graph_of, pieces, regions_of, state_of
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import Local, LocalParams, divide, left_costs, solve_blocks
from igs_geo.regions.start.moves import Regime, beside, distance, free_place, price, propose
from igs_geo.regions.start.state import DISTANCE, IN, NEW, NUMBER, OUT, SIZE, WRONG, measure, refresh, whole

OPEN = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=4, target=60_000)
SCALE = 100.0


def hangs(problem, units):
    return connected_components(problem.graph[units][:, units], directed=False)[0] <= 1


def ground(seed, size, **more):
    problem = random_problem(seed, size, OPEN.with_(**more))
    part = part_of(problem, rules_of(problem), np.arange(size))
    return problem, part, costing_of(part, {"compactness": 1.0}), graph_of(part, part.bound)


@pytest.mark.parametrize("seed", range(3))
def test_a_draft_is_whole_when_it_hangs_together(seed):
    problem, part, _, graph = ground(seed, 8)
    state = state_of(graph, [tuple(range(8))])
    for mask in range(1, 1 << 8):
        own = [i for i in range(8) if mask >> i & 1]
        state.members[-1, : len(own)] = own
        state.counts[-1, SIZE] = len(own)
        assert whole(graph, state, len(state.counts) - 1) == hangs(problem, part.units[own])


def test_a_division_becomes_places_and_back_and_its_pieces_are_those_of_the_map():
    problem, part, costing, graph = ground(2, 9)
    regions = [(0, 3), (1,), (2, 5, 6), (4, 7, 8)]
    state = state_of(graph, regions)
    assert sorted(regions_of(state.owner)) == sorted(regions)
    assert regions_of(np.array([-1, 1, 1, -1])) == [(1, 2)]
    refresh(costing, graph, state)
    assert state.totals[NUMBER] == 4
    assert free_place(state) == 4
    units = np.array([0, 2, 3, 5, 8])
    found = pieces(part, units)
    assert sorted(unit for own in found for unit in own.tolist()) == units.tolist()
    number, labels = connected_components(problem.graph[part.units[units]][:, part.units[units]], directed=False)
    assert len(found) == number
    assert all(len({labels[units.tolist().index(unit)] for unit in own.tolist()}) == 1 for own in found)


def test_what_is_outside_its_bounds_has_a_price():
    regime = Regime(0.5, 0.7, 0.9, 0.2, 0, 9, 1.0, 3.0, 2.0)
    assert price(regime, 0.0) == 0.0
    assert price(regime, 0.25) == 3.5
    totals = np.zeros(4)
    totals[DISTANCE] = 0.75
    assert distance(totals) == 0.0
    totals[WRONG] = 2
    assert distance(totals) == 1.75
    totals[DISTANCE] = -1e-12
    assert distance(totals) == 1.0


KINDS = {"shift": (1.0, 1.0, 1.0), "swap": (0.0, 1.0, 1.0), "recut": (0.0, 0.0, 1.0), "merge": (0.0, 0.0, 0.0)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_a_proposed_move_is_of_the_kind_that_the_regime_says_and_keeps_the_number_of_regions(kind, seed):
    problem, part, costing, graph = ground(seed, 10, together=(("00001", "00002"),), max_municipalities=6)
    rng = np.random.default_rng(seed)
    groups = list(part.bound)
    rest = [unit for own in pieces(part, np.arange(10)) for unit in own.tolist() if not any(unit in g for g in groups)]
    start = [(*groups[0], rest[0]), *(tuple(rest[a : a + 3]) for a in range(1, len(rest), 3))]
    made = 0
    for least, most in ((0, 99), (len(start), len(start))):
        for _ in range(12 if kind == "recut" else 40):
            state = state_of(graph, start)
            refresh(costing, graph, state)
            regime = Regime(*KINDS[kind], 1.0, least, most, 1.0, 1.0, 1.0)
            a, b = problem.edges[rng.integers(len(problem.edges))]
            number = {int(place): i for i, place in enumerate(part.units)}
            unit, other = number[int(a)], number[int(b)]
            before = {p: set(np.flatnonzero(state.owner == state.owner[p]).tolist()) for p in (unit, other)}
            place = propose(graph, state, regime, unit, other, rng)
            if place < 0:
                continue
            made += 1
            for draft in (len(state.counts) - 2, len(state.counts) - 1):
                measure(costing, graph, state, draft)
            drafts = [set(state.members[row, : state.counts[row, SIZE]].tolist()) for row in (-2, -1)]
            same = before[unit] == before[other]
            assert drafts[0] | drafts[1] == before[unit] | before[other]
            assert not drafts[0] & drafts[1]
            for own in groups:
                assert all(len(set(own) & draft) in (0, len(own)) for draft in drafts)
            if same:
                assert drafts[0]
                assert drafts[1]
                assert state.counts[place].sum() == 0
            else:
                assert place == state.owner[other]
            if not same and kind == "shift":
                assert other in drafts[1]
                assert unit in drafts[1]
            if not same and kind == "swap":
                assert unit in drafts[1]
                assert drafts[0] & before[other]
            if not same and kind == "merge":
                assert not drafts[1]
            number_after = state.totals[NUMBER] - (1 if same else 2) + sum(map(bool, drafts))
            assert least <= number_after <= most
    assert made


def test_a_unit_is_beside_a_region_where_it_touches_it_other_than_in_one_atom():
    problem, part, _, graph = ground(1, 9)
    state = state_of(graph, [(0, 1, 2), (3, 4, 5), (6, 7, 8)])
    for unit in range(9):
        near = set(np.flatnonzero(problem.graph[[part.units[unit]]].toarray()[0]).tolist())
        for place in range(3):
            for but in range(9):
                touching = {i for i in range(9) if int(part.units[i]) in near and state.owner[i] == place and i != but}
                assert beside(graph, state, unit, place, but) == bool(touching)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_grown_has_room_for_nobody_who_is_left_over_beside_it(seed):
    criteria = OPEN.with_(
        min_municipalities=1 + seed % 2, max_inhabitants=110_000, exempt_above=50_000, max_young=45_000,
        min_young=8_000 if seed % 3 == 0 else None,
        min_inhabitants=25_000 if seed % 4 == 1 else None, apart=(("00000", "00001", "00002"),),
        together=(("00003", "00004"),) if seed % 2 else (),
    )  # fmt: skip
    problem = random_problem(seed, 16, criteria, frames=1 + seed % 2)
    regions = [list(region) for region in grow_regions(problem, rules_of(problem))]
    taken = {place for region in regions for place in region}
    assert len(taken) == sum(map(len, regions))
    assert all(feasible(problem, region) for region in regions)
    bound = {3, 4} if seed % 2 else set()
    for place in set(range(16)) - taken - bound:
        assert not any(feasible(problem, sorted([*region, place])) for region in regions)
        assert criteria.min_municipalities > 1 or not feasible(problem, [place])


@pytest.mark.parametrize("seed", range(4))
def test_blocks_hold_every_unit_once_in_one_piece_and_none_is_much_too_large(seed):
    problem = random_problem(seed, 60, OPEN.with_(together=(("00003", "00040"),)), frames=2)
    rules = rules_of(problem)
    inner = inner_graph(problem, rules)
    for a, b in combinations(range(60), 2):
        touching = problem.graph[[a], [b]][0] > 0 and problem.frames[a] == problem.frames[b]
        assert (inner[[a], [b]][0] > 0) == touching
    units = np.setdiff1d(np.arange(60), [7, 8])
    found = block_pieces(problem, rules, units, 8)
    assert sorted(place for own in found for place in own.tolist()) == units.tolist()
    assert any({3, 40} <= set(own.tolist()) for own in found)
    for own in found:
        if 3 not in own and not problem.graph[[40]][:, own].nnz:  # the block that 40 was taken from may be torn
            assert connected_components(inner[own][:, own], directed=False)[0] == 1
            assert len(set(problem.frames[own].tolist())) == 1
            # At most 1.4 blocks by halving; small loose pieces may come on top of that.
            assert len(own) <= 2.5 * 8
    assert whole_groups(rules, np.array([1, 3, 5])).tolist() == [1, 5]
    assert whole_groups(rules, np.array([40, 3, 5])).tolist() == [3, 5, 40]


def test_a_chain_is_cut_into_blocks_of_about_the_size():
    from dataclasses import replace

    problem = random_problem(1, 24, OPEN)
    line = np.column_stack([np.arange(23), np.arange(1, 24)])
    problem = replace(problem, xy=np.column_stack([np.arange(24.0), np.zeros(24)]), edges=line)
    for size in (4, 6, 8, 12):
        found = blocks(problem, np.arange(24), size)
        assert [len(own) for own in found] == [size] * (24 // size)
        assert np.concatenate(found).tolist() == list(range(24))
    assert [len(own) for own in blocks(problem, np.arange(10), 8)] == [10]
    assert sorted(len(own) for own in blocks(problem, np.arange(12), 8)) == [6, 6]


PRICES = {"price": {"left_over": "price", "price": 0.7}, "forbid": {"left_over": "forbid"}, "minimise": {}}


@pytest.mark.parametrize("rule", PRICES)
def test_leaving_over_costs_the_price_or_far_more_than_any_region(rule):
    problem = random_problem(3, 7, OPEN.with_(**PRICES[rule], inside=("00002",)))
    rules, params = rules_of(problem), LocalParams()
    found = left_costs(problem, rules, SCALE, params)
    share = problem.inhabitants / problem.inhabitants.sum()
    free = [0, 1, 3, 4, 5, 6]
    if rule == "price":
        assert found[free] == pytest.approx(SCALE * 0.7 * share[free])
    else:
        assert found[free] == pytest.approx(SCALE * (params.left_price * share[free] + 1e-3 / 7))
    dear = SCALE * (params.left_price * share[2] + 1e-3 / 7)
    assert found[2] == pytest.approx(10 * (dear + SCALE * params.left_price / 7))


@pytest.mark.parametrize("sets", [100_000, 1])
@pytest.mark.parametrize("seed", range(4))
def test_some_units_are_divided_as_well_as_can_be_into_as_many_regions_as_are_asked(seed, sets):
    problem = random_problem(seed, 7, OPEN.with_(left_over="price", price=0.6, together=(("00000", "00006"),)))
    rules, params = rules_of(problem), LocalParams(block_seconds=60, sets=sets, close=1e-7)
    costs = {mask: SCALE * value for mask, value in feasible_sets(problem).items()}
    left = left_costs(problem, rules, SCALE, params)
    units = np.arange(6)

    def total(regions):
        covered = {place for region in regions for place in region}
        mask_of = [sum(1 << place for place in region) for region in regions]
        return sum(costs[mask] for mask in mask_of) + left[[i for i in range(1, 6) if i not in covered]].sum()

    # Unit 6 is elsewhere, so 0, which is bound to it, stays out.
    inside = random_problem(seed, 7, OPEN.with_(left_over="price", price=0.6, outside=("00000", "00006")))
    options = [regions for regions, _, _ in all_divisions(inside)]
    for number in (None, 2, 3):
        found = divide(problem, rules, units, SCALE, Deadline(60), params, number)
        possible = [total(own) for own in options if number is None or len(own) == number]
        regions = [region for region, _ in found.regions]
        if not possible:
            assert not regions
            continue
        assert number is None or len(regions) == number
        assert all(cost == pytest.approx(costs[sum(1 << i for i in region)]) for region, cost in found.regions)
        assert total(regions) == pytest.approx(min(possible), rel=1e-2 if sets == 1 else 1e-6)
        assert {region for region, _ in found.considered} >= set(regions)
    assert divide(problem, rules, np.array([0]), SCALE, Deadline(60), params) == ([], [])
    local = Local(problem, rules, SCALE, params)
    division = solve_blocks(local, units, Deadline(60), 1)
    assert len({place for region in division for place in region}) == sum(map(len, division))
    assert {region for region, _ in local.columns} >= set(division)
    over = Deadline(60)
    over.stop()
    assert solve_blocks(Local(problem, rules, SCALE, params), units, over, 1) == []


def test_a_fresh_draft_has_nobody_to_take_out():
    _, _, costing, graph = ground(1, 6)
    state = state_of(graph, [(0, 1, 2), (3, 4, 5)])
    refresh(costing, graph, state)
    kept = state.totals.copy()
    refresh(costing, graph, state)
    assert state.totals == pytest.approx(kept)
    assert (state.counts[-1, OUT], state.counts[-1, IN]) == (-1, NEW)
