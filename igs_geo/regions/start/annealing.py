"""A good division in a second or two: simulated annealing over moves that keep regions in one piece.

It gives the search a start, never the answer: the proof and the last improvement come from the linear program. Regions
outside their bounds are allowed on the way, at a price (Kirkpatrick et al. 1983).
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.sets.parts import Part
from igs_geo.regions.start.ground import (
    Regions,
    costing_of,
    graph_of,
    joined_groups,
    keeps_rules,
    pieces,
    regions_of,
    state_of,
)
from igs_geo.regions.start.moves import Best, Regime, anneal_at, distance
from igs_geo.regions.start.params import START, StartParams
from igs_geo.regions.start.state import COST, NEW, VALUE, Costing, Graph, measure, refresh

STARS = 500
"""Units, at most, that tell what a region costs where none is given."""


@dataclass(frozen=True, eq=False)
class Run:
    """One run of annealing.

    Parameters
    ----------
    costing, graph
        The part.
    regions
        The division to start from: every unit is in one region.
    typical
        What a region costs on average: the unit of temperatures and prices.
    hot, outside
        First temperature, and price of a region outside its bounds, in ``typical``.
    moves_per_unit
        Moves for each unit, at most.
    numbers
        Fewest and most regions; the start keeps to them.
    seed
        Another one gives another run.
    """

    costing: Costing
    graph: Graph
    regions: Regions
    typical: float
    hot: float
    outside: float
    moves_per_unit: int
    numbers: tuple[int, int]
    seed: tuple[int, ...]


def run_once(run: Run, deadline: Deadline, params: StartParams) -> tuple[float, float, np.ndarray]:
    """Return how far the best division of a run is outside its bounds, what it costs, and the place of every unit."""
    number = len(run.graph.units)
    state = state_of(run.graph, run.regions)
    refresh(run.costing, run.graph, state)
    best = Best(state.owner.copy(), np.array([distance(state.totals), state.totals[VALUE]]))
    price = run.outside * run.typical
    rng = np.random.default_rng(run.seed)
    a_second = 0.0
    for step in range(params.steps):
        left = deadline.left()
        if left <= 0:
            break
        begin = time.perf_counter()
        # The first few moves tell how many there is time for.
        affordable = max(a_second * left / (params.steps - step), params.least_moves)
        moves = int(min(run.moves_per_unit * number / params.steps, affordable))
        warmth = run.typical * run.hot * (params.cold / run.hot) ** (step / (params.steps - 1))
        regime = Regime(params.shift, params.swap, params.recut, params.split, *run.numbers, warmth, price / 2, price)
        refresh(run.costing, run.graph, state)
        anneal_at(run.costing, run.graph, state, regime, best, moves, rng)
        a_second = moves / max(time.perf_counter() - begin, 1e-9)
    return float(best.value[0]), float(best.value[1]), best.owner


def anneal(
    part: Part,
    weights: dict[str, float],
    start: Regions,
    deadline: Deadline,
    *,
    threads: int = 1,
    moves_per_unit: int | None = None,
    seed: int = 0,
    params: StartParams = START,
) -> Regions:
    """Return the feasible regions of a good division of a part, in numbers of the part; other units are left over.

    The number of regions is free; :func:`igs_geo.regions.start.trees.divide` keeps to one.

    Parameters
    ----------
    part
        The part.
    weights
        Weight of each criterion.
    start
        Regions to start from, in numbers of the part; all others start alone.
    deadline
        When to stop; it cools faster when time is short.
    threads
        How many runs are made at once; the best one counts.
    moves_per_unit
        Moves of a run for each unit, at most; that of ``params`` when None.
    seed
        Another one gives other runs.
    params
        The numbers that steer it.
    """
    costing, graph = costing_of(part, weights), graph_of(part, part.bound)
    regions = _first(part, start)
    # Where no region is given, units with those around them tell what a region costs.
    typical = average_cost(costing, graph, start or _stars(graph))
    moves = params.moves_per_unit if moves_per_unit is None else moves_per_unit
    numbers = 0, len(part) + 1
    runs = [
        Run(costing, graph, regions, typical, *params.kind_of_run(seed + which), moves, numbers, (seed, which))
        for which in range(threads)
    ]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda run: run_once(run, deadline, params), runs))
    _, _, owner = min(found, key=lambda one: one[:2])
    return [region for region in regions_of(owner) if keeps_rules(part, region)]


def average_cost(costing: Costing, graph: Graph, regions: Regions) -> float:
    """Return what regions, which may overlap, cost on average; above 0."""
    state = state_of(graph, [max(regions, key=len)])
    total = 0.0
    for region in regions:
        state.members[-1, : len(region)] = region
        state.counts[-1] = len(region), 0, -1, NEW
        measure(costing, graph, state, len(state.counts) - 1)
        total += float(state.sums[-1, COST])
    return max(total / len(regions), 1e-12)


def _stars(graph: Graph) -> Regions:
    """Return some units, each with some of those around it."""
    most = max(2, int(graph.limits.min_members))
    links, number = graph.links, len(graph.units)
    some = range(0, number, -(-number // STARS))
    return [(unit, *links[links[unit] : links[unit + 1]][: most - 1].tolist()) for unit in some]


def _first(part: Part, start: Regions) -> Regions:
    """Return regions that hold every unit, bound ones together; a region that loses units may fall into pieces."""
    regions = [set(region) for region in start]
    joined = [set(units) for units in joined_groups(part) if not any(set(units) <= region for region in regions)]
    torn: set[int] = set().union(*joined)
    regions = [piece for region in regions for piece in (_pieces(part, region - torn) if region & torn else [region])]
    taken = torn.union(*regions)
    alone = [{unit} for unit in range(len(part)) if unit not in taken]
    return [tuple(sorted(region)) for region in [*regions, *joined, *alone]]


def _pieces(part: Part, region: set[int]) -> list[set[int]]:
    """Return the pieces of what is left of a region."""
    return [set(piece.tolist()) for piece in pieces(part, np.array(sorted(region), dtype=np.int64))]
