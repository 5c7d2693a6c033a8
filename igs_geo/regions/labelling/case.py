"""A labelling problem in numbers: units to be divided over few regions, and what separating two of them costs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

import numpy as np

from igs_geo.regions.labelling.params import DEFAULT, LabellingParams
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules

LINEAR = frozenset({"ties", "balance"})
"""The cost functions that are linear in who is together."""
EXACT = 100_000
"""Whole numbers up to this sum are told apart by the tolerances of the solver."""
SPREAD = 1_000.0
"""What separating everyone costs, where costs are no whole numbers."""
Regions = list[tuple[int, ...]]


class Measure(NamedTuple):
    """Something that adds up over the members of a region, and its bounds; no upper bound is infinite."""

    values: np.ndarray
    least: float
    most: float


@dataclass(frozen=True, eq=False)
class Case:
    """Units to be divided over few regions, numbered from 0.

    The value of a division is the sum of ``worth`` over the pairs it separates plus ``deviation`` times the distance of
    each region's inhabitants to ``target``; its cost is ``constant + scale · value``.

    Parameters
    ----------
    units
        Places in the problem.
    measures
        Members, inhabitants and young people; inhabitants second.
    edges
        Pairs of neighbours, int64 (m, 2).
    pairs, worth
        Pairs of units, int64 (q, 2), and what separating each costs, float (q,).
    low, high
        Bounds on the number of regions.
    together
        Pairs of units that must share a region.
    apart
        Pairs of units that may not.
    contiguous
        Whether a region must hang together.
    deviation, target
        What an inhabitant too many or too few costs, and the inhabitants aimed at.
    whole
        Whether values are whole numbers.
    scale, constant
        From values to costs.
    """

    units: np.ndarray
    measures: tuple[Measure, ...] = field(repr=False)
    edges: np.ndarray = field(repr=False)
    pairs: np.ndarray = field(repr=False)
    worth: np.ndarray = field(repr=False)
    low: int
    high: int
    together: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    contiguous: bool = True
    deviation: float = 0.0
    target: float = 0.0
    whole: bool = False
    scale: float = 1.0
    constant: float = 0.0

    def __len__(self) -> int:
        return len(self.units)

    def round_up(self, value: float, step: float = 1.0) -> float:
        """Return the least possible value of a division, or of ``step`` times one, that is not below a bound."""
        if not self.whole or not math.isfinite(value):
            return value
        return step * math.ceil(value / step - 1e-6 * max(1.0, abs(value / step)))

    def value(self, regions: Regions) -> float:
        """Return the value of a division of the units."""
        label = np.empty(len(self), dtype=np.int64)
        for place, members in enumerate(regions):
            label[list(members)] = place
        cut = label[self.pairs[:, 0]] != label[self.pairs[:, 1]]
        heads = self.measures[1].values
        away = sum(abs(float(heads[list(members)].sum()) - self.target) for members in regions)
        return float(self.worth[cut].sum()) + self.deviation * away

    def excess(self, regions: Regions) -> float:
        """Return how far a division is outside the bounds on a region, in shares of them; 0 where it keeps them."""
        return sum(_outside(measure, members) for members in regions for measure in self.measures)

    def keeps(self, regions: Regions) -> bool:
        """Whether a division of the units keeps every rule."""
        place = {unit: number for number, members in enumerate(regions) for unit in members}
        return (
            sorted(unit for members in regions for unit in members) == list(range(len(self)))
            and self.low <= len(regions) <= self.high
            and self.excess(regions) <= 0
            and all(place[a] == place[b] for a, b in self.together)
            and all(place[a] != place[b] for a, b in self.apart)
            and (not self.contiguous or all(len(self.pieces(members)) == 1 for members in regions))
        )

    def neighbours(self) -> list[list[int]]:
        """Return the neighbours of every unit."""
        near: list[list[int]] = [[] for _ in range(len(self))]
        for a, b in self.edges.tolist():
            near[a].append(b)
            near[b].append(a)
        return near

    def pieces(self, members: tuple[int, ...]) -> list[set[int]]:
        """Return the connected pieces of some units, the one with most inhabitants first."""
        near, waiting = self.neighbours(), set(members)
        pieces = []
        while waiting:
            start = min(waiting)
            waiting.remove(start)
            piece, stack = {start}, [start]
            while stack:
                fresh = waiting.intersection(near[stack.pop()])
                waiting -= fresh
                piece |= fresh
                stack += fresh
            pieces.append(piece)
        heads = self.measures[1].values
        return sorted(pieces, key=lambda piece: (-float(heads[list(piece)].sum()), min(piece)))

    def only(self, units: tuple[int, ...], number: int) -> Self:
        """Return some of the units as a case of their own, to be divided over a number of regions."""
        row = {unit: place for place, unit in enumerate(units)}

        def within(rows: np.ndarray) -> np.ndarray:
            return np.array([a in row and b in row for a, b in rows.tolist()], dtype=bool)

        def renumbered(rows: np.ndarray) -> np.ndarray:
            return np.array([(row[a], row[b]) for a, b in rows.tolist()], dtype=np.int64).reshape(-1, 2)

        kept = within(self.pairs)
        return replace(
            self,
            units=self.units[list(units)],
            measures=tuple(measure._replace(values=measure.values[list(units)]) for measure in self.measures),
            edges=renumbered(self.edges[within(self.edges)]),
            pairs=renumbered(self.pairs[kept]),
            worth=self.worth[kept],
            low=number,
            high=number,
            together=tuple((row[a], row[b]) for a, b in self.together if a in row and b in row),
            apart=tuple((row[a], row[b]) for a, b in self.apart if a in row and b in row),
        )


def takes(problem: Problem, rules: Rules, units: np.ndarray, params: LabellingParams = DEFAULT) -> bool:
    """Return whether the labelling model can divide some units of a problem.

    It can where costs are linear in who is together (ties, balance), every unit gets a region, all lie in one frame,
    nobody lifts the maximum of inhabitants, and labels times units (and times pairs with flow) are few.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    units
        Places of the units to be divided: one part of the problem, or all parts that are bound by their number.
    params
        Up to what size.
    """
    criteria = problem.criteria
    lifted = criteria.exempt_above is not None and criteria.max_inhabitants is not None
    exempt = lifted and bool((problem.inhabitants[units] > (criteria.exempt_above or 0)).any())
    if (
        len(units) == 0
        or not set(criteria.named_weights()) <= LINEAR
        or criteria.left_over == "price"
        or len(np.unique(problem.frames[units])) > 1
        or rules.blocked
        or exempt
    ):
        return False
    high = _numbers(problem, rules, _measures(problem, units))[1]
    flow = problem.flows[units][:, units]
    return high * len(units) <= params.max_cells and high * flow.nnz <= 2 * params.max_pairs


def case_of(problem: Problem, rules: Rules, units: np.ndarray) -> Case:
    """Return some units of a problem as a labelling problem.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    units
        Places of the units, for which :func:`takes` holds.
    """
    row = {int(unit): place for place, unit in enumerate(units)}
    measures = _measures(problem, units)
    low, high = _numbers(problem, rules, measures)
    inside = [(row[a], row[b]) for a, b in problem.edges.tolist() if a in row and b in row]
    groups = [[row[place] for place in group if place in row] for group in rules.bound]
    apart = [[row[place] for place in problem.places_here(group) if place in row] for group in problem.criteria.apart]
    bare = Case(
        units=np.asarray(units, dtype=np.int64),
        measures=tuple(_narrowed(measure, low, high) for measure in measures),
        edges=np.array(inside, dtype=np.int64).reshape(-1, 2),
        pairs=np.empty((0, 2), dtype=np.int64),
        worth=np.empty(0),
        low=low,
        high=high,
        together=tuple((group[0], other) for group in groups for other in group[1:]),
        apart=tuple((a, b) for group in apart for place, a in enumerate(group) for b in group[place + 1 :]),
        contiguous=problem.criteria.contiguous,
    )
    return _priced(bare, problem)


def _priced(case: Case, problem: Problem) -> Case:
    """Add what separating costs, in whole numbers where these are small enough."""
    weights = problem.criteria.named_weights()
    ties, balance = weights.get("ties", 0.0), weights.get("balance", 0.0)
    flow = problem.flows[case.units][:, case.units]
    both = (flow + flow.T).tocoo()
    upper = (both.row < both.col) & (both.data > 0) & (ties > 0)
    pairs = np.column_stack([both.row[upper], both.col[upper]]).astype(np.int64)
    amounts = both.data[upper].astype(float)
    total_flow = problem.total_flow or 1.0
    outward = float(problem.half_flow[case.units].sum()) - float(flow.sum())
    one_flow, one_head = ties / total_flow, balance / problem.total_inhabitants
    target = float(problem.criteria.target)
    case = replace(case, pairs=pairs, worth=amounts, constant=one_flow * outward)
    if balance == 0 and bool((amounts == np.round(amounts)).all()):
        step = math.gcd(*amounts.astype(np.int64).tolist()) or 1
        if amounts.sum() / step <= EXACT:
            return replace(case, worth=amounts / step, whole=True, scale=one_flow * step)
    if ties == 0 and float(case.measures[1].values.sum()) <= EXACT:
        return replace(case, deviation=1.0, target=target, whole=True, scale=one_head)
    heads = float(case.measures[1].values.sum()) + case.high * target
    scale = (one_flow * float(amounts.sum()) + one_head * heads) / SPREAD or 1.0
    worth, deviation = amounts * one_flow / scale, one_head / scale
    return replace(case, worth=worth, deviation=deviation, target=target, scale=scale)


def _outside(measure: Measure, members: tuple[int, ...]) -> float:
    amount = float(measure.values[list(members)].sum())
    short = max(measure.least - amount, 0.0) / max(measure.least, 1.0)
    return short + (max(amount - measure.most, 0.0) / max(measure.most, 1.0) if math.isfinite(measure.most) else 0.0)


def _measures(problem: Problem, units: np.ndarray) -> tuple[Measure, ...]:
    criteria = problem.criteria

    def most(value: int | None) -> float:
        return math.inf if value is None else float(value)

    return (
        Measure(np.ones(len(units)), criteria.min_municipalities, most(criteria.max_municipalities)),
        Measure(
            problem.inhabitants[units].astype(float), criteria.min_inhabitants or 0, most(criteria.max_inhabitants)
        ),
        Measure(problem.young[units].astype(float), criteria.min_young or 0, most(criteria.max_young)),
    )


def _numbers(problem: Problem, rules: Rules, measures: tuple[Measure, ...]) -> tuple[int, int]:
    """Return the bounds on the number of regions, those that follow from the bounds on a region included."""
    criteria, fixed = problem.criteria, len(rules.fixed)
    low, high = max(1, (criteria.min_regions or 0) - fixed), len(measures[0].values)
    if criteria.max_regions is not None:
        high = min(high, criteria.max_regions - fixed)
    for measure in measures:
        total = float(measure.values.sum())
        if math.isfinite(measure.most) and measure.most > 0:
            low = max(low, math.ceil(total / measure.most))
        if measure.least > 0:
            high = min(high, math.floor(total / measure.least))
    return low, max(high, 0)


def _narrowed(measure: Measure, low: int, high: int) -> Measure:
    """Return a measure with the bounds that the other regions leave."""
    total = float(measure.values.sum())
    most = min(measure.most, total - (low - 1) * measure.least)
    least = max(measure.least, total - (high - 1) * measure.most) if high > 1 else max(measure.least, total)
    return measure._replace(least=least if math.isfinite(least) else measure.least, most=most)
