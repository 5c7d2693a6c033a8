"""How far a search is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from igs_geo.regions.program.progress import gap_between
from igs_geo.regions.result.proposal import Proposal


@dataclass(frozen=True)
class Snapshot:
    """How far a search is: what it would answer now.

    Parameters
    ----------
    seconds
        Since the search began.
    objective, bound
        Of the division it has, in the unit of the objective; None while there is none.
    covered
        Number of municipalities that have a region.
    proposal
        Returns the whole answer of this moment, made as the final one is.
    """

    seconds: float
    objective: float | None
    bound: float | None
    covered: int
    proposal: Callable[[], Proposal] = field(repr=False)

    @property
    def gap(self) -> float | None:
        """Relative distance of the objective to the bound; None while either is missing."""
        return gap_between(self.objective, self.bound)
