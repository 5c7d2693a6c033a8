"""Other divisions that are nearly as good, and truly different."""

from __future__ import annotations

import math
import time

import numpy as np

from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.program.rows import PairRow, pairs_together
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import DEFAULT_SECONDS, search
from igs_geo.regions.search.subproblems import Restriction

DIFFERENCE = 0.2


def alternatives(
    problem: Problem,
    n: int = 3,
    difference: float = DIFFERENCE,
    *,
    time_limit: float = DEFAULT_SECONDS,
    threads: int = 2,
    first: Proposal | None = None,
    store: SetStore | None = None,
) -> list[Proposal]:
    """Return the best division and alternatives to it, each the best of those that differ enough.

    Parameters
    ----------
    problem
        The problem.
    n
        How many alternatives.
    difference
        Share of the pairs of municipalities that are together in the best division, and in every earlier alternative,
        that an alternative must break.
    time_limit
        Seconds for everything.
    threads
        As in :func:`search`.
    first
        The best division, when it is known.
    store
        As in :func:`search`.

    Returns
    -------
    The best division first; fewer than ``n + 1`` where no other division differs enough or time was up.

    Raises
    ------
    CriteriaError
        When the difference is not above 0 and at most 1.
    """
    if not 0 < difference <= 1:
        raise CriteriaError("regions.bad_difference", value=difference)
    store = store or SetStore()
    deadline = time.perf_counter() + time_limit
    if first is None:
        first = search(problem, time_limit=time_limit / (n + 1), threads=threads, store=store)
    found = [first]
    if first.objective is None:
        return found
    for place in range(n):
        rows = tuple(_row(problem, proposal, difference) for proposal in found)
        remaining = deadline - time.perf_counter()
        if remaining <= 0:
            break
        answer = search(
            problem, time_limit=remaining / (n - place), threads=threads, store=store, restriction=Restriction(rows)
        )
        if answer.objective is None:
            break
        found.append(answer)
    return found


def _row(problem: Problem, proposal: Proposal, difference: float) -> PairRow:
    labels = np.full(len(problem.units), -1, dtype=np.int64)
    fixed = 0
    for number, region in enumerate(proposal.regions):
        places = list(problem.places(region.members))
        labels[places] = number
        # Pairs in kept regions stay together whatever happens; the program does not see them.
        fixed += len(places) * (len(places) - 1) // 2 if region.kept else 0
    pairs = pairs_together(labels)
    return PairRow(labels, math.floor((1 - difference) * pairs + 1e-9) - fixed)


def broken_share(first: Proposal, second: Proposal) -> float:
    """Return the share of the together-pairs of one proposal that another one breaks."""
    other = second.region_of()
    together = broken = 0
    for region in first.regions:
        members = region.members
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                together += 1
                broken += other.get(a, -1) != other.get(b, -2)
    return broken / together if together else 0.0
