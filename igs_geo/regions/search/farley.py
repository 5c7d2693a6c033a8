r"""A lower bound for any country: what each unit costs at least, from prices that no region undercuts.

For any price :math:`\pi_i` of the units, :math:`y_i = \pi_i + \min_{R \ni i} (c(R) - \pi(R)) / |R|`, with the minimum
over the feasible regions R that cost less than their prices (0 without any), satisfies :math:`y(R) \le c(R)` for every
feasible region: each of its members gave in at least its part of what is missing. Summed over the units that must be
in a region, y is a lower bound on every division (Farley 1990 scales where this subtracts). Where leaving a unit over
has a price, y is at most that.

The prices come from linear programs over districts; the minimum from a bounded search around every unit, across the
borders of blocks and districts alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.rows import Column
from igs_geo.regions.program.solver import INFINITY
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets
from igs_geo.regions.start.blocks import pieces, whole_groups
from igs_geo.regions.start.local import Costed


class Country(NamedTuple):
    """What every worker needs to know."""

    problem: Problem
    rules: Rules
    scale: float
    params: LargeParams


class Chunk(NamedTuple):
    """A piece of the search for regions: all those with a first unit among ``roots`` lie within ``units``."""

    roots: np.ndarray
    units: np.ndarray


class Lowered(NamedTuple):
    """What a search found: how much the price of each unit must go down, and regions that cost less than prices."""

    units: np.ndarray
    low: np.ndarray
    regions: Costed


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of the units on the search's scale.

    Parameters
    ----------
    wanted
        What the linear programs say.
    safe
        What no region undercuts: the bound is their sum.
    """

    wanted: np.ndarray = field(repr=False)
    safe: np.ndarray = field(repr=False)


def duals_of(units: np.ndarray) -> Duals:
    """Return prices of units as the search for regions takes them: without cuts or other rows."""
    size = len(units)
    labels, starts, cuts = np.zeros((0, size), np.int64), np.zeros(size + 1, np.int64), np.zeros(0, np.int64)
    return Duals(units, 0.0, labels, np.zeros(0), starts, cuts, np.zeros(0))


def chunks(country: Country, near: csr_array, units: np.ndarray) -> list[Chunk]:
    """Return chunks of units: every feasible region of them belongs to exactly the first chunk that it touches.

    Around its own units a chunk holds the units of later chunks that a region can reach.

    Parameters
    ----------
    country
        What every worker needs to know.
    near
        Graph of the neighbours that may share a region, (units of the problem, the same).
    units
        Places of the units.
    """
    problem, rules, params = country.problem, country.rules, country.params
    found = pieces(problem, rules, units, params.chunk)
    chunk_of = np.full(len(problem.units), -1, dtype=np.int64)
    for place, own in enumerate(found):
        chunk_of[own] = place
    steps = min(problem.criteria.max_municipalities, len(units)) - 1
    return [
        Chunk(own, whole_groups(rules, _around(near, own, chunk_of > place, steps))) for place, own in enumerate(found)
    ]


def _around(near: csr_array, own: np.ndarray, later: np.ndarray, steps: int) -> np.ndarray:
    inside = np.zeros(len(later), dtype=bool)
    inside[own] = True
    front = own
    for _ in range(steps):
        ends = [near.indices[near.indptr[unit] : near.indptr[unit + 1]] for unit in front.tolist()]
        beside = np.unique(np.concatenate(ends))
        front = beside[~inside[beside] & later[beside]]
        if not len(front):
            break
        inside[front] = True
    return np.flatnonzero(inside)


def sets_of(country: Country, chunk: Chunk) -> UnlistedSets:
    """Return the regions of a chunk, to be searched."""
    part = part_of(country.problem, country.rules, chunk.units, chunk.roots)
    # Numbers in a part begin with exempt and bound units: the first unit of a region can be one of those.
    bound = [unit for group in country.rules.bound for unit in group]
    first = np.isin(part.units, np.concatenate([chunk.roots, np.array(bound, np.int64)])) | part.arrays.exempt
    weights = country.problem.criteria.named_weights()
    return UnlistedSets(part, weights, country.scale, roots=np.flatnonzero(first))


def search_sets(sets: UnlistedSets, prices: np.ndarray, seconds: float) -> Lowered:
    """Return regions that cost less than their prices, and how much each price must go down.

    Parameters
    ----------
    sets
        From :func:`sets_of`.
    prices
        Of the part's units, in its order.
    seconds
        When to stop; what was not searched counts with its bound.
    """
    units = sets.part.units
    proven = sets.prove(duals_of(prices), Deadline(seconds), 0.0)
    regions = [
        (tuple(np.sort(units[members]).tolist()), cost)
        for members, cost in zip(proven.members, proven.costs, strict=True)
    ]
    return Lowered(units, np.minimum(proven.low, 0.0), regions)


def search_chunk(parcel: Parcel[Country], chunk: Chunk, prices: np.ndarray, seconds: float) -> Lowered:
    """Return the answer of :func:`search_sets` for a chunk, given the prices of its ``units``."""
    sets = sets_of(parcel.content, chunk)
    return search_sets(sets, prices[np.searchsorted(chunk.units, sets.part.units)], seconds)


class District(NamedTuple):
    """Units whose prices come from one linear program: sorted, with their chunks and the highest price of each."""

    units: np.ndarray
    chunks: list[Chunk]
    highest: np.ndarray


Look = Callable[[np.ndarray, Deadline], Lowered | None]
"""Searches everywhere with the prices of a district's units; None when there was no time."""


def price_district(parcel: Parcel[Country], district: District, regions: Costed, seconds: float) -> Prices:
    """Return the prices of a district from :func:`generate`, all of it in one worker."""
    country, units = parcel.content, district.units
    known: list[UnlistedSets] = []

    def look(prices: np.ndarray, deadline: Deadline) -> Lowered:
        low, fresh = np.zeros(len(units)), []
        for place, chunk in enumerate(district.chunks):
            if place == len(known):
                known.append(sets_of(country, chunk))
            own = np.searchsorted(units, known[place].part.units)
            found = search_sets(known[place], prices[own], deadline.left())
            low[own] = np.minimum(low[own], found.low)
            fresh += found.regions
        return Lowered(units, low, fresh)

    return generate(country.params, district, regions, look, Deadline(seconds))


def generate(params: LargeParams, district: District, regions: Costed, look: Look, deadline: Deadline) -> Prices:
    """Return prices of a district's units by column generation, and what no region of the district undercuts.

    Parameters
    ----------
    params
        How.
    district
        The district.
    regions
        Regions to start from.
    look
        Searches for regions that cost less than their prices.
    deadline
        When to stop.
    """
    units, highest = district.units, district.highest
    master = _program(highest, params)
    row = {int(unit): place for place, unit in enumerate(units)}
    master.add([_column(row, region) for region in regions])
    relaxed = master.relax(deadline)
    prices, best = relaxed.units, Prices(relaxed.units, np.full(len(units), -np.inf))
    seconds = 0.0
    for _ in range(params.rounds):
        # A round that is cut off gives nothing.
        if deadline.left() < seconds:
            break
        start = deadline.left()
        found = look(prices, deadline)
        if found is None:
            break
        seconds = start - deadline.left()
        safe = np.minimum(prices + found.low, highest)
        if safe.sum() > best.safe.sum():
            best = Prices(prices, safe)
        fresh = master.add([_column(row, region) for region in found.regions])
        if deadline.passed or (not fresh and prices is relaxed.units):
            break
        if not fresh:
            # Between the best prices and the program's own lies nothing new; at its own there may be.
            prices = relaxed.units
            continue
        relaxed = master.relax(deadline)
        if not relaxed.solved or relaxed.objective - best.safe.sum() <= params.enough * abs(relaxed.objective):
            break
        prices = params.smoothing * best.wanted + (1 - params.smoothing) * relaxed.units
    return best


def _program(highest: np.ndarray, params: LargeParams) -> Master:
    """Return the program of a district. Prices are kept from 0 to ``highest``, or they would swing at its borders."""
    master = Master(slack_cost=highest, elastic=float(highest.max()) * params.ceiling)
    for place in range(len(highest)):
        master.program.addCol(0.0, 0.0, INFINITY, 1, np.array([place], np.int32), np.array([-1.0]))
    return master


def _column(row: dict[int, int], region: tuple[tuple[int, ...], float]) -> Column:
    return Column(np.sort(np.array([row[unit] for unit in region[0]], dtype=np.int64)), region[1])
