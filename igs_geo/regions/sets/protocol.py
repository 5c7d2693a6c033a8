"""What a linear program asks of the feasible regions of a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Self

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.best import SHARE, WHOLE, Best, Taken

NEGATIVE = -1e-9
"""A set improves the linear program when its reduced cost is below this."""


class Duals(NamedTuple):
    """Values of the rows of a linear program, seen from one part."""

    units: np.ndarray
    """Per unit: what covering it is worth."""
    region: float
    """What one more region is worth."""
    labels: np.ndarray
    """int64 (rows, units): groups of the rows that count pairs of members in one group."""
    pairs: np.ndarray
    """Per such row: what a pair is worth."""
    cut_start: np.ndarray
    """int64 (units + 1): where the cuts of each unit start in ``cut_list``."""
    cut_list: np.ndarray
    cuts: np.ndarray
    """Per cut: what every two of its units in one set are worth."""


@dataclass(frozen=True, eq=False)
class Priced:
    """Sets worth adding, and how far from done the linear program can be.

    Parameters
    ----------
    members
        Units of each set.
    costs
        Cost of each set.
    low
        Least reduced cost per member of any set with each unit, float (units), at most 0: adding it to the units' duals
        makes them feasible, which gives a lower bound.
    least
        Least reduced cost of any set, at most 0.
    """

    members: list[np.ndarray] = field(repr=False)
    costs: list[float] = field(repr=False)
    low: np.ndarray = field(repr=False)
    least: float

    @classmethod
    def of_best(cls, found: Sequence[Best]) -> Self:
        """Return the best sets of every unit, each set once, from one or more passes over different sets."""
        members: dict[bytes, np.ndarray] = {}
        costs: list[float] = []
        for best in found:
            for kind, unit in np.argwhere(best.marks < 0).tolist():
                own = np.sort(best.members[kind, unit, : best.size[kind, unit]].astype(np.int64))
                if own.tobytes() not in members:
                    members[own.tobytes()] = own
                    costs.append(float(best.cost[kind, unit]))
        marks = np.minimum.reduce([best.marks for best in found])
        return cls(list(members.values()), costs, marks[SHARE], float(marks[WHOLE].min(initial=0.0)))

    @classmethod
    def of_taken(cls, found: Sequence[Taken], units: int) -> Self:
        """Return sets that were taken; they say nothing of others."""
        members: list[np.ndarray] = []
        costs: list[float] = []
        for taken in found:
            number = int(taken.number[0])
            members += [np.sort(taken.members[i, : taken.size[i]].astype(np.int64)) for i in range(number)]
            costs += taken.cost[:number].tolist()
        return cls(members, costs, np.zeros(units), 0.0)


class Sets(Protocol):
    """The feasible regions of a part, listed or not."""

    @property
    def size(self) -> int:
        """Number of units."""
        ...

    @property
    def exact(self) -> bool:
        """Whether pricing sees every region."""
        ...

    def price(self, duals: Duals, deadline: Deadline | None = None) -> Priced:
        """Return regions with negative reduced cost and the certificate of the bound."""
        ...

    def below(self, duals: Duals, threshold: float, room: int, deadline: Deadline | None = None) -> Priced | None:
        """Return every region with a reduced cost of at most the threshold; None when they are too many."""
        ...

    def prove(self, duals: Duals, deadline: Deadline | None, slack: float) -> Priced:
        """Return the certificate of the bound of duals that are lowered by a share, and regions that break it."""
        ...

    def within(self, duals: Duals, threshold: float) -> Sets:
        """Return the regions with a reduced cost of at most the threshold, or more than those."""
        ...
