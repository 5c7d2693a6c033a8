"""What the rows of a linear program beyond those of the units give for a set, in compiled code."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.compiled import compiled, inlined
from igs_geo.regions.sets.protocol import Duals


@compiled
def pair_worth(duals: Duals, stack: np.ndarray, depth: int, unit: int) -> float:
    """Return what the pairs of a unit with the first ``depth`` members on the stack are worth."""
    value = 0.0
    for row in range(len(duals.pairs)):
        label = duals.labels[row, unit]
        if label >= 0:
            for i in range(depth):
                if duals.labels[row, stack[i]] == label:
                    value += duals.pairs[row]
    return value


@inlined
def join_cuts(duals: Duals, hits: np.ndarray, unit: int) -> float:
    """Count a unit that comes in with its cuts; return what that is worth: every second unit of a cut counts."""
    value = 0.0
    for c in range(duals.cut_start[unit], duals.cut_start[unit + 1]):
        cut = duals.cut_list[c]
        hits[cut] += 1
        if hits[cut] % 2 == 0:
            value += duals.cuts[cut]
    return value


@inlined
def leave_cuts(duals: Duals, hits: np.ndarray, unit: int) -> None:
    """Take back what :func:`join_cuts` counted."""
    for c in range(duals.cut_start[unit], duals.cut_start[unit + 1]):
        hits[duals.cut_list[c]] -= 1
