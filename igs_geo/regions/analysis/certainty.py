"""How sure the best division is, as plain values: stable cores, what another choice costs, what decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from igs_geo.regions.analysis.flatness import flatness
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.payoff import payoff_table
from igs_geo.regions.analysis.stability import stability
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore

Part = Literal["payoff", "stability", "flatness"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What makes up the certainty of a division, in the order in which it is worked out: what takes least comes first."""
SECONDS: dict[Part, float] = {"payoff": 60.0, "stability": 90.0, "flatness": 90.0}
"""What each may take at most beside a page; with the default settings two free cores take some 70 s in all."""
Plain = dict[str, Any]


@dataclass(frozen=True)
class Certainty:
    """How sure a division is; what is not worked out is None.

    Parameters
    ----------
    payoff
        ``rows``: a row for each criterion, as :class:`Payoff` has them.
    stability
        ``regions``, ``cores``, ``fixed_pairs``, ``drawn``, ``counted`` and ``stopped_by_clock`` of :class:`Stability`.
    flatness
        ``rows``: a row for each share of the pairs, as :class:`Different` has them.
    """

    payoff: Plain | None = None
    stability: Plain | None = None
    flatness: Plain | None = None

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is not worked out."""
        return tuple(part for part in PARTS if getattr(self, part) is None)


def stable_cores(proposal: Proposal, known: Certainty) -> dict[str, tuple[str, ...]] | None:
    """Return the core of each region of a proposal by its number; None while no cores are known.

    A region of one member is a core: there is nobody to be parted from.

    Parameters
    ----------
    proposal
        The proposal.
    known
        How sure it is.
    """
    stability = known.stability
    if stability is None or not DEFAULT.shows_cores(stability["counted"]):
        return None
    return {
        str(place): region.members if len(region.members) == 1 else tuple(core or ())
        for place, (region, core) in enumerate(zip(proposal.regions, stability["cores"], strict=True), 1)
    }


def work_out(
    part: Part,
    problem: Problem,
    proposal: Proposal,
    *,
    time_limit: float | Deadline,
    threads: int = 2,
    store: SetStore | None = None,
    report: Callable[[int, int], None] | None = None,
    params: AnalysisParams = DEFAULT,
) -> Plain:
    """Return one part of the certainty of a division, as plain values.

    Parameters
    ----------
    part
        Which.
    problem, proposal
        The problem, and its best division.
    time_limit
        Seconds, or the deadline.
    threads, store
        As in :class:`Means`.
    report
        Called with the number of searches done and to do.
    params
        The numbers that steer.
    """
    deadline, means = Deadline.of(time_limit), {"threads": threads, "store": store}
    more: Plain = {"time_limit": deadline, "report": report, "params": params, **means}
    if part == "payoff":
        return payoff_table(problem, proposal, **more).to_dict()
    if part == "stability":
        return stability(problem, proposal, **more).to_dict()
    return {"rows": [answer.to_dict() for answer in flatness(problem, proposal, **more)]}
