"""The bound of the bounded search, written out in plain Python, and the first units that it looks at."""

import numpy as np
import pytest
from instances import feasible_sets, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.best import new_best, new_taken
from igs_geo.regions.kernels.bounds import NO_LIMIT
from igs_geo.regions.kernels.scoring import Weighted, add
from igs_geo.regions.kernels.trail import new_trail, next_unit, start_at, take
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.beam import agrees, in_one_piece, look, new_bench, widen
from igs_geo.regions.sets.bounded import Quest, descend
from igs_geo.regions.sets.bounding import bound, insert, new_rows, prepare, terms_of
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Duals

SIZE = 8
PEOPLE = ("inhabitants", "young")
WEIGHTS = {"compactness": 300.0, "cohesion": 250.0, "ties": 200.0, "balance": 400.0}


def instance(seed, *, most=None, people="inhabitants", **more):
    settings = {"min_municipalities": 1, "max_municipalities": 4, "target": 70_000, "exempt_above": 50_000} | more
    criteria = Criteria(frame=None, youth_partnerships="ignore", max_inhabitants=most, people=people, **settings)
    problem = random_problem(seed, SIZE, criteria, layers=False)
    part = part_of(problem, rules_of(problem), np.arange(SIZE))
    rng = np.random.default_rng(seed)
    duals = Duals(rng.uniform(-5, 140, SIZE), -3.0, np.empty((0, SIZE), np.int64), np.empty(0),
                  np.zeros(SIZE + 1, np.int64), np.empty(0, np.int64), np.empty(0))  # fmt: skip
    wanted = np.array([name in WEIGHTS for name in CRITERIA])
    return problem, part, duals, Weighted(wanted, np.array([WEIGHTS.get(name, 0.0) for name in CRITERIA]))


def reachable(arrays, root, largest):
    """Units from the first one on that are so few steps from it that a region can hold both."""
    near = [{j for j in range(SIZE) if int(arrays.adjacency[i, 0]) >> j & 1} for i in range(SIZE)]
    hops, layer = {root: 0}, [root]
    for step in range(1, largest):
        layer = sorted({j for i in layer for j in near[i] if j > root and j not in hops})
        hops |= dict.fromkeys(layer, step)
    return set(hops)


def plain_bound(arrays, duals, members, candidates, reach):
    """What the module's docstring says: the centre, the strongest ties, and lines below the balance."""
    own, others = list(members), 4 - 1
    slots = 4 - len(own)
    p, heads = arrays.people[own].sum(), arrays.inhabitants[own].sum()
    jaccard = arrays.pair_jaccard * arrays.total_people / np.add.outer(arrays.people, arrays.people)
    strongest = {i: max((jaccard[i, j] for j in reach if j != i), default=0.0) for i in reach}
    flows = {i: sum(sorted((arrays.pair_flow[i, j] for j in reach if j != i), reverse=True)[:others]) for i in reach}
    lifted = arrays.exempt[own].any()
    spare = sum(sorted(arrays.people[[i for i in reach if i != own[0]]], reverse=True)[:slots])
    room = arrays.limits.max_inhabitants - heads
    if not lifted and all(arrays.people[i] == arrays.inhabitants[i] for i in reach):
        spare = min(spare, room)
    centre = np.average(arrays.xy[own], axis=0, weights=arrays.people[own])
    moment = (arrays.people[own] * ((arrays.xy[own] - centre) ** 2).sum(axis=1)).sum()
    compact = WEIGHTS["compactness"] / (arrays.total_people * arrays.km2)
    inner = sum(arrays.pair_flow[i, j] for i in own for j in own if i < j)
    both = sum(arrays.pair_jaccard[i, j] for i in own for j in own if i < j)
    top = sum(arrays.people[i] * strongest[i] for i in own) / arrays.total_people
    base = compact * moment - duals.region - duals.units[own].sum()
    base += WEIGHTS["ties"] * (arrays.half_flow[own].sum() - inner)
    base += WEIGHTS["cohesion"] * (p / arrays.total_people - (both + slots * top) / others)
    worth = np.maximum(duals.units, 0).sum() / arrays.inhabitants.sum()
    lines = [(-0.5, 0.0), (0.0, 0.0), (1.0, 0.0)]
    if not lifted and arrays.limits.max_inhabitants < NO_LIMIT:
        lines += [(1.0, share * worth) for share in (0.15, 0.3, 0.6)]
    balance, found = WEIGHTS["balance"] / arrays.total_inhabitants, []
    for slope, price in lines:
        gains = []
        for i in candidates:
            mean = (sum(jaccard[i, j] for j in own) + (slots - 1) * strongest[i]) / others
            gain = duals.units[i] - compact * p / (p + spare) * arrays.people[i] * ((arrays.xy[i] - centre) ** 2).sum()
            gain -= WEIGHTS["cohesion"] * arrays.people[i] / arrays.total_people * (1 - mean)
            gain -= WEIGHTS["ties"] * (arrays.half_flow[i] - sum(arrays.pair_flow[i, j] for j in own) - 0.5 * flows[i])
            gains.append(gain - (balance * slope + price) * arrays.inhabitants[i])
        best = sum(sorted((gain for gain in gains if gain > 0), reverse=True)[:slots])
        found.append(base + balance * slope * (heads - arrays.target) - (price * room if price else 0.0) - best)
    return max(found)


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("most", [None, 110_000, 65_000])
@pytest.mark.parametrize("seed", range(3))
def test_the_bound_is_the_one_that_is_described(seed, most, people):
    apart = (("00001", "00004"),) if seed == 2 else ()
    _, part, duals, weighted = instance(seed, most=most, people=people, apart=apart, contiguous=seed > 0)
    arrays = part.arrays
    compared = 0
    for root in range(SIZE):
        trail = new_trail(arrays)
        start_at(trail, root)
        near, terms = prepare(arrays, root, trail.later), terms_of(arrays, weighted, duals)
        reach = reachable(arrays, root, 4)
        assert set(near.units.tolist()) == reach
        assert near.units[0] == root
        rows, value, size, unit = new_rows(4, len(near.units)), [duals.region] + [0.0] * 4, 0, root
        seen: list[set[int]] = [set()] * 5
        while unit >= 0:
            size += 1
            take(arrays, trail, size, unit)
            add(arrays, trail.sums, trail.stack, size - 1, unit, False)
            value[size] = value[size - 1] + duals.units[unit]
            own = trail.stack[:size].tolist()
            if size < 4:
                open_ = {i for i in range(SIZE) if int(trail.bits[size, 0, 2]) >> i & 1}
                seen[size] = {i for i in range(SIZE) if int(trail.bits[size, 0, 1]) >> i & 1}
                against = {i for i in range(SIZE) if any(int(arrays.conflict[j, 0]) >> i & 1 for j in own)}
                lifted, heads = arrays.exempt[own].any(), arrays.inhabitants[own].sum()
                candidates = [
                    i for i in reach - set(own) - against - (seen[size] - open_)
                    if lifted or arrays.exempt[i] or heads + arrays.inhabitants[i] <= (most or NO_LIMIT)
                ]  # fmt: skip
                found = bound(arrays, terms, near, rows, trail, duals, size, value[size])
                assert found == pytest.approx(plain_bound(arrays, duals, own, candidates, reach), abs=1e-8)
                compared += 1
            size -= size >= 4
            size, unit = next_unit(arrays, trail, size, False)
    assert compared > 15


def test_the_best_values_of_a_row_are_kept_in_order():
    rng = np.random.default_rng(1)
    for room in range(4):
        best = np.zeros((2, 4))
        values = rng.uniform(-1, 1, 9)
        for value in values:
            insert(best, 1, room, value)
        expected = sorted(values[values > 0], reverse=True)[:room]
        assert best[1].tolist() == [*expected, *[0.0] * (4 - len(expected))]
        assert not best[0].any()


@pytest.mark.parametrize("seed", range(3))
def test_a_search_of_a_first_unit_gives_what_is_below_and_a_bound_when_it_is_cut_short(seed):
    problem, part, duals, weighted = instance(seed, most=150_000)
    costs = {
        mask: sum(WEIGHTS[name] * value for name, value in values.items())
        for mask, values in criteria_of(problem).items()
    }
    worth = {mask: sum(duals.units[i] for i in range(SIZE) if mask >> int(part.units[i]) & 1) - 3.0 for mask in costs}
    reduced = {mask: costs[mask] - worth[mask] for mask in costs}
    stop, largest = np.zeros(1, np.uint8), 4
    for root in range(SIZE):
        own = {m: r for m, r in reduced.items() if min(i for i in range(SIZE) if m >> int(part.units[i]) & 1) == root}
        for budget in (1, 3, 10_000):
            best, taken = new_best(SIZE, largest), new_taken(100, largest)
            done, least = descend(part.arrays, root, weighted, duals, Quest(-1e-9, 5.0, budget, stop), best, taken)
            assert least <= 0
            assert least <= min((r for m, r in own.items() if m.bit_count() > 1), default=0.0) + 1e-9
            assert not done or budget > 1 or taken.number[0] <= 1
            if budget == 10_000:
                assert done
                found = {
                    sum(1 << int(part.units[i]) for i in taken.members[k, : taken.size[k]]): taken.cost[k]
                    for k in range(taken.number[0])
                }
                assert set(found) == {m for m, r in own.items() if r <= 5.0}
                assert all(found[m] == pytest.approx(costs[m]) for m in found)
                assert best.marks[0].min() == pytest.approx(min([0.0, *own.values()]))
        few = new_taken(0, largest)
        done, _ = descend(part.arrays, root, weighted, duals, Quest(-1e-9, 5.0, 10_000, stop), new_best(SIZE, 4), few)
        assert done or few.number[0] > 0
    stop[0] = 1
    done, _ = descend(part.arrays, 0, weighted, duals, Quest(-1e-9, 5.0, 10_000, stop), new_best(SIZE, 4),
                      new_taken(9, 4))  # fmt: skip
    assert not done or not part.arrays.adjacency[0].any()


def criteria_of(problem):
    from igs_geo.regions.problem.costs import COSTS

    return {
        mask: {name: COSTS[name](problem, np.array([i for i in range(SIZE) if mask >> i & 1])) for name in WEIGHTS}
        for mask in feasible_sets(problem)
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_set_on_the_bench_knows_its_rules_and_widens_to_all_that_fit_once(seed):
    _, part, duals, weighted = instance(seed, most=110_000, apart=(("00000", "00003"),), together=(("00001", "00002"),))
    arrays, keys = part.arrays, np.random.default_rng(1).integers(1, 2**62, SIZE)
    near = [{j for j in range(SIZE) if int(arrays.adjacency[i, 0]) >> j & 1} for i in range(SIZE)]
    number = {int(place): i for i, place in enumerate(part.units)}
    pair, clash = {number[1], number[2]}, {number[0], number[3]}
    for mask in range(1, 1 << SIZE):
        own = [i for i in range(SIZE) if mask >> i & 1]
        if len(own) > 4:
            continue
        bench = new_bench(arrays, weighted, 2)
        bench.stack[: len(own)] = own
        looked = look(arrays, duals, keys, bench, len(own))
        assert looked.value == pytest.approx(duals.region + duals.units[own].sum())
        assert looked.key == np.bitwise_xor.reduce(keys[own])
        assert looked.lifted == arrays.exempt[own].any()
        assert agrees(arrays, bench, len(own)) == (len(pair & set(own)) != 1 and not clash <= set(own))
        reached, layer = {own[0]}, [own[0]]
        while layer:
            layer = [j for i in layer for j in sorted(near[i] & set(own) - reached) if not reached.add(j)]
        assert in_one_piece(arrays, bench, len(own)) == (len(reached) == len(own))
        if len(own) < 4:
            count = widen(arrays, weighted, duals, keys, bench, looked, len(own), 0)
            heads = arrays.inhabitants[own].sum()
            fits = {
                j for j in set().union(*(near[i] for i in own)) - set(own)
                if not (clash & set(own) and j in clash)
                and (looked.lifted or arrays.exempt[j] or heads + arrays.inhabitants[j] <= 110_000)
            }  # fmt: skip
            wider = [set(bench.members[k, : len(own) + 1].tolist()) for k in range(count)]
            assert sorted(map(sorted, wider)) == sorted(sorted({*own, j}) for j in fits)
            # The same sets from elsewhere are not taken again.
            assert widen(arrays, weighted, duals, keys, bench, looked, len(own), count) == count
            for k in range(count):
                members = bench.members[k, : len(own) + 1]
                assert bench.keys[k] == np.bitwise_xor.reduce(keys[members])
