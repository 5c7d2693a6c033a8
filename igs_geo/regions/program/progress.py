"""How far a program is: its best solution, its bound, and the gap between."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.program.master import Column

GAP = 1e-7
"""A relative gap of this size or less is none: the solver's own tolerance."""


@dataclass(eq=False)
class Progress:
    """What a search knows so far: the best solution, its objective, and the lower bound."""

    objective: float = np.inf
    bound: float = -np.inf
    regions: list[Column] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Relative distance of the objective to the bound."""
        if not np.isfinite(self.objective) or not np.isfinite(self.bound):
            return np.inf
        return max(self.objective - self.bound, 0.0) / max(abs(self.objective), 1e-12)

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.gap <= GAP
