"""The bounded search: all regions with a first unit whose reduced cost can be below a threshold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import Arrays
from igs_geo.regions.kernels.best import Best, Taken, offer, put, too_many
from igs_geo.regions.kernels.bounds import keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import (
    INHABITANTS,
    KINDS,
    YOUNG,
    Weighted,
    add,
    evaluate,
    needs_distance,
    weigh,
)
from igs_geo.regions.kernels.trail import largest_size, new_trail, next_unit, start_at, take
from igs_geo.regions.sets.bounding import bound, new_rows, prepare, terms_of
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.worth import pair_worth


class Quest(NamedTuple):
    """What a search looks for, and for how long."""

    bar: float
    """The best set of every unit is kept, of those with a reduced cost below this."""
    threshold: float
    """Every set with a reduced cost of at most this is taken; −∞ for none."""
    budget: int
    """Sets to look at."""
    stop: np.ndarray
    """uint8 (1): another thread sets it to end the search."""


@compiled
def descend(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, root: int, weighted: Weighted, duals: Duals, quest: Quest, best: Best, taken: Taken
) -> tuple[bool, float]:
    """Search the regions with a first unit.

    Parameters
    ----------
    arrays
        The part.
    root
        First unit.
    weighted
        The criteria.
    duals
        Of the linear program.
    quest
        What to look for.
    best, taken
        Filled in.

    Returns
    -------
    tuple
        Whether every region was looked at or bounded, and what the reduced cost of any with more than one member is at
        least, at most 0.
    """
    terms = terms_of(arrays, weighted, duals)
    trail = new_trail(arrays)
    start_at(trail, root)
    near = prepare(arrays, root, trail.later)
    largest = largest_size(arrays)
    rows = new_rows(largest, len(near.units))
    sums, stack, wanted = trail.sums, trail.stack, weighted.wanted
    far = needs_distance(wanted)
    worth = np.zeros(largest + 1)
    worth[0] = duals.region
    out = np.zeros(KINDS)
    visited = 0
    root_bound = 0.0
    size = 0
    unit = root
    while unit >= 0:
        if visited > 0 and (visited >= quest.budget or quest.stop[0] or too_many(taken)):
            return False, root_bound
        visited += 1
        size += 1
        needed = take(arrays, trail, size, unit)
        value = worth[size - 1] + duals.units[unit] + pair_worth(duals, stack, size - 1, unit)
        worth[size] = value
        add(arrays, sums, stack, size - 1, unit, far)
        alive = needed >= 0 and size + needed <= largest
        heads, young = sums[size, INHABITANTS], sums[size, YOUNG]
        if needed == 0 and keeps(arrays.limits, size, heads, young, trail.lifted[size]):
            evaluate(arrays, sums, stack, size, wanted, out)
            cost = weigh(wanted, weighted.weights, out)
            reduced = cost - value
            if reduced < quest.bar:
                offer(best, stack, size, reduced, cost)
            if reduced <= quest.threshold:
                put(taken, stack, size, cost)
        if alive and size < largest:
            least = bound(arrays, terms, near, rows, trail, duals, size, value)
            if size == 1:
                root_bound = min(least, 0.0)
            alive = least <= max(quest.bar, quest.threshold)
        if not alive or size >= largest:
            size -= 1
        size, unit = next_unit(arrays, trail, size, False)
    return True, root_bound
