"""The numbers that steer how first divisions are made."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class StartParams:
    """The numbers that steer annealing and spanning-tree divisions.

    Parameters
    ----------
    steps
        Temperatures of a run, one after the other; between them the clock is looked at. At least 2.
    moves_per_unit
        Moves of a run for each unit, at most.
    least_moves
        Moves at each temperature, however short the time is; those at the first tell how many there is time for.
    hot
        First temperatures, of one run and the next, as shares of what a region costs on average.
    cold
        Last temperature, as a share of what a region costs on average.
    shift, swap, recut
        Where the shares of the moves between two regions end, in [0, 1] and in this order: units that go to a region
        beside theirs, units that change places, two regions cut anew. The rest joins two regions.
    split
        Share of the moves within a region that cut it in two, in [0, 1].
    outside
        Prices, of one run and the next, of a region at twice a bound or at none of it, in regions of average cost; half
        of it is due as soon as a bound is missed. A high one keeps to the bounds, a low one finds its way around them.
    tree_outside
        The same after a spanning-tree division, where bounds are tight.
    trees
        Spanning trees that are drawn for each cut of a spanning-tree division, until one keeps the bounds.
    tree_moves_per_unit
        Moves for each unit after a spanning-tree division.
    attempts
        Spanning-tree divisions that are begun, at most, until one keeps the rules.
    leave_attempts
        The same where units may be left over, until nobody is.

    Raises
    ------
    ValueError
        When a number is outside its range.
    """

    steps: int = 60
    moves_per_unit: int = 2_000
    least_moves: int = 2_000
    hot: tuple[float, ...] = (0.12, 0.5)
    cold: float = 0.003
    shift: float = 0.65
    swap: float = 0.85
    recut: float = 0.95
    split: float = 0.03
    outside: tuple[float, ...] = (4.0, 2.0)
    tree_outside: tuple[float, ...] = (20.0, 4.0)
    trees: int = 20
    tree_moves_per_unit: int = 20_000
    attempts: int = 1_000
    leave_attempts: int = 3

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self) if field.type == "int"):
            least = 2 if name == "steps" else 1
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise ValueError(f"{name} is {value!r}; it is a whole number of at least {least}")
        if not 0 < self.cold < math.inf:
            raise ValueError(f"cold is {self.cold!r}; it is a number above 0")
        if not self.hot or not all(self.cold <= value < math.inf for value in self.hot):
            raise ValueError(f"hot is {self.hot!r}; it holds temperatures of at least cold ({self.cold})")
        for name in ("outside", "tree_outside"):
            if not getattr(self, name) or not all(0 < value < math.inf for value in getattr(self, name)):
                raise ValueError(f"{name} is {getattr(self, name)!r}; it holds numbers above 0")
        if not 0 <= self.shift <= self.swap <= self.recut <= 1:
            raise ValueError(f"shift, swap, recut are {self.shift}, {self.swap}, {self.recut}; they rise from 0 to 1")
        if not 0 <= self.split <= 1:
            raise ValueError(f"split is {self.split!r}; it is a share from 0 to 1")

    def kind_of_run(self, which: int, *, trees: bool = False) -> tuple[float, float]:
        """Return the first temperature of a run, and the price of a region outside its bounds."""
        prices = self.tree_outside if trees else self.outside
        return self.hot[which % len(self.hot)], prices[which % len(prices)]


START = StartParams()
"""The numbers of every search that is not told otherwise."""
