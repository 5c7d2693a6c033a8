"""Divisions to start the proof from, and better ones that are looked for beside it."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.search.params import SearchParams
from igs_geo.regions.search.preparing import criteria_to_list
from igs_geo.regions.search.subproblems import Regions, SubProblem
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import Listing, list_sets
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Sets
from igs_geo.regions.start.annealing import anneal
from igs_geo.regions.start.local import Local, solve_blocks
from igs_geo.regions.start.trees import divide


@dataclass(eq=False)
class Context:
    """What the sub-problems of one search share.

    Parameters
    ----------
    grown
        Regions that keep the bounds, to start from.
    params
        Numbers that steer the search.
    alone
        Whether there is one sub-problem only, so that all threads are its own.
    tell
        Called when a sub-problem knows more.
    """

    grown: Regions
    params: SearchParams
    alone: bool
    tell: Callable[[], None]


def offer(sub: SubProblem, run: Partitioning, regions: Regions) -> None:
    """Give a division to a program, where it keeps the program's rows."""
    columns = [sub.column(region) for region in regions if sub.allows(region)]
    left = sub.left_rows(columns)
    run.master.add(columns)
    if run.master.admits(columns, left):
        cost = sum(column.cost for column in columns) + float(run.master.slack_cost[left].sum())
        run.progress.offer(columns, left, cost)


def annealed(
    sub: SubProblem, context: Context, deadline: Deadline, *, moves: int | None = None, turn: int = 0
) -> Regions:
    """Return a division by simulated annealing; another turn gives another one.

    Parameters
    ----------
    sub
        What to divide.
    context
        What to start from.
    deadline
        When to stop.
    moves
        Moves per unit at most; the usual number when None.
    turn
        Seed. The first turn gets all threads of the sub-problem.
    """
    weights = sub.criteria.named_weights()
    threads = sub.threads if turn == 0 else 1
    regions: Regions = []
    for part in sub.parts:
        number = {int(unit): i for i, unit in enumerate(part.units)}
        own = [tuple(number[unit] for unit in region) for region in context.grown if region[0] in number]
        found = anneal(part, weights, own, deadline, threads=threads, moves_per_unit=moves, seed=turn)
        regions += [tuple(part.units[list(region)].tolist()) for region in found]
    return regions


def divided(sub: SubProblem, deadline: Deadline, *, turn: int = 0) -> Regions:
    """Return a division along spanning trees that keeps the bounds on the number of regions; empty when none is found.

    Parameters
    ----------
    sub
        What to divide.
    deadline
        When to stop.
    turn
        Seed.
    """
    part = part_of(sub.problem, sub.prepared.rules, sub.units)
    may_leave = sub.criteria.left_over != "forbid"
    found = divide(part, sub.criteria.named_weights(), deadline, regions=sub.numbers, may_leave=may_leave, seed=turn)
    return [tuple(part.units[list(region)].tolist()) for region in found or []]


@dataclass(eq=False)
class Beside:
    """Looks for better divisions on a core of its own while the proof keeps the other busy."""

    sub: SubProblem
    context: Context
    deadline: Deadline
    _found: queue.SimpleQueue[Regions] = field(default_factory=queue.SimpleQueue, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.deadline = self.deadline.own()

    def improve(self, run: Partitioning) -> None:
        """Offer what was found meanwhile; start looking the first time."""
        if self._thread is None:
            # A daemon: a search that is over does not wait for the last turn.
            self._thread = threading.Thread(target=self._look, daemon=True)
            self._thread.start()
        while not self._found.empty():
            offer(self.sub, run, self._found.get())

    def _look(self) -> None:
        params = self.context.params
        for turn in itertools.count(1):
            if self.deadline.passed:
                return
            moves = min(turn, params.turns) * params.more_moves
            self._found.put(annealed(self.sub, self.context, self.deadline, moves=moves, turn=turn))

    def wait(self, run: Partitioning) -> None:
        """Go on until time is up where the proof got no further: a better division still narrows the gap."""
        while self._thread is not None and not run.short and not run.over:
            self.improve(run)
            time.sleep(min(self.context.params.pause, run.deadline.left()))

    def end(self) -> None:
        """Stop looking."""
        self.deadline.stop()


def warm(sub: SubProblem, context: Context, run: Partitioning, tell: Callable[[Progress], None]) -> None:
    """Start from regions that can be listed: the smaller ones, or else exact answers for small blocks."""
    smaller = _smaller(sub, context.params, run.deadline.share(context.params.warm_share))
    deadline = run.deadline.share(context.params.warm_share)
    if smaller is None:
        _from_blocks(sub, run, deadline)
        return
    first = run.master.bare()
    progress = Progress(report=tell)
    solve(Partitioning(first, smaller, deadline, progress, context.params.warm_gap, params=context.params.program))
    run.master.add(first.columns)
    if progress.found:
        run.master.add(progress.regions)
        run.progress.offer(progress.regions, progress.left, progress.objective)


def _from_blocks(sub: SubProblem, run: Partitioning, deadline: Deadline) -> None:
    local = Local(sub.problem, sub.prepared.rules, SCALE)
    whole = solve_blocks(local, sub.units, deadline, sub.threads)
    run.master.add([sub.column(region) for region, _ in local.columns])
    offer(sub, run, whole)


def _smaller(sub: SubProblem, params: SearchParams, deadline: Deadline) -> list[Sets] | None:
    """Return the regions up to a number of members at which they can all be listed."""
    weights = sub.criteria.named_weights()
    names = criteria_to_list(sub.problem)
    room = params.room // (2 * len(sub.parts))
    found: list[Sets] = []
    for part in sub.parts:
        best: Listing | None = None
        limits = part.arrays.limits
        for size in range(max(params.least_size, limits.min_members), int(limits.max_members) + 1):
            narrow = replace(part, arrays=part.arrays._replace(limits=limits._replace(max_members=size)))
            listing = list_sets(narrow, names, room, sub.threads, deadline=deadline)
            if listing is None:
                break
            best = listing
            if len(listing) * params.growth > room or deadline.passed:
                break
        if best is None:
            return None
        found.append(ListedSets(best, [SCALE * chunk for chunk in best.costs(weights)], sub.threads))
    return found
