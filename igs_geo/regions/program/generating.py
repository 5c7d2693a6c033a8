"""Column generation: regions are added to the linear program until none would improve it."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.rows import Relaxed


def generate(run: Partitioning) -> Relaxed:
    """Generate regions until none improves the linear program, or time is up; return its last solution."""
    relaxed = run.master.relax(run.deadline)
    centre: Relaxed | None = None
    run.converged = False
    while not run.deadline.passed and relaxed.solved:
        trial = relaxed if centre is None else between(centre, relaxed, run.params.smoothing)
        bound, added = run.price(trial)
        if bound > run.progress.bound or centre is None:
            centre = trial
        run.progress.raise_bound(bound)
        if not added and trial is not relaxed:
            bound, added = run.price(relaxed)
            centre = relaxed if bound >= run.progress.bound else centre
            run.progress.raise_bound(bound)
        if not added:
            # A pass that was cut short finds nothing either: only the bound tells that none is left.
            run.converged = all(part.exact for part in run.parts) and bound >= run.floor(relaxed) - CLOSE
            break
        if run.done:
            break
        relaxed = run.master.relax(run.deadline)
    return relaxed


CLOSE = 1e-6
"""Distance of the proven bound to the value of the linear program that is the solver's tolerance."""


def between(centre: Relaxed, relaxed: Relaxed, smoothing: float) -> Relaxed:
    """Return duals between the best known and the latest: plain column generation swings from side to side."""
    if len(centre.cuts) != len(relaxed.cuts):
        return relaxed

    def mix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return smoothing * a + (1 - smoothing) * b

    return Relaxed(
        objective=relaxed.objective,
        values=relaxed.values,
        slack=relaxed.slack,
        units=mix(centre.units, relaxed.units),
        region=smoothing * centre.region + (1 - smoothing) * relaxed.region,
        pairs=mix(centre.pairs, relaxed.pairs),
        cuts=mix(centre.cuts, relaxed.cuts),
        left=smoothing * centre.left + (1 - smoothing) * relaxed.left,
        solved=True,
    )
