"""Divisions by spanning trees, for bounds on the number of regions, or on their people, that growing cannot keep.

Every piece of the map is cut along random spanning trees until it is as many regions as it is to become. The moves of
annealing, with the number of regions kept, then bring all of them within their bounds and lower the cost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.compiled import bare
from igs_geo.regions.kernels.scoring import BALANCE
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.start.annealing import Run, average_cost, run_once
from igs_geo.regions.start.ground import (
    Regions,
    costing_of,
    graph_of,
    joined_groups,
    keeps_rules,
    pieces,
    regions_of,
    state_of,
)
from igs_geo.regions.start.params import START, StartParams
from igs_geo.regions.start.spanning import cut_pool
from igs_geo.regions.start.state import ATOM, POOL, SIDE, Costing, Graph, State


@bare
def cut_all(  # noqa: PLR0917 compiled code takes arrays
    graph: Graph, state: State, want: np.ndarray, number: int, tries: int, rng: np.random.Generator
) -> int:
    """Cut the regions of ``state.owner`` along spanning trees until each is one; return their number.

    Parameters
    ----------
    graph
        The units.
    state
        Its ``owner`` is changed.
    want
        Number of regions that the one in each place is to become, int64 (units + 1).
    number
        Number of regions at the start.
    tries
        Trees for each cut, at most; the best cut counts.
    rng
        Source of randomness.
    """
    units, work, owner = graph.units, state.work, state.owner
    place = 0
    while place < number:
        if want[place] < 2:
            place += 1
            continue
        size = 0
        for unit in range(len(owner)):
            if owner[unit] == place:
                work[POOL, size] = unit
                size += 1
        best, regions = np.inf, 0
        for _ in range(tries):
            share, far = cut_pool(graph, state, size, want[place], rng)
            if far < best:
                best, regions = far, share
                for i in range(size):
                    unit = work[POOL, i]
                    owner[unit] = number if work[SIDE, units[unit, ATOM]] else place
            if best == 0:
                break
        if regions == 0:
            # A single atom, for example, cannot be cut.
            want[place] = 1
            continue
        want[number] = regions
        want[place] -= regions
        number += 1
    return number


@dataclass(frozen=True, eq=False)
class Piece:
    """Units that hang together, and into how many regions they can be divided at least and at most."""

    units: np.ndarray
    fewest: int
    most: int
    heads: int


def divide(
    part: Part,
    weights: dict[str, float],
    deadline: Deadline,
    *,
    regions: tuple[int | None, int | None] = (None, None),
    may_leave: bool = False,
    moves_per_unit: int | None = None,
    seed: int = 0,
    params: StartParams = START,
) -> Regions | None:
    """Return a good division of a part that keeps every rule, in numbers of the part; None when none was found.

    One division is made however short the time is; others follow until one keeps the rules.

    Parameters
    ----------
    part
        The part; it may lie in several pieces.
    weights
        Weight of each criterion.
    deadline
        When to stop; annealing cools faster when time is short.
    regions
        Fewest and most regions; None for no bound.
    may_leave
        Whether units may be left over, those that must be in a region excepted.
    moves_per_unit
        Moves for each unit after a spanning-tree division, at most; that of ``params`` when None.
    seed
        Another one gives another division.
    params
        The numbers that steer it.
    """
    low, high = regions[0] or 0, len(part) if regions[1] is None else regions[1]
    found = [_piece(part, units) for units in pieces(part, np.arange(len(part)))]
    lost = sum(piece.most < 1 for piece in found)
    fewest, most = sum(piece.fewest for piece in found if piece.most > 0), sum(piece.most for piece in found)
    if _torn(part, found) or most < max(low, 1) or (not may_leave and (lost or max(low, fewest) > min(high, most))):
        return None
    # With more regions than there may be, some are given up at the end.
    numbers = max(low, min(fewest, most)), max(min(high, most), min(fewest, most))
    moves = params.tree_moves_per_unit if moves_per_unit is None else moves_per_unit
    graphs = graph_of(part, part.bound), graph_of(part, joined_groups(part))
    job = _Job(part, costing_of(part, weights), *graphs, found, numbers, moves)
    best: tuple[int, float, Regions] | None = None
    for attempt in range(params.leave_attempts if may_leave else params.attempts):
        if attempt > 0 and deadline.passed:
            break
        value, division = _attempt(job, deadline, (seed, attempt), params)
        kept = _kept(part, division, high) if may_leave else division
        covered = {unit for region in kept for unit in region}
        if not low <= len(kept) <= high or not covered.issuperset(part.must if may_leave else range(len(part))):
            continue
        left = int(part.arrays.inhabitants.sum() - part.arrays.inhabitants[list(covered)].sum())
        if best is None or (left, value) < best[:2]:
            best = left, value, kept
        if len(covered) == len(part):
            break
    return None if best is None else best[2]


def _torn(part: Part, found: list[Piece]) -> bool:
    """Whether a bound group lies in several pieces."""
    return not all(any(set(group) <= set(piece.units.tolist()) for piece in found) for group in part.bound)


@dataclass(frozen=True, eq=False)
class _Job:
    """What every attempt starts from; in the graph for trees, bound groups hang together."""

    part: Part
    costing: Costing
    graph: Graph
    trees: Graph
    pieces: list[Piece]
    numbers: tuple[int, int]
    moves_per_unit: int


def _attempt(job: _Job, deadline: Deadline, seed: tuple[int, int], params: StartParams) -> tuple[float, Regions]:
    """Return a division made by trees and annealing, as far as its regions keep the rules, and its cost."""
    rng = np.random.default_rng(seed)
    state = state_of(job.trees, [tuple(piece.units.tolist()) for piece in job.pieces])
    want = np.ones(len(job.part) + 1, np.int64)
    want[: len(job.pieces)] = _shares(job, rng, by_size=seed[1] == 0)
    cut_all(job.trees, state, want, len(job.pieces), params.trees, rng)
    first = regions_of(state.owner)
    lost = sum(piece.most < 1 for piece in job.pieces)
    numbers = job.numbers[0] + lost, job.numbers[1] + lost
    typical, kind = average_cost(job.costing, job.graph, first), params.kind_of_run(sum(seed), trees=True)
    run = Run(job.costing, job.graph, first, typical, *kind, job.moves_per_unit, numbers, seed)
    _, value, owner = run_once(run, deadline, params)
    return value, [region for region in regions_of(owner) if keeps_rules(job.part, region)]


def _piece(part: Part, units: np.ndarray) -> Piece:
    """Return how many regions some units make: each takes at least its minimum, and together they hold all."""
    arrays, limits = part.arrays, part.arrays.limits
    heads, young = int(arrays.inhabitants[units].sum()), int(arrays.young[units].sum())
    fewest = max(-(-len(units) // limits.max_members), _quotient(young, limits.max_young))
    if not arrays.exempt[units].any():
        fewest = max(fewest, _quotient(heads, limits.max_inhabitants))
    most = len(units) // limits.min_members
    if limits.min_inhabitants > 0:
        most = min(most, heads // limits.min_inhabitants)
    if limits.min_young > 0:
        most = min(most, young // limits.min_young)
    return Piece(units, fewest, most, heads)


def _quotient(people: int, limit: int) -> int:
    """Return how many regions of a size people fill, rounded up; one where no size is large enough."""
    return -(-people // limit) if limit > 0 else 1


def _shares(job: _Job, rng: np.random.Generator, *, by_size: bool) -> np.ndarray:
    """Return how many regions each piece is to become: in proportion to its people, or to chance as well."""
    low = np.array([min(piece.fewest, max(piece.most, 1)) for piece in job.pieces])
    high = np.array([max(piece.most, 1) for piece in job.pieces])
    heads = np.array([float(piece.heads) + 1.0 for piece in job.pieces])
    lost = sum(piece.most < 1 for piece in job.pieces)
    if by_size and job.costing.wanted[BALANCE]:
        total = round(heads.sum() / job.part.arrays.target)
    elif by_size:
        total = round(np.sqrt(float(low.sum()) * float(high.sum())))
    else:
        total = int(rng.integers(job.numbers[0], job.numbers[1] + 1)) + lost
        heads *= rng.uniform(0.5, 1.5, len(heads))
    total = min(max(total, job.numbers[0] + lost), job.numbers[1] + lost)
    shares = low.copy()
    while shares.sum() < total and (shares < high).any():
        # The next region goes where the regions are largest.
        shares[np.argmax(np.where(shares < high, heads / (shares + 1), -np.inf))] += 1
    return shares


def _kept(part: Part, division: Regions, most: int) -> Regions:
    """Return as many regions as there may be: those that are needed first, then those with most inhabitants."""
    must, heads = set(part.must), part.arrays.inhabitants
    order = sorted(division, key=lambda region: (not must & set(region), -int(heads[list(region)].sum())))
    return order[:most]
