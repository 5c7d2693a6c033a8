"""A division in the form that annealing changes: what stays, what changes, and two drafts of what a move makes of it.

The running sums of a region are those of :mod:`igs_geo.regions.kernels.scoring`. All of them add up, so a unit that
enters or leaves changes them by what it adds to the others. Few arrays are passed: each one costs time in every call.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import WORD, Arrays
from igs_geo.regions.kernels.bounds import Limits, excess
from igs_geo.regions.kernels.compiled import bare
from igs_geo.regions.kernels.scoring import (
    INHABITANTS,
    PAIR_DISTANCE,
    PLAIN_SSD,
    SUMS,
    YOUNG,
    add,
    evaluate,
    weigh,
)

ATOM, ONE, HEADS, CHILDREN, EXEMPT = range(5)
"""Columns of ``Graph.units``: atom, 1, inhabitants, young people, whether the unit lifts the maximum of inhabitants."""
CLASHES, COST, OUTSIDE = range(SUMS, SUMS + 3)
"""Columns of ``State.sums`` behind the running sums: pairs of members that must be apart, cost, and how far a region is
outside its bounds, where each such pair adds 1 (0 when it keeps all of them)."""
COLUMNS = SUMS + 3
"""Number of columns of ``State.sums``."""
NUMBER, WRONG, VALUE, DISTANCE = range(4)
"""Columns of ``State.totals``: regions, those outside their bounds, cost, and how far they are outside."""
SIZE, EXEMPTING, OUT, IN = range(4)
"""Columns of ``State.counts``: members, members that lift the maximum; in a draft the atom to take out and the one to
put in, −1 for none. A draft that is new altogether puts in :data:`NEW`."""
NEW = -2
MARK, QUEUE, POOL, PARENT, ORDER, FOLLOW, REACHED, SIDE, STAMP = range(9)
"""Rows of ``State.work``. Per unit: last stamp, units reached, units to cut. Per atom: parent in the tree, atoms with
parents before children, where the walk went last, stamp of the last tree, whether it is below the cut. Then the last
stamp of all."""
BELOW = 8
"""Row ``BELOW + ONE`` to ``BELOW + EXEMPT`` of ``State.work``: sums over an atom and all below it in the tree."""
WORK = 13
"""Number of rows of ``State.work``."""


class Costing(NamedTuple):
    """What regions cost."""

    arrays: Arrays
    wanted: np.ndarray
    """bool (criteria)."""
    weights: np.ndarray
    """float (criteria)."""
    apart: bool
    """Whether some units may not be together."""


class Graph(NamedTuple):
    """The units and what they touch. Atoms are what moves together: a bound group, or a unit that is in none."""

    links: np.ndarray
    """int64: where the neighbours of each unit start in this very array, where the last end, then the neighbours."""
    atoms: np.ndarray
    """int64: the units of each atom, in the same way."""
    units: np.ndarray
    """int64 (units, 5): the columns above."""
    limits: Limits


class State(NamedTuple):
    """Regions, each in a place of its own, and room to work. The last two places are drafts."""

    owner: np.ndarray
    """int64 (units): place of the region of each unit."""
    members: np.ndarray
    """int64 (places, width)."""
    counts: np.ndarray
    """int64 (places, 4)."""
    sums: np.ndarray
    """float (places, columns above)."""
    totals: np.ndarray
    """float (4)."""
    work: np.ndarray
    """int64 (rows above, units)."""
    rows: np.ndarray
    """float (width + 1, sums): running sums while units are added one by one."""
    values: np.ndarray
    """float (criteria)."""


@bare
def clashes(conflict: np.ndarray, members: np.ndarray, size: int, unit: int) -> int:
    """Return with how many of the first members of a list a unit may not be together."""
    number = 0
    for i in range(size):
        other = members[i]
        if (conflict[unit, other // WORD] >> np.uint64(other % WORD)) & np.uint64(1):
            number += 1
    return number


@bare
def measure(costing: Costing, graph: Graph, state: State, draft: int) -> None:
    """Compute the sums, the cost and the distance from the bounds of a draft.

    A draft comes with the sums of the region that it was and the members that stay; those that come are put behind.

    Parameters
    ----------
    costing
        What regions cost.
    graph
        The units.
    state
        The draft in it is changed.
    draft
        Place of the draft.
    """
    arrays, counts, sums, members = costing.arrays, state.counts[draft], state.sums[draft], state.members[draft]
    size, fresh = counts[SIZE], counts[IN] == NEW
    far = costing.wanted[PAIR_DISTANCE] or costing.wanted[PLAIN_SSD]
    outs = graph.atoms[counts[OUT] + 1] - graph.atoms[counts[OUT]] if counts[OUT] >= 0 else 0
    ins = graph.atoms[counts[IN] + 1] - graph.atoms[counts[IN]] if counts[IN] >= 0 else 0
    if fresh:
        outs, ins, size = 0, size, 0
        counts[EXEMPTING] = 0
        for k in range(COLUMNS):
            sums[k] = 0.0
    for step in range(outs + ins):
        leaves = step < outs
        depth = size + step if leaves else size + step - outs
        if fresh:
            unit = members[step]
        elif leaves:
            unit = graph.atoms[graph.atoms[counts[OUT]] + step]
        else:
            unit = graph.atoms[graph.atoms[counts[IN]] + step - outs]
        sign = -1 if leaves else 1
        if costing.apart:
            sums[CLASHES] += sign * clashes(arrays.conflict, members, depth, unit)
        # Behind a row of zeros, the next one holds what the unit adds to those before it.
        for k in range(SUMS):
            state.rows[depth, k] = 0.0
        add(arrays, state.rows, members, depth, unit, far)
        for k in range(SUMS):
            sums[k] += sign * state.rows[depth + 1, k]
        counts[EXEMPTING] += sign * graph.units[unit, EXEMPT]
    size += ins
    counts[SIZE] = size
    sums[COST] = 0.0
    sums[OUTSIDE] = 0.0
    if size > 0:
        for k in range(SUMS):
            state.rows[size, k] = sums[k]
        evaluate(arrays, state.rows, members, size, costing.wanted, state.values)
        sums[COST] = weigh(costing.wanted, costing.weights, state.values)
        lifted = counts[EXEMPTING] > 0
        sums[OUTSIDE] = sums[CLASHES] + excess(graph.limits, size, sums[INHABITANTS], sums[YOUNG], lifted)


@bare
def start_draft(graph: Graph, state: State, draft: int, place: int, out: int) -> None:
    """Make a draft of a region without one of its atoms (−1 for all of it)."""
    size = 0
    for i in range(state.counts[place, SIZE]):
        unit = state.members[place, i]
        if graph.units[unit, ATOM] != out:
            state.members[draft, size] = unit
            size += 1
    for k in range(COLUMNS):
        state.sums[draft, k] = state.sums[place, k]
    state.counts[draft, SIZE] = size
    state.counts[draft, EXEMPTING] = state.counts[place, EXEMPTING]
    state.counts[draft, OUT] = out
    state.counts[draft, IN] = -1


@bare
def settle(state: State, draft: int, place: int) -> None:
    """Make a draft the region of a place."""
    totals, sums = state.totals, state.sums
    size = state.counts[draft, SIZE]
    totals[NUMBER] += int(size > 0) - int(state.counts[place, SIZE] > 0)
    totals[WRONG] += int(sums[draft, OUTSIDE] > 0) - int(sums[place, OUTSIDE] > 0)
    totals[VALUE] += sums[draft, COST] - sums[place, COST]
    totals[DISTANCE] += sums[draft, OUTSIDE] - sums[place, OUTSIDE]
    for k in range(COLUMNS):
        sums[place, k] = sums[draft, k]
    state.counts[place, SIZE] = size
    state.counts[place, EXEMPTING] = state.counts[draft, EXEMPTING]
    for i in range(size):
        unit = state.members[draft, i]
        state.members[place, i] = unit
        state.owner[unit] = place


@bare
def refresh(costing: Costing, graph: Graph, state: State) -> None:
    """Sum up every region anew from ``state.owner``: differences of sums lose a digit now and then."""
    draft = len(state.counts) - 1
    state.counts[:] = 0
    state.sums[:] = 0.0
    state.totals[:] = 0.0
    # The members are listed by place first, then each region goes through the draft.
    for unit in range(len(state.owner)):
        place = state.owner[unit]
        state.members[place, state.counts[place, OUT]] = unit
        state.counts[place, OUT] += 1
    for place in range(draft - 1):
        size = state.counts[place, OUT]
        if size > 0:
            for i in range(size):
                state.members[draft, i] = state.members[place, i]
            state.counts[draft, SIZE] = size
            state.counts[draft, OUT] = -1
            state.counts[draft, IN] = NEW
            measure(costing, graph, state, draft)
            settle(state, draft, place)


@bare
def whole(graph: Graph, state: State, draft: int) -> bool:
    """Whether a draft hangs together; marks of the stamp are its units, of the next those that were reached."""
    size = state.counts[draft, SIZE]
    if size < 2:
        return True
    links, mark, queue = graph.links, state.work[MARK], state.work[QUEUE]
    stamp = next_stamp(state)
    for i in range(size):
        mark[state.members[draft, i]] = stamp
    queue[0] = state.members[draft, 0]
    mark[queue[0]] = stamp + 1
    head, tail = 0, 1
    while head < tail < size:
        unit = queue[head]
        head += 1
        for e in range(links[unit], links[unit + 1]):
            other = links[e]
            if mark[other] == stamp:
                mark[other] = stamp + 1
                queue[tail] = other
                tail += 1
    return bool(tail == size)


@bare
def next_stamp(state: State) -> int:
    """Return a mark that no unit bears; the next one is free too."""
    state.work[STAMP, 0] += 2
    return int(state.work[STAMP, 0])
