"""The first division of a large country: its blocks, each as if it were alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.executors import gather
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.start.blocks import pieces
from igs_geo.regions.start.local import Costed, divide


def first_division(
    executor: Executor, parcel: Parcel[Country], units: np.ndarray, grown: Costed, deadline: Deadline
) -> tuple[Costed, Costed]:
    """Return the best regions of every block, and all that were considered.

    Parameters
    ----------
    executor
        Who solves the blocks.
    parcel
        The country.
    units
        Places of the units to divide.
    grown
        Regions that are there already; they stay where no block was solved in time.
    deadline
        When to stop.
    """
    problem, rules, _, params = parcel.content
    blocks = pieces(problem, rules, units, params.local.block)
    regions: Costed = []
    considered: Costed = []
    free = np.zeros(len(problem.units), dtype=bool)
    free[units] = True

    def calls() -> Iterator[tuple[Parcel[Country], list[np.ndarray], float]]:
        for first in range(0, len(blocks), params.batch):
            yield parcel, blocks[first : first + params.batch], deadline.left()

    def take(place: int, found: tuple[Costed, Costed]) -> None:
        del place
        regions.extend(found[0])
        considered.extend(found[1])
        for region, _ in found[0]:
            free[list(region)] = False

    gather(executor, divide_blocks, calls(), deadline, take)
    regions += [(region, value) for region, value in grown if free[list(region)].all()]
    return regions, considered + grown


def divide_blocks(parcel: Parcel[Country], blocks: list[np.ndarray], seconds: float) -> tuple[Costed, Costed]:
    """Return the best regions of some blocks, each as if it were alone, and all regions that were considered."""
    problem, rules, scale, params = parcel.content
    deadline = Deadline(seconds)
    regions: Costed = []
    considered: Costed = []
    for block in blocks:
        if not deadline.passed:
            answer = divide(problem, rules, block, scale, deadline, params.local)
            regions += answer.regions
            considered += answer.considered
    return regions, considered
