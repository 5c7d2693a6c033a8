"""A division of a country that changes while it is improved."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from igs_geo.regions.search.farley import Country
from igs_geo.regions.start.local import Costed, left_costs


class Division:
    """A division that changes: the region of every unit, and what each region costs on the search's scale."""

    def __init__(self, country: Country, near: csr_array, regions: Costed) -> None:
        problem, rules = country.problem, country.rules
        self.near, self.heads = near, problem.inhabitants
        self.left_costs = left_costs(problem, rules, country.scale, country.params.local)
        self.bound = {unit: group for group in rules.bound for unit in group}
        self.free = np.ones(len(problem.units), dtype=bool)
        self.free[list(rules.removed)] = False
        self.owner = np.full(len(problem.units), -1, dtype=np.int64)
        self.regions: list[tuple[int, ...]] = []
        self.costs: list[float] = []
        for region, cost in regions:
            self._put(region, cost)

    def _put(self, region: tuple[int, ...], cost: float) -> None:
        self.owner[list(region)] = len(self.regions)
        self.regions.append(region)
        self.costs.append(cost)

    def replace(self, places: list[int], regions: Costed) -> list[int]:
        """Put regions in the place of others; return their places."""
        for place in places:
            self.owner[list(self.regions[place])] = -1
            self.regions[place], self.costs[place] = (), 0.0
        first = len(self.regions)
        for region, cost in regions:
            self._put(region, cost)
        return list(range(first, len(self.regions)))

    @property
    def current(self) -> Costed:
        """The regions and their costs."""
        return [(region, cost) for region, cost in zip(self.regions, self.costs, strict=True) if region]

    @property
    def left(self) -> np.ndarray:
        """Units without a region, those that may have none aside."""
        return np.flatnonzero((self.owner < 0) & self.free)

    @property
    def total(self) -> float:
        """What everything costs on the search's scale, units left over included."""
        return float(sum(self.costs) + self.left_costs[self.left].sum())

    def shares(self) -> np.ndarray:
        """Return prices without any program: what each unit's region costs, shared by inhabitants."""
        heads = self.heads.astype(float)
        prices = np.zeros(len(heads))
        for region, cost in self.current:
            own = heads[list(region)]
            prices[list(region)] = cost * own / own.sum() if own.sum() > 0 else cost / len(region)
        return prices

    def spot(self, seed: int, size: int, busy: np.ndarray) -> tuple[np.ndarray, list[int]]:
        """Return the units around a unit and the places of their regions: whole regions, nearest first."""
        units = list(self.bound.get(seed, (seed,)))
        places = {int(place) for place in self.owner[units] if place >= 0}
        inside = set(units) | {unit for place in places for unit in self.regions[place]}
        waiting = sorted(inside)
        for here in waiting:
            for other in self.near.indices[self.near.indptr[here] : self.near.indptr[here + 1]].tolist():
                if other in inside or busy[other]:
                    continue
                place = int(self.owner[other])
                more = self.regions[place] if place >= 0 else (other,)
                if len(inside) + len(more) > size or busy[list(more)].any():
                    continue
                inside.update(more)
                waiting += more
                if place >= 0:
                    places.add(place)
        return np.array(sorted(inside), dtype=np.int64), sorted(places)
