"""A good division in a second or two: simulated annealing over moves that keep regions in one piece.

It gives the search a start, never the answer: the proof and the last improvement come from the linear program. Regions
outside their bounds are allowed on the way, at a price (Kirkpatrick et al. 1983; the cut of two regions along a random
spanning tree is that of DeFord et al. 2021).
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from igs_geo.regions.kernels.arrays import CRITERIA, Arrays
from igs_geo.regions.kernels.bounds import excess, keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import (
    INHABITANTS,
    KINDS,
    PAIR_DISTANCE,
    PLAIN_SSD,
    SUMS,
    YOUNG,
    add,
    evaluate,
    weigh,
)
from igs_geo.regions.sets.parts import Part

STEPS = 60
"""Temperatures, one after the other; between them the clock is looked at."""
MOVES_PER_UNIT = 2_000
HOT = (0.12, 0.5)
COLD = 0.003
"""First temperatures, of one run and the next, and the last; as shares of what a region costs on average."""
SHIFT, SWAP, RECUT = 0.65, 0.85, 0.95
"""Where the shares of the moves end: one unit to a region beside it, two units swapped, two regions cut anew; the rest
merges two regions. Within a region, ``SPLIT`` of the moves cut it in two."""
SPLIT = 0.03
OUTSIDE = 4.0
"""What a region outside its bounds costs more at least, in regions of average cost."""


@compiled
def _cost(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    members: np.ndarray,
    size: int,
    wanted: np.ndarray,
    weights: np.ndarray,
    price: float,
    sums: np.ndarray,
    stack: np.ndarray,
    out: np.ndarray,
) -> tuple[float, float]:
    """Return what a region costs, and the price of being outside its bounds."""
    far = wanted[PAIR_DISTANCE] or wanted[PLAIN_SSD]
    lifted = False
    for i in range(size):
        add(arrays, sums, stack, i, members[i], far)
        lifted = lifted or arrays.exempt[members[i]]
    evaluate(arrays, sums, stack, size, wanted, out)
    cost = weigh(wanted, weights, out)
    outside = excess(arrays.limits, size, sums[size, INHABITANTS], sums[size, YOUNG], lifted)
    return cost, price * (0.5 + outside) if outside > 0 else 0.0


@compiled
def _whole(  # noqa: PLR0917 compiled code takes arrays
    starts: np.ndarray,
    near: np.ndarray,
    members: np.ndarray,
    size: int,
    mark: np.ndarray,
    stamp: int,
    queue: np.ndarray,
) -> bool:
    """Whether a region is in one piece. Marks of ``stamp`` are its members, of ``stamp + 1`` those reached."""
    for i in range(size):
        mark[members[i]] = stamp
    mark[members[0]] = stamp + 1
    queue[0] = members[0]
    head, tail = 0, 1
    while head < tail:
        unit = queue[head]
        head += 1
        for e in range(starts[unit], starts[unit + 1]):
            other = near[e]
            if mark[other] == stamp:
                mark[other] = stamp + 1
                queue[tail] = other
                tail += 1
    return tail == size


@compiled
def _cut(  # noqa: PLR0917 compiled code takes arrays
    starts: np.ndarray,
    near: np.ndarray,
    pool: np.ndarray,
    size: int,
    mark: np.ndarray,
    stamp: int,
    queue: np.ndarray,
    parent: np.ndarray,
    side: np.ndarray,
    rng: np.random.Generator,
) -> int:
    """Cut a connected pool in two along an edge of a random spanning tree.

    ``side`` says which part each place of ``queue`` is in; returns the size of the second, 0 when there is none.
    """
    for i in range(size):
        mark[pool[i]] = stamp
    # Random tree: grow from a random unit, each time from a random place of those reached.
    first = pool[int(rng.random() * size)]
    mark[first] = stamp + 1
    queue[0] = first
    parent[0] = -1
    tail = 1
    misses = 0
    while tail < size and misses < 60 * size:
        place = int(rng.random() * tail)
        unit = queue[place]
        degree = starts[unit + 1] - starts[unit]
        if degree == 0:
            return 0
        other = near[starts[unit] + int(rng.random() * degree)]
        if mark[other] == stamp:
            mark[other] = stamp + 1
            queue[tail] = other
            parent[tail] = place
            tail += 1
        else:
            misses += 1
    if tail < size:
        return 0
    cut = 1 + int(rng.random() * (size - 1))
    second = 0
    for i in range(size):
        side[i] = i == cut or (i > cut and parent[i] >= 0 and side[parent[i]])
        second += side[i]
    return second


@compiled
def _anneal(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    starts: np.ndarray,
    near: np.ndarray,
    group: np.ndarray,
    clash: np.ndarray,
    wanted: np.ndarray,
    weights: np.ndarray,
    price: float,
    temperature: float,
    moves: int,
    rng: np.random.Generator,
    members: np.ndarray,
    sizes: np.ndarray,
    costs: np.ndarray,
    prices: np.ndarray,
    owner: np.ndarray,
    best_owner: np.ndarray,
    best: np.ndarray,
) -> None:
    """Make so many moves at one temperature. ``best`` holds the price and the cost of ``best_owner``."""
    number = owner.shape[0]
    largest = arrays.limits.max_members
    width = members.shape[1]
    sums = np.zeros((2 * width + 2, SUMS))
    stack = np.zeros(2 * width + 2, np.int64)
    out = np.zeros(KINDS)
    mark = np.zeros(number, np.int64)
    queue = np.zeros(2 * width + 2, np.int64)
    parent = np.zeros(2 * width + 2, np.int64)
    side = np.zeros(2 * width + 2, np.bool_)
    pool = np.zeros(2 * width + 2, np.int64)
    new_a = np.zeros(width, np.int64)
    new_b = np.zeros(width, np.int64)
    stamp = 0
    total, outside = costs.sum(), prices.sum()
    for _ in range(moves):
        unit = int(rng.random() * number)
        a = owner[unit]
        degree = starts[unit + 1] - starts[unit]
        if degree == 0:
            continue
        other = near[starts[unit] + int(rng.random() * degree)]
        b = owner[other]
        stamp += 2
        kind = rng.random()
        size_a = 0
        size_b = 0
        if a == b:
            # Within one region only a cut makes sense.
            if kind > SPLIT or sizes[a] < 2:
                continue
            second = _cut(starts, near, members[a], sizes[a], mark, stamp, queue, parent, side, rng)
            if second == 0:
                continue
            b = -1
            for i in range(sizes.shape[0]):
                if sizes[i] == 0:
                    b = i
                    break
            if b < 0:
                continue
            for i in range(sizes[a]):
                if side[i]:
                    new_b[size_b] = queue[i]
                    size_b += 1
                else:
                    new_a[size_a] = queue[i]
                    size_a += 1
        elif kind < SHIFT:
            if group[unit] >= 0 or sizes[b] + 1 > largest:
                continue
            for i in range(sizes[a]):
                if members[a, i] != unit:
                    new_a[size_a] = members[a, i]
                    size_a += 1
            for i in range(sizes[b]):
                new_b[i] = members[b, i]
            new_b[sizes[b]] = unit
            size_b = sizes[b] + 1
        elif kind < SWAP:
            back = members[b, int(rng.random() * sizes[b])]
            if group[unit] >= 0 or group[back] >= 0:
                continue
            for i in range(sizes[a]):
                new_a[i] = back if members[a, i] == unit else members[a, i]
            for i in range(sizes[b]):
                new_b[i] = unit if members[b, i] == back else members[b, i]
            size_a, size_b = sizes[a], sizes[b]
        elif kind < RECUT:
            size = 0
            for i in range(sizes[a]):
                pool[size] = members[a, i]
                size += 1
            for i in range(sizes[b]):
                pool[size] = members[b, i]
                size += 1
            second = _cut(starts, near, pool, size, mark, stamp, queue, parent, side, rng)
            if second == 0 or second > largest or size - second > largest:
                continue
            for i in range(size):
                if side[i]:
                    new_b[size_b] = queue[i]
                    size_b += 1
                else:
                    new_a[size_a] = queue[i]
                    size_a += 1
        else:
            if sizes[a] + sizes[b] > largest:
                continue
            for i in range(sizes[a]):
                new_a[i] = members[a, i]
            for i in range(sizes[b]):
                new_a[sizes[a] + i] = members[b, i]
            size_a = sizes[a] + sizes[b]
        if kind < SWAP and a != b:
            if size_a > 1 and not _whole(starts, near, new_a, size_a, mark, stamp, queue):
                continue
            stamp += 2
            if not _whole(starts, near, new_b, size_b, mark, stamp, queue):
                continue
        # Those bound stay together, those apart stay apart.
        broken = False
        if kind >= SWAP or sizes[b] == 0:
            for i in range(size_a):
                for j in range(size_b):
                    if group[new_a[i]] >= 0 and group[new_a[i]] == group[new_b[j]]:
                        broken = True
        if clash.shape[0] > 0:
            for i in range(size_a):
                for j in range(i):
                    broken = broken or clash[new_a[i], new_a[j]]
            for i in range(size_b):
                for j in range(i):
                    broken = broken or clash[new_b[i], new_b[j]]
        if broken:
            continue
        cost_a, price_a = 0.0, 0.0
        cost_b, price_b = 0.0, 0.0
        if size_a > 0:
            cost_a, price_a = _cost(arrays, new_a, size_a, wanted, weights, price, sums, stack, out)
        if size_b > 0:
            cost_b, price_b = _cost(arrays, new_b, size_b, wanted, weights, price, sums, stack, out)
        old_b = costs[b] + prices[b]
        change = cost_a + price_a + cost_b + price_b - costs[a] - prices[a] - old_b
        if change > 0 and rng.random() >= np.exp(-change / temperature):
            continue
        total += cost_a + cost_b - costs[a] - costs[b]
        outside += price_a + price_b - prices[a] - prices[b]
        costs[a], prices[a], sizes[a] = cost_a, price_a, size_a
        costs[b], prices[b], sizes[b] = cost_b, price_b, size_b
        for i in range(size_a):
            members[a, i] = new_a[i]
            owner[new_a[i]] = a
        for i in range(size_b):
            members[b, i] = new_b[i]
            owner[new_b[i]] = b
        if outside < best[0] - 1e-9 or (outside < best[0] + 1e-9 and total < best[1] - 1e-12):
            best[0], best[1] = outside, total
            best_owner[:] = owner


def anneal(
    part: Part,
    weights: dict[str, float],
    start: list[tuple[int, ...]],
    deadline: float,
    *,
    threads: int = 1,
    moves_per_unit: int = MOVES_PER_UNIT,
    seed: int = 0,
    stop: threading.Event | None = None,
) -> list[tuple[int, ...]]:
    """Return the feasible regions of a good division of a part, in numbers of the part; other units are left over.

    Parameters
    ----------
    part
        The part.
    weights
        Weight of each criterion.
    start
        Regions to start from, in numbers of the part; all others start alone.
    deadline
        Moment to stop, on the clock of :func:`time.perf_counter`; it cools faster when time is short.
    threads
        How many runs are made at once; the best one counts.
    moves_per_unit
        Moves of a run for each unit, at most.
    seed
        Another one gives other runs.
    stop
        Ends it early when set.
    """
    arrays = part.arrays
    number = len(part)
    rows, near = np.nonzero(_bits(arrays.adjacency, number))
    starts = np.searchsorted(rows, np.arange(number + 1))
    group = np.full(number, -1, dtype=np.int64)
    for place, units in enumerate(part.bound):
        group[list(units)] = place
    regions = _first(part, start)
    width = max(int(arrays.limits.max_members), *map(len, regions))
    wanted = np.array([name in weights for name in CRITERIA])
    factors = np.array([weights.get(name, 0.0) for name in CRITERIA])
    # Where no region is given, units with those around them tell what a region costs.
    most = max(2, int(arrays.limits.min_members))
    stars = [np.array([unit, *near[starts[unit] : starts[unit + 1]][: most - 1]]) for unit in range(number)]
    clash = _bits(arrays.conflict, number) if arrays.conflict.any() else np.zeros((0, 0), np.bool_)

    def run(which: int) -> tuple[float, float, np.ndarray]:
        members = np.zeros((number + 1, width + 1), np.int64)
        sizes = np.zeros(number + 1, np.int64)
        costs, prices = np.zeros(number + 1), np.zeros(number + 1)
        owner = np.zeros(number, np.int64)
        scratch = np.zeros((2 * width + 4, SUMS)), np.zeros(2 * width + 4, np.int64), np.zeros(KINDS)
        for place, region in enumerate(regions):
            members[place, : len(region)] = region
            sizes[place] = len(region)
            owner[list(region)] = place
        for place in range(len(regions)):
            costs[place], _ = _cost(arrays, members[place], sizes[place], wanted, factors, 0.0, *scratch)
        typical = costs[: len(start)] if start else np.array(
            [_cost(arrays, star, len(star), wanted, factors, 0.0, *scratch)[0] for star in stars]
        )  # fmt: skip
        mean = max(float(typical.mean()), 1e-12)
        price = OUTSIDE * mean
        for place in range(len(regions)):
            _, prices[place] = _cost(arrays, members[place], sizes[place], wanted, factors, price, *scratch)
        best_owner, best = owner.copy(), np.array([prices.sum(), costs.sum()])
        rng = np.random.default_rng((seed, which))
        hot, a_second = HOT[which % len(HOT)], np.inf
        for step in range(STEPS):
            left = deadline - time.perf_counter()
            if left <= 0 or (stop is not None and stop.is_set()):
                break
            moves = int(min(moves_per_unit * number / STEPS, a_second * left / (STEPS - step)))
            warmth = mean * hot * (COLD / hot) ** (step / (STEPS - 1))
            _anneal(arrays, starts, near, group, clash, wanted, factors, price, warmth, moves,
                    rng, members, sizes, costs, prices, owner, best_owner, best)  # fmt: skip
            a_second = moves / max(time.perf_counter() - deadline + left, 1e-9)
        return float(best[0]), float(best[1]), best_owner

    with ThreadPoolExecutor(threads) as pool:
        _, _, owner = min(pool.map(run, range(threads)), key=lambda found: found[:2])
    found = [tuple(np.flatnonzero(owner == place).tolist()) for place in np.unique(owner)]
    mark, queue = np.zeros(number, np.int64), np.zeros(number + 1, np.int64)
    return [
        region
        for stamp, region in enumerate(found)
        if _inside(arrays, np.array(region))
        and _whole(starts, near, np.array(region), len(region), mark, 2 * stamp + 2, queue)
        and not (clash.size and clash[np.ix_(region, region)].any())
    ]


def _first(part: Part, start: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return regions that hold every unit, bound ones together."""
    regions = [*start]
    for units in part.bound:
        if not any(set(units) <= set(region) for region in regions):
            regions = [tuple(set(region) - set(units)) for region in regions]
            regions.append(tuple(units))
    taken = {unit for region in regions for unit in region}
    return [region for region in regions if region] + [(unit,) for unit in range(len(part)) if unit not in taken]


def _bits(words: np.ndarray, number: int) -> np.ndarray:
    units = np.arange(number)
    found: np.ndarray = (words[:, units // 64] >> (units % 64).astype(np.uint64)) & np.uint64(1) == 1
    return found


def _inside(arrays: Arrays, region: np.ndarray) -> bool:
    """Whether a region keeps its bounds."""
    heads, young = int(arrays.inhabitants[region].sum()), int(arrays.young[region].sum())
    return bool(keeps(arrays.limits, len(region), heads, young, bool(arrays.exempt[region].any())))
