"""What a pass over sets keeps: the best set of every unit, and the sets below a threshold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.compiled import compiled, inlined

MARKS = 2
"""By what sets are compared, with the columns below."""
WHOLE, SHARE = range(MARKS)
"""Reduced cost of the set, and reduced cost per member."""


class Best(NamedTuple):
    """For every unit the best two sets that hold it, by either mark; only sets with a negative reduced cost count."""

    marks: np.ndarray
    """float (MARKS, units): the least mark so far, at most 0."""
    cost: np.ndarray
    """float (MARKS, units)."""
    size: np.ndarray
    """int64 (MARKS, units): number of members, 0 for none."""
    members: np.ndarray
    """int32 (MARKS, units, largest)."""


class Taken(NamedTuple):
    """Sets in the order in which they were taken, while there is room."""

    cost: np.ndarray
    """float (room)."""
    size: np.ndarray
    """int64 (room)."""
    members: np.ndarray
    """int32 (room, largest)."""
    number: np.ndarray
    """int64 (1): sets taken, more than the room when there were too many."""


def new_best(units: int, largest: int) -> Best:
    """Return the best sets of every unit before any was seen."""
    shape = (MARKS, units)
    return Best(np.zeros(shape), np.zeros(shape), np.zeros(shape, np.int64), np.zeros((*shape, largest), np.int32))


def new_taken(room: int, largest: int) -> Taken:
    """Return a place for a number of sets."""
    # Memory is only used where it is written.
    return Taken(np.empty(room), np.empty(room, np.int64), np.empty((room, largest), np.int32), np.zeros(1, np.int64))


@compiled
def offer(best: Best, stack: np.ndarray, size: int, reduced: float, cost: float) -> None:
    """Keep a set where it is the best of one of its members."""
    for kind in range(MARKS):
        mark = reduced if kind == WHOLE else reduced / size
        for i in range(size):
            unit = stack[i]
            if mark < best.marks[kind, unit]:
                best.marks[kind, unit] = mark
                best.cost[kind, unit] = cost
                best.size[kind, unit] = size
                for j in range(size):
                    best.members[kind, unit, j] = stack[j]


@inlined
def too_many(taken: Taken) -> bool:
    """Whether there were more sets than room."""
    return bool(taken.number[0] > len(taken.cost))


@compiled
def put(taken: Taken, stack: np.ndarray, size: int, cost: float) -> None:
    """Take a set, or only count it where there is no room."""
    number = taken.number[0]
    taken.number[0] = number + 1
    if number < len(taken.cost):
        taken.cost[number] = cost
        taken.size[number] = size
        for j in range(size):
            taken.members[number, j] = stack[j]
