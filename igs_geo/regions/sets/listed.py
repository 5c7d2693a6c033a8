"""Pricing: which of the listed sets would improve the linear program, in one pass over all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.sets.listing import Listing
from igs_geo.regions.sets.protocol import NEGATIVE, Duals, Priced


@compiled
def scan(  # noqa: PLR0917 compiled code takes arrays
    units: np.ndarray,
    depths: np.ndarray,
    cost: np.ndarray,
    duals: Duals,
    threshold: float,
    best: np.ndarray,
    best_cost: np.ndarray,
    best_size: np.ndarray,
    best_members: np.ndarray,
    low: np.ndarray,
    taken_size: np.ndarray,
    taken_members: np.ndarray,
    taken_cost: np.ndarray,
    kept: np.ndarray,
) -> int:
    """Walk through a chunk. Fill in the best set of every unit, and every set below the threshold while room lasts.

    Returns the number of sets below the threshold, which may exceed the room. ``kept``, where it has any length, marks
    those sets and the shorter ones that the walk reaches them by.
    """
    width = best_members.shape[1]
    stack = np.zeros(width, np.int64)
    worth = np.zeros(width + 1)
    hits = np.zeros(max(1, duals.cuts.shape[0]), np.int64)
    cutting = duals.cuts.shape[0] > 0
    pairing = duals.pairs.shape[0]
    room = taken_size.shape[0]
    found = 0
    top = -1
    marking = kept.shape[0] > 0
    path = np.zeros(width, np.int64)
    for t in range(units.shape[0]):
        depth = depths[t]
        unit = units[t]
        path[depth] = t
        value = duals.units[unit] + (worth[depth] if depth > 0 else duals.region)
        if cutting:
            while top >= depth:
                for c in range(duals.cut_start[stack[top]], duals.cut_start[stack[top] + 1]):
                    hits[duals.cut_list[c]] -= 1
                top -= 1
            for c in range(duals.cut_start[unit], duals.cut_start[unit + 1]):
                cut = duals.cut_list[c]
                hits[cut] += 1
                if hits[cut] % 2 == 0:
                    value += duals.cuts[cut]
        for row in range(pairing):
            for i in range(depth):
                if duals.labels[row, unit] >= 0 and duals.labels[row, stack[i]] == duals.labels[row, unit]:
                    value += duals.pairs[row]
        stack[depth] = unit
        top = depth
        worth[depth + 1] = value
        reduced = cost[t] - value
        if reduced < NEGATIVE:
            share = reduced / (depth + 1)
            for i in range(depth + 1):
                member = stack[i]
                low[member] = min(low[member], share)
                for kind in range(2):
                    mark = reduced if kind == 0 else share
                    if mark < best[kind, member]:
                        place = kind * low.shape[0] + member
                        best[kind, member] = mark
                        best_cost[place] = cost[t]
                        best_size[place] = depth + 1
                        for j in range(depth + 1):
                            best_members[place, j] = stack[j]
        if reduced <= threshold and cost[t] < np.inf:
            if found < room:
                taken_size[found] = depth + 1
                taken_cost[found] = cost[t]
                for j in range(depth + 1):
                    taken_members[found, j] = stack[j]
            if marking:
                for j in range(depth + 1):
                    kept[path[j]] = True
            found += 1
    return found


@dataclass(eq=False)
class ListedSets:
    """The pricing step over a listing, with its weighted costs."""

    listing: Listing
    costs: list[np.ndarray] = field(repr=False)
    threads: int = 1
    exact: bool = True

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.listing.part)

    def _map(self, duals: Duals, threshold: float, room: int, *, marking: bool = False) -> list[tuple[np.ndarray, ...]]:
        width = int(self.listing.part.arrays.limits.max_members) + 1
        size = self.size

        def one(chunk: int) -> tuple[np.ndarray, ...]:
            best = np.zeros((2, size))
            best_cost, best_size = np.zeros(2 * size), np.zeros(2 * size, np.int64)
            best_members = np.zeros((2 * size, width), np.int64)
            low = np.zeros(size)
            taken = np.zeros(room, np.int64), np.zeros((room, width), np.int16), np.zeros(room)
            kept = np.zeros(len(self.costs[chunk]) if marking else 0, np.bool_)
            found = scan(
                self.listing.units[chunk],
                self.listing.depths[chunk],
                self.costs[chunk],
                duals,
                threshold,
                best,
                best_cost,
                best_size,
                best_members,
                low,
                *taken,
                kept,
            )
            return best, best_cost, best_size, best_members, low, np.array(found), *taken, kept

        chunks = range(len(self.listing.units))
        if self.threads == 1 or len(chunks) == 1:
            return [one(chunk) for chunk in chunks]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(one, chunks))

    def price(self, duals: Duals, deadline: Deadline) -> Priced:  # noqa: ARG002 a pass takes no time worth watching
        """Return the sets that improve most, two for every unit at most, and the certificate for the bound."""
        results = self._map(duals, -np.inf, 1)
        members: dict[bytes, np.ndarray] = {}
        costs: list[float] = []
        for best, best_cost, best_size, best_members, *_ in results:
            for place in np.flatnonzero(best.ravel() < 0):
                own = np.sort(best_members[place, : best_size[place]])
                if own.tobytes() not in members:
                    members[own.tobytes()] = own
                    costs.append(float(best_cost[place]))
        low = np.minimum.reduce([result[4] for result in results])
        least = min(float(result[0][0].min()) for result in results)
        return Priced(list(members.values()), costs, low, least)

    def prove(self, duals: Duals, deadline: Deadline, slack: float) -> Priced:
        """Return what :meth:`price` does: a pass over all sets is a proof already."""
        del slack
        return self.price(duals, deadline)

    def below(self, duals: Duals, threshold: float, room: int, deadline: Deadline) -> Priced | None:  # noqa: ARG002
        """Return every set with a reduced cost of at most the threshold; None when there are more than ``room``."""
        results = self._map(duals, threshold, room)
        members, costs = [], []
        total = sum(int(result[5]) for result in results)
        if total > room:
            return None
        for *_, found, sizes, rows, own, _ in results:
            members += [np.sort(rows[i, : sizes[i]].astype(np.int64)) for i in range(int(found))]
            costs += own[: int(found)].tolist()
        return Priced(members, costs, np.zeros(self.size), 0.0)

    def within(self, duals: Duals, threshold: float) -> ListedSets:
        """Return only the sets with a reduced cost of at most the threshold, to go through in less time."""
        listing = self.listing
        marks = [result[-1] for result in self._map(duals, threshold, 1, marking=True)]
        thin = Listing(
            listing.part,
            listing.names,
            [units[kept] for units, kept in zip(listing.units, marks, strict=True)],
            [depths[kept] for depths, kept in zip(listing.depths, marks, strict=True)],
            [feasible[kept] for feasible, kept in zip(listing.feasible, marks, strict=True)],
            [values[:, :0] for values in listing.values],
        )
        costs = [own[kept] for own, kept in zip(self.costs, marks, strict=True)]
        return ListedSets(thin, costs, self.threads)
