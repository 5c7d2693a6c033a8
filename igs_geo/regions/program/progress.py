"""How far a program is: its best solution, its bound, and the gap between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.program.rows import Column

PROVEN = 1e-7
"""A relative gap of this size or less is none: the solver's own tolerance."""


def gap_between(objective: float | None, bound: float | None) -> float | None:
    """Return (objective − bound) / max(abs(objective), 1e-12), at least 0; None where one is missing or infinite."""
    if objective is None or bound is None or not np.isfinite(objective) or not np.isfinite(bound):
        return None
    return max(objective - bound, 0.0) / max(abs(objective), 1e-12)


def is_proven(gap: float | None) -> bool:
    """Whether a gap is so small that nothing better exists."""
    return gap is not None and gap <= PROVEN


@dataclass(eq=False)
class Progress:
    """What a search knows so far: the best solution, its objective, and the lower bound.

    A bound of infinity is the proof that no solution exists.

    Parameters
    ----------
    objective
        Cost of the best solution; infinite while there is none.
    bound
        Lower bound on the cost of every solution.
    regions
        Regions of the best solution.
    left
        Units that it leaves over.
    report
        Called whenever something better is known.
    """

    objective: float = np.inf
    bound: float = -np.inf
    regions: list[Column] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    report: Callable[[Progress], None] = field(default=lambda _: None, repr=False)

    @property
    def gap(self) -> float | None:
        """Relative distance of the objective to the bound."""
        return gap_between(self.objective, self.bound)

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return bool(np.isfinite(self.objective))

    def within(self, gap: float) -> bool:
        """Whether the gap is at most this."""
        own = self.gap
        return own is not None and own <= gap

    def offer(self, regions: list[Column], left: list[int], objective: float) -> None:
        """Take a solution when it is the best so far."""
        if objective < self.objective - 1e-12:
            self.objective, self.regions, self.left = objective, regions, left
            self.report(self)

    def raise_bound(self, bound: float) -> None:
        """Take a lower bound when it is the best so far."""
        bound = min(bound, self.objective)
        if bound > self.bound:
            self.bound = bound
            self.report(self)
