"""The walk over connected sets: every one exactly once."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.arrays import Arrays
from igs_geo.regions.kernels.bits import count_bits, lowest
from igs_geo.regions.kernels.bounds import has_room, keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import INHABITANTS, KINDS, PAIR_DISTANCE, PLAIN_SSD, SUMS, YOUNG, add, evaluate


@compiled
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
    largest = min(limit.max_members, arrays.adjacency.shape[0])
    room = units.shape[0]
    far = wanted[PAIR_DISTANCE] or wanted[PLAIN_SSD]
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
                good = full and keeps(limit, size, total[INHABITANTS], total[YOUNG], lifted[depth])
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
                        heads = total[INHABITANTS] + arrays.inhabitants[candidate]
                        young = total[YOUNG] + arrays.young[candidate]
                        free = bool(lifted[depth] or arrays.exempt[candidate] or (root == 0 and late))
                        if not has_room(limit, heads, young, free):
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
