"""Pricing where the sets are too many to list: a beam finds good ones, a bounded search proves it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.best import Best, new_best, new_taken
from igs_geo.regions.kernels.scoring import Weighted
from igs_geo.regions.sets.beam import beam
from igs_geo.regions.sets.bounded import Quest, descend
from igs_geo.regions.sets.params import DEFAULT, SetsParams
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.sets.protocol import NEGATIVE, Duals, Priced
from igs_geo.regions.sets.watching import watched

T = TypeVar("T")


@dataclass(eq=False)
class UnlistedSets:
    """The pricing step for a part whose sets are too many to list.

    Parameters
    ----------
    part
        The part.
    weights
        Of the criteria; none when only what is left over counts.
    scale
        Factor on all costs.
    threads
        How many threads share the first units.
    exact
        Whether pricing sees every region: never.
    params
        The numbers that steer.
    roots
        First units of the regions that :meth:`prove` looks at; all when None.
    """

    part: Part
    weights: dict[str, float]
    scale: float
    threads: int = 1
    exact: bool = False
    params: SetsParams = DEFAULT
    roots: np.ndarray | None = None

    def __post_init__(self) -> None:
        wanted = np.array([kind in self.weights for kind in CRITERIA])
        self.weighted = Weighted(wanted, np.array([self.scale * self.weights.get(kind, 0.0) for kind in CRITERIA]))
        self.keys = np.random.default_rng(1).integers(2**62, size=len(self.part))
        self.largest = min(int(self.part.arrays.limits.max_members), self.size)

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.part)

    def _share(self, work: Callable[[int], T]) -> list[T]:
        if self.threads == 1:
            return [work(0)]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(work, range(self.threads)))

    def price(self, duals: Duals, deadline: Deadline | None = None) -> Priced:
        """Return regions with negative reduced cost that a beam finds; that there are none is no proof."""
        with watched(deadline) as stop:

            def one(first: int) -> Best:
                best = new_best(self.size, self.largest)
                seeds = np.arange(first, self.size, self.threads)
                beam(self.part.arrays, seeds, self.keys, self.weighted, duals, self.params.beam, best, stop)
                return best

            found = Priced.of_best(self._share(one))
        return Priced(found.members, found.costs, np.full(self.size, -np.inf), found.least)

    def prove(self, duals: Duals, deadline: Deadline | None, slack: float) -> Priced:
        """Return regions with negative reduced cost; first units that take too long count with their bound.

        Parameters
        ----------
        duals
            Of the linear program.
        deadline
            When to stop; None for never. The certificate holds all the same, it is only weaker.
        slack
            Share of every dual that the proof gives up, so that it can be made in reasonable time.
        """
        lowered = duals.units * np.where(duals.units > 0, 1 - slack, 1.0)
        eased = duals._replace(units=lowered)
        # Before a first unit is looked at, its regions are worth at most the best units together, at no cost.
        loose = self._most_worth(eased)
        if self.roots is not None:
            loose[np.setdiff1d(np.arange(self.size), self.roots)] = 0.0
        bests = [new_best(self.size, self.largest) for _ in range(self.threads)]
        with watched(deadline) as stop:
            left = np.arange(self.size) if self.roots is None else self.roots
            # Few first units need most of the time: they get it when all others are done.
            for budget in self.params.budgets:
                waiting: SimpleQueue[int] = SimpleQueue()
                for root in left.tolist():
                    waiting.put(root)
                quest = Quest(NEGATIVE, -np.inf, budget, stop)

                def one(place: int, quest: Quest = quest, waiting: SimpleQueue[int] = waiting) -> None:
                    taken = new_taken(0, self.largest)
                    while not stop[0]:
                        try:
                            root = waiting.get_nowait()
                        except Empty:
                            return
                        done, least = descend(self.part.arrays, root, self.weighted, eased, quest, bests[place], taken)
                        loose[root] = 0.0 if done else least

                self._share(one)
                left = np.flatnonzero(loose)
                if not len(left) or stop[0]:
                    break
        found = Priced.of_best(bests)
        return Priced(found.members, found.costs, found.low + loose - (duals.units - lowered), found.least)

    def _most_worth(self, duals: Duals) -> np.ndarray:
        """Return per first unit what the reduced cost of a region is at least, whatever it costs."""
        worth = np.empty(self.size)
        for root in range(self.size):
            later = np.sort(duals.units[root + 1 :])[::-1][: self.largest - 1]
            worth[root] = duals.units[root] + np.maximum(later, 0.0).sum()
        pairs = float(np.maximum(duals.pairs, 0.0).sum()) * self.largest * (self.largest - 1) / 2
        return np.minimum(-(worth + duals.region + pairs), 0.0)

    def within(self, duals: Duals, threshold: float) -> UnlistedSets:
        """Return the same: what is not listed cannot be thinned out."""
        del duals, threshold
        return self

    def below(self, duals: Duals, threshold: float, room: int, deadline: Deadline | None = None) -> Priced | None:
        """Return every region with a reduced cost of at most the threshold; None when that is too much."""
        if not np.isfinite(threshold):
            return None
        taken = new_taken(room, self.largest)
        best = new_best(self.size, self.largest)
        with watched(deadline) as stop:
            quest = Quest(-np.inf, threshold, self.params.below, stop)
            for root in range(self.size):
                if stop[0] or not descend(self.part.arrays, root, self.weighted, duals, quest, best, taken)[0]:
                    return None
        return Priced.of_taken([taken], self.size) if taken.number[0] <= room else None
