"""A proposal from the regions that a search chose."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.problem.costs import has_unit, unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.describing import describe
from igs_geo.regions.result.proposal import LeftOver, Proposal


def assemble(
    problem: Problem,
    regions: list[tuple[tuple[int, ...], bool]],
    *,
    bound: float | None,
    fewest_proven: bool,
    seconds: float,
    time_limit: float,
    threads: int,
    sets: int | None,
    tolerance: float = 1e-6,
) -> Proposal:
    """Return a proposal from the places of its regions and whether each is kept.

    Parameters
    ----------
    problem
        The problem.
    regions
        Members and whether kept, a pair each.
    bound
        Lower bound on the search's scale (before the unit of the objective).
    fewest_proven
        Whether fewer inhabitants cannot be left over.
    seconds, time_limit, threads, sets
        As in :class:`Proposal`.
    tolerance
        Relative gap below which the result counts as proven: what a solver in floating point can tell apart.
    """
    described = sorted(
        (describe(problem, members, kept=kept) for members, kept in regions),
        key=lambda region: (problem.frames[problem.places(region.members)[0]], region.members),
    )
    covered = {nis for region in described for nis in region.members}
    left = tuple(nis for nis in problem.units if nis not in covered)
    inhabitants = int(problem.inhabitants[list(problem.places(left))].sum()) if left else 0
    criteria = problem.criteria
    price = (criteria.price or 0.0) * unit(problem) * inhabitants / problem.total_inhabitants
    objective = sum(region.cost for region in described) + price
    scaled = bound * unit(problem) if bound is not None and np.isfinite(bound) and fewest_proven else None
    gap = None
    if scaled is not None:
        scaled = min(scaled, objective)
        gap = (objective - scaled) / max(abs(objective), 1e-12)
        if gap <= tolerance:
            scaled, gap = objective, 0.0
    return Proposal(
        status="optimal" if gap == 0.0 else "feasible",
        objective=objective,
        objective_per_inhabitant=objective / problem.total_people if has_unit(problem) else objective,
        bound=scaled,
        gap=gap,
        seconds=seconds,
        criteria=criteria,
        regions=tuple(described),
        left_over=LeftOver(left, inhabitants, price, fewest_proven),
        time_limit=time_limit,
        threads=threads,
        sets=sets,
    )
