"""Set partitioning to a proven optimum: column generation, cuts, fixing by reduced cost, and an integer program."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.choosing import Chosen, choose
from igs_geo.regions.program.cuts import Cut, violated_cuts
from igs_geo.regions.program.master import Column, Master, Relaxed
from igs_geo.regions.program.progress import GAP, Progress
from igs_geo.regions.sets.protocol import Sets

SMALL_POOL = 2_500
"""So many regions an integer program takes at once; beyond, cuts come first."""
LARGE_POOL = 40_000
PRESOLVED_A_SECOND = 3_000
"""The solver looks at the clock only after simplifying a program, so that may not be too large for the time left."""
SHORT = 1e-5
CUT_ROUNDS = 40
EASY_ROUNDS = 3
CUT_PAUSE = 5
NARROW_POOL = 2_000
SURE = 0.8
DIVE_PRICES = 4
SLACKS = (0.01, 0.0)
"""Shares of the bound that proofs without a list give up, one after the other."""
CUTS_A_ROUND = 120


@dataclass(eq=False)
class Partitioning:
    """One set-partitioning problem over one or more parts.

    Parameters
    ----------
    master
        The linear program; its units are those of the parts, one part after the other.
    parts
        The feasible regions of each part.
    deadline
        Moment to stop, on the clock of :func:`time.perf_counter`.
    report
        Called with the progress whenever it changes.
    relative
        Gap at which to stop.
    improve
        Offers what was found elsewhere meanwhile.
    """

    master: Master
    parts: list[Sets]
    deadline: float
    report: Callable[[Progress], None] = lambda _: None
    relative: float = GAP
    improve: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.progress = Progress()
        self.offsets = np.concatenate([[0], np.cumsum([part.size for part in self.parts])]).astype(int)
        self.converged = False
        self.short = False

    def left_seconds(self) -> float:
        """Return the seconds until the deadline."""
        return self.deadline - time.perf_counter()

    def seed(self, columns: list[Column]) -> None:
        """Start from regions that are likely to be good."""
        self.master.add(columns)

    def offer(self, regions: list[Column], left: list[int], objective: float) -> None:
        """Take a solution when it is the best so far."""
        if objective < self.progress.objective - 1e-12:
            self.progress.objective, self.progress.regions, self.progress.left = objective, regions, left
            self.report(self.progress)

    def raise_bound(self, bound: float) -> None:
        """Take a lower bound when it is the best so far."""
        bound = min(bound, self.progress.objective)  # infinite where nothing is feasible
        if bound > self.progress.bound:
            self.progress.bound = bound
            self.report(self.progress)

    def solve(self) -> Progress:
        """Solve until proven, or until time is up."""
        relaxed = self.generate()
        # Where even fractions of regions cannot do without the elastic columns, whole regions cannot.
        hard = np.ones(len(relaxed.slack), dtype=bool)
        hard[: self.master.size] = self.master.hard
        self.short = self.converged and float(relaxed.slack[hard].sum()) > SHORT
        if not self.short and self.converged:
            self._close(relaxed)
        elif not self.short and not self._done():
            self._approach(relaxed)
        return self.progress

    def _approach(self, relaxed: Relaxed) -> None:
        """Close the gap where regions cannot be listed: a proof that gives up a little, and the best choice so far."""
        until = time.perf_counter() + 0.75 * self.left_seconds()
        for slack in SLACKS:
            if time.perf_counter() > until or self._done():
                break
            columns, low = [], np.zeros(self.master.size)
            for part, first in zip(self.parts, self.offsets, strict=False):
                duals = self.master.duals(relaxed, first, part.size)
                proven = part.prove(duals, Deadline(until - time.perf_counter()), slack)
                columns += [Column(m + first, c) for m, c in zip(proven.members, proven.costs, strict=True)]
                low[first : first + part.size] = proven.low
            self.raise_bound(self.master.dual_value(relaxed, low))
            if self.master.add(columns):
                relaxed = self.generate()
        if not np.isfinite(self.progress.objective):
            self._dive(relaxed)
        if not self._done():
            self._round_up(relaxed)

    def _close(self, relaxed: Relaxed) -> None:
        """Close the gap between the linear program and whole regions."""
        rounds = 0
        while self.left_seconds() > 0 and not self._done():
            if rounds >= EASY_ROUNDS:
                self.improve()
            if rounds in (0, 1) or rounds % CUT_PAUSE == 0:
                # A good solution early makes everything after it smaller.
                self._narrow(relaxed)
                if not np.isfinite(self.progress.objective):
                    self._dive(relaxed)
            if self._done() or self._finish(relaxed, SMALL_POOL):
                return
            cuts = self._cuts(relaxed) if rounds < CUT_ROUNDS else []
            if not cuts:
                break
            self._fix(relaxed)
            self.master.add_cuts(cuts)
            relaxed = self.generate()
            rounds += 1
        while self.left_seconds() > 0 and not self._done():
            before = self.progress.objective
            self.improve()
            self._narrow(relaxed, 2)
            if self._done() or self._finish(relaxed, SMALL_POOL):
                return
            if not self.progress.objective < before - 1e-9:
                break
        large = min(LARGE_POOL, int(PRESOLVED_A_SECOND * self.left_seconds()))
        if self.left_seconds() > 0 and not self._done() and not self._finish(relaxed, large):
            self._narrow(relaxed, 8)
            if not self._done():
                self._finish(relaxed, large)

    def _fix(self, relaxed: Relaxed) -> None:
        """Drop the regions that no better division can hold, by reduced cost."""
        floor = self.master.dual_value(relaxed, np.zeros(self.master.size))
        width = self.progress.objective - floor
        if self.converged and np.isfinite(width):
            self.parts = [
                part.within(self.master.duals(relaxed, first, part.size), width + 1e-9 * max(1.0, abs(width)))
                for part, first in zip(self.parts, self.offsets, strict=False)
            ]

    def _done(self) -> bool:
        return self.progress.gap <= self.relative

    def generate(self) -> Relaxed:
        """Generate columns until no region improves the linear program, or time is up."""
        relaxed = self.master.relax(self.left_seconds())
        centre: Relaxed | None = None
        self.converged = False
        smoothing = 0.5
        while self.left_seconds() > 0 and relaxed.solved:
            trial = _between(centre, relaxed, smoothing) if centre is not None else relaxed
            bound, added = self._price(trial)
            if bound > self.progress.bound or centre is None:
                centre = trial
            self.raise_bound(bound)
            if not added and trial is not relaxed:
                bound, added = self._price(relaxed)
                centre = relaxed if bound >= self.progress.bound else centre
                self.raise_bound(bound)
            if not added:
                self.converged = all(part.exact for part in self.parts)
                break
            if self._done():
                break
            relaxed = self.master.relax(self.left_seconds())
        return relaxed

    def _price(self, relaxed: Relaxed) -> tuple[float, int]:
        columns, low = [], np.zeros(self.master.size)
        for part, first in zip(self.parts, self.offsets, strict=False):
            priced = part.price(self.master.duals(relaxed, first, part.size), Deadline(self.left_seconds()))
            columns += [Column(m + first, c) for m, c in zip(priced.members, priced.costs, strict=True)]
            low[first : first + part.size] = priced.low
        return self.master.dual_value(relaxed, low), self.master.add(columns)

    def _cuts(self, relaxed: Relaxed) -> list[Cut]:
        members = [column.members for column in self.master.columns]
        found = violated_cuts(members, relaxed.values, CUTS_A_ROUND)
        known = set(self.master.cuts)
        return [cut for cut in found if cut not in known]

    def _reduced(self, relaxed: Relaxed) -> np.ndarray:
        master = self.master
        values = np.empty(len(master.columns))
        weight = np.concatenate([relaxed.units, [relaxed.region] if master.counts_regions else [], relaxed.pairs,
                                 [relaxed.left] if master.left_row is not None else [], relaxed.cuts])  # fmt: skip
        for place, column in enumerate(master.columns):
            index, value = master.entries(column.members)
            values[place] = column.cost - float(weight[index] @ np.array(value))
        return values

    def _round_up(self, relaxed: Relaxed) -> None:
        """Find a good whole solution among the regions of the linear program."""
        values = self._reduced(relaxed)
        best = np.argsort(values, kind="stable")[: max(1_500, 6 * self.master.size)]
        columns = [self.master.columns[i] for i in best]
        known = {column.members.tobytes() for column in columns}
        columns += [c for c in self.progress.regions if c.members.tobytes() not in known]
        found = choose(self.master, columns, self.left_seconds())
        self._take(found, columns)

    def _dive(self, relaxed: Relaxed) -> None:
        """Follow the linear program down to whole regions: settle on its surest regions, price again, and so on.

        Finds a division where a choice among few regions does not hold one, because they do not fit together.
        """
        master = self.master
        until = time.perf_counter() + max(0.3 * self.left_seconds(), 1.0)
        settled: set[int] = set()
        while time.perf_counter() < until:
            values = relaxed.values
            open_ = [i for i in np.flatnonzero(values > 1e-6).tolist() if i not in settled]
            if not open_:
                break
            sure = [i for i in open_ if values[i] > SURE] or [max(open_, key=lambda i: values[i])]
            settled |= set(sure)
            master.settle(sure, 1.0)
            relaxed = master.relax(until - time.perf_counter())
            for _ in range(DIVE_PRICES):
                if not relaxed.solved or time.perf_counter() > until or not self._price(relaxed)[1]:
                    break
                relaxed = master.relax(until - time.perf_counter())
            if not relaxed.solved:
                break
        whole = relaxed.solved and not np.any((relaxed.values > 1e-6) & (relaxed.values < 1 - 1e-6))
        hard = np.ones(len(relaxed.slack), dtype=bool)
        hard[: master.size] = master.hard
        if whole and relaxed.slack[hard].sum() < SHORT:
            regions = [master.columns[i] for i in np.flatnonzero(relaxed.values > 1 - 1e-6)]
            left = np.flatnonzero(relaxed.slack[: master.size] > 1 - 1e-6).tolist()
            cost = sum(column.cost for column in regions) + float(master.slack_cost[left].sum())
            self.offer(regions, left, cost)
        master.settle(sorted(settled), 0.0)

    def _narrow(self, relaxed: Relaxed, times: int = 1) -> None:
        """Choose among the regions of least reduced cost: not all that could matter, but the ones that mostly do."""
        floor = self.master.dual_value(relaxed, np.zeros(self.master.size))
        width = self.progress.objective - floor if np.isfinite(self.progress.objective) else 0.02 * abs(floor)
        seconds = times * max(0.08 * self.left_seconds(), 0.5)
        for _ in range(12):
            room = min(times * NARROW_POOL, int(PRESOLVED_A_SECOND * self.left_seconds()))
            if self._among(relaxed, floor, width, room, seconds):
                return
            width *= 0.6

    def _take(self, found: Chosen, columns: list[Column]) -> None:
        if np.isfinite(found.objective):
            self.offer([columns[i] for i in found.regions], found.left, found.objective)

    def _finish(self, relaxed: Relaxed, room: int) -> bool:
        """Choose among all regions that a better solution can hold; return whether that settled it."""
        floor = self.master.dual_value(relaxed, np.zeros(self.master.size))
        if np.isfinite(self.progress.objective):
            return self._among(relaxed, floor, self.progress.objective - floor, room)
        # Without a solution there is no telling how far to look: look further each time.
        width = 0.01 * max(abs(floor), 1e-3)
        while self.left_seconds() > 0:
            if width > 1e3 * max(1.0, abs(floor)):
                return self._among(relaxed, floor, np.inf, room)
            if not self._among(relaxed, floor, width, room):
                return False
            if np.isfinite(self.progress.objective):
                return self._done() or self._among(relaxed, floor, self.progress.objective - floor, room)
            width *= 4
        return False

    def _among(self, relaxed: Relaxed, floor: float, width: float, room: int, seconds: float = np.inf) -> bool:
        """Choose among the regions below a reduced cost; return whether they were few enough to be chosen from.

        A division with any other region costs more than the value of the duals (``floor``) plus the width.
        """
        threshold = width + 1e-9 * max(1.0, abs(width)) if np.isfinite(width) else width
        columns: list[Column] = []
        for part, first in zip(self.parts, self.offsets, strict=False):
            duals = self.master.duals(relaxed, first, part.size)
            priced = part.below(duals, threshold, max(room - len(columns), 0), Deadline(self.left_seconds()))
            if priced is None:
                return False
            columns += [Column(m + first, c) for m, c in zip(priced.members, priced.costs, strict=True)]
        known = {column.members.tobytes() for column in columns}
        columns += [c for c in self.progress.regions if c.members.tobytes() not in known]
        limit = min(self.left_seconds(), seconds)
        found = choose(self.master, columns, limit)
        self._take(found, columns)
        self.raise_bound(min(found.bound, floor + width))
        return True


def _between(centre: Relaxed, relaxed: Relaxed, smoothing: float) -> Relaxed:
    """Return duals between the best known and the latest: plain column generation swings from side to side."""
    if len(centre.cuts) != len(relaxed.cuts):
        return relaxed

    def mix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return smoothing * a + (1 - smoothing) * b

    return Relaxed(
        objective=relaxed.objective,
        values=relaxed.values,
        slack=relaxed.slack,
        units=mix(centre.units, relaxed.units),
        region=smoothing * centre.region + (1 - smoothing) * relaxed.region,
        pairs=mix(centre.pairs, relaxed.pairs),
        cuts=mix(centre.cuts, relaxed.cuts),
        left=smoothing * centre.left + (1 - smoothing) * relaxed.left,
        solved=True,
    )
