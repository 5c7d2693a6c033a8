"""What the duals of the linear program say: prices for those who look for regions, and a lower bound."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.program.master import Master
from igs_geo.regions.program.rows import Relaxed
from igs_geo.regions.sets.protocol import Duals


def duals_of(master: Master, relaxed: Relaxed, first: int, size: int) -> Duals:
    """Return the duals that concern the units ``first`` to ``first + size``."""
    starts, cut_list = np.zeros(size + 1, np.int64), []
    own: list[list[int]] = [[] for _ in range(size)]
    for place, cut in enumerate(master.cuts):
        if relaxed.cuts[place] != 0:
            for unit in cut:
                if first <= unit < first + size:
                    own[unit - first].append(place)
    for unit in range(size):
        cut_list += own[unit]
        starts[unit + 1] = len(cut_list)
    rows = [row.labels[first : first + size] for row in master.pair_rows]
    return Duals(
        units=relaxed.units[first : first + size].copy(),
        region=relaxed.region,
        labels=np.array(rows, np.int64).reshape(len(rows), size),
        pairs=relaxed.pairs.copy(),
        cut_start=starts,
        cut_list=np.array(cut_list, np.int64),
        cuts=relaxed.cuts.copy(),
    )


def dual_value(master: Master, relaxed: Relaxed, low: np.ndarray) -> float:
    """Return the lower bound that duals give once they are lowered until every region has its price.

    Parameters
    ----------
    master
        The program.
    relaxed
        The duals.
    low
        Per unit, how much its dual must be lowered.
    """
    units = relaxed.units + low
    left = min(relaxed.left, 0.0)
    ceiling = np.where(master.hard, np.inf, master.slack_cost)
    if master.left_weights is not None:
        ceiling = ceiling - left * master.left_weights
    value = np.minimum(units, ceiling).sum() + left * master.left_most
    if master.counts_regions:
        # Without bounds the number of regions is still not below 0, nor above that of the units.
        most = master.size if master.max_regions is None else master.max_regions
        value += relaxed.region * ((master.min_regions or 0) if relaxed.region > 0 else most)
    for row, dual in zip(master.pair_rows, relaxed.pairs, strict=True):
        value += min(dual, 0.0) * row.most
    pairs = np.array([len(cut) // 2 for cut in master.cuts])
    return float(value + (np.minimum(relaxed.cuts, 0.0) * pairs).sum())
