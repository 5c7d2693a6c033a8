"""Improving a division spot by spot: where its regions cost most above the prices of their units, they are cut anew.

With prices y that no region undercuts, the gap of a division is the sum over its regions of c(R) − y(R). So it shows
where there is something to gain, and only regions close to their prices can be part of anything better.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.choosing import choose
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.rows import Column
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import gather
from igs_geo.regions.search.farley import Country, duals_of
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.unlisted import UnlistedSets
from igs_geo.regions.start.blocks import whole_groups
from igs_geo.regions.start.local import Costed, divide, left_costs

SURE = 1e-9
"""What a window must gain at least, as a share of the cost of an average region."""


class Window(NamedTuple):
    """Some units that are divided anew: sorted, with their prices, and the regions that they are in now."""

    units: np.ndarray
    prices: np.ndarray
    regions: Costed
    reach: float
    """How far above its prices a region is looked at."""
    counted: bool
    """Whether the number of regions must stay the same."""
    listed: bool
    """Whether all regions are looked at, whatever they cost: few units, of which some are left over."""


def divide_window(parcel: Parcel[Country], window: Window, seconds: float) -> Costed | None:
    """Return better regions for a window; None where none were found.

    Parameters
    ----------
    parcel
        The country.
    window
        Where.
    seconds
        When to stop.
    """
    if window.listed:
        return _divide_all(parcel.content, window, Deadline(seconds))
    problem, rules, scale, params = parcel.content
    deadline = Deadline(min(seconds, params.window_seconds))
    prices = dict(zip(window.units.tolist(), window.prices.tolist(), strict=True))
    # Units bound to others outside stay as they are: they are in no region, or the window would hold all of it.
    units = whole_groups(rules, window.units)
    part = part_of(problem, rules, units)
    own = np.array([prices[unit] for unit in part.units.tolist()])
    number = {unit: place for place, unit in enumerate(part.units.tolist())}
    columns = [
        Column(np.array(sorted(number[unit] for unit in region)), cost - sum(prices[unit] for unit in region))
        for region, cost in window.regions
    ]
    slack = left_costs(problem, rules, scale, params.local)[part.units] - own
    covered = {int(unit) for column in columns for unit in column.members}
    left = [unit for unit in range(len(own)) if unit not in covered]
    now = sum(column.cost for column in columns) + float(slack[left].sum())
    sets = UnlistedSets(part, problem.criteria.named_weights(), scale)
    reach = min(now, window.reach)
    for _ in range(params.shrinks):
        found = sets.below(duals_of(own), reach, params.window_sets, deadline)
        if found is not None or deadline.passed:
            break
        reach *= params.shrink
    if found is None:
        return None
    known = {column.members.tobytes() for column in columns}
    columns += [
        Column(members, cost - float(own[members].sum()))
        for members, cost in zip(found.members, found.costs, strict=True)
        if members.tobytes() not in known
    ]
    asked = len(window.regions) if window.counted else None
    master = Master(slack_cost=slack, elastic=scale, min_regions=asked, max_regions=asked)
    chosen = choose(master, columns, deadline)
    if not chosen.objective < now - SURE * window.reach:
        return None
    if window.counted and len(chosen.regions) != asked:
        return None
    picked = [columns[place] for place in chosen.regions]
    return [
        (tuple(part.units[column.members].tolist()), column.cost + float(own[column.members].sum()))
        for column in picked
    ]


def _divide_all(country: Country, window: Window, deadline: Deadline) -> Costed | None:
    """Return better regions for a window from all that are possible in it."""
    problem, rules, scale, params = country
    left = left_costs(problem, rules, scale, params.local)

    def total(regions: Costed) -> float:
        open_ = np.setdiff1d(window.units, [unit for region, _ in regions for unit in region])
        return sum(cost for _, cost in regions) + float(left[open_].sum())

    asked = len(window.regions) if window.counted else None
    found = divide(problem, rules, window.units, scale, deadline, params.local, asked).regions
    if window.counted and len(found) != asked:
        return None
    return found if found and total(found) < total(window.regions) - SURE * window.reach else None


class Improvement:
    """Improves a division window by window, several at once, the most promising first.

    Parameters
    ----------
    parcel
        The country.
    division
        What is improved, in place.
    prices
        Of every unit.
    counted
        Whether the number of regions must stay as it is.
    """

    def __init__(self, parcel: Parcel[Country], division: Division, prices: np.ndarray, *, counted: bool) -> None:
        self.parcel, self.division, self.prices, self.counted = parcel, division, prices, counted
        self.params = parcel.content.params
        self.priced = parcel.content.problem.criteria.left_over == "price"
        self.size = self.params.window
        self.news: Callable[[], None] = lambda: None
        self.busy = np.zeros(len(prices), dtype=bool)
        self.hope = np.ones(len(prices))
        """What is left of what a unit's region promised, after windows with it that gave nothing."""
        self.waiting: list[tuple[float, int]] = []
        self.put_off: list[tuple[float, int]] = []
        self.sent: list[tuple[np.ndarray, list[int]]] = []

    def run(self, executor: Executor, deadline: Deadline, news: Callable[[], None] = lambda: None) -> None:
        """Improve until time is up, or until even the largest windows give nothing.

        Parameters
        ----------
        executor
            Who divides the windows.
        deadline
            When to stop.
        news
            Called after every gain.
        """
        self.news = news
        grown = 0
        while not deadline.passed and grown <= self.params.growths:
            if not self.waiting:
                self._fill()
                before = self.division.total
            self.sent = []
            gather(executor, divide_window, self._windows(deadline), deadline, self._take)
            if not self.waiting and self.division.total >= before - SURE:
                self.size, grown = int(self.size * self.params.grow), grown + 1

    def _excess(self, seed: int) -> float:
        division = self.division
        place = int(division.owner[seed])
        if place < 0:
            return float(self.hope[seed] * (division.left_costs[seed] - self.prices[seed]))
        excess = division.costs[place] - float(self.prices[list(division.regions[place])].sum())
        return float(self.hope[seed]) * excess

    def _push(self, seeds: list[int]) -> None:
        for seed in seeds:
            heapq.heappush(self.waiting, (-self._excess(seed), seed))

    def _fill(self) -> None:
        self.hope[:] = 1.0
        self._push([region[0] for region in self.division.regions if region] + self.division.left.tolist())

    def _windows(self, deadline: Deadline) -> Iterator[tuple[Parcel[Country], Window, float]]:
        division = self.division
        average = division.total / max(1, len(division.current))
        while self.waiting:
            priority, seed = heapq.heappop(self.waiting)
            if self.busy[seed]:
                self.put_off.append((priority, seed))
                continue
            if self._excess(seed) < -priority - SURE:
                self._push([seed])  # less is hoped of it since
                continue
            # Who is left over needs regions of any cost: few units, so that all can be looked at.
            gap = division.owner[seed] < 0 and not self.priced
            size = int(self.params.small_window * self.size / self.params.window) if gap else self.size
            units, places = division.spot(seed, size, self.busy)
            self.busy[units] = True
            self.sent.append((units, places))
            regions = [(division.regions[place], division.costs[place]) for place in places]
            window = Window(units, self.prices[units], regions, self.params.reach * average, self.counted, gap)
            yield self.parcel, window, deadline.left()

    def _take(self, place: int, answer: Costed | None) -> None:
        units, places = self.sent[place]
        self.busy[units] = False
        self.hope[units] = 1.0 if answer is not None else self.params.doubt * self.hope[units]
        if answer is not None:
            fresh = self.division.replace(places, answer)
            self._push([self.division.regions[one][0] for one in fresh])
            self._push([int(unit) for unit in units if self.division.owner[unit] < 0])
            self.news()
        for item in self.put_off:
            heapq.heappush(self.waiting, item)
        self.put_off = []
