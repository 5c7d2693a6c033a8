"""The payoff table: what each criterion could be when it alone counts, and where a division stands."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace

from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.runs import Means, Run, do_runs
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import WEIGHTED, Criteria, Weights
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import DEFAULT_SECONDS


@dataclass(frozen=True)
class Payoff:
    """One criterion: the best it can be, and where a division stands.

    Parameters
    ----------
    criterion
        Its name.
    best
        Its value in the division that is best by this criterion alone; None when that was not found in time.
    worst
        Its largest value among the divisions that are each best by one criterion: not the worst that is possible.
    own
        Its value in the division that is asked about.
    gap
        How far ``best`` is proven, as in :class:`Proposal`; None where it is not known. With a price on who is left
        over, both the search and its gap count that price too.
    """

    criterion: str
    best: float | None
    worst: float | None
    own: float
    gap: float | None

    @property
    def stand(self) -> float | None:
        """Where the division stands: 0 at the best, 1 at the worst; None where these are equal or not known."""
        if self.best is None or self.worst is None or not self.worst > self.best:
            return None
        return (self.own - self.best) / (self.worst - self.best)


@dataclass(frozen=True)
class PayoffTable:
    """The payoff table of a division: a row per criterion, and the divisions that are best by one of them.

    Parameters
    ----------
    rows
        One for each criterion with a weight above 0.
    divisions
        For each row, the division that is best by its criterion alone; None when its search got no time.
    """

    rows: tuple[Payoff, ...]
    divisions: tuple[Proposal | None, ...] = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return the rows as plain values."""
        return {"rows": [asdict(row) | {"stand": row.stand} for row in self.rows]}


def payoff_table(
    problem: Problem,
    proposal: Proposal,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    executor: Executor | None = None,
    report: Callable[[int, int], None] | None = None,
    params: AnalysisParams = DEFAULT,
) -> PayoffTable:
    """Return the payoff table of a division: each criterion with a weight above 0 optimised alone.

    Parameters
    ----------
    problem
        The problem.
    proposal
        Its division.
    time_limit
        Seconds for everything, or the deadline.
    threads, store, executor
        As in :class:`Means`.
    report
        Called with the number of searches done and to do.
    params
        The numbers that steer.
    """
    deadline = Deadline.of(time_limit)
    names = tuple(problem.criteria.named_weights())
    runs = [Run(replace(problem, criteria=_alone(problem.criteria, name))) for name in names]
    divisions = tuple(do_runs(runs, deadline, Means(threads, store, executor, params), report))
    rows = []
    for name, division in zip(names, divisions, strict=True):
        known = [value(other, name) for other in divisions if other is not None and other.objective is not None]
        found = division is not None and division.objective is not None
        rows.append(
            Payoff(
                criterion=name,
                best=value(division, name) if division is not None and found else None,
                worst=max(known, default=None),
                own=value(proposal, name),
                gap=division.gap if division is not None and found else None,
            )
        )
    return PayoffTable(tuple(rows), divisions)


def value(proposal: Proposal, criterion: str) -> float:
    """Return a criterion of a division, unweighted: the sum over its regions."""
    return float(sum(region.criteria[criterion] for region in proposal.regions))


def _alone(criteria: Criteria, name: str) -> Criteria:
    if name not in WEIGHTED:
        return criteria
    return criteria.with_(objective="weighted", weights=Weights(**dict.fromkeys(WEIGHTED, 0.0) | {name: 1.0}))
