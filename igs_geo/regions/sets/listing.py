"""Listing the connected sets: every one exactly once, with what it costs, in compiled code.

The sets are stored as the walk that visits them: set number t is the set of the nearest earlier entry one level up,
plus unit t. That takes three bytes a set instead of a list of members, and sums over members cost one addition.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.walk import walk
from igs_geo.regions.sets.parts import Part

BYTES_PER_SET = 3 + 8


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


@compiled
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


@compiled
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
