"""Choices among the regions that a better solution can hold, by reduced cost."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.choosing import choose
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.rows import Relaxed

TOLERANCE = 1e-9
"""Widths are taken this much wider, relatively, so that rounding drops no region."""


def widened(width: float) -> float:
    """Return a width with room for rounding."""
    return width + TOLERANCE * max(1.0, abs(width)) if np.isfinite(width) else width


def among(run: Partitioning, relaxed: Relaxed, width: float, room: int, deadline: Deadline | None = None) -> bool:
    """Choose among the regions below a reduced cost; return whether they were few enough to be chosen from.

    A division with any other region costs more than the value of the duals plus the width.

    Parameters
    ----------
    run
        The problem that is solved.
    relaxed
        Solution of its linear program.
    width
        Reduced cost up to which regions are taken.
    room
        Number of regions to choose from, at most.
    deadline
        When to stop; that of the run when None.
    """
    columns = run.below(relaxed, widened(width), room)
    if columns is None:
        return False
    columns = run.with_best(columns)
    found = choose(run.master, columns, deadline or run.deadline)
    run.take(found, columns)
    if run.converged:
        run.progress.raise_bound(min(found.bound, run.floor(relaxed) + width))
    return True


def narrow(run: Partitioning, relaxed: Relaxed, times: int = 1) -> None:
    """Choose among the regions of least reduced cost: not all that could matter, but the ones that mostly do."""
    floor = run.floor(relaxed)
    width = run.progress.objective - floor if run.progress.found else 0.02 * abs(floor)
    deadline = run.deadline.share(times * 0.08, least=times * 0.5)
    for _ in range(12):
        if deadline.passed:
            return
        if among(run, relaxed, width, _room(run, times * run.params.narrow_pool), deadline):
            return
        width *= 0.6


def finish(run: Partitioning, relaxed: Relaxed, room: int) -> bool:
    """Choose among all regions that a better solution can hold; return whether that settled it."""
    floor = run.floor(relaxed)
    if run.progress.found:
        return among(run, relaxed, run.progress.objective - floor, room)
    # Without a solution there is no telling how far to look: look further each time.
    width = 0.01 * max(abs(floor), 1e-3)
    while not run.deadline.passed:
        if width > 1e3 * max(1.0, abs(floor)):
            return among(run, relaxed, np.inf, room)
        if not among(run, relaxed, width, room):
            return False
        if run.progress.found:
            return run.done or among(run, relaxed, run.progress.objective - floor, room)
        width *= 4
    return False


def round_up(run: Partitioning, relaxed: Relaxed) -> None:
    """Find a good whole solution among the regions of the linear program."""
    values = run.master.reduced_costs(relaxed)
    best = np.argsort(values, kind="stable")[: max(1_500, 6 * run.master.size)]
    columns = run.with_best([run.master.columns[i] for i in best])
    run.take(choose(run.master, columns, run.deadline), columns)


def largest_pool(run: Partitioning) -> int:
    """Return how many regions an integer program may get in the time that is left."""
    return _room(run, run.params.large_pool)


def _room(run: Partitioning, most: int) -> int:
    return min(most, int(run.params.presolved_a_second * run.deadline.left()))
