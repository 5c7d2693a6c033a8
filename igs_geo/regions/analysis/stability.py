"""How far a proposal depends on the weights: which municipalities stay together when they are drawn at random."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from igs_geo.regions.problem.criteria import Weights
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import search

SAMPLES = 30
DEFAULT_SECONDS = 120.0


@dataclass(frozen=True)
class Stability:
    """The outcome of searches with random weights.

    Parameters
    ----------
    regions
        Stability of each region of the proposal: the mean over its pairs of members of the share of solved draws in
        which they are together; None for a region of one member.
    drawn, solved
        How many weights were to be drawn, and how many were solved in time.
    gaps
        Gap of each solved draw; None where it is not known.
    seed
        Of the draws.
    weights
        The weights that were solved.
    """

    regions: tuple[float | None, ...]
    drawn: int
    solved: int
    gaps: tuple[float | None, ...]
    seed: int
    weights: tuple[Weights, ...] = field(repr=False)


def stability(
    problem: Problem,
    proposal: Proposal,
    *,
    samples: int = SAMPLES,
    seed: int = 1,
    time_limit: float = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    report: Callable[[int, int], None] | None = None,
) -> Stability:
    """Return how often the regions of a proposal stay together under other weights.

    Parameters
    ----------
    problem
        The problem.
    proposal
        Its division.
    samples
        Number of draws: Dirichlet with all parameters 1 over the criteria with a weight above 0.
    seed
        Of the draws.
    time_limit
        Seconds for all draws together.
    threads, store
        As in :func:`search`.
    report
        Called with the number of draws done and to do.
    """
    store = store or SetStore()
    names = [name for name, weight in problem.criteria.named_weights().items() if weight > 0]
    deadline = time.perf_counter() + time_limit
    rng = np.random.default_rng(seed)
    solved: list[Proposal] = []
    weights: list[Weights] = []
    for draw in range(samples):
        remaining = deadline - time.perf_counter()
        if remaining <= 0:
            break
        criteria = problem.criteria
        if criteria.objective == "weighted":
            values = dict(zip(names, rng.dirichlet(np.ones(len(names))).tolist(), strict=True))
            criteria = criteria.with_(weights=Weights(**dict.fromkeys(vars(criteria.weights), 0.0) | values))
        answer = search(
            replace(problem, criteria=criteria),
            time_limit=max(remaining / (samples - draw), 0.5),
            threads=threads,
            store=store,
        )
        if answer.objective is not None:
            solved.append(answer)
            weights.append(criteria.weights)
        if report is not None:
            report(draw + 1, samples)
    regions = tuple(_together(region.members, solved) for region in proposal.regions)
    return Stability(regions, samples, len(solved), tuple(p.gap for p in solved), seed, tuple(weights))


def _together(members: tuple[str, ...], solved: list[Proposal]) -> float | None:
    if len(members) < 2 or not solved:
        return None
    shares = []
    for proposal in solved:
        place = proposal.region_of()
        labels = np.array([place.get(nis, -1 - i) for i, nis in enumerate(members)])
        same = labels[:, None] == labels[None, :]
        shares.append(same[np.triu_indices(len(members), 1)].mean())
    return float(np.mean(shares))
