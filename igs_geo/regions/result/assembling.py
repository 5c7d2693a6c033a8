"""A proposal from the regions that a search chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from igs_geo.regions.problem.costs import has_unit, unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.program.progress import gap_between, is_proven
from igs_geo.regions.result.describing import describe
from igs_geo.regions.result.proposal import LeftOver, Proposal


@dataclass(frozen=True)
class Outcome:
    """What a search knows of its division.

    Parameters
    ----------
    bound
        Lower bound on the search's scale (before the unit of the objective); −∞ or None where there is none.
    fewest_proven
        Whether fewer inhabitants cannot be left over.
    seconds, time_limit, threads, sets
        As in :class:`Proposal`.
    """

    bound: float | None
    fewest_proven: bool
    seconds: float
    time_limit: float
    threads: int
    sets: int | None = None


def assemble(problem: Problem, regions: list[tuple[tuple[int, ...], bool]], outcome: Outcome) -> Proposal:
    """Return a proposal from the places of its regions and whether each is kept.

    Parameters
    ----------
    problem
        The problem.
    regions
        Members and whether kept, a pair each.
    outcome
        What the search knows of them.
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
    bound = outcome.bound if outcome.fewest_proven else None
    scaled = min(bound * unit(problem), objective) if bound is not None and np.isfinite(bound) else None
    gap = gap_between(objective, scaled)
    if is_proven(gap):
        scaled, gap = objective, 0.0
    return Proposal(
        status="optimal" if gap == 0.0 else "feasible",
        objective=objective,
        objective_per_inhabitant=objective / problem.total_people if has_unit(problem) else objective,
        bound=scaled,
        gap=gap,
        seconds=outcome.seconds,
        criteria=criteria,
        regions=tuple(described),
        left_over=LeftOver(left, inhabitants, price, outcome.fewest_proven),
        time_limit=outcome.time_limit,
        threads=outcome.threads,
        sets=outcome.sets,
        aside=problem.aside,
    )


def nothing(problem: Problem, status: Literal["infeasible", "unknown"], outcome: Outcome) -> Proposal:
    """Return a proposal without a division: proven impossible, or not found in time."""
    return Proposal(
        status=status,
        objective=None,
        objective_per_inhabitant=None,
        bound=None,
        gap=None,
        seconds=outcome.seconds,
        criteria=problem.criteria,
        regions=(),
        left_over=LeftOver(fewest_proven=False),
        time_limit=outcome.time_limit,
        threads=outcome.threads,
        sets=outcome.sets,
        aside=problem.aside,
    )
