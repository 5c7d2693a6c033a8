"""The numbers that steer the proof."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProgramParams:
    """How the linear program is driven to whole regions.

    Parameters
    ----------
    small_pool
        Regions that an integer program takes without cuts before it; more are cut first.
    large_pool
        Regions that an integer program takes at most.
    narrow_pool
        Regions of least reduced cost that a quick choice is made among.
    presolved_a_second
        Regions that the solver simplifies in a second. It looks at the clock only after that.
    cut_rounds
        Rounds of cuts at most.
    cuts_a_round
        Cuts added in one round at most.
    easy_rounds
        Rounds of cuts before a better division is looked for elsewhere.
    cut_pause
        Rounds of cuts between two quick choices.
    sure
        Value in the linear program from which on a dive settles on a region, above 0.5 and at most 1.
    dive_prices
        Times that a dive prices anew after it settled.
    slacks
        Shares of every dual that proofs without a list give up, one proof after the other, from 0 to 1.
    smoothing
        Weight of the best duals known against the latest ones, from 0 to below 1.

    Raises
    ------
    ValueError
        When a number is outside its range.
    """

    small_pool: int = 2_500
    large_pool: int = 40_000
    narrow_pool: int = 2_000
    presolved_a_second: int = 3_000
    cut_rounds: int = 40
    cuts_a_round: int = 120
    easy_rounds: int = 3
    cut_pause: int = 5
    sure: float = 0.8
    dive_prices: int = 4
    slacks: tuple[float, ...] = (0.01, 0.0)
    smoothing: float = 0.5

    def __post_init__(self) -> None:
        whole = ("small_pool", "large_pool", "narrow_pool", "presolved_a_second", "cuts_a_round", "cut_pause")
        for name in whole:
            if getattr(self, name) < 1:
                raise ValueError(name)
        if not 0.5 < self.sure <= 1 or not 0 <= self.smoothing < 1 or any(not 0 <= s < 1 for s in self.slacks):
            raise ValueError(self)


DEFAULT = ProgramParams()
