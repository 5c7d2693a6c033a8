"""The numbers that steer a search, room by room."""

from __future__ import annotations

from dataclasses import dataclass, field

from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.progress import PROVEN
from igs_geo.regions.search.large_params import LargeParams


@dataclass(frozen=True)
class SearchParams:
    """How a search spends its time and memory.

    Parameters
    ----------
    gap
        Relative gap at which to stop.
    room
        Sets that are listed at most; where there are more, they are searched anew for every price.
    listing_share
        Share of the time that listing may take.
    whole_share
        Share of the time to look for a division that leaves nobody over, where it may leave some.
    start_share
        Share of the time for the first division by annealing.
    warm_share, warm_gap
        Share of the time, and gap, for a start with fewer regions where they cannot all be listed.
    growth
        Factor by which one member more lengthens a list of sets.
    least_size
        Members up to which regions are always listed for such a start.
    tree_share
        Share of the time for a division along spanning trees before every unit gets a label.
    few
        Units among which the annealing has seen everything after some turns.
    more_moves, turns
        Moves per unit that every run of annealing beside the proof makes more than the last, and up to which run.
    pause
        Seconds between two looks at what was found beside the proof.
    grace
        Seconds after the deadline that a step may take to end; what it found later does not count.
    program
        The proof.
    country
        Countries that are too large for one program.

    Raises
    ------
    ValueError
        When a number is outside its range.
    """

    gap: float = PROVEN
    room: int = 14_000_000
    listing_share: float = 0.5
    whole_share: float = 0.6
    start_share: float = 0.15
    warm_share: float = 0.3
    warm_gap: float = 0.006
    growth: int = 3
    least_size: int = 4
    tree_share: float = 0.1
    few: int = 12
    more_moves: int = 3_000
    turns: int = 10
    pause: float = 0.2
    grace: float = 0.3
    program: ProgramParams = field(default_factory=ProgramParams)
    country: LargeParams = field(default_factory=LargeParams)

    def __post_init__(self) -> None:
        for name in ("listing_share", "whole_share", "start_share", "warm_share", "tree_share"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(name)
        for name in ("gap", "warm_gap", "grace"):
            if getattr(self, name) < 0:
                raise ValueError(name)
        for name in ("room", "growth", "least_size", "few", "more_moves", "turns", "pause"):
            if getattr(self, name) <= 0:
                raise ValueError(name)


DEFAULT = SearchParams()
