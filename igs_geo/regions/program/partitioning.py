"""One set-partitioning problem: its linear program, the feasible regions of its parts, and what is known so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program import params
from igs_geo.regions.program.choosing import Chosen
from igs_geo.regions.program.duals import dual_value, duals_of
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.program.progress import PROVEN, Progress
from igs_geo.regions.program.rows import Column, Relaxed
from igs_geo.regions.sets.protocol import Duals, Priced, Sets

SHORT = 1e-5
"""Rules that the linear program breaks by no more than this are kept: the solver's tolerance."""


@dataclass(eq=False)
class Partitioning:
    """One set-partitioning problem over one or more parts, and its progress.

    Parameters
    ----------
    master
        The linear program; its units are those of the parts, one part after the other.
    parts
        The feasible regions of each part.
    deadline
        When to stop.
    progress
        What is known so far.
    gap
        Gap at which to stop.
    improve
        Offers what was found elsewhere meanwhile.
    params
        Numbers that steer the proof.
    """

    master: Master
    parts: list[Sets]
    deadline: Deadline
    progress: Progress = field(default_factory=Progress)
    gap: float = PROVEN
    improve: Callable[[], None] = lambda: None
    params: ProgramParams = params.DEFAULT

    def __post_init__(self) -> None:
        self.offsets = np.concatenate([[0], np.cumsum([part.size for part in self.parts])]).astype(int)
        self.converged = False
        """Whether no region has a negative reduced cost: the linear program is solved over all of them."""
        self.short = False
        """Whether even fractions of regions cannot do without breaking a hard rule."""

    @property
    def done(self) -> bool:
        """Whether the gap is small enough."""
        return self.progress.within(self.gap)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do, or no time."""
        return self.done or self.deadline.passed

    def price(self, relaxed: Relaxed) -> tuple[float, int]:
        """Add regions with negative reduced cost; return the bound that the duals prove, and how many were added."""
        return self.collect(relaxed, lambda part, first: part.price(self.duals(relaxed, first, part), self.deadline))

    def collect(self, relaxed: Relaxed, ask: Callable[[Sets, int], Priced]) -> tuple[float, int]:
        """Ask every part for regions and a certificate; return the bound of all, and the number of regions added."""
        columns, low = [], np.zeros(self.master.size)
        for part, first in zip(self.parts, self.offsets, strict=False):
            priced = ask(part, first)
            columns += columns_of(priced, first)
            low[first : first + part.size] = priced.low
        return dual_value(self.master, relaxed, low), self.master.add(columns)

    def duals(self, relaxed: Relaxed, first: int, part: Sets) -> Duals:
        """Return the duals that concern a part."""
        return duals_of(self.master, relaxed, first, part.size)

    def floor(self, relaxed: Relaxed) -> float:
        """Return the value of the duals: a lower bound where the linear program has converged."""
        return dual_value(self.master, relaxed, np.zeros(self.master.size))

    def below(self, relaxed: Relaxed, threshold: float, room: int) -> list[Column] | None:
        """Return the regions with a reduced cost of at most a threshold; None where they are more than ``room``."""
        columns: list[Column] = []
        for part, first in zip(self.parts, self.offsets, strict=False):
            left = max(room - len(columns), 0)
            priced = part.below(self.duals(relaxed, first, part), threshold, left, self.deadline)
            if priced is None:
                return None
            columns += columns_of(priced, first)
        return columns

    def with_best(self, columns: list[Column]) -> list[Column]:
        """Return regions with those of the best solution among them."""
        known = {column.members.tobytes() for column in columns}
        return columns + [column for column in self.progress.regions if column.members.tobytes() not in known]

    def take(self, found: Chosen, columns: list[Column]) -> None:
        """Take a whole solution over some regions, when there is one."""
        if np.isfinite(found.objective):
            self.progress.offer([columns[i] for i in found.regions], found.left, found.objective)


def columns_of(priced: Priced, first: int) -> list[Column]:
    """Return the regions of a part whose units start at a row of the program."""
    return [Column(members + first, cost) for members, cost in zip(priced.members, priced.costs, strict=True)]
