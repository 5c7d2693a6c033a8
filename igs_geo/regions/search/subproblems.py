"""The separate programs that a search falls into."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.program.progress import Progress


@dataclass(eq=False)
class Job:
    """One set-partitioning problem of a search: parts that have to be solved together, and what came of it."""

    places: list[int]
    progress: Progress = field(default_factory=Progress)
    left_proven: bool = False
    infeasible: bool = False
    regions: list[tuple[int, ...]] = field(default_factory=list)
    objective: float = np.inf
    bound: float = -np.inf
