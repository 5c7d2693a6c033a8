"""The walk over connected sets that lists them, page by page, with their criteria."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import Arrays
from igs_geo.regions.kernels.bounds import keeps
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.scoring import INHABITANTS, KINDS, YOUNG, add, evaluate, needs_distance
from igs_geo.regions.kernels.trail import Trail, largest_size, next_unit, start_at, take

PLACE = 4
"""Length of the note of where a walk is, with the columns below."""
ROOT, SIZE, UNIT, WRITTEN = range(PLACE)
"""Number of first units begun, size of the set that grows next, the unit it takes in (−1: a new first unit), and the
entries written on the page."""


class Page(NamedTuple):
    """Sets in the order of the walk: each is the nearest one above it with one member less, and one unit more."""

    units: np.ndarray
    """int16 (entries): the unit that came in last."""
    depths: np.ndarray
    """uint8 (entries): number of members − 1."""
    feasible: np.ndarray
    """bool (entries): whether all rules of a single region hold."""
    values: np.ndarray
    """float (criteria asked for, entries): the criteria, of feasible sets only."""


class Asked(NamedTuple):
    """The criteria to compute."""

    wanted: np.ndarray
    """bool (criteria)."""
    rows: np.ndarray
    """int64 (criteria): row of ``values`` for each wanted criterion."""


@compiled
def walk(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, roots: np.ndarray, trail: Trail, asked: Asked, page: Page, place: np.ndarray, stop: np.ndarray
) -> bool:
    """List the connected sets whose first unit is one of the roots, until they end, the page is full, or it must stop.

    Parameters
    ----------
    arrays
        The part.
    roots
        First units.
    trail
        Of this walk.
    asked
        The criteria to compute.
    page
        Filled in from ``place[WRITTEN]``.
    place
        Where the walk is, int64 (PLACE); changed, so that it goes on from there when called again.
    stop
        Flag, uint8 (1), that another thread sets to end the walk.

    Returns
    -------
    bool
        Whether all sets have been listed.
    """
    largest = largest_size(arrays)
    far = needs_distance(asked.wanted)
    out = np.zeros(KINDS)
    root, size, unit, number = place[ROOT], place[SIZE], place[UNIT], place[WRITTEN]
    # Exempt units come first in a part, but for the centre that sets are listed around.
    late = bool(not arrays.exempt[0] and arrays.exempt.any())
    done = False
    # By their own names: taking an array out of a tuple counts a reference, at every step.
    sums, stack, wanted = trail.sums, trail.stack, asked.wanted
    while number < len(page.units) and not stop[0]:
        if unit < 0:
            if root >= len(roots):
                done = True
                break
            unit = roots[root]
            root += 1
            start_at(trail, unit)
        size += 1
        needed = take(arrays, trail, size, unit)
        add(arrays, sums, stack, size - 1, unit, far)
        alive = needed >= 0 and size + needed <= largest
        if alive:
            heads, young = sums[size, INHABITANTS], sums[size, YOUNG]
            good = needed == 0 and keeps(arrays.limits, size, heads, young, trail.lifted[size])
            page.units[number] = unit
            page.depths[number] = size - 1
            page.feasible[number] = good
            if good:
                evaluate(arrays, sums, stack, size, wanted, out)
                _write(asked, out, page, number)
            number += 1
        if not alive or size >= largest:
            size -= 1
        size, unit = next_unit(arrays, trail, size, late and stack[0] == 0)
    place[ROOT], place[SIZE], place[UNIT], place[WRITTEN] = root, size, unit, number
    return done


@compiled
def _write(asked: Asked, out: np.ndarray, page: Page, number: int) -> None:
    for kind in range(KINDS):
        if asked.wanted[kind]:
            page.values[asked.rows[kind], number] = out[kind]
