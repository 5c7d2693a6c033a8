"""Whole answers: the mixed-integer program over some regions."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.rows import Column
from igs_geo.regions.program.solver import Status

SOLUTION = highspy.SolutionStatus.kSolutionStatusFeasible
# Costs are bounded below, so "unbounded or infeasible" can only be the latter.
EXHAUSTED = (Status.kOptimal, Status.kInfeasible, Status.kUnboundedOrInfeasible)


@dataclass(eq=False)
class Chosen:
    """A whole solution, and the bound on all of them.

    Parameters
    ----------
    regions
        Places of the chosen regions among the columns.
    left
        Units that are left over.
    objective
        Cost; infinite where there is no solution.
    bound
        Lower bound for the regions that were to choose from; infinite where they are proven to hold no solution.
    """

    regions: list[int]
    left: list[int]
    objective: float
    bound: float


def choose(master: Master, columns: list[Column], deadline: Deadline) -> Chosen:
    """Return regions with every unit in one or left over: the mixed-integer program over some columns.

    Parameters
    ----------
    master
        Rows and slack costs; its cuts are left out, the solver makes its own.
    columns
        The regions to choose from.
    deadline
        When to stop with the best found.
    """
    bare = master.bare()
    bare.add(columns)
    program = bare.program
    first = bare.first_region
    for place in range(first):
        hard = place >= bare.size or bare.hard[place]
        program.changeColBounds(place, 0.0, 0.0 if hard else 1.0)
    total = first + len(bare.columns)
    kinds = np.full(total, highspy.HighsVarType.kInteger)
    program.changeColsIntegrality(total, np.arange(total, dtype=np.int32), kinds)
    program.setOptionValue("mip_rel_gap", 1e-9)
    program.setOptionValue("mip_abs_gap", 1e-9)
    program.setOptionValue("mip_heuristic_effort", 0.1)
    # No start is given: HiGHS 1.16 has returned a start as optimal that was not.
    status = program.run_until(deadline)
    info = program.getInfo()
    if info.primal_solution_status != SOLUTION:
        exhausted = status in EXHAUSTED and status != Status.kOptimal
        return Chosen([], [], np.inf, np.inf if exhausted else float(info.mip_dual_bound))
    values = np.array(program.getSolution().col_value)
    picked = np.flatnonzero(values[first:] > 0.5).tolist()
    left = np.flatnonzero(values[: bare.size] > 0.5).tolist()
    objective = sum(bare.columns[i].cost for i in picked) + float(bare.slack_cost[left].sum())
    bound = objective if status == Status.kOptimal else float(info.mip_dual_bound)
    return Chosen(picked, left, objective, min(bound, objective))
