"""The numbers that steer the division of a large country."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from igs_geo.regions.start.local import LocalParams


@dataclass(frozen=True)
class LargeParams:
    """How a large country is divided, and how its bound is made.

    Parameters
    ----------
    large
        With more units than this, a country is divided block by block, without one program over all of it.
    local
        How the blocks of the first division are solved.
    block_share, price_share
        Shares of the time that is left that the blocks, and then the prices of the units, may take.
    district_share
        Share of the time for prices that the districts may take; the rest is for regions across their borders.
    batch
        Blocks that a worker solves in one go.
    district
        Units whose prices come from one linear program.
    chunk
        Units around which regions are searched for in one go.
    most_around
        Units of a chunk and its surroundings at most: tables of every pair are made. With more, there is no such bound.
    rounds
        Times that a district searches for regions that its prices do not allow.
    smoothing
        Share of the best prices so far in those of the next round.
    enough
        Relative distance between a district's bound and its linear program at which its prices are good enough.
    repairs, repair_step
        Times that prices which had to be lowered are raised again, and by which share of what they lost.
    ceiling
        Highest price of a unit, in average costs of a unit.
    window
        About how many units are divided anew together.
    window_sets
        Regions that a window is chosen from at most.
    window_seconds
        Seconds that a window may take.
    reach
        Regions are considered up to this much above their prices, in average costs of a region.
    small_window
        Units that are divided anew together where someone is left over, or to bring the number of regions within its
        bounds: with few, all regions can be looked at.
    describe_seconds
        Seconds that describing a region takes; the limit is for everything.
    """

    large: int = 4_000
    local: LocalParams = field(default_factory=lambda: LocalParams(block=30, block_seconds=2.0))
    block_share: float = 0.35
    price_share: float = 0.5
    district_share: float = 0.65
    batch: int = 4
    district: int = 3_000
    chunk: int = 100
    most_around: int = 4_000
    rounds: int = 12
    smoothing: float = 0.5
    enough: float = 0.002
    repairs: int = 2
    repair_step: float = 0.5
    ceiling: float = 6.0
    window: int = 80
    window_sets: int = 1_500
    window_seconds: float = 1.0
    reach: float = 0.2
    small_window: int = 24
    describe_seconds: float = 0.002

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, int | float) and item.name not in ("large", "repairs") and not value > 0:
                raise ValueError(f"{item.name} must be positive")
        if self.large < 0 or self.repairs < 0 or not self.smoothing < 1:
            raise ValueError("large and repairs must not be negative, smoothing must be below 1")


DEFAULTS = LargeParams()
