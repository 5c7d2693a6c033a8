"""Pricing where the sets are too many to list: a beam finds good ones, a search with bounds proves there are no better.

The bound of a set S, for every region R that contains it: compactness is at least that of S plus
p_S / p_R · Σ p_i d_i² over the units i that join, d_i to the centre of S (each unit of R∖S pulls the centre at most as
far as its share of the people); commuting and co-membership between units that both join are bounded by the strongest
each has; balance by a straight line below it. What is left is a sum over the units that join, of which the best few are
taken.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from igs_geo.regions.kernels.arrays import CRITERIA, Arrays
from igs_geo.regions.kernels.bits import count_bits, lowest
from igs_geo.regions.kernels.bounds import has_room, keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import (
    BALANCE,
    COHESION,
    COMPACTNESS,
    INHABITANTS,
    INNER_FLOW,
    JACCARD,
    KINDS,
    OUT_FLOW,
    PAIR_DISTANCE,
    PEOPLE,
    PLAIN_SSD,
    SQUARE,
    SUMS,
    TIES,
    YOUNG,
    X,
    Y,
    add,
    evaluate,
    weigh,
)
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.sets.protocol import NEGATIVE, Duals, Priced

BEAM = 12
SETS_A_SECOND = 200_000
"""How many sets the bounded search looks at in a second, at least."""
BUDGETS = (20_000, 200_000, 2_000_000, 20_000_000)
"""Sets that each first unit may look at, round by round."""
SLOPES = 6
"""Straight lines below the balance: of slope −1/2, 0 and 1; and of slope 1 with three prices on the room that is left
below the maximum of inhabitants."""


@compiled
def pair_worth(duals: Duals, stack: np.ndarray, depth: int, unit: int) -> float:
    """Return what the pairs of a unit with the members so far are worth."""
    value = 0.0
    for row in range(duals.pairs.shape[0]):
        label = duals.labels[row, unit]
        if label >= 0:
            for i in range(depth):
                if duals.labels[row, stack[i]] == label:
                    value += duals.pairs[row]
    return value


@compiled
def offer(  # noqa: PLR0917 compiled code takes arrays
    stack: np.ndarray,
    size: int,
    reduced: float,
    cost: float,
    best: np.ndarray,
    best_cost: np.ndarray,
    best_size: np.ndarray,
    best_members: np.ndarray,
    low: np.ndarray,
) -> None:
    """Keep a set with negative reduced cost where it is the best of one of its members."""
    share = reduced / size
    number = low.shape[0]
    for i in range(size):
        member = stack[i]
        low[member] = min(low[member], share)
        for kind in range(2):
            mark = reduced if kind == 0 else share
            if mark < best[kind, member]:
                place = kind * number + member
                best[kind, member] = mark
                best_cost[place] = cost
                best_size[place] = size
                for j in range(size):
                    best_members[place, j] = stack[j]


@compiled
def beam(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    seeds: np.ndarray,
    keys: np.ndarray,
    wanted: np.ndarray,
    weights: np.ndarray,
    duals: Duals,
    width: int,
    best: np.ndarray,
    best_cost: np.ndarray,
    best_size: np.ndarray,
    best_members: np.ndarray,
    low: np.ndarray,
) -> int:
    """Grow regions from every seed, keeping the most promising sets of each size; return how many were negative."""
    words = arrays.adjacency.shape[1]
    largest = arrays.limits.max_members
    far = wanted[PAIR_DISTANCE] or wanted[PLAIN_SSD]
    room = width * 40
    here_members = np.zeros((width, largest + 1), np.int64)
    next_members = np.zeros((room, largest + 1), np.int64)
    next_mark = np.zeros(room)
    next_key = np.zeros(room, np.int64)
    sums = np.zeros((largest + 2, SUMS))
    stack = np.zeros(largest + 1, np.int64)
    out = np.zeros(KINDS)
    found = 0
    for seed in seeds:
        here = 0
        # A seed brings along everything that is bound to it.
        size = 1
        here_members[0, 0] = seed
        for w in range(words):
            rest = arrays.closure[seed, w]
            while rest:
                unit = w * 64 + lowest(rest)
                rest &= rest - np.uint64(1)
                if unit != seed and size < largest:
                    here_members[0, size] = unit
                    size += 1
        here = 1
        while here > 0 and size <= largest:
            # Score the sets of this size, and list the sets one larger.
            count = 0
            for state in range(here):
                bits = np.zeros(words, np.uint64)
                near = np.zeros(words, np.uint64)
                clash = np.zeros(words, np.uint64)
                value = duals.region
                lifted = False
                key = np.int64(0)
                complete = True
                for i in range(size):
                    unit = here_members[state, i]
                    value += duals.units[unit] + pair_worth(duals, stack, i, unit)
                    add(arrays, sums, stack, i, unit, far)
                    lifted = lifted or arrays.exempt[unit]
                    key ^= keys[unit]
                    bits[unit // 64] |= np.uint64(1) << np.uint64(unit % 64)
                    for w in range(words):
                        near[w] |= arrays.adjacency[unit, w]
                        clash[w] |= arrays.conflict[unit, w]
                for i in range(size):
                    for w in range(words):
                        if arrays.closure[stack[i], w] & ~bits[w]:
                            complete = False
                total = sums[size]
                if complete and keeps(arrays.limits, size, total[INHABITANTS], total[YOUNG], lifted):
                    whole = True
                    if size > 1:
                        # Bound units may lie apart: only then can a set grown along borders be in pieces.
                        reach = np.zeros(words, np.uint64)
                        reach[stack[0] // 64] |= np.uint64(1) << np.uint64(stack[0] % 64)
                        grew = True
                        while grew:
                            grew = False
                            for i in range(size):
                                unit = stack[i]
                                bit = np.uint64(1) << np.uint64(unit % 64)
                                if not reach[unit // 64] & bit:
                                    for w in range(words):
                                        if arrays.adjacency[unit, w] & reach[w]:
                                            reach[unit // 64] |= bit
                                            grew = True
                                            break
                        for w in range(words):
                            if bits[w] & ~reach[w]:
                                whole = False
                    if whole:
                        evaluate(arrays, sums, stack, size, wanted, out)
                        cost = weigh(wanted, weights, out)
                        reduced = cost - value
                        if reduced < NEGATIVE:
                            found += 1
                            offer(stack, size, reduced, cost, best, best_cost, best_size, best_members, low)
                if size == largest:
                    continue
                for w in range(words):
                    rest = near[w] & ~bits[w] & ~clash[w]
                    while rest:
                        unit = w * 64 + lowest(rest)
                        rest &= rest - np.uint64(1)
                        heads = total[INHABITANTS] + arrays.inhabitants[unit]
                        young = total[YOUNG] + arrays.young[unit]
                        if count >= room or not has_room(arrays.limits, heads, young, lifted or arrays.exempt[unit]):
                            continue
                        fresh = key ^ keys[unit]
                        twin = False
                        for other in range(count):
                            if next_key[other] == fresh:
                                twin = True
                                break
                        if twin:
                            continue
                        add(arrays, sums, stack, size, unit, far)
                        evaluate(arrays, sums, stack, size + 1, wanted, out)
                        cost = weigh(wanted, weights, out)
                        for i in range(size):
                            next_members[count, i] = stack[i]
                        next_members[count, size] = unit
                        next_mark[count] = cost - value - duals.units[unit]
                        next_key[count] = fresh
                        count += 1
            order = np.argsort(next_mark[:count])
            here = min(width, count)
            size += 1
            for state in range(here):
                for i in range(size):
                    here_members[state, i] = next_members[order[state], i]
    return found


@compiled
def descend(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    root: int,
    wanted: np.ndarray,
    weights: np.ndarray,
    duals: Duals,
    threshold: float,
    budget: int,
    best: np.ndarray,
    best_cost: np.ndarray,
    best_size: np.ndarray,
    best_members: np.ndarray,
    low: np.ndarray,
    taken_size: np.ndarray,
    taken_members: np.ndarray,
    taken_cost: np.ndarray,
    state: np.ndarray,
) -> None:
    """Search all regions with a first unit whose reduced cost can be below a threshold.

    ``state`` returns the sets visited, the regions found below the threshold, and the bound of the root; the first is
    −1 when the budget ran out.
    """
    words = arrays.adjacency.shape[1]
    limit = arrays.limits
    number = arrays.adjacency.shape[0]
    largest = min(limit.max_members, number)
    far = wanted[PAIR_DISTANCE] or wanted[PLAIN_SSD]
    one = np.uint64(1)
    scale_people = arrays.total_people
    compact = weights[COMPACTNESS] / (scale_people * arrays.km2) if wanted[COMPACTNESS] else 0.0
    cohere = weights[COHESION] if wanted[COHESION] else 0.0
    tie = weights[TIES] if wanted[TIES] else 0.0
    balance = weights[BALANCE] / arrays.total_inhabitants if wanted[BALANCE] else 0.0
    target = arrays.target
    slopes = np.array([-0.5, 0.0, 1.0, 1.0, 1.0, 1.0])
    heads_total = 0.0
    worth_total = 0.0
    for i in range(number):
        heads_total += arrays.inhabitants[i]
        worth_total += max(duals.units[i], 0.0)
    each = worth_total / max(heads_total, 1.0)
    prices = np.array([0.0, 0.0, 0.0, 0.15 * each, 0.3 * each, 0.6 * each])

    later = np.zeros(words, np.uint64)
    for w in range(words):
        later[w] = np.uint64(0xFFFFFFFFFFFFFFFF)
    for w in range(root // 64):
        later[w] = np.uint64(0)
    later[root // 64] &= ~((((one << np.uint64(root % 64)) - one) << one) | one)

    # Units that a region with this first unit can reach.
    hops = np.full(number, -1, np.int64)
    queue = np.zeros(number, np.int64)
    hops[root] = 0
    queue[0] = root
    head = 0
    tail = 1
    while head < tail:
        unit = queue[head]
        head += 1
        if hops[unit] >= largest - 1:
            continue
        for w in range(words):
            rest = arrays.adjacency[unit, w] & later[w]
            while rest:
                other = w * 64 + lowest(rest)
                rest &= rest - one
                if hops[other] < 0:
                    hops[other] = hops[unit] + 1
                    queue[tail] = other
                    tail += 1
    near = queue[:tail].copy()
    count = tail
    slots = largest - 1
    top_jaccard = np.zeros(count)
    top_flow = np.zeros(count)
    for a in range(count):
        u = near[a]
        strongest = np.zeros(slots)
        for b in range(count):
            if a != b:
                v = near[b]
                both = arrays.people[u] + arrays.people[v]
                jaccard = arrays.pair_jaccard[u, v] * scale_people / both if both > 0 else 0.0
                top_jaccard[a] = max(top_jaccard[a], jaccard)
                flow = arrays.pair_flow[u, v]
                if slots > 0 and flow > strongest[slots - 1]:
                    place = slots - 1
                    while place > 0 and strongest[place - 1] < flow:
                        strongest[place] = strongest[place - 1]
                        place -= 1
                    strongest[place] = flow
        for place in range(slots):
            top_flow[a] += strongest[place]

    stack = np.zeros(largest + 1, np.int64)
    sums = np.zeros((largest + 2, SUMS))
    worth = np.zeros(largest + 2)
    worth[0] = duals.region
    top_sum = np.zeros(largest + 2)
    flows = np.zeros((largest + 1, count))
    jaccards = np.zeros((largest + 1, count))
    extension = np.zeros((largest + 1, words), np.uint64)
    seen = np.zeros((largest + 1, words), np.uint64)
    inside = np.zeros((largest + 1, words), np.uint64)
    required = np.zeros((largest + 1, words), np.uint64)
    conflict = np.zeros((largest + 1, words), np.uint64)
    lifted = np.zeros(largest + 1, np.bool_)
    out = np.zeros(KINDS)
    place_of = np.full(number, -1, np.int64)
    for a in range(count):
        place_of[near[a]] = a
    same_heads = True
    for a in range(count):
        if arrays.people[near[a]] != arrays.inhabitants[near[a]]:
            same_heads = False
    # The most people that so many more units can bring.
    crowd = np.sort(arrays.people[near[1:]])[::-1]
    most_people = np.zeros(largest + 1)
    for j in range(largest):
        most_people[j + 1] = most_people[j] + (crowd[j] if j < count - 1 else 0.0)
    gains = np.zeros((SLOPES, largest + 1))
    visited = 0
    room = taken_size.shape[0]
    found = 0
    root_bound = 0.0
    depth = -1
    unit = root
    while True:
        depth += 1
        value = worth[depth] + duals.units[unit] + pair_worth(duals, stack, depth, unit)
        add(arrays, sums, stack, depth, unit, far)
        size = depth + 1
        worth[size] = value
        visited += 1
        bit = one << np.uint64(unit % 64)
        alive = True
        full = True
        needed = 0
        for w in range(words):
            before = inside[depth - 1, w] if depth > 0 else np.uint64(0)
            was_seen = seen[depth - 1, w] if depth > 0 else np.uint64(0)
            was_open = extension[depth - 1, w] if depth > 0 else np.uint64(0)
            was_required = required[depth - 1, w] if depth > 0 else np.uint64(0)
            was_conflict = conflict[depth - 1, w] if depth > 0 else np.uint64(0)
            own = bit if w == unit // 64 else np.uint64(0)
            inside[depth, w] = before | own
            extension[depth, w] = was_open | (arrays.adjacency[unit, w] & ~was_seen & later[w] & ~own)
            seen[depth, w] = was_seen | arrays.adjacency[unit, w] | own
            required[depth, w] = was_required | arrays.closure[unit, w]
            conflict[depth, w] = was_conflict | arrays.conflict[unit, w]
            missing = required[depth, w] & ~inside[depth, w]
            if missing:
                full = False
                needed += count_bits(missing)
                reachable = (extension[depth, w] | ~seen[depth, w]) & later[w]
                if missing & ~reachable:
                    alive = False
            extension[depth, w] &= ~conflict[depth, w]
            if missing & conflict[depth, w]:
                alive = False
        lifted[depth] = arrays.exempt[unit] or (depth > 0 and lifted[depth - 1])
        if size + needed > largest:
            alive = False
        total = sums[size]
        if alive and full and keeps(limit, size, total[INHABITANTS], total[YOUNG], lifted[depth]):
            evaluate(arrays, sums, stack, size, wanted, out)
            cost = weigh(wanted, weights, out)
            reduced = cost - value
            if reduced < NEGATIVE:
                offer(stack, size, reduced, cost, best, best_cost, best_size, best_members, low)
            if reduced <= threshold:
                if found < room:
                    taken_size[found] = size
                    taken_cost[found] = cost
                    for j in range(size):
                        taken_members[found, j] = stack[j]
                found += 1
        # The bound of everything that grows from here.
        if alive and size < largest:
            slots = largest - size
            people = total[PEOPLE]
            spare = most_people[slots]
            if not lifted[depth] and same_heads and limit.max_inhabitants - total[INHABITANTS] < spare:
                spare = limit.max_inhabitants - total[INHABITANTS]
            factor = compact * people / (people + spare) if people + spare > 0 else 0.0
            x = total[X] / people if people > 0 else 0.0
            y = total[Y] / people if people > 0 else 0.0
            moment = total[SQUARE] - (total[X] * total[X] + total[Y] * total[Y]) / people if people > 0 else 0.0
            place = place_of[unit]
            top_sum[size] = top_sum[depth] + arrays.people[unit] * top_jaccard[place]
            base = compact * max(moment, 0.0) - value
            base += tie * (total[OUT_FLOW] - total[INNER_FLOW])
            if largest > 1:
                base += cohere * (
                    people / scale_people - (total[JACCARD] + slots * top_sum[size] / scale_people) / (largest - 1)
                )
            # The prices only bound where there is a maximum to run up against.
            lines = 3 if lifted[depth] or limit.max_inhabitants > 2**60 else SLOPES
            left = limit.max_inhabitants - total[INHABITANTS]
            for k in range(lines):
                for j in range(slots):
                    gains[k, j] = 0.0
            for a in range(count):
                other = near[a]
                if depth > 0:
                    flows[depth, a] = flows[depth - 1, a] + arrays.pair_flow[unit, other]
                    jaccards[depth, a] = jaccards[depth - 1, a]
                else:
                    flows[0, a] = arrays.pair_flow[unit, other]
                    jaccards[0, a] = 0.0
                both = arrays.people[unit] + arrays.people[other]
                if both > 0:
                    jaccards[depth, a] += arrays.pair_jaccard[unit, other] * scale_people / both
                w = other // 64
                mark = one << np.uint64(other % 64)
                if inside[depth, w] & mark or conflict[depth, w] & mark:
                    continue
                if seen[depth, w] & mark and not extension[depth, w] & mark:
                    continue
                heads = arrays.inhabitants[other]
                free = lifted[depth] or arrays.exempt[other]
                if not has_room(limit, total[INHABITANTS] + heads, total[YOUNG] + arrays.young[other], free):
                    continue
                p = arrays.people[other]
                dx = arrays.xy[other, 0] - x
                dy = arrays.xy[other, 1] - y
                gain = duals.units[other] - factor * p * (dx * dx + dy * dy)
                mean = (jaccards[depth, a] + (slots - 1) * top_jaccard[a]) / (largest - 1)
                gain -= cohere * p / scale_people * (1.0 - mean)
                gain -= tie * (arrays.out_flow[other] - flows[depth, a] - 0.5 * top_flow[a])
                for k in range(lines):
                    own_gain = gain - (balance * slopes[k] + prices[k]) * heads
                    if own_gain > gains[k, slots - 1]:
                        j = slots - 1
                        while j > 0 and gains[k, j - 1] < own_gain:
                            gains[k, j] = gains[k, j - 1]
                            j -= 1
                        gains[k, j] = own_gain
            bound = -np.inf
            for k in range(lines):
                line = base + balance * slopes[k] * (total[INHABITANTS] - target)
                if prices[k] > 0:
                    line -= prices[k] * left
                for j in range(slots):
                    line -= gains[k, j]
                bound = max(bound, line)
            if depth == 0:
                root_bound = bound
            if bound > threshold:
                alive = False
        if not alive or size >= largest:
            depth -= 1
        if visited >= budget:
            state[0] = -1
            state[1] = found
            state[2] = min(root_bound, 0.0)
            return
        unit = -1
        while depth >= 0 and unit < 0:
            for w in range(words):
                while extension[depth, w]:
                    place = lowest(extension[depth, w])
                    extension[depth, w] &= extension[depth, w] - one
                    candidate = w * 64 + place
                    total = sums[depth + 1]
                    heads = total[INHABITANTS] + arrays.inhabitants[candidate]
                    young = total[YOUNG] + arrays.young[candidate]
                    if not has_room(limit, heads, young, lifted[depth] or arrays.exempt[candidate]):
                        continue
                    unit = candidate
                    break
                if unit >= 0:
                    break
            if unit < 0:
                depth -= 1
        if unit < 0:
            break
    state[0] = visited
    state[1] = found
    state[2] = min(root_bound, 0.0)


@dataclass(eq=False)
class UnlistedSets:
    """The pricing step for a part whose sets are too many to list.

    Parameters
    ----------
    part
        The part.
    weights
        Of the criteria; none when only what is left over counts.
    scale
        Factor on all costs.
    threads
        How many threads share the first units.
    roots
        First units of the regions that :meth:`prove` looks at; all when None.
    """

    part: Part
    weights: dict[str, float]
    scale: float
    threads: int = 1
    exact: bool = False
    roots: np.ndarray | None = None

    def __post_init__(self) -> None:
        self.wanted = np.array([kind in self.weights for kind in CRITERIA])
        self.factors = np.array([self.scale * self.weights.get(kind, 0.0) for kind in CRITERIA])
        self.keys = np.random.default_rng(1).integers(1, 2**62, len(self.part))

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.part)

    def _store(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        width = int(self.part.arrays.limits.max_members) + 1
        size = self.size
        return (
            np.zeros((2, size)), np.zeros(2 * size), np.zeros(2 * size, np.int64),
            np.zeros((2 * size, width), np.int64), np.zeros(size),
        )  # fmt: skip

    def price(self, duals: Duals, deadline: float) -> Priced:
        """Return regions with negative reduced cost that a beam finds; that there are none is no proof."""
        del deadline
        return self._beam(duals)

    def _beam(self, duals: Duals) -> Priced:
        def one(first: int) -> tuple[np.ndarray, ...]:
            store = self._store()
            seeds = np.arange(first, self.size, self.threads)
            beam(self.part.arrays, seeds, self.keys, self.wanted, self.factors, duals, BEAM, *store)
            return store

        with ThreadPoolExecutor(self.threads) as pool:
            return _merge(list(pool.map(one, range(self.threads))), np.full(self.size, -np.inf))

    def prove(self, duals: Duals, deadline: float, slack: float) -> Priced:
        """Search for regions with negative reduced cost; first units that take too long count with their bound.

        Parameters
        ----------
        duals
            Of the linear program.
        deadline
            When to stop.
        slack
            Share of every dual that the proof gives up, so that it can be made in reasonable time.
        """
        lowered = duals.units * np.where(duals.units > 0, 1 - slack, 1.0)
        eased = duals._replace(units=lowered)
        width = int(self.part.arrays.limits.max_members) + 1

        loose = np.zeros(self.size)
        waiting: list[int] = []

        def one(budget: int) -> tuple[np.ndarray, ...]:
            store = self._store()
            taken = np.zeros(1, np.int64), np.zeros((1, width), np.int16), np.zeros(1)
            state = np.zeros(3)
            while True:
                try:
                    root = waiting.pop()
                except IndexError:
                    return store
                # Compiled code does not look at the clock, so it gets what the clock allows.
                allowed = min(budget, int(SETS_A_SECOND * (deadline - time.perf_counter())))
                descend(self.part.arrays, root, self.wanted, self.factors, eased, NEGATIVE, max(allowed, 1),
                        *store, *taken, state)  # fmt: skip
                loose[root] = state[2] if state[0] < 0 else 0.0

        # Few first units need most of the time: they get it when all others are done.
        results: list[tuple[np.ndarray, ...]] = []
        left = np.arange(self.size) if self.roots is None else self.roots
        for budget in BUDGETS:
            waiting += left.tolist()
            with ThreadPoolExecutor(self.threads) as pool:
                results += pool.map(one, [budget] * self.threads)
            left = np.flatnonzero(loose)
            if not len(left) or time.perf_counter() > deadline:
                break
        merged = _merge(results, None)
        low = np.minimum(merged.low, 0.0) + loose
        return Priced(merged.members, merged.costs, low - (duals.units - lowered), merged.least)

    def within(self, duals: Duals, threshold: float) -> UnlistedSets:
        """Return the same: what is not listed cannot be thinned out."""
        del duals, threshold
        return self

    def below(self, duals: Duals, threshold: float, room: int, deadline: float) -> Priced | None:
        """Return every region with a reduced cost of at most the threshold; None when that is too much."""
        width = int(self.part.arrays.limits.max_members) + 1
        members: list[np.ndarray] = []
        costs: list[float] = []
        if not np.isfinite(threshold):
            return None
        for root in range(self.size):
            if time.perf_counter() >= deadline:
                return None
            taken = np.zeros(room, np.int64), np.zeros((room, width), np.int16), np.zeros(room)
            state = np.zeros(3)
            descend(self.part.arrays, root, self.wanted, self.factors, duals, threshold, 10_000_000,
                    *self._store(), *taken, state)  # fmt: skip
            if state[0] < 0 or len(members) + state[1] > room:
                return None
            for i in range(int(state[1])):
                members.append(np.sort(taken[1][i, : taken[0][i]].astype(np.int64)))
                costs.append(float(taken[2][i]))
        return Priced(members, costs, np.zeros(self.size), 0.0)


def _merge(stores: list[tuple[np.ndarray, ...]], low: np.ndarray | None) -> Priced:
    members: dict[bytes, np.ndarray] = {}
    costs: list[float] = []
    for best, best_cost, best_size, best_members, _ in stores:
        for place in np.flatnonzero(best.ravel() < 0):
            own = np.sort(best_members[place, : best_size[place]])
            if own.tobytes() not in members:
                members[own.tobytes()] = own
                costs.append(float(best_cost[place]))
    lowest_shares = np.minimum.reduce([store[4] for store in stores]) if low is None else low
    least = min(float(store[0][0].min()) for store in stores)
    return Priced(list(members.values()), costs, lowest_shares, least)
