"""One mixed-integer program: gathered row by row, solved by HiGHS until the deadline or until someone says stop."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.solver import INFINITY, Program, Status

FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible
IMPOSSIBLE = (Status.kInfeasible, Status.kUnboundedOrInfeasible)


@dataclass(eq=False)
class Answer:
    """What came of a program.

    Parameters
    ----------
    values
        Of the variables; None without a solution.
    bound
        Lower bound on the objective; infinite where there is no solution.
    """

    values: np.ndarray | None
    bound: float


@dataclass(eq=False)
class IntegerProgram:
    """A mixed-integer program, to be minimised."""

    costs: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    binary: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    coefficient: list[float] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)

    def add(self, cost: float = 0.0, most: float = 1.0, *, binary: bool = True) -> int:
        """Add a variable of at least 0 and return its number."""
        self.costs.append(cost)
        self.most.append(most)
        self.binary.append(binary)
        return len(self.costs) - 1

    def row(self, terms: list[tuple[int, float]], low: float = -INFINITY, high: float = INFINITY) -> None:
        """Add a row: pairs of a variable and its coefficient, between two bounds."""
        self.index += [variable for variable, _ in terms]
        self.coefficient += [value for _, value in terms]
        self.starts.append(len(self.index))
        self.row_low.append(low)
        self.row_high.append(high)

    def objective_row(self, low: float = -INFINITY, high: float = INFINITY) -> None:
        """Keep the objective between two bounds."""
        self.row([(variable, cost) for variable, cost in enumerate(self.costs) if cost != 0], low, high)

    def solve(self, deadline: Deadline, *, gap: float = 1e-9, stop: Callable[[], bool] = lambda: False) -> Answer:
        """Return the best answer that is found before the deadline, with its bound.

        Parameters
        ----------
        deadline
            Moment to stop.
        gap
            Absolute gap at which an answer is good enough.
        stop
            Asked now and then whether to stop at once.
        """
        if deadline.passed or stop():
            return Answer(None, -math.inf)
        program = Program()
        program.setOptionValue("mip_abs_gap", gap)
        program.setOptionValue("mip_rel_gap", 1e-9)
        program.passModel(self._model())
        program.cbMipInterrupt.subscribe(lambda event: event.interrupt() if deadline.passed or stop() else None)
        # No start is given: HiGHS 1.16 has returned a start as optimal that was not.
        status = program.run_until(deadline)
        info = program.getInfo()
        if status in IMPOSSIBLE:
            return Answer(None, math.inf)
        bound = float(info.mip_dual_bound)
        if info.primal_solution_status != FEASIBLE:
            return Answer(None, bound)
        return Answer(np.array(program.getSolution().col_value), min(bound, float(info.objective_function_value)))

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.row_low)
        model.col_cost_ = np.array(self.costs)
        model.col_lower_ = np.zeros(len(self.costs))
        model.col_upper_ = np.array(self.most)
        model.row_lower_ = np.array(self.row_low)
        model.row_upper_ = np.array(self.row_high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self.coefficient)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[binary] for binary in self.binary]
        return model
