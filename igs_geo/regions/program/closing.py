"""Closing the gap between the linear program and whole regions."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.program.cuts import Cut, violated_cuts
from igs_geo.regions.program.diving import dive
from igs_geo.regions.program.generating import generate
from igs_geo.regions.program.narrowing import finish, largest_pool, narrow, round_up, widened
from igs_geo.regions.program.partitioning import SHORT, Partitioning
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.program.rows import Relaxed

HARDER, FACTOR = 2, 30.0
"""Times that elastic columns are made dearer where the linear program still uses them, and by which factor."""


def solve(run: Partitioning) -> Progress:
    """Solve a set-partitioning problem until proven, or until time is up; return how far it is then."""
    relaxed = generate(run)
    for _ in range(HARDER):
        if not (run.converged and run.master.short(relaxed) > SHORT) or run.over:
            break
        run.master.harden(FACTOR)
        relaxed = generate(run)
    # Where even fractions of regions cannot do without the elastic columns, whole regions cannot.
    run.short = run.converged and run.master.short(relaxed) > SHORT
    if not run.short and run.converged:
        _close(run, relaxed)
    elif not run.short and not run.over:
        _approach(run, relaxed)
    return run.progress


def _close(run: Partitioning, relaxed: Relaxed) -> None:
    """Close the gap where the linear program is solved over all regions: cuts, and choices among few regions."""
    relaxed, settled = _cut(run, relaxed)
    while not settled and not run.over:
        before = run.progress.objective
        run.improve()
        narrow(run, relaxed, 2)
        if run.over or finish(run, relaxed, run.params.small_pool):
            return
        if not run.progress.objective < before - 1e-9:
            break
    if settled or run.over or finish(run, relaxed, largest_pool(run)):
        return
    narrow(run, relaxed, 8)
    if not run.over:
        finish(run, relaxed, largest_pool(run))


def _cut(run: Partitioning, relaxed: Relaxed) -> tuple[Relaxed, bool]:
    """Add cuts, round by round; return the last solution of the linear program, and whether all is settled."""
    for round_ in range(run.params.cut_rounds):
        if run.over:
            return relaxed, True
        if round_ >= run.params.easy_rounds:
            run.improve()
        if round_ < 2 or round_ % run.params.cut_pause == 0:
            # A good solution early makes everything after it smaller.
            narrow(run, relaxed)
            if not run.progress.found:
                dive(run, relaxed)
        if run.over or finish(run, relaxed, run.params.small_pool):
            return relaxed, True
        cuts = _violated(run, relaxed)
        if not cuts:
            break
        _drop(run, relaxed)
        run.master.add_cuts(cuts)
        relaxed = generate(run)
        if not run.converged:
            break
    return relaxed, False


def _violated(run: Partitioning, relaxed: Relaxed) -> list[Cut]:
    members = [column.members for column in run.master.columns]
    known = set(run.master.cuts)
    return [cut for cut in violated_cuts(members, relaxed.values, run.params.cuts_a_round) if cut not in known]


def _drop(run: Partitioning, relaxed: Relaxed) -> None:
    """Drop the regions that no better division can hold, by reduced cost."""
    width = run.progress.objective - run.floor(relaxed)
    if run.converged and np.isfinite(width):
        run.parts = [
            part.within(run.duals(relaxed, first, part), widened(width))
            for part, first in zip(run.parts, run.offsets, strict=False)
        ]


def _approach(run: Partitioning, relaxed: Relaxed) -> None:
    """Close the gap where regions cannot be listed: a proof that gives up a little, and the best choice so far."""
    deadline = run.deadline.share(0.75)
    for slack in run.params.slacks:
        if deadline.passed or run.done:
            break
        last = relaxed
        bound, added = run.collect(
            last,
            lambda part, first, slack=slack, last=last: part.prove(run.duals(last, first, part), deadline, slack),  # type: ignore[misc]
        )
        run.progress.raise_bound(bound)
        if added:
            relaxed = generate(run)
    if not run.progress.found:
        dive(run, relaxed)
    if not run.over:
        round_up(run, relaxed)
