"""Listing the connected sets: every one exactly once, with what it costs, in compiled code.

The sets are stored as the walk that visits them: set number t is the set of the nearest earlier entry one level up,
plus unit t. That takes three bytes a set instead of a list of members, and sums over members cost one addition.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numba import njit

from igs_geo.regions.kernels.scoring import KINDS, SUMS, add, evaluate
from igs_geo.regions.sets.parts import Arrays, Part

BYTES_PER_SET = 3 + 8


@njit(cache=True, nogil=True, inline="always")
def lowest(word: np.uint64) -> int:
    """Return the place of the lowest bit that is set."""
    low = word & (~word + np.uint64(1))
    place = 0
    if low & np.uint64(0xFFFFFFFF00000000):
        place += 32
    if low & np.uint64(0xFFFF0000FFFF0000):
        place += 16
    if low & np.uint64(0xFF00FF00FF00FF00):
        place += 8
    if low & np.uint64(0xF0F0F0F0F0F0F0F0):
        place += 4
    if low & np.uint64(0xCCCCCCCCCCCCCCCC):
        place += 2
    if low & np.uint64(0xAAAAAAAAAAAAAAAA):
        place += 1
    return place


@njit(cache=True, nogil=True, inline="always")
def count_bits(word: np.uint64) -> int:
    """Return the number of bits that are set."""
    number = 0
    while word:
        word &= word - np.uint64(1)
        number += 1
    return number


@njit(cache=True, nogil=True)
def walk(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    roots: np.ndarray,
    wanted: np.ndarray,
    columns: np.ndarray,
    units: np.ndarray,
    depths: np.ndarray,
    feasible: np.ndarray,
    values: np.ndarray,
) -> int:
    """List the connected sets whose first unit is one of the roots; return their number, −1 when there is no room.

    Parameters
    ----------
    arrays
        The part.
    roots
        First units.
    wanted
        Which criteria to compute.
    columns
        Column of ``values`` for each wanted criterion.
    units, depths, feasible, values
        Filled in: last unit, size − 1, whether all rules of a single region hold, criteria.
    """
    words = arrays.adjacency.shape[1]
    limit = arrays.limits
    largest = min(limit[1], arrays.adjacency.shape[0])
    room = units.shape[0]
    far = wanted[5] or wanted[6]
    stack = np.zeros(largest + 1, np.int64)
    sums = np.zeros((largest + 2, SUMS))
    extension = np.zeros((largest + 1, words), np.uint64)
    seen = np.zeros((largest + 1, words), np.uint64)
    inside = np.zeros((largest + 1, words), np.uint64)
    required = np.zeros((largest + 1, words), np.uint64)
    conflict = np.zeros((largest + 1, words), np.uint64)
    lifted = np.zeros(largest + 1, np.bool_)
    later = np.zeros(words, np.uint64)
    out = np.zeros(KINDS)
    one = np.uint64(1)
    number = 0
    # Only the very first unit can come before an exempt one: when sets are listed around it.
    late = not arrays.exempt[0] and arrays.exempt.any()
    for root in roots:
        for w in range(words):
            later[w] = np.uint64(0xFFFFFFFFFFFFFFFF)
        for w in range(root // 64):
            later[w] = np.uint64(0)
        later[root // 64] &= ~((((one << np.uint64(root % 64)) - one) << one) | one)
        depth = -1
        unit = root
        while True:
            # Take the unit in.
            depth += 1
            add(arrays, sums, stack, depth, unit, far)
            size = depth + 1
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
            if alive:
                if number >= room:
                    return -1
                total = sums[size]
                good = (
                    full
                    and size >= limit[0]
                    and total[7] >= limit[2]
                    and (total[7] <= limit[3] or lifted[depth])
                    and total[8] >= limit[4]
                    and total[8] <= limit[5]
                )
                units[number] = unit
                depths[number] = depth
                feasible[number] = good
                if good:
                    evaluate(arrays, sums, stack, size, wanted, out)
                    for kind in range(KINDS):
                        if wanted[kind]:
                            values[columns[kind], number] = out[kind]
                number += 1
            if not alive or size >= largest:
                depth -= 1
            # Find the next unit, going back where a set has no more room to grow.
            unit = -1
            while depth >= 0 and unit < 0:
                for w in range(words):
                    while extension[depth, w]:
                        place = lowest(extension[depth, w])
                        extension[depth, w] &= extension[depth, w] - one
                        candidate = w * 64 + place
                        total = sums[depth + 1]
                        # Heads only add up: a set that is too large stays so, unless a unit lifts the maximum. Those
                        # come first in the order, so a set that could still get one has it already.
                        if (
                            total[7] + arrays.inhabitants[candidate] > limit[3]
                            and not lifted[depth]
                            and not arrays.exempt[candidate]
                            and (root > 0 or not late)
                        ):
                            continue
                        if total[8] + arrays.young[candidate] > limit[5]:
                            continue
                        unit = candidate
                        break
                    if unit >= 0:
                        break
                if unit < 0:
                    depth -= 1
            if unit < 0:
                break
    return number


@dataclass(eq=False)
class Listing:
    """The connected sets of a part in the order of the walk, in one or more chunks that start with a first unit.

    ``values`` holds the criteria of ``names``, a row each; they do not depend on the weights.
    """

    part: Part
    names: tuple[str, ...]
    units: list[np.ndarray] = field(repr=False)
    depths: list[np.ndarray] = field(repr=False)
    feasible: list[np.ndarray] = field(repr=False)
    values: list[np.ndarray] = field(repr=False)

    def __len__(self) -> int:
        return sum(len(chunk) for chunk in self.units)

    def costs(self, weights: dict[str, float]) -> list[np.ndarray]:
        """Return the weighted cost of every set, infinite where a rule does not hold, a chunk each."""
        return [
            combine(values, feasible, np.array([weights.get(name, 0.0) for name in self.names]))
            for values, feasible in zip(self.values, self.feasible, strict=True)
        ]


@njit(cache=True, nogil=True)
def combine(values: np.ndarray, feasible: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weighted sum of criteria of every feasible set, infinity for the others."""
    cost = np.empty(feasible.shape[0])
    for t in range(feasible.shape[0]):
        if feasible[t]:
            total = 0.0
            for row in range(weights.shape[0]):
                if weights[row] != 0.0:
                    total += weights[row] * values[row, t]
            cost[t] = total
        else:
            cost[t] = np.inf
    return cost


def list_sets(
    part: Part,
    names: tuple[str, ...],
    kinds: tuple[str, ...],
    room: int,
    threads: int = 1,
    *,
    first_only: bool = False,
    partly: bool = False,
) -> Listing | None:
    """List the connected sets of a part; None when there are more than ``room``.

    Parameters
    ----------
    part
        The part.
    names
        The criteria to compute.
    kinds
        All criteria that compiled code knows, in its order.
    room
        Largest number of sets to hold in memory.
    threads
        How many threads share the first units.
    first_only
        Whether to list only the sets that hold unit 0.
    partly
        Whether to give what was listed when there is no room for all.
    """
    size = 1 if first_only else len(part)
    wanted = np.array([kind in names for kind in kinds])
    columns = np.array([names.index(kind) if kind in names else 0 for kind in kinds])
    threads = max(1, min(threads, size))
    each = room if threads == 1 else int(room * 0.8)

    def one(first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
        roots = np.arange(first, size, threads)
        # Memory is only taken where it is written.
        units = np.empty(each, np.int16)
        depths = np.empty(each, np.uint8)
        feasible = np.empty(each, np.bool_)
        values = np.empty((len(names), each))
        number = walk(part.arrays, roots, wanted, columns, units, depths, feasible, values)
        if number < 0 and not partly:
            return None
        number = each if number < 0 else number
        return units[:number], depths[:number], feasible[:number], values[:, :number]

    with ThreadPoolExecutor(threads) as pool:
        chunks = list(pool.map(one, range(threads)))
    found = [chunk for chunk in chunks if chunk is not None]
    if len(found) < len(chunks):
        return None
    return Listing(part, names, *[[chunk[i] for chunk in found] for i in range(4)])


@njit(cache=True, nogil=True)
def _mark(units: np.ndarray, depths: np.ndarray, feasible: np.ndarray, covered: np.ndarray) -> None:
    stack = np.zeros(256, np.int64)
    for t in range(units.shape[0]):
        stack[depths[t]] = units[t]
        if feasible[t]:
            for i in range(depths[t] + 1):
                covered[stack[i]] = True


def covered_units(listing: Listing) -> np.ndarray:
    """Return for every unit of the part whether any feasible set holds it."""
    covered = np.zeros(len(listing.part), dtype=bool)
    for units, depths, feasible in zip(listing.units, listing.depths, listing.feasible, strict=True):
        _mark(units, depths, feasible, covered)
    return covered
