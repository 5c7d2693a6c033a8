"""Pricing: which of the listed sets would improve the linear program, in one pass over all of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.best import SHARE, WHOLE, Best, Taken, new_best, new_taken, offer, put, too_many
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.sets.listing import Listing
from igs_geo.regions.sets.protocol import NEGATIVE, Duals, Priced
from igs_geo.regions.sets.worth import join_cuts, leave_cuts, pair_worth

T = TypeVar("T")
NONE = np.zeros(0, np.bool_)


class Scanned(NamedTuple):
    """A page of a listing with its costs."""

    units: np.ndarray
    depths: np.ndarray
    cost: np.ndarray
    """float (entries): infinite where a rule does not hold."""


@compiled
def scan(  # noqa: PLR0917 compiled code takes arrays
    page: Scanned, duals: Duals, bar: float, best: Best, threshold: float, taken: Taken, kept: np.ndarray
) -> None:
    """Go through a page.

    Parameters
    ----------
    page
        The sets.
    duals
        Of the linear program.
    bar, best
        Filled in: the best set of every unit, of those with a reduced cost below the bar.
    threshold, taken
        Filled in: every set with a reduced cost of at most the threshold; the page is left where they are too many.
    kept
        Marks of those sets instead, and of the shorter ones on the way to them, bool (entries); with length 0 not used.
    """
    width = best.members.shape[2]
    stack = np.zeros(width, np.int64)
    path = np.zeros(width, np.int64)
    worth = np.zeros(width + 1)
    worth[0] = duals.region
    # The worst marks among the first members, when last looked at: a set that is no better improves nothing.
    worst = np.full((width + 1, 2), -np.inf)
    looked = 0
    hits = np.zeros(max(1, len(duals.cuts)), np.int64)
    cutting = len(duals.cuts) > 0
    pairing = len(duals.pairs) > 0
    marking = len(kept) > 0
    top = -1
    for t in range(len(page.units)):
        depth = int(np.int64(page.depths[t]))
        unit = page.units[t]
        value = worth[depth] + duals.units[unit]
        if cutting:
            while top >= depth:
                leave_cuts(duals, hits, stack[top])
                top -= 1
            value += join_cuts(duals, hits, unit)
            top = depth
        if pairing:
            value += pair_worth(duals, stack, depth, unit)
        stack[depth] = unit
        worth[depth + 1] = value
        looked = min(looked, depth)
        cost = page.cost[t]
        reduced = cost - value
        if reduced < bar:
            for i in range(looked, depth + 1):
                worst[i + 1, WHOLE] = max(worst[i, WHOLE], best.marks[WHOLE, stack[i]])
                worst[i + 1, SHARE] = max(worst[i, SHARE], best.marks[SHARE, stack[i]])
            looked = depth + 1
            if reduced < worst[depth + 1, WHOLE] or reduced < worst[depth + 1, SHARE] * (depth + 1):
                offer(best, stack, depth + 1, reduced, cost)
        if marking:
            path[depth] = t
        if reduced <= threshold and cost < np.inf:
            if marking:
                for j in range(depth + 1):
                    kept[path[j]] = True
            else:
                put(taken, stack, depth + 1, cost)
                if too_many(taken):
                    return


@dataclass(eq=False)
class ListedSets:
    """The pricing step over a listing, with its weighted costs.

    Parameters
    ----------
    listing
        The sets.
    costs
        Weighted cost of every set, infinite where a rule does not hold, a page each.
    threads
        How many threads share the pages.
    exact
        Whether the listing holds every region.
    """

    listing: Listing
    costs: list[np.ndarray] = field(repr=False)
    threads: int = 1
    exact: bool = True

    def __post_init__(self) -> None:
        rows = zip(self.listing.units, self.listing.depths, self.costs, strict=True)
        self.pages = [Scanned(*row) for row in rows]
        self.largest = int(self.listing.part.arrays.limits.max_members)

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.listing.part)

    def _share(self, work: Callable[[range], T]) -> list[T]:
        """Return what each thread makes of its pages: always the same ones, so that the answer is."""
        threads = max(1, min(self.threads, len(self.pages)))
        shares = [range(first, len(self.pages), threads) for first in range(threads)]
        if threads == 1:
            return [work(shares[0])]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, shares))

    def price(self, duals: Duals, deadline: Deadline | None = None) -> Priced:
        """Return the sets that improve most, two for every unit at most, and the certificate for the bound."""
        del deadline  # a pass takes no time worth watching

        def one(share: range) -> Best:
            best, taken = new_best(self.size, self.largest), new_taken(0, 0)
            for place in share:
                scan(self.pages[place], duals, NEGATIVE, best, -np.inf, taken, NONE)
            return best

        return Priced.of_best(self._share(one))

    def prove(self, duals: Duals, deadline: Deadline | None, slack: float) -> Priced:
        """Return what :meth:`price` does: a pass over all sets is a proof already."""
        del slack
        return self.price(duals, deadline)

    def below(self, duals: Duals, threshold: float, room: int, deadline: Deadline | None = None) -> Priced | None:
        """Return every set with a reduced cost of at most the threshold; None when there are more than ``room``."""
        del deadline

        def one(share: range) -> Taken:
            best, taken = new_best(self.size, self.largest), new_taken(room, self.largest)
            for place in share:
                scan(self.pages[place], duals, -np.inf, best, threshold, taken, NONE)
                if too_many(taken):
                    break
            return taken

        found = self._share(one)
        if sum(int(taken.number[0]) for taken in found) > room:
            return None
        return Priced.of_taken(found, self.size)

    def within(self, duals: Duals, threshold: float) -> ListedSets:
        """Return only the sets with a reduced cost of at most the threshold, to go through in less time."""
        listing = self.listing

        def one(share: range) -> tuple[np.ndarray, ...]:
            best, taken = new_best(self.size, self.largest), new_taken(0, 0)
            thin: list[tuple[np.ndarray, ...]] = []
            for place in share:
                page = self.pages[place]
                kept = np.zeros(len(page.units), np.bool_)
                scan(page, duals, -np.inf, best, threshold, taken, kept)
                thin.append((page.units[kept], page.depths[kept], listing.feasible[place][kept], page.cost[kept]))
            return tuple(np.concatenate(column) for column in zip(*thin, strict=True))

        # Few sets are left: one page for every thread has less to begin with.
        found = self._share(one)
        units, depths, feasible, costs = (list(column) for column in zip(*found, strict=True))
        values = [np.empty((len(listing.names), 0)) for _ in found]
        thin = replace(listing, units=units, depths=depths, feasible=feasible, values=values, repeated=0)
        return ListedSets(thin, costs, self.threads)
