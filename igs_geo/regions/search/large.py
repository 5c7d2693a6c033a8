"""A country too large for one program: divided block by block, then improved spot by spot, with a bound for all of it.

Blocks are solved exactly, each as if it were alone. Linear programs over districts give every unit a price; what no
region undercuts is the bound (:mod:`igs_geo.regions.search.farley`), and where a division costs more than its prices
it is cut anew (:mod:`igs_geo.regions.search.windows`). All of this splits, and goes through one executor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules, is_allowed, rules_of
from igs_geo.regions.result.assembling import Outcome, assemble, nothing
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import gather, with_executor, workers
from igs_geo.regions.search.farley import (
    Country,
    District,
    Lowered,
    Prices,
    chunks,
    generate,
    price_district,
)
from igs_geo.regions.search.large_blocks import first_division
from igs_geo.regions.search.large_params import DEFAULTS, LargeParams
from igs_geo.regions.search.large_rules import held_youth, settle_number
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.plain_bounds import given_cost, unit_bound
from igs_geo.regions.search.securing import look_everywhere, secure
from igs_geo.regions.search.windows import Improvement
from igs_geo.regions.start.blocks import inner_graph, pieces
from igs_geo.regions.start.growing import grow_regions
from igs_geo.regions.start.local import Costed

News = Callable[[Costed, float | None], None]
"""Gets the regions so far, with their costs on the search's scale, and the bound on that scale."""


def search_large(
    problem: Problem,
    deadline: Deadline,
    threads: int,
    *,
    executor: Executor | None = None,
    params: LargeParams = DEFAULTS,
    report: News | None = None,
) -> Proposal:
    """Return a division of a country that is too large for one program. Every hard rule holds in it.

    Parameters
    ----------
    problem
        The problem; its regions must hang together on the map.
    deadline
        When to stop.
    threads
        How many processes do the work, when no executor is given.
    executor
        Who does the work.
    params
        How it is done.
    report
        Called in this thread whenever there is more to tell.

    Raises
    ------
    CriteriaError
        When the number of regions that was asked for is not reached.
    """
    start, time_limit = time.perf_counter(), deadline.left()
    problem = replace(problem, held=problem.held | held_youth(problem, params))
    with with_executor(executor, threads) as pool:
        work = Work(problem, pool, deadline, params, report)
        division, prices = work.run()
    proposal = work.proposal(division, prices, time_limit, threads)
    return replace(proposal, seconds=time.perf_counter() - start)


@dataclass(eq=False)
class Work:
    """A running division of a large country.

    Parameters
    ----------
    problem, executor, deadline, params, report
        As in :func:`search_large`.
    """

    problem: Problem
    executor: Executor
    deadline: Deadline
    params: LargeParams
    report: News | None = None
    rules: Rules = field(init=False)
    parcel: Parcel[Country] = field(init=False)

    def __post_init__(self) -> None:
        self.rules = rules_of(self.problem)
        # Costs are shares of the whole; the solver's tolerances want numbers around 1.
        share = self.problem.criteria.objective not in ("pairwise-distance", "unweighted-ssd")
        self.scale = float(len(self.problem.units)) if share else 1.0
        self.parcel = Parcel(Country(self.problem, self.rules, self.scale, self.params))
        self.near = inner_graph(self.problem, self.rules)
        self.units = np.setdiff1d(np.arange(len(self.problem.units)), self.rules.removed)
        criteria = self.problem.criteria
        self.counted = criteria.min_regions is not None or criteria.max_regions is not None

    def run(self) -> tuple[Division, Prices]:
        """Divide, price and improve; return the division, and the prices of its units."""
        grown = [(region, self._cost(region)) for region in self._grown()]
        self._tell(grown, None)
        reserve = self.params.describe_seconds * len(grown)
        until = Deadline(max(0.5 * self.deadline.left(), self.deadline.left() - reserve), self.deadline.sign)
        regions, considered = first_division(
            self.executor, self.parcel, self.units, grown, until.share(self.params.block_share)
        )
        division = Division(self.parcel.content, self.near, regions)
        self._tell(division.current, None)
        if self.counted:
            settle_number(self.executor, self.parcel, division, until)
        found = self._prices(division, considered, until)

        def news() -> None:
            self._tell(division.current, self.bound(division, found))

        news()
        Improvement(self.parcel, division, found.wanted, counted=self.counted).run(self.executor, until, news)
        # Blocks that were cut off by the clock can leave over more than there was to begin with.
        first = Division(self.parcel.content, self.near, grown)
        return (first if not self.counted and first.total < division.total else division), found

    def _cost(self, region: tuple[int, ...]) -> float:
        return self.scale * cost(self.problem, np.array(region)) / unit(self.problem)

    def _tell(self, regions: Costed, bound: float | None) -> None:
        if self.report is not None:
            self.report(regions, bound)

    def _grown(self) -> list[tuple[int, ...]]:
        return [
            region for region in grow_regions(self.problem, self.rules) if is_allowed(self.problem, self.rules, region)
        ]

    def _prices(self, division: Division, considered: Costed, until: Deadline) -> Prices:
        """Return prices of all units; what no region undercuts is minus infinity where there was no time for it.

        Making them safe may take all the time that is left: without that there is no bound at all.
        """
        deadline = until.share(self.params.price_share)
        none = np.full(len(self.problem.units), -np.inf)
        everything = chunks(self.parcel.content, self.near, self.units)
        if not everything or max(len(chunk.units) for chunk in everything) > self.params.most_around:
            return Prices(division.shares(), none)
        highest = self._highest(division)
        found = pieces(self.problem, self.rules, self.units, self.params.district)
        if len(found) == 1:
            return self._priced_at_once(
                District(self.units, everything, highest[self.units]), considered + division.current, deadline
            )
        pricing = deadline.share(self.params.district_share)
        each = pricing.left() / -(-len(found) // workers(self.executor))
        own = _by_district(found, considered + division.current, len(none))
        prices = division.shares()

        def calls() -> Iterator[tuple[Parcel[Country], District, Costed, float]]:
            for place, units in enumerate(found):
                parts = chunks(self.parcel.content, self.near, units)
                yield self.parcel, District(units, parts, highest[units]), own[place], each

        def take(place: int, answer: Prices) -> None:
            prices[found[place]] = answer.wanted

        gather(self.executor, price_district, calls(), pricing, take)
        safe = secure(self.executor, self.parcel, everything, prices, until, repair_until=deadline)
        return Prices(prices, none if safe is None else safe)

    def _priced_at_once(self, district: District, considered: Costed, deadline: Deadline) -> Prices:
        """Return prices from one program over all units, whose search the workers share."""
        units, size = district.units, len(self.problem.units)

        def look(prices: np.ndarray, deadline: Deadline) -> Lowered | None:
            spread = np.zeros(size)
            spread[units] = prices
            found = look_everywhere(self.executor, self.parcel, district.chunks, spread, deadline)
            return None if found is None else Lowered(units, found.low[units], found.regions)

        own = generate(self.params, district, considered, look, deadline)
        wanted, safe = np.zeros(size), np.full(size, -np.inf)
        wanted[units], safe[units] = own.wanted, own.safe
        return Prices(wanted, safe)

    def _highest(self, division: Division) -> np.ndarray:
        """Return the highest price of each unit: a multiple of what units cost now, at most that of leaving it over."""
        heads = self.problem.inhabitants.astype(float)
        rate = sum(division.costs) / max(1.0, heads[division.owner >= 0].sum())
        highest = np.maximum(self.params.ceiling * rate * (heads + heads.mean()) / 2, 1e-9)
        ceiling: np.ndarray = np.minimum(highest, division.left_costs)
        return ceiling

    def bound(self, division: Division, prices: Prices) -> float | None:
        """Return the lower bound on the search's scale; None where it does not hold while units are left over."""
        rule = self.problem.criteria.left_over
        safe = prices.safe[self.units]
        if not np.isfinite(safe).all() or (rule != "price" and len(division.left)):
            return None
        if rule == "price":
            safe = np.minimum(safe, division.left_costs[self.units])
        return float(safe.sum())

    def proposal(self, division: Division, prices: Prices, time_limit: float, threads: int) -> Proposal:
        """Return the division as a proposal, with its bound; without regions where it breaks a rule on who is left."""
        whole = len(division.left) == 0
        unmet = not whole and self.problem.criteria.left_over == "forbid"
        if unmet or self.rules.blocked or (division.owner[list(self.rules.must)] < 0).any():
            return nothing(
                self.problem,
                "unknown",
                Outcome(None, fewest_proven=False, seconds=0.0, time_limit=time_limit, threads=threads),
            )
        bound = self.bound(division, prices)
        priced = self.problem.criteria.left_over == "price"
        lowest = None if bound is None else bound / self.scale + given_cost(self.problem, self.rules)
        if whole and not priced and not self.rules.removed:
            lowest = max(unit_bound(self.problem), -np.inf if lowest is None else lowest)
        regions = [(region, False) for region, _ in division.current]
        regions += [(members, True) for members in self.rules.fixed.values()]
        return assemble(self.problem, regions, Outcome(lowest, whole or priced, 0.0, time_limit, threads))


def _by_district(districts: list[np.ndarray], regions: Costed, size: int) -> list[Costed]:
    """Return the regions that lie whole in each district."""
    district_of = np.full(size, -1, dtype=np.int64)
    for place, units in enumerate(districts):
        district_of[units] = place
    own: list[Costed] = [[] for _ in districts]
    for region, value in regions:
        where = district_of[list(region)]
        if (where == where[0]).all():
            own[where[0]].append((region, value))
    return own
