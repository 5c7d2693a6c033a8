"""Listing the connected sets: every one exactly once, with what it costs, in compiled code.

The sets are stored as the walk that visits them: set number t is the set of the nearest earlier entry one level up,
plus unit t. That takes three bytes a set instead of a list of members, and sums over members cost one addition.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.kernels.probing import estimate_sets
from igs_geo.regions.kernels.scoring import weigh
from igs_geo.regions.kernels.trail import new_trail
from igs_geo.regions.kernels.walk import PLACE, SIZE, UNIT, WRITTEN, Asked, Page, walk
from igs_geo.regions.sets.params import DEFAULT, SetsParams
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.sets.watching import watched


@dataclass(eq=False)
class Listing:
    """The connected sets of a part in the order of the walk, in one or more pages.

    Every page starts with a single unit. Where a page goes on with the sets of the page before, it first repeats the
    sets that they grow from, marked as not feasible.

    Parameters
    ----------
    part
        The part.
    names
        The criteria that are computed.
    units, depths, feasible
        Per page and entry: the last unit, the number of members − 1, and whether all rules of a single region hold.
    values
        Per page: the criteria, a row each and a column per entry, set for feasible sets only. They do not depend on
        the weights.
    repeated
        Entries that repeat one of the page before.
    complete
        Whether all sets are listed.
    """

    part: Part
    names: tuple[str, ...]
    units: list[np.ndarray] = field(repr=False)
    depths: list[np.ndarray] = field(repr=False)
    feasible: list[np.ndarray] = field(repr=False)
    values: list[np.ndarray] = field(repr=False)
    repeated: int = 0
    complete: bool = True

    def __len__(self) -> int:
        return sum(len(page) for page in self.units) - self.repeated

    def costs(self, weights: dict[str, float]) -> list[np.ndarray]:
        """Return the weighted cost of every set, infinite where a rule does not hold, a page each."""
        factors = np.array([weights.get(name, 0.0) for name in self.names])
        pages = zip(self.values, self.feasible, strict=True)
        return [combine(values, feasible, factors != 0, factors) for values, feasible in pages]


@compiled
def combine(values: np.ndarray, feasible: np.ndarray, wanted: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weighted sum of criteria of every feasible set, infinity for the others."""
    cost = np.full(len(feasible), np.inf)
    for t in range(len(feasible)):
        if feasible[t]:
            cost[t] = weigh(wanted, weights, values[:, t])
    return cost


def list_sets(
    part: Part,
    names: tuple[str, ...],
    room: int,
    threads: int = 1,
    *,
    first_only: bool = False,
    partly: bool = False,
    deadline: Deadline | None = None,
    params: SetsParams = DEFAULT,
) -> Listing | None:
    """List the connected sets of a part; None when they are more than ``room``, or too many for the time.

    Parameters
    ----------
    part
        The part.
    names
        The criteria to compute.
    room
        Largest number of sets to hold in memory.
    threads
        How many threads share the first units.
    first_only
        Whether to list only the sets that hold unit 0; they come on a single page.
    partly
        Whether to give what was listed when there is no room or time for all.
    deadline
        When to stop; None for never.
    params
        The numbers that steer.

    Returns
    -------
    Listing or None
        The same for any number of threads, unless it is not complete.
    """
    roots = np.arange(1 if first_only else len(part))
    small = len(part) <= params.small
    groups = 1 if small or first_only else params.groups
    shares = [roots[first::groups] for first in range(groups)]
    with watched(deadline) as stop:
        work = _Work(part, names, room, stop, params)
        if not partly and not small and work.hopeless(roots):
            return None
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(work.pages, shares))
        complete = not stop[0] and work.listed <= room
    if not complete and not partly:
        return None
    pages = [page for pages in found for page in pages]
    pages = [_joined(pages)] if first_only else pages
    units, depths, feasible, values = (list(column) for column in zip(*[page for page, _ in pages], strict=True))
    repeated = sum(again for _, again in pages)
    return Listing(part, names, units, depths, feasible, values, repeated, complete)


@dataclass(eq=False)
class _Work:
    """A listing on its way."""

    part: Part
    names: tuple[str, ...]
    room: int
    stop: np.ndarray
    params: SetsParams

    def __post_init__(self) -> None:
        names = self.names
        self.asked = Asked(
            np.array([kind in names for kind in CRITERIA]),
            np.array([names.index(kind) if kind in names else 0 for kind in CRITERIA]),
        )
        self.listed = 0
        self.lock = threading.Lock()

    def hopeless(self, roots: np.ndarray) -> bool:
        """Whether the sets are sure to be more than there is room for, by an estimate."""
        arrays = self.part.arrays
        probes, rng = self.params.probes, np.random.default_rng(1)
        number, error = estimate_sets(arrays, roots, probes, float(probes) * self.room, rng, self.stop)
        return float(number - self.params.errors * error) > self.room

    def pages(self, roots: np.ndarray) -> list[tuple[Page, int]]:
        """List the sets with some first units; return pages, each with the number of entries that it repeats."""
        arrays = self.part.arrays
        trail, place = new_trail(arrays), np.zeros(PLACE, np.int64)
        place[UNIT] = -1
        found: list[tuple[Page, int]] = []
        done = False
        while not done:
            left = self.room - self.listed
            again = int(place[SIZE]) if place[UNIT] >= 0 else 0
            # Where no room is left, one more set tells whether all have been listed.
            page = self._page(again + min(self.params.page, max(left, 1)))
            page.units[:again], page.depths[:again] = trail.stack[:again], np.arange(again)
            page.feasible[:again] = False
            place[WRITTEN] = again
            done = bool(walk(arrays, roots, trail, self.asked, page, place, self.stop))
            number = int(place[WRITTEN])
            with self.lock:
                self.listed += number - again
            if number - again <= max(left, 0) and (number > again or not found):
                found.append((_cut(page, number), again))
            if self.listed > self.room:
                self.stop[0] = 1
            if self.stop[0]:
                break
        return found

    def _page(self, size: int) -> Page:
        unit = np.int16 if len(self.part) <= np.iinfo(np.int16).max else np.int32
        return Page(
            np.empty(size, unit),
            np.empty(size, np.uint8),
            np.empty(size, np.bool_),
            np.empty((len(self.names), size)),
        )


def _cut(page: Page, number: int) -> Page:
    """Return the first entries of a page, in memory of no more than they need."""
    if number == len(page.units):
        return page
    return Page(*(column[..., :number].copy() for column in page))


def _joined(pages: list[tuple[Page, int]]) -> tuple[Page, int]:
    """Return pages as one, without what they repeat."""
    if len(pages) == 1:
        return pages[0]
    columns = zip(*[[column[..., again:] for column in page] for page, again in pages], strict=True)
    return Page(*(np.concatenate(column, axis=-1) for column in columns)), 0


@compiled
def _mark(units: np.ndarray, depths: np.ndarray, feasible: np.ndarray, covered: np.ndarray) -> None:
    stack = np.zeros(256, np.int64)
    for t in range(len(units)):
        stack[depths[t]] = units[t]
        if feasible[t]:
            for i in range(depths[t] + 1):
                covered[stack[i]] = True


def covered_units(listing: Listing) -> np.ndarray:
    """Return for every unit of the part whether any feasible set holds it."""
    covered = np.zeros(len(listing.part), dtype=bool)
    for units, depths, feasible in zip(listing.units, listing.depths, listing.feasible, strict=True):
        _mark(units, depths, feasible, covered)
    return covered
