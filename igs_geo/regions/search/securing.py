"""Prices that no region of a country undercuts, from any prices: chunk by chunk, on every worker.

The bound that they give is in :mod:`igs_geo.regions.search.farley`.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.executors import gather
from igs_geo.regions.search.farley import Chunk, Country, Lowered, search_chunk
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.start.local import Costed


def secure(
    executor: Executor,
    parcel: Parcel[Country],
    parts: list[Chunk],
    prices: np.ndarray,
    deadline: Deadline,
    *,
    repair_until: Deadline | None = None,
) -> np.ndarray | None:
    """Return prices that no region undercuts, from any prices; None when there was no time to look everywhere.

    Parameters
    ----------
    executor
        Who searches.
    parcel
        The country.
    parts
        Chunks of all units.
    prices
        Of every unit.
    deadline
        When to stop; what was secured by then counts.
    repair_until
        When to stop repairing what was secured; None for the same moment.
    """
    params = parcel.content.params
    repairing = repair_until or deadline
    found = look_everywhere(executor, parcel, parts, prices, deadline)
    if found is None:
        return None
    safe: np.ndarray = prices + found.low
    for _ in range(params.repairs):
        # Every member gave in as much as the worst region with it asks: mostly too much. Some of it comes back.
        lost = safe < prices - 1e-9
        raised = np.where(lost, safe + params.repair_step * (prices - safe), safe)
        touched = [chunk for chunk in parts if lost[chunk.units].any()]
        found = look_everywhere(executor, parcel, touched, raised, repairing)
        if found is None or (raised + found.low).sum() <= safe.sum():
            break
        safe = raised + found.low
    return safe


def look_everywhere(
    executor: Executor, parcel: Parcel[Country], parts: list[Chunk], prices: np.ndarray, deadline: Deadline
) -> Lowered | None:
    """Return regions of chunks that cost less than the prices of all units; None when some chunk was too late."""
    low = np.zeros(len(prices))
    regions: Costed = []
    calls = ((parcel, chunk, prices[chunk.units], 0.8 * deadline.left()) for chunk in parts)
    answers = gather(executor, search_chunk, calls, deadline)
    if len(answers) < len(parts):
        return None
    for found in answers:
        if found is None:
            return None
        low[found.units] = np.minimum(low[found.units], found.low)
        regions += found.regions
    return Lowered(np.arange(len(prices)), low, regions)
