"""A part and its regions in the form that annealing reads, and the rules of a region looked at one by one."""

from __future__ import annotations

from collections import deque

import numpy as np

from igs_geo.regions.kernels.arrays import CRITERIA, WORD
from igs_geo.regions.kernels.bounds import keeps
from igs_geo.regions.kernels.scoring import KINDS, SUMS
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.start.state import COLUMNS, WORK, Costing, Graph, State

Regions = list[tuple[int, ...]]


def costing_of(part: Part, weights: dict[str, float]) -> Costing:
    """Return what the regions of a part cost, with the weight of each criterion that counts."""
    return Costing(
        arrays=part.arrays,
        wanted=np.array([name in weights for name in CRITERIA]),
        weights=np.array([weights.get(name, 0.0) for name in CRITERIA]),
        apart=bool(part.arrays.conflict.any()),
    )


def graph_of(part: Part, groups: tuple[tuple[int, ...], ...]) -> Graph:
    """Return the graph of a part, with groups of units that move together."""
    number, arrays = len(part), part.arrays
    atom = np.full(number, -1, dtype=np.int64)
    for place, units in enumerate(groups):
        atom[list(units)] = place
    alone = atom < 0
    atoms = len(groups) + int(np.count_nonzero(alone))
    atom[alone] = np.arange(len(groups), atoms)
    order = np.argsort(atom, kind="stable")
    rows, near = np.nonzero(bits(arrays.adjacency, number))
    columns = [atom, np.ones(number), arrays.inhabitants, arrays.young, arrays.exempt]
    return Graph(
        links=_packed(rows, near, number),
        atoms=_packed(atom[order], order, atoms),
        units=np.column_stack(columns).astype(np.int64),
        limits=arrays.limits,
    )


def state_of(graph: Graph, regions: Regions) -> State:
    """Return regions that hold every unit once, with as many places as there are units and two drafts."""
    number = len(graph.units)
    width = max(int(graph.limits.max_members), *map(len, regions), 0) + 2
    owner = np.zeros(number, np.int64)
    for place, region in enumerate(regions):
        owner[list(region)] = place
    places = number + 3
    return State(
        owner=owner,
        members=np.zeros((places, width), np.int64),
        counts=np.zeros((places, 4), np.int64),
        sums=np.zeros((places, COLUMNS)),
        totals=np.zeros(4),
        work=np.zeros((WORK, number), np.int64),
        rows=np.zeros((width + 1, SUMS)),
        values=np.zeros(KINDS),
    )


def regions_of(owner: np.ndarray) -> Regions:
    """Return the regions of a division, each in order, from the place of every unit; below 0 it is in none."""
    return [tuple(np.flatnonzero(owner == place).tolist()) for place in np.unique(owner[owner >= 0])]


def keeps_rules(part: Part, region: tuple[int, ...]) -> bool:
    """Whether a region keeps every rule of a single region, by definition."""
    arrays, own = part.arrays, list(region)
    heads, young = int(arrays.inhabitants[own].sum()), int(arrays.young[own].sum())
    if not keeps(arrays.limits, len(own), heads, young, bool(arrays.exempt[own].any())):
        return False
    if any(0 < len(set(units) & set(own)) < len(units) for units in part.bound):
        return False
    if bits(arrays.conflict[own], len(part))[:, own].any():
        return False
    inner = bits(arrays.adjacency[own], len(part))[:, own]
    return len(_reached(inner, 0, np.ones(len(own), dtype=bool))) == len(own)


def pieces(part: Part, units: np.ndarray) -> list[np.ndarray]:
    """Return some units of a part, piece by piece as they hang together on the map."""
    near = bits(part.arrays.adjacency, len(part))
    free = np.zeros(len(part), dtype=bool)
    free[units] = True
    found = []
    for unit in units.tolist():
        if free[unit]:
            own = np.array(sorted(_reached(near, unit, free)), dtype=np.int64)
            free[own] = False
            found.append(own)
    return found


def joined_groups(part: Part) -> tuple[tuple[int, ...], ...]:
    """Return the bound groups, each with the fewest units that make it hang together; those that meet are one.

    A group that cannot be joined without units that must stay apart from it stays as it is.

    Parameters
    ----------
    part
        The part.
    """
    near, conflict = bits(part.arrays.adjacency, len(part)), bits(part.arrays.conflict, len(part))
    found: list[set[int]] = []
    for units in part.bound:
        kept_apart: np.ndarray = np.any(conflict[list(units)], axis=0)
        own = _joined(near, set(units), np.logical_not(kept_apart))
        for other in [group for group in found if group & own]:
            found.remove(other)
            own |= other
        found.append(own)
    return tuple(tuple(sorted(group)) for group in found)


def bits(words: np.ndarray, number: int) -> np.ndarray:
    """Return rows of 64-bit words as a table of booleans with a number of columns."""
    units = np.arange(number)
    found: np.ndarray = (words[:, units // WORD] >> (units % WORD).astype(np.uint64)) & np.uint64(1) == 1
    return found


def _packed(rows: np.ndarray, values: np.ndarray, number: int) -> np.ndarray:
    """Return where the values of each row start in this very array, where the last ones end, then the values."""
    starts = np.searchsorted(rows, np.arange(number + 1)) + number + 1
    return np.concatenate([starts, values]).astype(np.int64)


def _reached(near: np.ndarray, start: int, free: np.ndarray) -> dict[int, int]:
    """Return the free units that hang together with one, nearest first, each with the unit it was reached from."""
    source = {start: start}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for other in np.flatnonzero(near[here] & free).tolist():
            if other not in source:
                source[other] = here
                waiting.append(other)
    return source


def _joined(near: np.ndarray, group: set[int], free: np.ndarray) -> set[int]:
    own = set(group)
    free = free.copy()
    free[list(group)] = True
    while True:
        inner = np.zeros(len(near), dtype=bool)
        inner[list(own)] = True
        first = min(own)
        piece = set(_reached(near, first, inner))
        if piece == own:
            return own
        # From the piece outwards: the nearest other member is joined along the shortest path.
        source = _reached(near, first, free)
        goal = min(
            (unit for unit in own - piece if unit in source),
            key=lambda unit: len(_path(source, unit) - own),
            default=None,
        )
        if goal is None:
            return set(group)
        own |= _path(source, goal)


def _path(source: dict[int, int], unit: int) -> set[int]:
    path = {unit}
    while source[unit] != unit:
        unit = source[unit]
        path.add(unit)
    return path
