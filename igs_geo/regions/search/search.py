"""The search: a problem in, the best division of it out, with the proof of how good it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.result.assembling import Outcome, assemble, nothing
from igs_geo.regions.result.checker import accepted
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search import params as defaults
from igs_geo.regions.search.large import search_large
from igs_geo.regions.search.params import SearchParams
from igs_geo.regions.search.plain_bounds import given_cost, unit_bound
from igs_geo.regions.search.preparing import Prepared, SetStore, prepare
from igs_geo.regions.search.queueing import run_all
from igs_geo.regions.search.snapshot import Snapshot
from igs_geo.regions.search.solving import go_on, hold, solve_subproblem
from igs_geo.regions.search.starting import Context
from igs_geo.regions.search.subproblems import NOTHING, Known, Restriction, split_up
from igs_geo.regions.start.growing import grow_regions

DEFAULT_SECONDS = 60.0
NOTHING_AT_ALL = 1e-12
"""A cost of this or less is none: what is left of rounding."""


def search(
    problem: Problem,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    report: Callable[[Snapshot], None] | None = None,
    restriction: Restriction = NOTHING,
    params: SearchParams = defaults.DEFAULT,
    executor: Executor | None = None,
) -> Proposal:
    """Return the best division of a problem into regions, checked against every rule of the criteria.

    Parameters
    ----------
    problem
        From :func:`igs_geo.regions.build_problem`.
    time_limit
        Seconds after which the best found is returned with its gap; or a deadline, which can be stopped from another
        thread.
    threads
        How many parts are worked on at once.
    store
        Where listed sets are kept between searches that differ in their weights only.
    report
        Called, from any thread, with a snapshot whenever the search knows more.
    restriction
        What the division must keep to beside the criteria: what makes an alternative.
    params
        Numbers that steer the search.
    executor
        Who does the work of a large country; processes of this machine when None.
    """
    deadline = Deadline.of(time_limit)
    clock = Clock(time.perf_counter(), deadline.left(), threads)
    if len(problem.units) > params.country.large and problem.criteria.contiguous and restriction is NOTHING:
        found = search_large(problem, deadline, threads, executor=executor, params=params.country)
        return accepted(problem, found)
    prepared = prepare(problem, deadline.share(params.listing_share), threads=threads, store=store, room=params.room)
    found = Search(prepared, clock, deadline, report, restriction, params).run()
    # That nothing keeps to the restriction is no matter of the criteria.
    return accepted(problem, found) if restriction is NOTHING or found.regions else found


@dataclass(frozen=True)
class Clock:
    """When a search began, how long it may take in seconds, and with how many threads."""

    start: float
    limit: float
    threads: int

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.start


@dataclass(eq=False)
class Search:
    """A running search over a prepared problem."""

    prepared: Prepared
    clock: Clock
    deadline: Deadline
    report: Callable[[Snapshot], None] | None
    restriction: Restriction
    params: SearchParams

    def __post_init__(self) -> None:
        self.problem = self.prepared.problem
        self.criteria = self.problem.criteria
        self.lock = threading.Lock()
        self.subs = split_up(self.prepared, self.clock.threads, self.restriction)
        grown = grow_regions(self.problem, self.prepared.rules)
        self.context = Context(grown, self.params, alone=len(self.subs) == 1, tell=self._tell)

    def run(self) -> Proposal:
        """Solve every sub-problem and return the answers put together."""
        # The largest first, so that it does not come last and alone; then the small ones, which are sure to finish.
        for sub in self.subs:
            hold(sub, self.context)
        by_size = sorted(self.subs, key=lambda sub: sub.sets)
        ordered = [by_size[-1], *by_size[:-1]] if by_size else []
        for step in (solve_subproblem, go_on):
            if self.deadline.passed:
                break
            run_all(
                [partial(step, sub, self.context) for sub in ordered],
                self.deadline,
                threads=self.clock.threads,
                grace=self.params.grace,
            )
        with self.lock:
            return self.proposal()

    def _tell(self) -> None:
        if self.report is None:
            return
        with self.lock:
            known = [sub.known for sub in self.subs]
            covered = sum(len(region) for one in known for region in one.regions or [])
            snapshot = Snapshot(self.clock.seconds, self._scaled(self._objective(known)),
                                self._scaled(self._bound(known)), covered, self._later)  # fmt: skip
        self.report(snapshot)

    def _later(self) -> Proposal:
        with self.lock:
            return self.proposal()

    def _scaled(self, value: float) -> float | None:
        return value * unit(self.problem) if np.isfinite(value) else None

    def _objective(self, known: list[Known]) -> float:
        return sum(one.objective for one in known) / SCALE + self._fixed_cost

    def _bound(self, known: list[Known]) -> float:
        """Return the lower bound; none where fewer inhabitants might be left over, at another cost."""
        if self._capped or not all(one.fewest_proven for one in known):
            return -np.inf
        bound = sum(one.bound for one in known) / SCALE + self._fixed_cost
        whole = sum(len(region) for one in known for region in one.regions or []) == sum(map(len, self.prepared.parts))
        if whole and None in self.prepared.lists:
            bound = max(bound, self._plain_bound)
        # No division costs less than nothing: a bound below that says nothing, except of one that costs nothing.
        return max(bound, 0.0) if bound > 0 or self._objective(known) <= NOTHING_AT_ALL else -np.inf

    @cached_property
    def _capped(self) -> bool:
        """Whether larger regions are allowed than compiled code can hold: then nothing is proven of them."""
        return any(
            part.arrays.limits.max_members < min(self.criteria.max_municipalities, len(part))
            for part in self.prepared.parts
        )

    @cached_property
    def _fixed_cost(self) -> float:
        return given_cost(self.problem, self.prepared.rules)

    @cached_property
    def _plain_bound(self) -> float:
        """Return what each unit costs at least when nobody is left over; nothing is known where some take no part."""
        return -np.inf if self.prepared.rules.removed else unit_bound(self.problem)

    def proposal(self) -> Proposal:
        """Return the answer of this moment: the last one is made as every snapshot before it."""
        rules = self.prepared.rules
        known = [sub.known for sub in self.subs]
        outcome = Outcome(
            bound=self._bound(known),
            fewest_proven=not self._capped and all(one.fewest_proven for one in known),
            seconds=self.clock.seconds,
            time_limit=self.clock.limit,
            threads=self.clock.threads,
            sets=self.prepared.number,
        )
        impossible = not self._capped and any(sub.infeasible for sub in self.subs)
        if rules.blocked or impossible or (not self.subs and self._miscounted()):
            return nothing(self.problem, "infeasible", outcome)
        if any(one.regions is None for one in known):
            return nothing(self.problem, "unknown", outcome)
        regions = [(region, False) for one in known for region in one.regions or []]
        return assemble(self.problem, [*regions, *((members, True) for members in rules.fixed.values())], outcome)

    def _miscounted(self) -> bool:
        """Whether the kept regions alone are too few or too many."""
        number = len(self.prepared.rules.fixed)
        low, high = self.criteria.min_regions or 0, self.criteria.max_regions
        return number < low or (high is not None and number > high)
