"""What a division costs at least, without any program."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules


def given_cost(problem: Problem, rules: Rules) -> float:
    """Return what no choice can change: kept regions, and the price of municipalities that must stay outside."""
    inside = {place for members in rules.fixed.values() for place in members}
    outside = sorted(set(problem.places_here(problem.criteria.outside)) - inside)
    price = (problem.criteria.price or 0.0) * int(problem.inhabitants[outside].sum()) / problem.total_inhabitants
    return sum(cost(problem, np.array(members)) for members in rules.fixed.values()) / unit(problem) + price


def unit_bound(problem: Problem) -> float:
    """Return a plain lower bound on any division that leaves nobody over: what each unit costs in the best company."""
    criteria = problem.criteria
    weights = criteria.named_weights()
    total = 0.0
    companions = max(1, criteria.max_municipalities - 1)
    if "cohesion" in weights:
        best = np.zeros(len(problem.units))
        jaccard = problem.jaccard
        rows = np.repeat(np.arange(len(problem.units)), np.diff(jaccard.indptr))
        np.maximum.at(best, rows, jaccard.data)
        total += weights["cohesion"] * float((problem.people * (1 - best)).sum() / problem.total_people)
    if "ties" in weights and problem.total_flow > 0:
        kept = 0.0
        flows = problem.flows
        for place in range(len(problem.units)):
            own = flows.data[flows.indptr[place] : flows.indptr[place + 1]]
            kept += float(np.sort(own)[-companions:].sum())
        total += weights["ties"] * max(0.0, 1 - kept / problem.total_flow)
    return total
