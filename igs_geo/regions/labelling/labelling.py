"""Few large regions: their sets cannot be listed, and the bound of set partitioning is weak. A label for every unit."""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import Case, Regions, case_of
from igs_geo.regions.labelling.dividing import first_divisions, redivide
from igs_geo.regions.labelling.floors import RegionFloors
from igs_geo.regions.labelling.params import DEFAULT, LabellingParams
from igs_geo.regions.labelling.whole import Labels
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.program.master import SCALE
from igs_geo.regions.program.progress import PROVEN, Progress
from igs_geo.regions.program.rows import Column


@dataclass(frozen=True)
class Labelled:
    """What labelling knows.

    Parameters
    ----------
    regions
        Places in the problem, region by region; None while no division is known.
    objective
        Cost of these regions by definition, on the search's scale; infinite without them.
    bound
        Lower bound on that cost for every division in which each unit has a region; infinite where there is none.
    """

    regions: tuple[tuple[int, ...], ...] | None
    objective: float
    bound: float

    @property
    def infeasible(self) -> bool:
        """Whether it is proven that no division gives every unit a region."""
        return self.bound == math.inf


@dataclass(eq=False)
class _Known:
    """The best division and the bound so far, in values of the case; shared by the threads."""

    case: Case
    told: Callable[[_Known], None]
    regions: Regions | None = None
    value: float = math.inf
    bound: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def offer(self, regions: Regions) -> None:
        """Take a division when it keeps every rule and is the best so far."""
        if not self.case.keeps(regions):
            return
        value = self.case.value(regions)
        with self.lock:
            if value < self.value:
                self.regions, self.value = regions, value
                self.bound = min(self.bound, value)
                self.told(self)

    def raise_bound(self, bound: float) -> None:
        """Take a lower bound when it is the best so far; infinite where nothing is feasible."""
        with self.lock:
            bound = min(self.case.round_up(bound), self.value)
            if bound > self.bound:
                self.bound = bound
                self.told(self)

    def finished(self) -> bool:
        """Whether nothing is left to find."""
        room = 0.0 if self.case.whole or not math.isfinite(self.value) else PROVEN * abs(self.value)
        return self.bound >= self.value - room


def label(
    problem: Problem,
    rules: Rules,
    units: np.ndarray,
    deadline: Deadline,
    *,
    start: list[tuple[int, ...]] | None = None,
    threads: int = 2,
    report: Callable[[Labelled], None] | None = None,
    params: LabellingParams = DEFAULT,
) -> Labelled:
    """Divide some units over few regions, none left over, to a proven optimum where time allows.

    One thread solves the labelling model as a whole. Another improves a division two regions at a time, and raises the
    bound by what a region with each unit costs at least, which works where the whole is too large.

    Parameters
    ----------
    problem, rules
        The problem and its hard constraints.
    units
        Places of the units, for which :func:`igs_geo.regions.labelling.case.takes` holds.
    deadline
        Moment to stop; stopping it from another thread ends the work with what is known.
    start
        A known division of all the units, in places of the problem. It may break bounds on a region: it is mended.
    threads
        1 or more; beyond 2 there is nothing more to do.
    report
        Called, from any thread, with what is known whenever that is more.
    params
        The numbers that steer.

    Returns
    -------
    Labelled
        The best division and the bound. With ``left_over="minimise"`` both hold among the divisions that leave nobody
        over; ``infeasible`` then says only that somebody must be.
    """
    case = case_of(problem, rules, units)

    def told(known: _Known) -> None:
        if report is not None:
            report(_labelled(problem, known))

    known = _Known(case, told)
    if case.low > case.high:
        known.raise_bound(math.inf)
        return _labelled(problem, known)
    row = {int(place): number for number, place in enumerate(units)}
    whole = start is not None and sorted(place for members in start for place in members) == sorted(row)
    starts = [[tuple(sorted(row[place] for place in members)) for members in start]] if start and whole else []
    for regions in starts:
        known.offer(regions)
    _work(known, starts, deadline, threads, params)
    return _labelled(problem, known)


def _work(known: _Known, starts: list[Regions], deadline: Deadline, threads: int, params: LabellingParams) -> None:
    starts = starts + _draw(known, deadline, params, 0)
    if threads == 1:
        _solve_whole(known, deadline.share(params.whole_share), params)
        _work_around(known, starts, deadline, params)
        return
    with ThreadPoolExecutor(1) as pool:
        whole = pool.submit(_solve_whole, known, deadline, params)
        _work_around(known, starts, deadline, params)
        whole.result()


def _labelled(problem: Problem, known: _Known) -> Labelled:
    case = known.case
    with known.lock:
        regions, bound = known.regions, known.bound
    bound = case.constant + case.scale * bound
    if regions is None:
        return Labelled(None, math.inf, bound)
    places = tuple(tuple(int(case.units[number]) for number in members) for members in regions)
    objective = sum(cost(problem, np.array(members)) for members in places) / unit(problem)
    # Equal values are equal costs, whatever the order in which they were added up.
    proven = case.whole and known.finished()
    return Labelled(places, objective, objective if proven else min(bound, objective))


def _solve_whole(known: _Known, deadline: Deadline, params: LabellingParams) -> None:
    """Solve the labelling model as a whole, for something better than what is known."""
    case, value = known.case, known.value
    below = value - (1.0 if case.whole else 1e-9 * value) if math.isfinite(value) else math.inf
    labels = Labels(case, params.rounds, known.finished, lambda bound: known.raise_bound(min(bound, value)))
    found = labels.solve(deadline, below=below)
    if found is not None:
        known.offer(found)


def _work_around(known: _Known, starts: list[Regions], deadline: Deadline, params: LabellingParams) -> None:
    """Raise the bound and improve divisions by turns, each as long as the other, while there is time."""
    floors = RegionFloors(known.case)
    _raise_floors(known, floors, deadline.share(params.floor_share), once=True)
    for turn in itertools.count(1):
        if known.case.high <= 2 or not starts:
            # To improve two regions would be to solve the whole once more.
            _raise_floors(known, floors, deadline)
            return
        before = deadline.left()
        for regions in starts[: params.soon]:
            for better in redivide(known.case, regions, deadline, params, known.finished):
                known.offer(better)
        left = deadline.left()
        _raise_floors(known, floors, deadline.share((before - left) / max(left, 1e-9)))
        if deadline.passed or known.finished():
            return
        starts = _draw(known, deadline, params, turn)


def _draw(known: _Known, deadline: Deadline, params: LabellingParams, turn: int) -> list[Regions]:
    """Return first divisions, other ones every turn, and take those that keep every rule."""
    if known.case.high <= 2:
        return []
    starts = first_divisions(known.case, params, lambda: known.finished() or deadline.passed, turn)
    for regions in starts:
        known.offer(regions)
    return starts


def _raise_floors(known: _Known, floors: RegionFloors, deadline: Deadline, *, once: bool = False) -> None:
    """Raise the floors once, or until every unit has its own."""
    while floors.open and not (deadline.passed or known.finished()):
        if not floors.raise_once(deadline, known.finished):
            known.raise_bound(math.inf)
            return
        known.raise_bound(floors.bound)
        if once:
            return


def label_into(
    progress: Progress,
    problem: Problem,
    rules: Rules,
    units: np.ndarray,
    deadline: Deadline,
    *,
    threads: int = 2,
    params: LabellingParams = DEFAULT,
) -> bool:
    """Carry the progress of a program over regions further by labelling; return whether it proved that none exists.

    Parameters
    ----------
    progress
        Its regions, if any, are the start; better ones and a better bound are put into it, from any thread, both in the
        scale of the program. Members are numbered by the order of ``units``.
    problem, rules, units, deadline, threads, params
        As :func:`label` takes them.
    """
    row = {int(place): number for number, place in enumerate(units)}
    covered = sum(len(column.members) for column in progress.regions) == len(units)
    start = [tuple(units[column.members].tolist()) for column in progress.regions] if covered else None

    def take(known: Labelled) -> None:
        if known.regions is not None:
            members = [np.sort(np.array([row[place] for place in region])) for region in known.regions]
            costs = [SCALE * cost(problem, units[own]) / unit(problem) for own in members]
            regions = [Column(own, value) for own, value in zip(members, costs, strict=True)]
            progress.offer(regions, [], SCALE * known.objective)
        progress.raise_bound(SCALE * known.bound)

    found = label(problem, rules, units, deadline, start=start, threads=threads, report=take, params=params)
    take(found)
    return found.infeasible
