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
    grow, growths
        When no window of a size gives anything any more, the factor by which windows are made larger, and how often.
    doubt
        What a window that gave nothing leaves of the hope that others with its units do.
    shrink, shrinks
        Where too many regions are within reach, the factor that makes the reach smaller, and how often it is used.
    reach
        Regions are considered up to this much above their prices, in average costs of a region.
    small_window
        Units that are divided anew together where someone is left over, or to bring the number of regions within its
        bounds: with few, all regions can be looked at.
    small_grow
        When the number of regions does not change any more, the factor by which those are made more.
    one_of
        Such a window loses or gains at most one for this number of its regions at a time.
    describe_seconds
        Seconds that describing a region takes; the limit is for everything.
    """

    large: int = 4_000
    local: LocalParams = field(default_factory=lambda: LocalParams(block=30, block_seconds=2.0))
    block_share: float = 0.35
    price_share: float = 0.8
    district_share: float = 0.72
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
    grow: float = 1.4
    growths: int = 3
    doubt: float = 0.5
    shrink: float = 0.6
    shrinks: int = 8
    reach: float = 0.2
    small_window: int = 24
    small_grow: float = 1.5
    one_of: int = 4
    describe_seconds: float = 0.002

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, int | float) and item.name not in ("large", "repairs", "growths") and not value > 0:
                raise ValueError(f"{item.name} must be positive")
        if self.large < 0 or self.repairs < 0 or self.growths < 0 or not self.smoothing < 1:
            raise ValueError("large, repairs and growths must not be negative, smoothing must be below 1")


DEFAULTS = LargeParams()
