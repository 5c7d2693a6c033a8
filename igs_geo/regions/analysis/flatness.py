"""Flatness: what it costs to divide differently, by how different the division must be."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, fields

from igs_geo.regions.analysis.alternatives import as_proven, can_differ, left_inhabitants, pair_row
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.runs import Means, Run, do_runs
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import DEFAULT_SECONDS
from igs_geo.regions.search.subproblems import Restriction


@dataclass(frozen=True)
class Different:
    """The best division that differs enough from another one, and leaves over no more inhabitants.

    Parameters
    ----------
    difference
        Share of the pairs of municipalities that it must break at least.
    objective, gap
        Of that division, as in :class:`Proposal`; None when none was found.
    change
        How much it costs more, as a share of the cost of the other one; None when none was found.
    none_exists
        Whether it is proven that no division differs so much.
    division
        The division; None when none was found.
    """

    difference: float
    objective: float | None
    gap: float | None
    change: float | None
    none_exists: bool
    division: Proposal | None = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return everything but the division as plain values."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name != "division"}


def flatness(
    problem: Problem,
    proposal: Proposal,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    executor: Executor | None = None,
    report: Callable[[int, int], None] | None = None,
    params: AnalysisParams = DEFAULT,
) -> tuple[Different, ...]:
    """Return the best division for each share of the pairs that must be broken (:attr:`AnalysisParams.differences`).

    Parameters
    ----------
    problem
        The problem.
    proposal
        Its best division.
    time_limit
        Seconds for everything, or the deadline.
    threads, store, executor
        As in :class:`Means`.
    report
        Called with the number of searches done and to do.
    params
        The shares of the pairs.
    """
    deadline = Deadline.of(time_limit)
    if proposal.objective is None:
        return ()
    if not can_differ(proposal):
        return tuple(
            Different(share, None, None, None, none_exists=True, division=None) for share in params.differences
        )
    most = left_inhabitants(problem, proposal)
    runs = [Run(problem, Restriction((pair_row(problem, proposal, share),), most)) for share in params.differences]
    answers = do_runs(runs, deadline, Means(threads, store, executor, params), report)
    return tuple(_different(proposal, *pair) for pair in zip(params.differences, answers, strict=True))


def _different(proposal: Proposal, difference: float, answer: Proposal | None) -> Different:
    if answer is None or answer.objective is None or proposal.objective is None:
        impossible = answer is not None and answer.status == "infeasible"
        return Different(difference, None, None, None, none_exists=impossible, division=None)
    answer = as_proven(answer, proposal)
    cost = answer.objective if answer.objective is not None else proposal.objective
    change = (cost - proposal.objective) / max(abs(proposal.objective), 1e-12)
    return Different(difference, cost, answer.gap, change, none_exists=False, division=answer)
