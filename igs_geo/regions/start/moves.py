"""The moves of annealing, each a function: it drafts what two regions would be after it.

Each keeps atoms whole; whether the drafts hang together is looked at by :func:`anneal_at`, once their cost is accepted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.compiled import bare
from igs_geo.regions.start.spanning import cut_pool
from igs_geo.regions.start.state import (
    ATOM,
    COST,
    DISTANCE,
    IN,
    NEW,
    NUMBER,
    OUT,
    OUTSIDE,
    POOL,
    SIDE,
    SIZE,
    VALUE,
    WRONG,
    Costing,
    Graph,
    State,
    measure,
    settle,
    start_draft,
    whole,
)


class Regime(NamedTuple):
    """Which moves are made, how many regions there may be, and how willingly a worse division is accepted."""

    shift: float
    """Where the share of the moves between two regions ends that move one unit."""
    swap: float
    """The same with two units that change places, and with two regions cut anew; the rest joins them."""
    recut: float
    split: float
    """Share of the moves within a region that cut it."""
    min_regions: int
    max_regions: int
    temperature: float
    step: float
    """Price of a region outside its bounds."""
    slope: float
    """Price of its distance from the bounds, as a share of the bound."""


class Best(NamedTuple):
    """The best division so far."""

    owner: np.ndarray
    """int64 (units)."""
    value: np.ndarray
    """float (2): how far it is outside its bounds, and its cost."""


@bare
def put_in(graph: Graph, state: State, draft: int, atom: int) -> bool:
    """Let an atom come into a draft; return whether there is room."""
    state.counts[draft, IN] = atom
    size = graph.atoms[atom + 1] - graph.atoms[atom]
    return bool(state.counts[draft, SIZE] + size <= graph.limits.max_members)


@bare
def shift(graph: Graph, state: State, unit: int, b: int) -> bool:
    """Move the atom of a unit to another region; return whether there is room."""
    first = len(state.counts) - 2
    start_draft(graph, state, first, state.owner[unit], graph.units[unit, ATOM])
    start_draft(graph, state, first + 1, b, -1)
    return bool(put_in(graph, state, first + 1, graph.units[unit, ATOM]))


@bare
def swap(graph: Graph, state: State, unit: int, back: int) -> bool:
    """Let the atoms of two units in different regions change places; return whether there is room."""
    first = len(state.counts) - 2
    own, other = graph.units[unit, ATOM], graph.units[back, ATOM]
    start_draft(graph, state, first, state.owner[unit], own)
    start_draft(graph, state, first + 1, state.owner[back], other)
    return bool(put_in(graph, state, first, other) and put_in(graph, state, first + 1, own))


@bare
def merge(graph: Graph, state: State, a: int, b: int) -> bool:
    """Join two regions; return whether there is room."""
    first, size = len(state.counts) - 2, state.counts[a, SIZE]
    if size + state.counts[b, SIZE] > graph.limits.max_members:
        return False
    for i in range(size):
        state.members[first, i] = state.members[a, i]
    for i in range(state.counts[b, SIZE]):
        state.members[first, size + i] = state.members[b, i]
    start_fresh(state, size + state.counts[b, SIZE], 0)
    return True


@bare
def recut(graph: Graph, state: State, a: int, b: int, rng: np.random.Generator) -> bool:
    """Cut two regions anew, or one in two (``a`` is ``b``), along a random spanning tree; return whether it worked."""
    pool, first, size = state.work[POOL], len(state.counts) - 2, state.counts[a, SIZE]
    for i in range(size):
        pool[i] = state.members[a, i]
    if b != a:
        for i in range(state.counts[b, SIZE]):
            pool[size + i] = state.members[b, i]
        size += state.counts[b, SIZE]
    share, _ = cut_pool(graph, state, size, 2, rng)
    if share == 0:
        return False
    second = 0
    for i in range(size):
        second += state.work[SIDE, graph.units[pool[i], ATOM]]
    if max(second, size - second) > graph.limits.max_members:
        return False
    start_fresh(state, 0, 0)
    for i in range(size):
        draft = first + state.work[SIDE, graph.units[pool[i], ATOM]]
        state.members[draft, state.counts[draft, SIZE]] = pool[i]
        state.counts[draft, SIZE] += 1
    return True


@bare
def start_fresh(state: State, first: int, second: int) -> None:
    """Say that both drafts are new altogether, with some members each."""
    for draft in range(len(state.counts) - 2, len(state.counts)):
        state.counts[draft, OUT] = -1
        state.counts[draft, IN] = NEW
    state.counts[-2, SIZE] = first
    state.counts[-1, SIZE] = second


@bare
def beside(graph: Graph, state: State, unit: int, place: int, but: int) -> bool:
    """Whether a unit touches a region, other than in one atom."""
    links = graph.links
    for e in range(links[unit], links[unit + 1]):
        if state.owner[links[e]] == place and graph.units[links[e], ATOM] != but:
            return True
    return False


@bare
def free_place(state: State) -> int:
    """Return the first place without a region, −1 when there is none."""
    for place in range(len(state.counts) - 2):
        if state.counts[place, SIZE] == 0:
            return place
    return -1


@bare
def propose(  # noqa: PLR0917 compiled code takes arrays
    graph: Graph, state: State, regime: Regime, unit: int, other: int, rng: np.random.Generator
) -> int:
    """Draft a move of two units that touch; return the place of the second region, −1 when there is no such move."""
    a, b = state.owner[unit], state.owner[other]
    kind = rng.random()
    number = state.totals[NUMBER]
    found = False
    if a == b:
        # Within one region only a cut makes sense.
        if kind > regime.split or number >= regime.max_regions:
            return -1
        b = free_place(state)
        found = b >= 0 and recut(graph, state, a, a, rng)
    elif kind < regime.shift:
        found = shift(graph, state, unit, b)
        if state.counts[-2, SIZE] == 0 and number <= regime.min_regions:
            return -1
    elif kind < regime.swap:
        back = state.members[b, int(rng.random() * state.counts[b, SIZE])]
        found = beside(graph, state, back, a, graph.units[unit, ATOM]) and swap(graph, state, unit, back)
    elif kind < regime.recut:
        found = recut(graph, state, a, b, rng)
    elif number > regime.min_regions:
        found = merge(graph, state, a, b)
    return b if found else -1


@bare
def price(regime: Regime, outside: float) -> float:
    """Return the price of a region that is outside its bounds."""
    return regime.step + regime.slope * outside if outside > 0 else 0.0


@bare
def distance(totals: np.ndarray) -> float:
    """Return how far a division is outside its bounds, 0 within them; every region that is adds at least one half."""
    return max(totals[DISTANCE], 0.0) + 0.5 * totals[WRONG] if totals[WRONG] > 0 else 0.0


@bare
def anneal_at(  # noqa: PLR0917 compiled code takes arrays
    costing: Costing, graph: Graph, state: State, regime: Regime, best: Best, moves: int, rng: np.random.Generator
) -> None:
    """Make moves at one temperature, and keep the best division that comes along."""
    links, sums, totals = graph.links, state.sums, state.totals
    first = len(state.counts) - 2
    for _ in range(moves):
        unit = int(rng.random() * len(state.owner))
        degree = links[unit + 1] - links[unit]
        if degree == 0:
            continue
        other = links[links[unit] + int(rng.random() * degree)]
        a = state.owner[unit]
        b = propose(graph, state, regime, unit, other, rng)
        if b < 0:
            continue
        for draft in range(first, first + 2):
            measure(costing, graph, state, draft)
        change = sums[first, COST] + sums[first + 1, COST] - sums[a, COST] - sums[b, COST]
        change += price(regime, sums[first, OUTSIDE]) + price(regime, sums[first + 1, OUTSIDE])
        change -= price(regime, sums[a, OUTSIDE]) + price(regime, sums[b, OUTSIDE])
        if change > 0 and rng.random() >= np.exp(-change / regime.temperature):
            continue
        if not (whole(graph, state, first) and whole(graph, state, first + 1)):
            continue
        settle(state, first, a)
        settle(state, first + 1, b)
        outside, cost = distance(totals), totals[VALUE]
        if outside < best.value[0] - 1e-9 or (outside < best.value[0] + 1e-9 and cost < best.value[1] - 1e-12):
            best.value[0], best.value[1] = outside, cost
            for i in range(len(state.owner)):
                best.owner[i] = state.owner[i]
