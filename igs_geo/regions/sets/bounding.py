"""What the reduced cost of every region that grows from a set is at least.

The bound of a set S, for every region R that contains it: compactness is at least that of S plus
p_S / p_R · Σ p_i d_i² over the units i that join, d_i to the centre of S (each unit of R∖S pulls the centre at most as
far as its share of the people); commuting and co-membership between units that both join are bounded by the strongest
each has; balance by a straight line below it. What is left is a sum over the units that join, of which the best few are
taken.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import WORD, Arrays
from igs_geo.regions.kernels.bits import lowest
from igs_geo.regions.kernels.bounds import NO_LIMIT, has_room
from igs_geo.regions.kernels.compiled import compiled, inlined
from igs_geo.regions.kernels.scoring import (
    BALANCE,
    COHESION,
    COMPACTNESS,
    HALF_FLOW,
    INHABITANTS,
    INNER_FLOW,
    JACCARD,
    PEOPLE,
    SQUARE,
    TIES,
    YOUNG,
    Weighted,
    X,
    Y,
)
from igs_geo.regions.kernels.trail import CONFLICT, INSIDE, OPEN, SEEN, Trail, largest_size
from igs_geo.regions.sets.protocol import Duals

LINES = 6
"""Straight lines below the balance: of slope −1/2, 0 and 1; and of slope 1 with three prices on the room that is left
below the maximum of inhabitants."""
PLAIN_LINES = 3
"""The first of them, which have no price."""


class Terms(NamedTuple):
    """Weights of the criteria on the scale of the running sums, and the lines below the balance."""

    compact: float
    cohere: float
    tie: float
    balance: float
    slopes: np.ndarray
    """float (LINES)."""
    prices: np.ndarray
    """float (LINES): of an inhabitant of the room below the maximum."""


class Near(NamedTuple):
    """The units that a region with a first unit can reach, and what each can bring at most."""

    units: np.ndarray
    """int64 (near): the first unit and the others."""
    place: np.ndarray
    """int64 (units): place of each unit among them, −1 for none."""
    jaccard: np.ndarray
    """float (near): strongest co-membership of each with another."""
    flow: np.ndarray
    """float (near): strongest flows of each with others, as many as a region can hold."""
    people: np.ndarray
    """float (largest + 1): the most people that a number of them brings."""
    same_heads: bool
    """Whether the people that count are the inhabitants."""


class Rows(NamedTuple):
    """What the bounds on the way of a walk are made of: row s is for the set of s units."""

    flow: np.ndarray
    """float (largest + 1, near): flows between the set and each near unit."""
    jaccard: np.ndarray
    """float (largest + 1, near): co-membership summed over the set."""
    top: np.ndarray
    """float (largest + 1): people times strongest co-membership, summed over the set."""
    gains: np.ndarray
    """float (LINES, largest + 1): what the best units that join gain, the best first."""


@compiled
def new_rows(largest: int, near: int) -> Rows:
    """Return rows for the empty set."""
    shape = (largest + 1, near)
    return Rows(np.zeros(shape), np.zeros(shape), np.zeros(largest + 1), np.zeros((LINES, largest + 1)))


@compiled
def terms_of(arrays: Arrays, weighted: Weighted, duals: Duals) -> Terms:
    """Return the terms of the bound."""
    wanted, weights = weighted.wanted, weighted.weights
    heads = 0.0
    worth = 0.0
    for unit in range(len(arrays.inhabitants)):
        heads += arrays.inhabitants[unit]
        worth += max(duals.units[unit], 0.0)
    each = worth / max(heads, 1.0)
    return Terms(
        weights[COMPACTNESS] / (arrays.total_people * arrays.km2) if wanted[COMPACTNESS] else 0.0,
        weights[COHESION] if wanted[COHESION] else 0.0,
        weights[TIES] if wanted[TIES] else 0.0,
        weights[BALANCE] / arrays.total_inhabitants if wanted[BALANCE] else 0.0,
        np.array([-0.5, 0.0, 1.0, 1.0, 1.0, 1.0]),
        np.array([0.0, 0.0, 0.0, 0.15 * each, 0.3 * each, 0.6 * each]),
    )


@compiled
def reach(arrays: Arrays, root: int, later: np.ndarray) -> np.ndarray:
    """Return the units that a region with a first unit can reach, itself first."""
    number = len(arrays.adjacency)
    largest = largest_size(arrays)
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
        for w in range(len(later)):
            rest = arrays.adjacency[unit, w] & later[w]
            while rest:
                other = w * WORD + lowest(rest)
                rest &= rest - np.uint64(1)
                if hops[other] < 0:
                    hops[other] = hops[unit] + 1
                    queue[tail] = other
                    tail += 1
    return queue[:tail].copy()


@compiled
def prepare(arrays: Arrays, root: int, later: np.ndarray) -> Near:
    """Return what the units that a region with a first unit can reach bring at most."""
    units = reach(arrays, root, later)
    count = len(units)
    largest = largest_size(arrays)
    slots = largest - 1
    top_jaccard = np.zeros(count)
    top_flow = np.zeros(count)
    strongest = np.zeros((1, slots))
    same_heads = True
    for a in range(count):
        u = units[a]
        same_heads = same_heads and arrays.people[u] == arrays.inhabitants[u]
        strongest[:] = 0.0
        for b in range(count):
            if a != b:
                v = units[b]
                top_jaccard[a] = max(top_jaccard[a], jaccard_of(arrays, u, v))
                insert(strongest, 0, slots, arrays.pair_flow[u, v])
        top_flow[a] = strongest.sum()
    place = np.full(len(arrays.adjacency), -1, np.int64)
    for a in range(count):
        place[units[a]] = a
    crowd = np.sort(arrays.people[units[1:]])[::-1]
    people = np.zeros(largest + 1)
    for j in range(largest):
        people[j + 1] = people[j] + (crowd[j] if j < count - 1 else 0.0)
    return Near(units, place, top_jaccard, top_flow, people, same_heads)


@compiled
def jaccard_of(arrays: Arrays, one: int, other: int) -> float:
    """Return the co-membership of a pair, without the people it is weighed by."""
    both = arrays.people[one] + arrays.people[other]
    return arrays.pair_jaccard[one, other] * arrays.total_people / both if both > 0 else 0.0


@compiled
def insert(best: np.ndarray, row: int, room: int, value: float) -> None:
    """Put a value among the best ones of a row, largest first, where it is one of them."""
    if room > 0 and value > best[row, room - 1]:
        j = room - 1
        while j > 0 and best[row, j - 1] < value:
            best[row, j] = best[row, j - 1]
            j -= 1
        best[row, j] = value


@inlined
def bound(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, terms: Terms, near: Near, rows: Rows, trail: Trail, duals: Duals, size: int, value: float
) -> float:
    """Return what the reduced cost of every larger set that grows from a set is at least.

    Parameters
    ----------
    arrays, terms, near
        The part, and what was made of it for this first unit.
    rows
        Filled in for this size.
    trail
        Of the walk, with the set on it.
    duals
        Of the linear program.
    size
        Number of members.
    value
        What the set is worth to the linear program.
    """
    # By their own names: taking an array out of a tuple counts a reference, at every step.
    sums, bits, limit = trail.sums, trail.bits, arrays.limits
    flow, jaccard, gains = rows.flow, rows.jaccard, rows.gains
    near_units, near_jaccard, near_flow, slopes, prices = (
        near.units,
        near.jaccard,
        near.flow,
        terms.slopes,
        terms.prices,
    )
    unit = trail.stack[size - 1]
    others = len(near.people) - 2
    slots = others + 1 - size
    lifted = trail.lifted[size]
    people, heads, young = sums[size, PEOPLE], sums[size, INHABITANTS], sums[size, YOUNG]
    left = limit.max_inhabitants - heads
    spare = near.people[slots]
    if not lifted and near.same_heads and left < spare:
        spare = left
    factor = terms.compact * people / (people + spare) if people + spare > 0 else 0.0
    x = sums[size, X] / people if people > 0 else 0.0
    y = sums[size, Y] / people if people > 0 else 0.0
    moment = sums[size, SQUARE] - people * (x * x + y * y)
    rows.top[size] = rows.top[size - 1] + arrays.people[unit] * near_jaccard[near.place[unit]]
    base = terms.compact * max(moment, 0.0) - value + terms.tie * (sums[size, HALF_FLOW] - sums[size, INNER_FLOW])
    scale = arrays.total_people
    if others > 0:
        base += terms.cohere * (people / scale - (sums[size, JACCARD] + slots * rows.top[size] / scale) / others)
    # The prices only bound where there is a maximum to run up against.
    lines = PLAIN_LINES if lifted or limit.max_inhabitants >= NO_LIMIT else LINES
    for k in range(lines):
        for j in range(slots):
            gains[k, j] = 0.0
    for a in range(len(near_units)):
        other = near_units[a]
        flow[size, a] = flow[size - 1, a] + arrays.pair_flow[unit, other]
        jaccard[size, a] = jaccard[size - 1, a] + jaccard_of(arrays, unit, other)
        w = other // WORD
        mark = np.uint64(1) << np.uint64(other % WORD)
        gone = bits[size, w, SEEN] & ~bits[size, w, OPEN]
        if (bits[size, w, INSIDE] | bits[size, w, CONFLICT] | gone) & mark:
            continue
        more = arrays.inhabitants[other]
        if not has_room(limit, heads + more, young + arrays.young[other], lifted or arrays.exempt[other]):
            continue
        p = arrays.people[other]
        dx = arrays.xy[other, 0] - x
        dy = arrays.xy[other, 1] - y
        gain = duals.units[other] - factor * p * (dx * dx + dy * dy)
        mean = (jaccard[size, a] + (slots - 1) * near_jaccard[a]) / others
        gain -= terms.cohere * p / scale * (1.0 - mean)
        gain -= terms.tie * (arrays.half_flow[other] - flow[size, a] - 0.5 * near_flow[a])
        for k in range(lines):
            own = gain - (terms.balance * slopes[k] + prices[k]) * more
            if own > gains[k, slots - 1]:
                insert(gains, k, slots, own)
    least = -np.inf
    for k in range(lines):
        line = base + terms.balance * slopes[k] * (heads - arrays.target)
        if prices[k] > 0:
            line -= prices[k] * left
        for j in range(slots):
            line -= gains[k, j]
        least = max(least, line)
    return least
