"""The beam: regions grown from every unit, going on with the most promising sets of each size."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import WORD, Arrays
from igs_geo.regions.kernels.best import Best, offer
from igs_geo.regions.kernels.bits import lowest
from igs_geo.regions.kernels.bounds import has_room, keeps
from igs_geo.regions.kernels.compiled import compiled, inlined
from igs_geo.regions.kernels.scoring import (
    INHABITANTS,
    KINDS,
    SUMS,
    YOUNG,
    Weighted,
    add,
    evaluate,
    needs_distance,
    weigh,
)
from igs_geo.regions.kernels.trail import largest_size
from igs_geo.regions.sets.protocol import NEGATIVE, Duals
from igs_geo.regions.sets.worth import pair_worth

SPREAD = 40
"""Larger sets that are looked at for each set that the beam goes on with."""
BITS = 3
INSIDE, NEAR, CLASH = range(BITS)
"""Sets of units that go with a set: its members, their neighbours, and those that may not come along."""


class Bench(NamedTuple):
    """The set that is looked at, and the larger ones that it and others lead to."""

    stack: np.ndarray
    """int64 (largest + 1)."""
    sums: np.ndarray
    """float (largest + 2, SUMS)."""
    bits: np.ndarray
    """uint64 (words, BITS)."""
    out: np.ndarray
    """float (KINDS)."""
    far: bool
    """Whether a criterion looks at the places themselves."""
    members: np.ndarray
    """int64 (room, largest + 1): the larger sets."""
    marks: np.ndarray
    """float (room): reduced cost of each, whatever rules it breaks yet."""
    keys: np.ndarray
    """int64 (room): the keys of its units, combined: the same set has the same key."""


class Looked(NamedTuple):
    """What a set is: what it is worth to the linear program, its key, and whether a unit lifts the maximum."""

    value: float
    key: int
    lifted: bool


@compiled
def new_bench(arrays: Arrays, weighted: Weighted, width: int) -> Bench:
    """Return an empty bench."""
    largest = largest_size(arrays)
    room = width * SPREAD
    return Bench(
        np.zeros(largest + 1, np.int64), np.zeros((largest + 2, SUMS)),
        np.zeros((arrays.adjacency.shape[1], BITS), np.uint64), np.zeros(KINDS), needs_distance(weighted.wanted),
        np.zeros((room, largest + 1), np.int64), np.zeros(room), np.zeros(room, np.int64),
    )  # fmt: skip


@inlined
def look(arrays: Arrays, duals: Duals, keys: np.ndarray, bench: Bench, size: int) -> Looked:
    """Bring the sums and bits of the bench up to date with the first units on its stack; return what that set is."""
    stack, sums, bits, far = bench.stack, bench.sums, bench.bits, bench.far
    for w in range(len(bits)):
        for kind in range(BITS):
            bits[w, kind] = 0
    value = duals.region
    lifted = False
    key = 0
    for i in range(size):
        unit = stack[i]
        value += duals.units[unit] + pair_worth(duals, stack, i, unit)
        add(arrays, sums, stack, i, unit, far)
        lifted = lifted or arrays.exempt[unit]
        key ^= keys[unit]
        bits[unit // WORD, INSIDE] |= np.uint64(1) << np.uint64(unit % WORD)
        for w in range(len(bits)):
            bits[w, NEAR] |= arrays.adjacency[unit, w]
            bits[w, CLASH] |= arrays.conflict[unit, w]
    return Looked(value, key, lifted)


@compiled
def agrees(arrays: Arrays, bench: Bench, size: int) -> bool:
    """Whether everything that must come along is there, and nothing that may not."""
    for w in range(len(bench.bits)):
        if bench.bits[w, INSIDE] & bench.bits[w, CLASH]:
            return False
        for i in range(size):
            if arrays.closure[bench.stack[i], w] & ~bench.bits[w, INSIDE]:
                return False
    return True


@compiled
def in_one_piece(arrays: Arrays, bench: Bench, size: int) -> bool:
    """Whether a set hangs together: bound units may lie apart, and only then can a set grown along borders not."""
    words = len(bench.bits)
    reached = np.zeros(words, np.uint64)
    first = bench.stack[0]
    reached[first // WORD] = np.uint64(1) << np.uint64(first % WORD)
    number = 1
    grew = True
    while grew and number < size:
        grew = False
        for i in range(size):
            unit = bench.stack[i]
            bit = np.uint64(1) << np.uint64(unit % WORD)
            if reached[unit // WORD] & bit:
                continue
            for w in range(words):
                if arrays.adjacency[unit, w] & reached[w]:
                    reached[unit // WORD] |= bit
                    number += 1
                    grew = True
                    break
    return number == size


@inlined
def widen(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    weighted: Weighted,
    duals: Duals,
    keys: np.ndarray,
    bench: Bench,
    looked: Looked,
    size: int,
    count: int,
) -> int:
    """Add the sets that are one unit larger than the one on the bench; return how many there are by now."""
    stack, sums, bits, out = bench.stack, bench.sums, bench.bits, bench.out
    members, marks, held = bench.members, bench.marks, bench.keys
    wanted, weights = weighted.wanted, weighted.weights
    for w in range(len(bits)):
        rest = bits[w, NEAR] & ~bits[w, INSIDE] & ~bits[w, CLASH]
        while rest and count < len(marks):
            unit = w * WORD + lowest(rest)
            rest &= rest - np.uint64(1)
            heads = sums[size, INHABITANTS] + arrays.inhabitants[unit]
            young = sums[size, YOUNG] + arrays.young[unit]
            if not has_room(arrays.limits, heads, young, looked.lifted or arrays.exempt[unit]):
                continue
            key = looked.key ^ keys[unit]
            twin = False
            for other in range(count):
                if held[other] == key:
                    twin = True
                    break
            if twin:
                continue
            add(arrays, sums, stack, size, unit, bench.far)
            evaluate(arrays, sums, stack, size + 1, wanted, out)
            cost = weigh(wanted, weights, out)
            for i in range(size + 1):
                members[count, i] = stack[i]
            marks[count] = cost - looked.value - duals.units[unit]
            held[count] = key
            count += 1
    return count


@compiled
def beam(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, seeds: np.ndarray, keys: np.ndarray, weighted: Weighted, duals: Duals, width: int, best: Best,
    stop: np.ndarray,
) -> None:  # fmt: skip
    """Grow regions from every seed, keeping the most promising sets of each size.

    Parameters
    ----------
    arrays
        The part.
    seeds
        Units to grow from.
    keys
        Random number of each unit, int64 (units).
    weighted
        The criteria.
    duals
        Of the linear program.
    width
        Sets of each size to go on with.
    best
        Filled in.
    stop
        Flag, uint8 (1), that another thread sets to end the search.
    """
    largest = largest_size(arrays)
    wanted, weights = weighted.wanted, weighted.weights
    bench = new_bench(arrays, weighted, width)
    stack, sums, out, members = bench.stack, bench.sums, bench.out, bench.members
    front = np.zeros((width, largest + 1), np.int64)
    for seed in seeds:
        # A seed brings along everything that is bound to it.
        size = 1
        front[0, 0] = seed
        for unit in range(len(arrays.closure)):
            bound = arrays.closure[seed, unit // WORD] >> np.uint64(unit % WORD) & np.uint64(1)
            if bound and unit != seed and size < largest:
                front[0, size] = unit
                size += 1
        number = 1
        while size <= largest and not stop[0]:
            count = 0
            for place in range(number):
                for i in range(size):
                    stack[i] = front[place, i]
                looked = look(arrays, duals, keys, bench, size)
                heads, young = sums[size, INHABITANTS], sums[size, YOUNG]
                if (
                    keeps(arrays.limits, size, heads, young, looked.lifted)
                    and agrees(arrays, bench, size)
                    and in_one_piece(arrays, bench, size)
                ):
                    evaluate(arrays, sums, stack, size, wanted, out)
                    cost = weigh(wanted, weights, out)
                    if cost - looked.value < NEGATIVE:
                        offer(best, stack, size, cost - looked.value, cost)
                if size < largest:
                    count = widen(arrays, weighted, duals, keys, bench, looked, size, count)
            order = np.argsort(bench.marks[:count])
            number = min(width, count)
            size += 1
            for place in range(number):
                for i in range(size):
                    front[place, i] = members[order[place], i]
