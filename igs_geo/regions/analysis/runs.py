"""Searches that do not wait for each other: one after the other here, or several at once in an executor."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search import params as search_params
from igs_geo.regions.search.executors import gather
from igs_geo.regions.search.preparing import SetStore, prepare
from igs_geo.regions.search.search import search
from igs_geo.regions.search.subproblems import NOTHING, Restriction


@dataclass(frozen=True, eq=False)
class Run:
    """One search: a problem, and what its division must keep to beside the criteria."""

    problem: Problem
    restriction: Restriction = NOTHING


@dataclass(frozen=True, eq=False)
class Means:
    """What searches are done with.

    Parameters
    ----------
    threads
        Threads of one search here, or the number of searches at once in the executor.
    store
        Where listed sets are kept here. Each worker of an executor keeps its own.
    executor
        Who does the searches, each on one thread; None for this process.
    params
        The numbers that steer.
    """

    threads: int = 2
    store: SetStore | None = None
    executor: Executor | None = None
    params: AnalysisParams = DEFAULT


def do_runs(
    runs: Sequence[Run], deadline: Deadline, means: Means, report: Callable[[int, int], None] | None = None
) -> list[Proposal | None]:
    """Return the answer of each search in order; None for those that got no time.

    Every search gets an equal part of the time that is left when it begins.

    Parameters
    ----------
    runs
        The searches: of one problem under settings that differ in weights only, or else sets are listed anew for each.
    deadline
        When to stop.
    means
        What they are done with.
    report
        Called in this thread with the number of searches done and to do.
    """
    if not runs:
        return []
    tell = report or (lambda _done, _all: None)
    if means.executor is None:
        return _one_by_one(runs, deadline, means, tell)
    return _at_once(runs, deadline, means, means.executor, tell)


def _one_by_one(
    runs: Sequence[Run], deadline: Deadline, means: Means, tell: Callable[[int, int], None]
) -> list[Proposal | None]:
    store = means.store or SetStore()
    _list(runs[0].problem, deadline, means.threads, store)
    answers: list[Proposal | None] = [None] * len(runs)
    for place, run in enumerate(runs):
        if deadline.passed:
            break
        share = deadline.share(1 / (len(runs) - place))
        answers[place] = search(
            run.problem, time_limit=share, threads=means.threads, store=store, restriction=run.restriction
        )
        tell(place + 1, len(runs))
    return answers


def _at_once(
    runs: Sequence[Run], deadline: Deadline, means: Means, executor: Executor, tell: Callable[[int, int], None]
) -> list[Proposal | None]:
    mark = runs[0].problem.fingerprint
    answers: list[Proposal | None] = [None] * len(runs)
    done: list[int] = []

    def calls() -> Iterator[tuple[Run, str, float, float]]:
        for place, run in enumerate(runs):
            if deadline.passed:
                return
            left = deadline.left()
            yield run, mark, left / -(-(len(runs) - place) // means.threads), left

    def take(place: int, answer: Proposal) -> None:
        answers[place] = answer
        done.append(place)
        tell(len(done), len(runs))

    late = Deadline(deadline.left() + means.params.grace, deadline.sign)
    # One for each worker: a search that waits for its turn would get time that is gone by then.
    gather(executor, solve, calls(), late, take, ahead=means.threads)
    return answers


_lock = threading.Lock()
_kept: dict[str, SetStore] = {}


def solve(run: Run, mark: str, seconds: float, left: float) -> Proposal:
    """Return the answer of one search in a worker, which keeps the listed sets for the next one.

    Parameters
    ----------
    run
        The search.
    mark
        Of the problem without its settings: sets that were listed for another problem are forgotten.
    seconds
        For the search, once the sets are listed.
    left
        Seconds until nobody waits for the answer.
    """
    own = Deadline(left)
    with _lock:
        if mark not in _kept:
            _kept.clear()
            _kept[mark] = SetStore()
        store = _kept[mark]
        _list(run.problem, own, 1, store)
    return search(run.problem, time_limit=min(seconds, own.left()), threads=1, store=store, restriction=run.restriction)


def _list(problem: Problem, deadline: Deadline, threads: int, store: SetStore) -> None:
    """List the sets before the clock of the first search starts, so that it gets as much as the others."""
    steer = search_params.DEFAULT
    if len(problem.units) <= steer.country.large:
        prepare(problem, deadline, threads=threads, store=store, room=steer.room)
