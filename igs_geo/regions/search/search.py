"""The search: a problem in, the best division of it out, with the proof of how good it is."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.program.master import SCALE, Column, Master, PairRow
from igs_geo.regions.program.partitioning import SHORT, SMALL_POOL, Partitioning
from igs_geo.regions.program.progress import GAP, Progress
from igs_geo.regions.result.assembling import assemble
from igs_geo.regions.result.proposal import LeftOver, Proposal
from igs_geo.regions.search.large import LARGE, search_large
from igs_geo.regions.search.plain_bounds import unit_bound
from igs_geo.regions.search.preparing import ROOM, Prepared, SetStore, criteria_to_list, prepare
from igs_geo.regions.search.subproblems import Job
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import Listing, covered_units, list_sets
from igs_geo.regions.sets.protocol import Sets
from igs_geo.regions.start.annealing import MOVES_PER_UNIT, anneal
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import Local, Regions, solve_blocks

START_SHARE = 0.15
"""Share of the time that the first division may take."""
MORE_MOVES, TURNS = 3_000, 10
"""Beside the proof, every run makes so many moves per unit more than the last, up to so many times."""
PAUSE = 0.2
WARM_GAP = 0.006
GROWTH = 3
"""One municipality more makes a list of regions about so many times as long."""
DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Snapshot:
    """How far a search is: what it would answer now."""

    seconds: float
    objective: float | None
    bound: float | None
    regions: tuple[tuple[int, ...], ...] = field(repr=False)

    @property
    def gap(self) -> float | None:
        """Relative distance of the objective to the bound; None while either is missing."""
        if self.objective is None or self.bound is None:
            return None
        return max(self.objective - self.bound, 0.0) / max(abs(self.objective), 1e-12)


def search(
    problem: Problem,
    *,
    time_limit: float = DEFAULT_SECONDS,
    threads: int = 2,
    store: SetStore | None = None,
    report: Callable[[Snapshot], None] | None = None,
    pair_rows: tuple[PairRow, ...] = (),
    relative: float = GAP,
    executor: Executor | None = None,
) -> Proposal:
    """Find the best division of a problem into regions.

    Parameters
    ----------
    problem
        From :func:`igs_geo.regions.build_problem`.
    time_limit
        Seconds after which the best found is returned with its gap.
    threads
        How many parts are worked on at once.
    store
        Where listed sets are kept between searches that differ in their weights only.
    report
        Called, from any thread, with a snapshot whenever the search knows more.
    pair_rows
        Limits on pairs of municipalities that may be together: what makes an alternative.
    relative
        Gap at which to stop.
    executor
        Who does the work of a large country; processes of this machine when None.
    """
    start = time.perf_counter()
    if len(problem.units) > LARGE and problem.criteria.contiguous and not pair_rows:
        return search_large(problem, time_limit, threads, executor=executor)
    prepared = prepare(problem, threads, store)
    hunt = Hunt(prepared, start, time_limit, threads, report, pair_rows, relative)
    return hunt.run()


@dataclass(eq=False)
class Hunt:
    """A running search over a prepared problem."""

    prepared: Prepared
    start: float
    time_limit: float
    threads: int
    report: Callable[[Snapshot], None] | None = None
    pair_rows: tuple[PairRow, ...] = ()
    relative: float = GAP

    def __post_init__(self) -> None:
        self.problem = self.prepared.problem
        self.criteria = self.problem.criteria
        self.deadline = self.start + self.time_limit
        self.lock = threading.Lock()
        self.jobs = self._jobs()
        self.grown = grow_regions(self.problem, self.prepared.rules)

    def _jobs(self) -> list[Job]:
        """Group the parts: each alone, or all together when a rule counts over all regions."""
        everything = list(range(len(self.prepared.parts)))
        together = self.pair_rows or self.criteria.min_regions is not None or self.criteria.max_regions is not None
        if together:
            return [Job(everything)]
        return [Job([place]) for place in everything]

    def run(self) -> Proposal:
        """Solve every job and put the answers together."""
        # The largest first, so that it does not come last and alone; then the small ones, which are sure to finish.
        by_size = sorted(self.jobs, key=self._weight)
        ordered = [by_size[-1], *by_size[:-1]] if by_size else []
        waiting = len(ordered)

        def one(job: Job) -> None:
            nonlocal waiting
            with self.lock:
                share = min(self.threads, max(1, waiting))
                rounds = -(-waiting // share)
                waiting -= 1
            remaining = self.deadline - time.perf_counter()
            budget = remaining if job is ordered[0] else remaining / rounds
            self._solve(job, time.perf_counter() + max(budget, 0.05))

        with ThreadPoolExecutor(self.threads) as pool:
            list(pool.map(one, ordered))
        return self._proposal()

    def _weight(self, job: Job) -> int:
        known = [self.prepared.lists[place] for place in job.places]
        return sum(len(listing) if listing is not None else 10**9 for listing in known)

    def _sets(self, job: Job, *, free: bool = False) -> list[Sets]:
        """Return the feasible regions of a job, with their costs, or at no cost when only the left over counts."""
        weights = self.criteria.named_weights()
        threads = self.threads if len(self.jobs) == 1 else 1
        found: list[Sets] = []
        for place in job.places:
            listing = self.prepared.lists[place]
            if listing is None:
                from igs_geo.regions.sets.unlisted import UnlistedSets

                found.append(UnlistedSets(self.prepared.parts[place], {} if free else weights, SCALE, threads))
                continue
            if free:
                costs = [np.where(feasible, 0.0, np.inf) for feasible in listing.feasible]
            else:
                costs = [SCALE * chunk for chunk in listing.costs(weights)]
            found.append(ListedSets(listing, costs, threads))
        return found

    def _master(self, job: Job, slack: np.ndarray, elastic: float, left_most: float | None = None) -> Master:
        units = self._units(job)
        fixed = len(self.prepared.rules.fixed)
        low, high = self.criteria.min_regions, self.criteria.max_regions
        return Master(
            slack_cost=slack,
            elastic=elastic,
            min_regions=None if low is None else max(0, low - fixed),
            max_regions=None if high is None else high - fixed,
            pair_rows=tuple(PairRow(row.labels[units], row.most) for row in self.pair_rows),
            left_weights=None if left_most is None else self.problem.inhabitants[units] / SCALE,
            left_most=0.0 if left_most is None else left_most,
        )

    def _units(self, job: Job) -> np.ndarray:
        return np.concatenate([self.prepared.parts[place].units for place in job.places])

    def _must(self, job: Job) -> np.ndarray:
        places = np.zeros(len(self.problem.units), dtype=bool)
        for place in job.places:
            part = self.prepared.parts[place]
            places[part.units[list(part.must)]] = True
        must: np.ndarray = places[self._units(job)]
        return must

    def _elastic(self, job: Job) -> float:
        # More than any region adds per unit, but not so much that the solver loses the costs in it.
        return 20.0 * SCALE * max(1.0, self._scale()) / len(self._units(job)) + 0.05 * SCALE

    def _scale(self) -> float:
        objective = self.criteria.objective
        if objective == "pairwise-distance":
            return 10.0 * len(self.problem.units)
        return 50.0 * len(self.problem.units) if objective == "unweighted-ssd" else 1.0

    def _partition(self, job: Job, master: Master, sets: list[Sets], deadline: float) -> tuple[Progress, bool]:
        """Solve; return also whether regions fell short of covering everything that must be."""
        solver = Partitioning(master, sets, deadline, lambda progress: self._news(job, progress), self.relative)
        if not all(part.exact for part in sets):
            self._warm(job, solver, deadline)
        large = [
            listing is None or len(listing) > SMALL_POOL for listing in (self.prepared.lists[p] for p in job.places)
        ]
        if not any(large) or master.counts_regions or self.pair_rows:
            return solver.solve(), solver.short
        soon = time.perf_counter() + START_SHARE * (deadline - time.perf_counter())
        self._offer(job, solver, self._annealed(job, soon, MOVES_PER_UNIT))
        if len(self.jobs) > 1 or self.threads == 1:
            return solver.solve(), solver.short
        # The linear program keeps one core busy; the other goes on looking for a better division.
        stop, found = threading.Event(), queue.SimpleQueue[Regions]()

        def look() -> None:
            for turn in itertools.count(1):
                if stop.is_set() or time.perf_counter() > deadline:
                    return
                found.put(self._annealed(job, deadline, min(turn, TURNS) * MORE_MOVES, turn, stop))

        def improve() -> None:
            if not looking:
                looking.append(pool.submit(look))
            while not found.empty():
                self._offer(job, solver, found.get())

        solver.improve = improve
        looking: list[Future[None]] = []
        with ThreadPoolExecutor(1) as pool:
            try:
                progress = solver.solve()
                # Where the proof got no further, a better division still narrows the gap.
                while looking and not solver.short and progress.gap > self.relative:
                    improve()
                    left = solver.left_seconds()
                    if left <= 0:
                        break
                    time.sleep(min(PAUSE, left))
                return progress, solver.short
            finally:
                stop.set()

    def _annealed(
        self, job: Job, until: float, moves: int, turn: int = 0, stop: threading.Event | None = None
    ) -> Regions:
        """Return a division by simulated annealing: what is known to be no better need not be looked at."""
        weights = self.criteria.named_weights()
        threads = self.threads if len(self.jobs) == 1 and stop is None else 1
        regions: Regions = []
        for place in job.places:
            part = self.prepared.parts[place]
            number = {int(unit): i for i, unit in enumerate(part.units)}
            grown = [tuple(number[unit] for unit in region) for region in self.grown if region[0] in number]
            found = anneal(part, weights, grown, until, threads=threads, moves_per_unit=moves, seed=turn, stop=stop)
            regions += [tuple(part.units[list(region)].tolist()) for region in found]
        return regions

    def _offer(self, job: Job, solver: Partitioning, regions: Regions) -> None:
        """Give a division to the solver, when it keeps the rules on who is left over."""
        units = self._units(job)
        row = {int(unit): place for place, unit in enumerate(units)}
        columns = [
            Column(np.sort(np.array([row[unit] for unit in region])), SCALE * self._cost(np.array(region)))
            for region in regions
        ]
        covered = {int(place) for column in columns for place in column.members}
        left = [place for place in range(len(units)) if place not in covered]
        master = solver.master
        within = master.left_weights is None or master.left_weights[left].sum() <= master.left_most + 1e-9
        if np.isfinite(master.slack_cost[left]).all() and within:
            solver.seed(columns)
            solver.offer(columns, left, sum(column.cost for column in columns) + float(master.slack_cost[left].sum()))

    def _warm(self, job: Job, solver: Partitioning, deadline: float) -> None:
        """Start from regions that can be listed: the smaller ones, or else exact answers for small blocks."""
        master = solver.master
        if master.counts_regions or self.pair_rows:
            return
        units = self._units(job)
        smaller = self._smaller(job)
        if smaller is not None:
            until = time.perf_counter() + 0.3 * (deadline - time.perf_counter())
            first = self._master(job, master.slack_cost, master.elastic)
            found = Partitioning(
                first, smaller, until, lambda progress: self._news(job, progress, final=False), WARM_GAP
            )
            answer = found.solve()
            solver.seed(first.columns)
            if np.isfinite(answer.objective):
                solver.seed(answer.regions)
                solver.offer(answer.regions, answer.left, answer.objective)
            return
        local = Local(self.problem, self.prepared.rules, SCALE)
        until = time.perf_counter() + 0.3 * (deadline - time.perf_counter())
        whole = solve_blocks(local, units, until, self.threads)
        row = {int(unit): place for place, unit in enumerate(units)}

        def column(region: tuple[int, ...], cost: float) -> Column:
            return Column(np.sort(np.array([row[unit] for unit in region])), cost)

        solver.seed([column(region, cost) for region, cost in local.columns])
        regions = [column(region, SCALE * self._cost(np.array(region))) for region in whole]
        covered = {int(place) for one in regions for place in one.members}
        left = [place for place in range(len(units)) if place not in covered]
        if np.isfinite(master.slack_cost[left]).all():
            solver.seed(regions)
            solver.offer(regions, left, sum(c.cost for c in regions) + float(master.slack_cost[left].sum()))

    def _smaller(self, job: Job) -> list[Sets] | None:
        """Return the regions of a job up to a number of municipalities at which they can all be listed."""
        weights = self.criteria.named_weights()
        names = criteria_to_list(self.problem)
        room = ROOM // (2 * len(job.places))
        found: list[Sets] = []
        for place in job.places:
            part = self.prepared.parts[place]
            best: Listing | None = None
            for size in range(max(4, self.criteria.min_municipalities), int(part.arrays.limits.max_members) + 1):
                limits = part.arrays.limits._replace(max_members=size)
                narrow = replace(part, arrays=part.arrays._replace(limits=limits))
                listing = list_sets(narrow, names, CRITERIA, room, self.threads)
                if listing is None:
                    break
                best = listing
                if len(listing) * GROWTH > room:
                    break
            if best is None:
                return None
            found.append(ListedSets(best, [SCALE * chunk for chunk in best.costs(weights)], self.threads))
        return found

    def _impossible(self, job: Job, slack: np.ndarray, deadline: float) -> bool:
        """Whether the units that must be in a region cannot all be, by the linear program without any costs."""
        most = np.where(np.isfinite(slack), 0.0, np.inf)
        solver = Partitioning(self._master(job, most, 1.0), self._sets(job, free=True), deadline)
        relaxed = solver.generate()
        hard = np.ones(len(relaxed.slack), dtype=bool)
        hard[: solver.master.size] = solver.master.hard
        # Where no set is left there is nothing to price, hence no bound; the linear program says it all then.
        return solver.progress.bound > SHORT or (solver.converged and float(relaxed.slack[hard].sum()) > SHORT)

    def _solve(self, job: Job, deadline: float) -> None:
        rule = self.criteria.left_over
        must = self._must(job)
        sets = self._sets(job)
        units = self._units(job)
        elastic = self._elastic(job)
        if rule == "price":
            price = SCALE * (self.criteria.price or 0.0) * self.problem.inhabitants[units]
            slack = np.where(must, np.inf, price / self.problem.total_inhabitants)
            job.left_proven = True
            progress, short = self._partition(job, self._master(job, slack, elastic), sets, deadline)
            if short and self._impossible(job, slack, deadline):
                progress.bound = np.inf
            self._settle(job, progress)
            return
        # Everyone in a region is usually possible, and then nothing is left over.
        whole = self._master(job, np.full(len(units), np.inf), elastic)
        job.left_proven = True
        soon = deadline if rule == "forbid" else time.perf_counter() + 0.6 * (deadline - time.perf_counter())
        if rule == "forbid" or all(self._coverable(place) for place in job.places):
            progress, short = self._partition(job, whole, sets, soon)
            if short and rule == "forbid" and self._impossible(job, np.full(len(units), np.inf), deadline):
                progress.bound = np.inf
            if np.isfinite(progress.objective) or rule == "forbid":
                self._settle(job, progress)
                return
        job.left_proven = False
        self._fewest(job, must, sets, whole.columns, deadline)

    def _coverable(self, place: int) -> bool:
        listing = self.prepared.lists[place]
        return listing is None or bool(covered_units(listing).all())

    def _fewest(self, job: Job, must: np.ndarray, sets: list[Sets], seed: list[Column], deadline: float) -> None:
        """Find the fewest inhabitants left over, then the lowest cost among the divisions that leave no more."""
        units = self._units(job)
        heads = self.problem.inhabitants[units] / SCALE
        slack = np.where(must, np.inf, heads)
        free = self._sets(job, free=True)
        master = self._master(job, slack, 10.0 * float(heads.sum()) + 1.0)
        solver = Partitioning(master, free, deadline)
        solver.seed([Column(column.members, 0.0) for column in seed])
        fewest = solver.solve()
        if not np.isfinite(fewest.objective):
            job.infeasible = fewest.bound == np.inf or solver.converged
            return
        # Inhabitants are whole numbers: a bound within half of one is proof.
        job.left_proven = fewest.objective - fewest.bound < 0.5 / SCALE
        most = fewest.objective + 0.25 / SCALE
        slack = np.where(must, np.inf, 0.0)
        master = self._master(job, slack, self._elastic(job), left_most=most)
        costed = [Column(column.members, SCALE * self._cost(units[column.members])) for column in fewest.regions]
        solver = Partitioning(master, sets, deadline, lambda progress: self._news(job, progress), self.relative)
        solver.seed([*seed, *costed])
        solver.offer(costed, fewest.left, sum(column.cost for column in costed))
        self._settle(job, solver.solve())

    def _cost(self, members: np.ndarray) -> float:
        from igs_geo.regions.problem.costs import cost, unit

        return cost(self.problem, members) / unit(self.problem)

    def _settle(self, job: Job, progress: Progress) -> None:
        job.infeasible = not np.isfinite(progress.objective) and progress.bound == np.inf
        self._news(job, progress)

    def _news(self, job: Job, progress: Progress, *, final: bool = True) -> None:
        units = self._units(job)
        with self.lock:
            job.objective = progress.objective
            # The bound of a warm start holds for its smaller regions only.
            job.bound = progress.bound if final else -np.inf
            job.regions = [tuple(sorted(units[column.members].tolist())) for column in progress.regions]
            if self.report is not None:
                self.report(self._snapshot())

    def _fixed_cost(self) -> float:
        """Return what no choice can change: kept regions, and the price of municipalities that must stay outside."""
        from igs_geo.regions.problem.costs import cost, unit

        fixed = self.prepared.rules.fixed.values()
        outside = set(self.problem.places(self.criteria.outside)) - {place for members in fixed for place in members}
        heads = int(self.problem.inhabitants[sorted(outside)].sum())
        price = (self.criteria.price or 0.0) * heads / self.problem.total_inhabitants
        return sum(cost(self.problem, np.array(m)) for m in fixed) / unit(self.problem) + price

    def _snapshot(self) -> Snapshot:
        from igs_geo.regions.problem.costs import unit

        scale = unit(self.problem)
        objective = sum(job.objective for job in self.jobs) / SCALE + self._fixed_cost()
        bound = sum(job.bound for job in self.jobs) / SCALE + self._fixed_cost()
        return Snapshot(
            time.perf_counter() - self.start,
            objective * scale if np.isfinite(objective) else None,
            bound * scale if np.isfinite(bound) else None,
            tuple(region for job in self.jobs for region in job.regions) + tuple(self.prepared.rules.fixed.values()),
        )

    def _plain_bound(self) -> float:
        """Return what each unit costs at least; nothing when units can be left over."""
        whole = sum(sum(map(len, job.regions)) for job in self.jobs) == sum(len(part) for part in self.prepared.parts)
        return unit_bound(self.problem) if whole and not self.prepared.rules.fixed else -np.inf

    def _proposal(self) -> Proposal:
        seconds = time.perf_counter() - self.start
        bound = sum(job.bound for job in self.jobs) / SCALE + self._fixed_cost()
        if None in self.prepared.lists and not any(job.infeasible for job in self.jobs):
            bound = max(bound, self._plain_bound())
        fixed = self.prepared.rules.fixed
        impossible = bool(self.prepared.rules.blocked) or any(job.infeasible for job in self.jobs)
        missing = [job for job in self.jobs if not np.isfinite(job.objective)]
        if impossible or (missing and self.criteria.left_over == "forbid") or any(self._must(j).any() for j in missing):
            return Proposal(
                status="infeasible" if impossible else "unknown",
                objective=None,
                objective_per_inhabitant=None,
                bound=None,
                gap=None,
                seconds=seconds,
                criteria=self.criteria,
                regions=(),
                left_over=LeftOver(fewest_proven=False),
                time_limit=self.time_limit,
                threads=self.threads,
                sets=self.prepared.number,
            )
        regions = [(region, False) for job in self.jobs for region in job.regions]
        regions += [(members, True) for members in fixed.values()]
        proven = all(job.left_proven and np.isfinite(job.objective) for job in self.jobs)
        return assemble(
            self.problem,
            regions,
            bound=bound,
            fewest_proven=proven,
            seconds=seconds,
            time_limit=self.time_limit,
            threads=self.threads,
            sets=self.prepared.number,
        )
