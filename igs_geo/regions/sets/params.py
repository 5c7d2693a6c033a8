"""The numbers that steer how regions are listed and searched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SetsParams:
    """How regions are listed, and searched where they are too many to list.

    Parameters
    ----------
    room
        Sets of a problem that are held in memory at most; beyond, they are searched anew for every price.
    page
        Sets that are listed at a stretch: memory is taken a page at a time.
    small
        Units of a part up to which one thread lists it.
    groups
        Groups of first units that a larger part is listed in, whatever the number of threads.
    probes
        Random descents by which the number of sets is estimated.
    errors
        A list is not begun where the estimate is this many standard errors above the room.
    beam
        Sets of each size that the beam goes on with.
    budgets
        Sets that each first unit may look at in a bounded search, round by round. The first round gives every first
        unit a bound, so that the certificate is worth something wherever the search is stopped after it.
    below
        Sets that each first unit may look at where all regions below a threshold are asked for.

    Raises
    ------
    ValueError
        Where a number is not positive, or the budgets are none.
    """

    room: int = 14_000_000
    page: int = 2**17
    small: int = 64
    groups: int = 16
    probes: int = 20_000
    errors: float = 4.0
    beam: int = 12
    budgets: tuple[int, ...] = (1, 20_000, 200_000, 2_000_000, 20_000_000)
    below: int = 10_000_000

    def __post_init__(self) -> None:
        single = (self.room, self.page, self.small, self.groups, self.probes - 1, self.errors, self.beam, self.below)
        if not self.budgets or min(*single, *self.budgets) <= 0:
            raise ValueError(f"numbers of {self} must be positive")


DEFAULT = SetsParams()
