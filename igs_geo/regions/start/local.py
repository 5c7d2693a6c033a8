"""Solving a few units at a time: the pieces of a large country, and the spots where a division does not work out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.start.blocks import blocks

ROOM = 400_000
LEFT_PRICE = 50.0
"""Leaving someone over costs so many times what a region costs per inhabitant: only where there is no other way."""
CLOSE = 0.01
BLOCK = 18
BLOCK_SECONDS = 0.4
FEW = 5_000
SPOT = 26
"""Units around a spot that are divided anew together."""

Regions = list[tuple[int, ...]]


def solve_blocks(local: Local, units: np.ndarray, deadline: float, threads: int) -> Regions:
    """Return a division of units, block by block; a block without time or answer is left over.

    The regions that the blocks' linear programs considered are kept in ``local.columns``.
    """
    problem = local.problem
    near = problem.graph[units][:, units]
    _, labels = connected_components(near, directed=False)
    pieces = []
    for label in np.unique(labels):
        piece = units[labels == label]
        for frame in np.unique(problem.frames[piece]):
            pieces += blocks(problem, piece[problem.frames[piece] == frame], BLOCK)

    def one(block: np.ndarray) -> Regions:
        seconds = deadline - time.perf_counter()
        return (local.divide(block, min(seconds, BLOCK_SECONDS), keep=len(units) < FEW) or []) if seconds > 0 else []

    with ThreadPoolExecutor(threads) as pool:
        return [region for found in pool.map(one, pieces) for region in found]


@dataclass(eq=False)
class Local:
    """Exact answers for small sets of units.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    scale
        Factor on costs.
    """

    problem: Problem
    rules: Rules
    scale: float

    def __post_init__(self) -> None:
        weights = self.problem.criteria.named_weights()
        self.names = tuple(name for name in CRITERIA if name in weights)
        self.weights = weights
        self.columns: list[tuple[tuple[int, ...], float]] = []

    def divide(self, units: np.ndarray, seconds: float, *, keep: bool = False) -> Regions | None:
        """Return the best regions for some units alone; None when they are too many to look at.

        With ``keep``, the regions that the linear program considered are kept in ``columns``.
        """
        part = part_of(self.problem, self.rules, units)
        listing = list_sets(part, self.names, ROOM)
        if listing is None:
            return None
        total = self.problem.total_inhabitants
        slack = self.scale * LEFT_PRICE * self.problem.inhabitants[part.units] / total + 1e-3
        costs = [self.scale * chunk for chunk in listing.costs(self.weights)]
        master = Master(slack_cost=slack, elastic=self.scale)
        found = solve(Partitioning(master, [ListedSets(listing, costs)], Deadline(seconds), gap=CLOSE))
        if keep:
            self.columns += [(tuple(part.units[c.members].tolist()), c.cost) for c in master.columns]
        if not np.isfinite(found.objective):
            return []
        return [tuple(sorted(part.units[column.members].tolist())) for column in found.regions]

    def spot(self, owner: np.ndarray, regions: Regions, unit: int) -> np.ndarray:
        """Return the units around a unit: it, and whole regions, nearest first, while there is room."""
        graph = self.problem.graph
        start = int(owner[unit])
        own = {unit} if start < 0 else set(regions[start])
        waiting = sorted(own)
        while waiting:
            here = waiting.pop(0)
            for other in graph.indices[graph.indptr[here] : graph.indptr[here + 1]].tolist():
                if other in own or self.problem.frames[other] != self.problem.frames[unit]:
                    continue
                region = int(owner[other])
                if region == -2:
                    continue
                add = {other} if region < 0 else set(regions[region])
                if len(own) + len(add) > SPOT:
                    continue
                own |= add
                waiting += sorted(add)
        return np.array(sorted(own), dtype=np.int64)

    def repair(self, regions: Regions, deadline: float) -> Regions:
        """Divide the spots anew where units are left over, as long as that helps and time allows."""
        heads = self.problem.inhabitants
        owner = self._owner(regions)
        tried: set[bytes] = set()
        for _ in range(3):
            left = np.flatnonzero(owner == -1)
            better = False
            for unit in left[np.argsort(-heads[left], kind="stable")].tolist():
                if time.perf_counter() > deadline:
                    return [region for region in regions if region]
                if owner[unit] != -1:
                    continue
                spot = self.spot(owner, regions, unit)
                if spot.tobytes() in tried:
                    continue
                tried.add(spot.tobytes())
                fresh = self.divide(spot, 1.0)
                if fresh is None:
                    continue
                inside = [place for place in np.unique(owner[spot]).tolist() if place >= 0]
                before = sum(int(heads[list(regions[place])].sum()) for place in inside)
                if sum(int(heads[list(region)].sum()) for region in fresh) <= before:
                    continue
                better = True
                owner[spot] = -1
                for place in inside:
                    regions[place] = ()
                for region in fresh:
                    owner[list(region)] = len(regions)
                    regions.append(region)
            if not better:
                break
        return [region for region in regions if region]

    def improve(self, regions: Regions, deadline: float, seed: int = 1) -> Regions:
        """Divide spots anew, here and there, while time allows; keep what covers as many people at a lower cost."""
        rng = np.random.default_rng(seed)
        heads = self.problem.inhabitants
        regions = list(regions)
        owner = self._owner(regions)
        costs = [cost(self.problem, np.array(region)) for region in regions]
        while time.perf_counter() < deadline:
            unit = int(rng.integers(len(owner)))
            if owner[unit] < 0:
                continue
            spot = self.spot(owner, regions, unit)
            inside = [place for place in np.unique(owner[spot]).tolist() if place >= 0]
            fresh = self.divide(spot, 1.0)
            if not fresh:
                continue
            before = sum(int(heads[list(regions[place])].sum()) for place in inside)
            after = sum(int(heads[list(region)].sum()) for region in fresh)
            new = [cost(self.problem, np.array(region)) for region in fresh]
            if after < before or (after == before and sum(new) >= sum(costs[place] for place in inside) - 1e-12):
                continue
            owner[spot] = -1
            for place in inside:
                regions[place], costs[place] = (), 0.0
            for region, value in zip(fresh, new, strict=True):
                owner[list(region)] = len(regions)
                regions.append(region)
                costs.append(value)
        return [region for region in regions if region]

    def _owner(self, regions: Regions) -> np.ndarray:
        owner = np.full(len(self.problem.units), -1, dtype=np.int64)
        owner[list(self.rules.removed)] = -2
        for place, region in enumerate(regions):
            owner[list(region)] = place
        return owner
