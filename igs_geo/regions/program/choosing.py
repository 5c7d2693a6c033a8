"""Whole answers: the mixed-integer program over some regions."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from igs_geo.regions.program.master import OPTIMAL, Column, Master


@dataclass(eq=False)
class Chosen:
    """A whole solution: places of the chosen regions among the columns, units left over, objective."""

    regions: list[int]
    left: list[int]
    objective: float
    bound: float


def choose(master: Master, columns: list[Column], seconds: float) -> Chosen:
    """Choose regions so that every unit is in one or left over: the mixed-integer program over some columns.

    Parameters
    ----------
    master
        Rows and slack costs; its cuts are left out, the solver makes its own.
    columns
        The regions to choose from.
    seconds
        Time limit.

    Returns
    -------
    The best solution, with an infinite objective while there is none; ``bound`` holds for these columns only.
    """
    bare = Master(
        slack_cost=master.slack_cost,
        elastic=master.elastic,
        min_regions=master.min_regions,
        max_regions=master.max_regions,
        pair_rows=master.pair_rows,
        left_weights=master.left_weights,
        left_most=master.left_most,
    )
    bare.add(columns)
    program = bare.program
    first = bare.first_region
    for place in range(first):
        hard = place >= bare.size or bare.hard[place]
        program.changeColBounds(place, 0.0, 0.0 if hard else 1.0)
    total = first + len(bare.columns)
    kinds = np.full(total, highspy.HighsVarType.kInteger)
    program.changeColsIntegrality(total, np.arange(total, dtype=np.int32), kinds)
    program.setOptionValue("time_limit", max(seconds, 0.01))
    program.setOptionValue("mip_rel_gap", 1e-9)
    program.setOptionValue("mip_abs_gap", 1e-9)
    program.setOptionValue("mip_heuristic_effort", 0.1)
    # No start is given: HiGHS 1.16 has returned a start as optimal that was not.
    program.run()
    info = program.getInfo()
    status = program.getModelStatus()
    # Costs are bounded below, so "unbounded or infeasible" can only be the latter.
    done = status in (
        OPTIMAL,
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    if info.primal_solution_status != 2:
        return Chosen([], [], np.inf, np.inf if done else float(info.mip_dual_bound))
    values = np.array(program.getSolution().col_value)
    picked = np.flatnonzero(values[first:] > 0.5).tolist()
    left = np.flatnonzero(values[: bare.size] > 0.5).tolist()
    objective = sum(bare.columns[i].cost for i in picked) + float(bare.slack_cost[left].sum())
    bound = objective if status == OPTIMAL else float(info.mip_dual_bound)
    return Chosen(picked, left, objective, min(bound, objective))
