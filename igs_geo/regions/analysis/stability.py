"""How far a proposal depends on the weights: which municipalities stay together when they are drawn at random."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from igs_geo.regions.analysis.cores import cores
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.runs import Means, Run, do_runs
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import Weights
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore

DEFAULT_SECONDS = 120.0


@dataclass(frozen=True)
class Stability:
    """The outcome of searches with random weights.

    Parameters
    ----------
    regions
        Stability of each region of the proposal: the mean over its pairs of members of the share of counted draws in
        which they are together; None for a region of one member, and while no draw counts.
    cores
        Core of each region: its subset of at least two members, the one with most inhabitants, that lies whole in one
        region in nearly all counted draws (:attr:`AnalysisParams.core_share`). None where there is none.
    fixed_pairs
        Other subsets of each region that stay together so often, without a member of the core or of each other.
    drawn, solved, counted
        How many weights were drawn, for how many a division was found, and for how many its gap was small enough to
        count (:attr:`AnalysisParams.counted_gap`).
    stopped_by_clock
        How many draws were not proven when their time was up, or got no time. With 0 the same seed gives the same
        answer again, on one thread.
    gaps
        Of each draw; None where there is no division or no bound.
    seed
        Of the draws.
    weights
        Of each draw.
    """

    regions: tuple[float | None, ...]
    cores: tuple[tuple[str, ...] | None, ...]
    fixed_pairs: tuple[tuple[tuple[str, ...], ...], ...]
    drawn: int
    solved: int
    counted: int
    stopped_by_clock: int
    gaps: tuple[float | None, ...]
    seed: int
    weights: tuple[Weights, ...] = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return asdict(self)


def stability(
    problem: Problem,
    proposal: Proposal,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    executor: Executor | None = None,
    report: Callable[[int, int], None] | None = None,
    params: AnalysisParams = DEFAULT,
) -> Stability:
    """Return how often the regions of a proposal stay together under other weights.

    Parameters
    ----------
    problem
        The problem.
    proposal
        Its division.
    time_limit
        Seconds for all draws together, or the deadline.
    threads, store, executor
        As in :class:`Means`.
    report
        Called with the number of draws done and to do.
    params
        Number of draws and their seed, what counts, and what is a core. Weights are drawn from a Dirichlet
        distribution with all parameters 1 over the criteria with a weight above 0.
    """
    deadline = Deadline.of(time_limit)
    weights = draw_weights(problem, params)
    # Where one criterion counts alone, every draw is the same, and is solved once.
    different = tuple(dict.fromkeys(weights))
    runs = [Run(replace(problem, criteria=problem.criteria.with_(weights=each))) for each in different]
    means = Means(threads, store, executor, params)
    answers = dict(zip(different, do_runs(runs, deadline, means, report), strict=True))
    return judge(problem, proposal, weights, [answers[each] for each in weights], params)


def draw_weights(problem: Problem, params: AnalysisParams = DEFAULT) -> tuple[Weights, ...]:
    """Return the weights of the draws; those of the problem where one criterion counts alone."""
    criteria = problem.criteria
    names = list(criteria.named_weights())
    if criteria.objective != "weighted" or len(names) == 1:
        return (criteria.weights,) * params.samples
    none = dict.fromkeys(asdict(criteria.weights), 0.0)
    rng = np.random.default_rng(params.seed)
    draws = [rng.dirichlet(np.ones(len(names))).tolist() for _ in range(params.samples)]
    return tuple(Weights(**none | dict(zip(names, draw, strict=True))) for draw in draws)


def judge(
    problem: Problem,
    proposal: Proposal,
    weights: tuple[Weights, ...],
    answers: list[Proposal | None],
    params: AnalysisParams = DEFAULT,
) -> Stability:
    """Return what the answers to a number of draws say of a proposal.

    Parameters
    ----------
    problem, proposal
        The problem and its division.
    weights, answers
        The draws, and the answer to each; None for one that got no time.
    params
        What counts, and what is a core.
    """
    solved = [answer for answer in answers if answer is not None and answer.objective is not None]
    counted = [answer for answer in solved if answer.gap is not None and answer.gap <= params.counted_gap]
    labels = np.full((len(counted), len(problem.units)), -1, dtype=np.int64)
    for row, answer in enumerate(counted):
        for number, region in enumerate(answer.regions):
            labels[row, list(problem.places(region.members))] = number
    shares: list[float | None] = []
    groups: list[list[tuple[str, ...]]] = []
    for region in proposal.regions:
        places = list(problem.places(tuple(sorted(region.members))))
        shares.append(_together(labels[:, places]))
        groups.append(_cores(problem, places, labels, params))
    return Stability(
        regions=tuple(shares),
        cores=tuple(group[0] if group else None for group in groups),
        fixed_pairs=tuple(tuple(group[1:]) for group in groups),
        drawn=len(weights),
        solved=len(solved),
        counted=len(counted),
        stopped_by_clock=sum(answer is None or answer.status != "optimal" for answer in answers),
        gaps=tuple(None if answer is None else answer.gap for answer in answers),
        seed=params.seed,
        weights=weights,
    )


def _together(labels: np.ndarray) -> float | None:
    draws, size = labels.shape
    if size < 2 or not draws:
        return None
    same = (labels[:, :, None] == labels[:, None, :]) & (labels[:, :, None] >= 0)
    a, b = np.triu_indices(size, 1)
    return float(same[:, a, b].mean())


def _cores(problem: Problem, places: list[int], labels: np.ndarray, params: AnalysisParams) -> list[tuple[str, ...]]:
    if not params.shows_cores(len(labels)):
        return []
    # Of 30 draws 27 are needed, although floating point may make it a little more.
    needed = math.ceil(params.core_share * len(labels) - 1e-9)
    found = cores(labels[:, places], problem.inhabitants[places].tolist(), needed)
    return [tuple(problem.units[places[member]] for member in core) for core in found]
