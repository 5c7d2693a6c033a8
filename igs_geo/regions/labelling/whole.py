"""Solving the labelling model: without contiguity first, with a separator for whatever falls apart, then again."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import Case, Regions
from igs_geo.regions.labelling.models import NEAR_ONE, label_program, read_labels
from igs_geo.regions.labelling.separators import Separator, Separators


@dataclass(eq=False)
class Labels:
    """The labelling model of a case.

    Parameters
    ----------
    case
        The problem.
    rounds
        Rounds of separators, after which a flow holds regions together: slower, but done in one go.
    stop
        Asked now and then whether to stop at once.
    heard
        Called with every lower bound.
    """

    case: Case
    rounds: int
    stop: Callable[[], bool] = lambda: False
    heard: Callable[[float], None] = lambda _: None

    def solve(self, deadline: Deadline, *, below: float = math.inf, elastic: bool = False) -> Regions | None:
        """Return the best division of at most a value, or None: there is none then, or no time for it.

        Parameters
        ----------
        deadline
            Moment to stop.
        below
            Value that the division must have at most.
        elastic
            Whether bounds on a region may be broken, at a price beyond every cost.
        """
        case, low = self.case, -math.inf
        # A region beyond its bounds may hang together in ways that one within them has no room for.
        free = replace(case, measures=tuple(measure._replace(most=math.inf) for measure in case.measures))
        found = Separators(free if elastic else case)
        separators: list[Separator] = []
        for turn in range(self.rounds + 1):
            flow = case.contiguous and turn == self.rounds
            program, x = label_program(
                case, separators, above=low * (1 - 1e-6), below=below, elastic=elastic, flow=flow
            )
            answer = program.solve(deadline, gap=NEAR_ONE if case.whole else 1e-9, stop=self.stop)
            if not math.isnan(answer.bound):
                low = max(low, case.round_up(answer.bound))
                self.heard(low)
            if answer.values is None:
                return None
            regions = read_labels(answer.values, x)
            broken = found.of(regions)
            if not broken:
                return regions
            separators += broken
        return None
