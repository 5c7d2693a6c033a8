"""How many connected sets there are, roughly, without listing them: random descents (Knuth, 1975)."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.arrays import WORD, Arrays
from igs_geo.regions.kernels.bits import lowest
from igs_geo.regions.kernels.bounds import has_room
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import INHABITANTS, YOUNG
from igs_geo.regions.kernels.trail import OPEN, Trail, largest_size, new_trail, next_unit, start_at, take


@compiled
def estimate_sets(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, roots: np.ndarray, descents: int, most: float, rng: np.random.Generator, stop: np.ndarray
) -> tuple[float, float]:
    r"""Return an estimate of the number of connected sets whose first unit is one of the roots, and its standard error.

    Every descent goes from a random first unit to a random one of the sets that grow from each set, down to one that
    does not grow. With :math:`b_s` ways to go on from the set of s units, the number of sets is estimated without bias
    by :math:`\sum_s \prod_{t<s} b_t`: D. E. Knuth, Estimating the efficiency of backtrack programs, Mathematics of
    Computation 29 (1975), 122-136.

    Parameters
    ----------
    arrays
        The part.
    roots
        First units.
    descents
        How many, at least 2.
    most
        A descent ends where the estimate is beyond this already: then it is too low, and high enough.
    rng
        Random numbers.
    stop
        Flag, uint8 (1): another thread sets it to end the estimate.
    """
    largest = largest_size(arrays)
    trail = new_trail(arrays)
    total = 0.0
    squares = 0.0
    for _ in range(descents):
        if stop[0]:
            break
        own = 0.0
        unit = roots[int(rng.random() * len(roots))]
        start_at(trail, unit)
        ways = float(len(roots))
        size = 0
        while unit >= 0:
            size += 1
            needed = take(arrays, trail, size, unit)
            if needed < 0 or size + needed > largest:
                break
            trail.sums[size, INHABITANTS] = trail.sums[size - 1, INHABITANTS] + arrays.inhabitants[unit]
            trail.sums[size, YOUNG] = trail.sums[size - 1, YOUNG] + arrays.young[unit]
            own += ways
            if size == largest or own > most:
                break
            choices = _choices(arrays, trail, size)
            ways *= choices
            unit = -1
            for _ in range(int(rng.random() * choices) + 1 if choices else 0):
                _, unit = next_unit(arrays, trail, size, False)
        total += own
        squares += own * own
    mean = total / descents
    return mean, float(np.sqrt(max(squares / descents - mean * mean, 0.0) / (descents - 1)))


@compiled
def _choices(arrays: Arrays, trail: Trail, size: int) -> int:
    """Return the number of units that a set can take in next."""
    number = 0
    for w in range(len(trail.later)):
        rest = trail.bits[size, w, OPEN]
        while rest:
            unit = w * WORD + lowest(rest)
            rest &= rest - np.uint64(1)
            heads = trail.sums[size, INHABITANTS] + arrays.inhabitants[unit]
            young = trail.sums[size, YOUNG] + arrays.young[unit]
            number += has_room(arrays.limits, heads, young, trail.lifted[size] or arrays.exempt[unit])
    return number
