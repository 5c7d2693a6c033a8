"""The numbers that steer the questions around a search."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from igs_geo.regions.problem.criteria import CriteriaError


@dataclass(frozen=True)
class AnalysisParams:
    """The numbers that steer the questions around a search.

    Parameters
    ----------
    samples, seed
        Draws of the weights for stability, and the seed of their random numbers.
    counted_gap
        A draw counts when its gap is at most this.
    core_share
        Share of the counted draws in which the municipalities of a core lie in one region.
    core_draws
        With fewer counted draws no core is given.
    differences
        Shares of the pairs of which flatness asks what breaking them costs.
    grace
        Seconds that an answer may come after the deadline and still be taken, in an executor.
    around_sets
        Regions around a municipality that are listed at most.
    around_first
        Largest number of members that is listed first.
    around_growth
        Factor by which one member more lengthens that list, about.
    look
        Regions that are compared with each other at a time, cheapest first.
    conflict_sets
        Regions that are listed at most to find out whether some rules can be met.
    conflict_seconds
        Seconds at most for one such question, when no single region answers it.
    explain_seconds
        Seconds that an explanation gets when the search used up the time limit.
    compare_sets
        Regions that are listed at most to compare a region with.
    compare_samples
        A sample of this size is compared with where more regions are comparable.
    followed
        Jaccard index of the members from which a region follows a body or a region of a division.
    shown
        Number of bodies, and of separated pairs, that reasons name at most.

    Raises
    ------
    CriteriaError
        When a number is not finite or outside its range.
    """

    samples: int = 30
    seed: int = 1
    counted_gap: float = 0.01
    core_share: float = 0.9
    core_draws: int = 10
    differences: tuple[float, ...] = (0.1, 0.2, 0.3)
    grace: float = 0.5
    around_sets: int = 6_000_000
    around_first: int = 8
    around_growth: float = 5.0
    look: int = 20_000
    conflict_sets: int = 300_000
    conflict_seconds: float = 5.0
    explain_seconds: float = 0.3
    compare_sets: int = 4_000_000
    compare_samples: int = 200_000
    followed: float = 0.5
    shown: int = 8

    def __post_init__(self) -> None:
        may_be_zero = {"seed", "counted_gap", "grace", "explain_seconds", "conflict_seconds"}
        shares = {"core_share", "followed"}
        for entry in fields(self):
            if entry.name == "differences":
                continue
            value = getattr(self, entry.name)
            kinds = (int, float) if entry.type == "float" else (int,)
            good = isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
            good = good and (value > 0 or entry.name in may_be_zero) and (value <= 1 or entry.name not in shares)
            if not good:
                raise CriteriaError("regions.bad_number", name=entry.name, value=value)
        for difference in self.differences:
            check_difference(difference)

    def shows_cores(self, counted: int) -> bool:
        """Return whether this many counted draws suffice to speak of cores.

        Parameters
        ----------
        counted
            Number of draws that counted.
        """
        return counted >= self.core_draws


def check_difference(difference: float) -> None:
    """Raise an error unless a share of pairs to break is above 0 and at most 1."""
    number = isinstance(difference, int | float) and not isinstance(difference, bool)
    if not number or not 0 < difference <= 1:
        raise CriteriaError("regions.bad_difference", value=difference)


DEFAULT = AnalysisParams()
