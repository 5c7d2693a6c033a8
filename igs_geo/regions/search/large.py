"""A country too large for one program, divided block by block."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.result.assembling import Outcome, assemble
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import Local

DESCRIBE_SECONDS = 0.002


def search_large(problem: Problem, time_limit: float, threads: int) -> Proposal:
    """Divide a country that is too large for one program: grown regions, then exact answers spot by spot.

    Rules on the number of regions are not looked at; the bound is what every municipality costs at least.
    """
    start = time.perf_counter()
    rules = rules_of(problem)
    local = Local(problem, rules, SCALE)
    free = np.setdiff1d(np.arange(len(problem.units)), rules.removed)
    regions = grow_regions(problem, rules)
    # Describing thousands of regions takes its own time, and the limit is for everything.
    deadline = start + time_limit - min(0.5 * time_limit, DESCRIBE_SECONDS * len(regions))
    regions = local.repair(regions, deadline)
    regions = local.improve(regions, deadline)
    covered = sum(len(region) for region in regions)
    bound = unit_bound(problem) if covered == len(free) else None
    fixed = [(members, True) for members in rules.fixed.values()]
    proposal = assemble(
        problem,
        [*((region, False) for region in regions), *fixed],
        Outcome(bound, covered == len(free), 0.0, time_limit, threads),
    )
    unmet = problem.criteria.left_over == "forbid" and covered < len(free)
    seconds = time.perf_counter() - start
    return replace(proposal, seconds=seconds, status="unknown" if unmet else proposal.status)


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
        for unit in range(len(problem.units)):
            own = flows.data[flows.indptr[unit] : flows.indptr[unit + 1]]
            kept += float(np.sort(own)[-companions:].sum())
        total += weights["ties"] * max(0.0, 1 - kept / problem.total_flow)
    return total
