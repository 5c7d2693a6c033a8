"""Other divisions that are nearly as good, and truly different."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from igs_geo.regions.analysis.params import check_difference
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.program.rows import PairRow, pairs_together
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import DEFAULT_SECONDS, search
from igs_geo.regions.search.subproblems import Restriction

DIFFERENCE = 0.2


@dataclass(frozen=True)
class Alternatives:
    """The best division and alternatives to it.

    Parameters
    ----------
    best
        The best division.
    others
        The alternatives, in the order in which they were found.
    asked
        How many were asked for.
    seconds
        What it took, in seconds, the best division included where it was not given.
    no_more
        Whether it is proven that no further division differs enough; otherwise, when fewer were found than asked for,
        time was up.
    """

    best: Proposal
    others: tuple[Proposal, ...]
    asked: int
    seconds: float
    no_more: bool = False

    @property
    def found(self) -> int:
        """How many were found."""
        return len(self.others)


def alternatives(
    problem: Problem,
    n: int = 3,
    difference: float = DIFFERENCE,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    threads: int = 2,
    first: Proposal | None = None,
    store: SetStore | None = None,
) -> Alternatives:
    """Return the best division and alternatives to it, each the best of those that differ enough.

    None leaves over more inhabitants than the best division.

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
        Seconds for everything, or the deadline.
    threads
        As in :func:`search`.
    first
        The best division, when it is known.
    store
        As in :func:`search`.

    Raises
    ------
    CriteriaError
        When the number is not positive, or the difference is not above 0 and at most 1.
    """
    check_difference(difference)
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        raise CriteriaError("regions.bad_number", name="n", value=n)
    begin = perf_counter()
    deadline = Deadline.of(time_limit)
    store = store or SetStore()
    if first is None:
        first = search(problem, time_limit=deadline.share(1 / (n + 1)), threads=threads, store=store)
    others: list[Proposal] = []
    no_more = False
    while first.objective is not None and len(others) < n and not deadline.passed and not no_more:
        answer = None
        if all(can_differ(proposal) for proposal in (first, *others)):
            rows = tuple(pair_row(problem, proposal, difference) for proposal in (first, *others))
            seconds = deadline.share(1 / (n - len(others)))
            limits = Restriction(rows, left_inhabitants(problem, first))
            answer = search(problem, time_limit=seconds, threads=threads, store=store, restriction=limits)
        no_more = answer is None or answer.status == "infeasible"
        if answer is None or answer.objective is None:
            break
        others.append(as_proven(answer, first))
    return Alternatives(first, tuple(others), n, perf_counter() - begin, no_more)


def can_differ(proposal: Proposal) -> bool:
    """Whether a division has pairs of municipalities that another one can break."""
    return any(len(region.members) > 1 for region in proposal.regions)


def pair_row(problem: Problem, proposal: Proposal, difference: float) -> PairRow:
    """Return the limit on pairs that makes another division break at least a share of the pairs of this one."""
    labels = np.full(len(problem.units), -1, dtype=np.int64)
    fixed = 0
    for number, region in enumerate(proposal.regions):
        places = list(problem.places(region.members))
        labels[places] = number
        # Pairs in kept regions stay together whatever happens; the program does not see them.
        fixed += len(places) * (len(places) - 1) // 2 if region.kept else 0
    pairs = pairs_together(labels)
    # A small tolerance: 0.8 times 10 pairs is 8 pairs, although floating point may say a little less.
    return PairRow(labels, math.floor((1 - difference) * pairs + 1e-9) - fixed)


def left_inhabitants(problem: Problem, proposal: Proposal) -> int:
    """Return the inhabitants that a division leaves over, of the municipalities that may be in a region."""
    left = np.ones(len(problem.units), dtype=bool)
    left[list(rules_of(problem).removed)] = False
    for region in proposal.regions:
        left[list(problem.places(region.members))] = False
    return int(problem.inhabitants[left].sum())


def as_proven(answer: Proposal, first: Proposal) -> Proposal:
    """Return an answer within the left over of another division, with no more proof of the fewest than that one has.

    Where fewer may perhaps be left over, nothing is known of the cost of the best division that does so.

    Parameters
    ----------
    answer
        Division within what the first leaves over.
    first
        Division that says what may be left over.
    """
    if first.left_over.fewest_proven:
        return answer
    left_over = replace(answer.left_over, fewest_proven=False)
    return replace(answer, status="feasible", bound=None, gap=None, left_over=left_over)


def broken_share(first: Proposal, second: Proposal) -> float:
    """Return the share of the together-pairs of one proposal that another one breaks.

    Parameters
    ----------
    first
        Proposal whose pairs are counted.
    second
        Proposal that may break them.
    """
    other = second.region_of()
    together = broken = 0
    for region in first.regions:
        members = region.members
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                together += 1
                broken += other.get(a, -1) != other.get(b, -2)
    return broken / together if together else 0.0
