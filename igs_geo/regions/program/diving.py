"""A dive: follow the linear program down to whole regions.

It settles on the surest regions, prices again, and so on. It finds a division where a choice among few regions does not
hold one, because they do not fit together.
"""

from __future__ import annotations

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.partitioning import SHORT, Partitioning
from igs_geo.regions.program.rows import Relaxed

ZERO = 1e-6
"""Values of the linear program that are this close to 0 or 1 are whole."""


def dive(run: Partitioning, relaxed: Relaxed) -> None:
    """Offer the division at the end of a dive, where it ends in one."""
    master = run.master
    deadline = run.deadline.share(0.3, least=1.0)
    settled: set[int] = set()
    while not deadline.passed and relaxed.solved:
        sure = _surest(relaxed, settled, run.params.sure)
        if not sure:
            break
        settled |= set(sure)
        master.settle(sure, 1.0)
        relaxed = _priced(run, deadline)
    if relaxed.solved and _whole(relaxed) and master.short(relaxed) < SHORT:
        regions = [master.columns[i] for i in np.flatnonzero(relaxed.values > 1 - ZERO)]
        left = np.flatnonzero(relaxed.slack[: master.size] > 1 - ZERO).tolist()
        cost = sum(column.cost for column in regions) + float(master.slack_cost[left].sum())
        run.progress.offer(regions, left, cost)
    master.settle(sorted(settled), 0.0)


def _surest(relaxed: Relaxed, settled: set[int], sure: float) -> list[int]:
    values = relaxed.values
    open_ = [i for i in np.flatnonzero(values > ZERO).tolist() if i not in settled]
    if not open_:
        return []
    return [i for i in open_ if values[i] > sure] or [max(open_, key=lambda i: values[i])]


def _priced(run: Partitioning, deadline: Deadline) -> Relaxed:
    relaxed = run.master.relax(deadline)
    for _ in range(run.params.dive_prices):
        if not relaxed.solved or deadline.passed or not run.price(relaxed)[1]:
            break
        relaxed = run.master.relax(deadline)
    return relaxed


def _whole(relaxed: Relaxed) -> bool:
    return not np.any((relaxed.values > ZERO) & (relaxed.values < 1 - ZERO))
