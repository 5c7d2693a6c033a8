"""A bound where the labelling model as a whole is too large: what a region with each unit costs at least."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import Case
from igs_geo.regions.labelling.models import NEAR_ONE, bound, deviate, gather, separate
from igs_geo.regions.labelling.separators import Separator, Separators
from igs_geo.regions.labelling.solver import IntegerProgram


@dataclass(eq=False)
class RegionFloors:
    """What a region with each unit costs at least, and the bound on a division that follows.

    A region bears half of what it separates. The cheapest region is found first: it is a floor under the cost of every
    region. Then the cheapest one with a unit that none before had, and so on, so that the floors rise. A division of k
    regions costs at least k times the least floor; and as every region R has Σ_{i∈R} w_i ≤ 1 for a measure w over its
    upper bound, at least Σ_i w_i floor_i.

    Parameters
    ----------
    case
        The problem.
    separators
        What forbids the regions that fall apart; more are added as such regions are found.
    """

    case: Case
    separators: list[Separator] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.floors = np.zeros(len(self.case))
        self.open = set(range(len(self.case)))
        self.finder = Separators(self.case)

    @property
    def step(self) -> float:
        """Smallest difference between the costs of two regions, where values are whole."""
        return 0.5 if self.case.deviation == 0 else 1.0

    @property
    def bound(self) -> float:
        """Lower bound on the value of a division."""
        case = self.case
        shares = [measure.values / measure.most for measure in case.measures if measure.most > 0]
        spread = max((float(share @ self.floors) for share in shares), default=0.0)
        return case.round_up(max(spread, case.low * float(self.floors.min())))

    def raise_once(self, deadline: Deadline, stop: Callable[[], bool]) -> bool:
        """Find the cheapest region with a unit that none before had; return whether there is such a region.

        A region that falls apart raises the floors too, and gives the separators that forbid it.

        Parameters
        ----------
        deadline
            Moment to stop.
        stop
            Asked now and then whether to stop at once.
        """
        case, waiting = self.case, sorted(self.open)
        floor = float(self.floors[waiting].min())
        program, column = self._program(waiting, floor)
        gap = NEAR_ONE * self.step if case.whole else 1e-9
        answer = program.solve(deadline, gap=gap, stop=stop)
        if answer.bound == math.inf:
            return False
        if math.isfinite(answer.bound):
            self.floors[waiting] = max(floor, case.round_up(answer.bound, self.step))
        if answer.values is not None and not (deadline.passed or stop()):
            members = tuple(np.flatnonzero(answer.values[column] > 0.5).tolist())
            broken = self.finder.of([members])
            self.separators += broken
            if not broken:
                self.open -= set(members)
        return True

    def _program(self, waiting: list[int], floor: float) -> tuple[IntegerProgram, list[int]]:
        case, program = self.case, IntegerProgram()
        column = [program.add() for _ in range(len(case))]
        for (a, b), worth in zip(case.pairs.tolist(), case.worth.tolist(), strict=True):
            cut = program.add(worth / 2, binary=False)
            program.row([(cut, 1.0), (column[a], -1.0), (column[b], 1.0)], 0.0)
            program.row([(cut, 1.0), (column[a], 1.0), (column[b], -1.0)], 0.0)
        deviate(program, case, column, None)
        if floor > 0:
            program.objective_row(low=floor * (1 - 1e-6))
        for measure in case.measures:
            bound(program, measure, column, None)
        gather(program, case, column)
        separate(program, self.separators, column)
        program.row([(column[unit], 1.0) for unit in waiting], 1.0)
        return program, column
