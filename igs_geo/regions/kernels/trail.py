"""One step of a walk over connected sets: a unit is taken in, and the next one is found.

Sets grow from their first unit, the lowest one. A set takes in each of its open units in turn; a unit that had its turn
is not open any more for the sets after it. So every connected set comes by exactly once. The open units of a set are
the neighbours that no smaller set on the way had beside it already: this order is what makes the walk cheap.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import WORD, Arrays
from igs_geo.regions.kernels.bits import count_bits, lowest
from igs_geo.regions.kernels.bounds import has_room
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import INHABITANTS, SUMS, YOUNG

BITS = 5
INSIDE, SEEN, OPEN, REQUIRED, CONFLICT = range(BITS)
"""Sets of units that go with a growing set: its members, its members and their neighbours, the units it can still take
in, those that must come along with a member, and those that may not."""
EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)


class Trail(NamedTuple):
    """A set that grows unit by unit, with the sets it came by: row s is the set of the first s units, row 0 empty."""

    stack: np.ndarray
    """int64 (largest + 1): the units in the order they came in, from place 0."""
    sums: np.ndarray
    """float (largest + 2, SUMS): running sums of the criteria."""
    bits: np.ndarray
    """uint64 (largest + 1, words, BITS): sets of units, with the columns above."""
    lifted: np.ndarray
    """bool (largest + 1): whether a member lifts the maximum of inhabitants."""
    later: np.ndarray
    """uint64 (words): the units after the first one, which alone can come in."""


@compiled
def new_trail(arrays: Arrays) -> Trail:
    """Return an empty trail with room for the largest set of a part."""
    words = arrays.adjacency.shape[1]
    rows = largest_size(arrays) + 1
    return Trail(
        np.zeros(rows, np.int64),
        np.zeros((rows + 1, SUMS)),
        np.zeros((rows, words, BITS), np.uint64),
        np.zeros(rows, np.bool_),
        np.zeros(words, np.uint64),
    )


@compiled
def largest_size(arrays: Arrays) -> int:
    """Return the number of members that no set exceeds: a set has no more members than there are units."""
    return int(min(arrays.limits.max_members, len(arrays.adjacency)))


@compiled
def start_at(trail: Trail, first: int) -> None:
    """Leave only the units after a first one."""
    for w in range(len(trail.later)):
        trail.later[w] = EVERY if w >= first // WORD else np.uint64(0)
    # Shifted in two steps, since a shift by a whole word does nothing.
    trail.later[first // WORD] = (EVERY << np.uint64(first % WORD)) << np.uint64(1)


@compiled
def take(arrays: Arrays, trail: Trail, size: int, unit: int) -> int:
    """Take a unit in as member number ``size``; return how many units must still come along.

    The number is −1 where they cannot all: then no set that grows from here keeps the rules. The running sums are not
    touched.

    Parameters
    ----------
    arrays
        The part.
    trail
        Of the walk; row ``size`` of its bits is filled in.
    size
        Number of members, the unit included.
    unit
        The unit.
    """
    home = unit // WORD
    bit = np.uint64(1) << np.uint64(unit % WORD)
    needed = 0
    alive = True
    for w in range(len(trail.later)):
        own = bit if w == home else np.uint64(0)
        near = arrays.adjacency[unit, w]
        seen = trail.bits[size - 1, w, SEEN]
        inside = trail.bits[size - 1, w, INSIDE] | own
        conflict = trail.bits[size - 1, w, CONFLICT] | arrays.conflict[unit, w]
        required = trail.bits[size - 1, w, REQUIRED] | arrays.closure[unit, w]
        free = trail.bits[size - 1, w, OPEN] | (near & ~seen & trail.later[w] & ~own)
        seen |= near | own
        missing = required & ~inside
        if missing:
            needed += count_bits(missing)
            if missing & (conflict | ~((free | ~seen) & trail.later[w])):
                alive = False
        trail.bits[size, w, INSIDE] = inside
        trail.bits[size, w, SEEN] = seen
        trail.bits[size, w, OPEN] = free & ~conflict
        trail.bits[size, w, REQUIRED] = required
        trail.bits[size, w, CONFLICT] = conflict
    trail.lifted[size] = arrays.exempt[unit] or trail.lifted[size - 1]
    return needed if alive else -1


@compiled
def next_unit(arrays: Arrays, trail: Trail, size: int, free: bool) -> tuple[int, int]:  # noqa: FBT001
    """Find the next unit to take in, going back where a set has none left; return that set's size and the unit.

    Without any the size is 0 and the unit −1. With ``free`` the maximum of inhabitants cuts nothing off: a unit that
    lifts it may still come.

    Parameters
    ----------
    arrays
        The part.
    trail
        Of the walk; units that had their turn, or do not fit, are not open any more.
    size
        Number of members of the set.
    free
        Whether the maximum of inhabitants cuts nothing off.
    """
    unit = -1
    while size > 0 and unit < 0:
        for w in range(len(trail.later)):
            rest = trail.bits[size, w, OPEN]
            while rest:
                other = w * WORD + lowest(rest)
                rest &= rest - np.uint64(1)
                heads = trail.sums[size, INHABITANTS] + arrays.inhabitants[other]
                young = trail.sums[size, YOUNG] + arrays.young[other]
                if has_room(arrays.limits, heads, young, free or trail.lifted[size] or arrays.exempt[other]):
                    unit = other
                    break
            trail.bits[size, w, OPEN] = rest
            if unit >= 0:
                break
        if unit < 0:
            size -= 1
    return size, unit
