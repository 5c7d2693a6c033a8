"""Random spanning trees of some units, and the edge of one that cuts them well in two.

The tree is uniform: Wilson's loop-erased random walk (1996). Cutting two neighbouring regions anew along an edge of one
is the step of recombination (DeFord, Duchin and Solomon 2021) and of merge-split (Carter et al. 2019).
"""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits, excess
from igs_geo.regions.kernels.compiled import bare
from igs_geo.regions.start.state import (
    ATOM,
    BELOW,
    CHILDREN,
    EXEMPT,
    FOLLOW,
    HEADS,
    MARK,
    ONE,
    ORDER,
    PARENT,
    POOL,
    REACHED,
    SIDE,
    Graph,
    State,
    next_stamp,
)

PATIENCE = 1_000
"""Steps of a walk for each unit, at most: only units that do not hang together take them all."""


@bare
def span(graph: Graph, work: np.ndarray, size: int, stamp: int, rng: np.random.Generator) -> int:
    """Draw a spanning tree of the first units of the pool; return its number of atoms, 0 when there is none.

    Parameters
    ----------
    graph
        The units.
    work
        Rows of :class:`State`; the pool holds an atom as a whole or not at all.
    size
        Number of units in the pool.
    stamp
        A new mark.
    rng
        Source of randomness.
    """
    links, atoms, units = graph.links, graph.atoms, graph.units
    for i in range(size):
        work[MARK, work[POOL, i]] = stamp
    root = units[work[POOL, int(rng.random() * size)], ATOM]
    work[PARENT, root] = -1
    work[ORDER, 0] = root
    work[REACHED, root] = stamp
    number, left = 1, PATIENCE * size
    for i in range(size):
        start = units[work[POOL, i], ATOM]
        here = start
        while work[REACHED, here] != stamp:
            left -= 1
            if left < 0:
                return 0
            unit = atoms[atoms[here] + int(rng.random() * (atoms[here + 1] - atoms[here]))]
            degree = links[unit + 1] - links[unit]
            if degree == 0:
                continue
            other = links[links[unit] + int(rng.random() * degree)]
            if work[MARK, other] == stamp:
                # Where the walk went last is where it leaves an atom once its loops are cut off.
                work[FOLLOW, here] = units[other, ATOM]
                here = units[other, ATOM]
        here, first = start, number
        while work[REACHED, here] != stamp:
            work[REACHED, here] = stamp
            work[PARENT, here] = work[FOLLOW, here]
            work[ORDER, number] = here
            number += 1
            here = work[FOLLOW, here]
        for k in range((number - first) // 2):
            a, b = first + k, number - 1 - k
            work[ORDER, a], work[ORDER, b] = work[ORDER, b], work[ORDER, a]
    return number


@bare
def add_up(graph: Graph, work: np.ndarray, number: int) -> None:
    """Sum up the units, their people and the exempt ones over every atom of the tree and all below it."""
    for i in range(number):
        atom = work[ORDER, i]
        for k in range(ONE, EXEMPT + 1):
            work[BELOW + k, atom] = 0
            for e in range(graph.atoms[atom], graph.atoms[atom + 1]):
                work[BELOW + k, atom] += graph.units[graph.atoms[e], k]
    for i in range(number - 1, 0, -1):
        atom = work[ORDER, i]
        for k in range(ONE, EXEMPT + 1):
            work[BELOW + k, work[PARENT, atom]] += work[BELOW + k, atom]


@bare
def times(limits: Limits, regions: int) -> Limits:
    """Return the bounds on the sum of some regions."""
    return Limits(
        limits.min_members * regions,
        limits.max_members * regions,
        limits.min_inhabitants * regions,
        limits.max_inhabitants * regions if limits.max_inhabitants < NO_LIMIT else NO_LIMIT,
        limits.min_young * regions,
        limits.max_young * regions if limits.max_young < NO_LIMIT else NO_LIMIT,
    )


@bare
def choose(
    limits: Limits, work: np.ndarray, number: int, regions: int, rng: np.random.Generator
) -> tuple[int, int, float]:
    """Return the edge of a tree that suits a number of regions best, a random one where several do.

    That is the atom below the edge, the regions on its side, and how far both sides are outside their bounds.

    Parameters
    ----------
    limits
        Bounds on a region.
    work
        Rows of :class:`State`, with the tree and the sums below each atom.
    number
        Number of atoms of the tree.
    regions
        Number of regions that both sides become together.
    rng
        Source of randomness.
    """
    root = work[ORDER, 0]
    all_units, all_heads = work[BELOW + ONE, root], work[BELOW + HEADS, root]
    all_young, all_exempt = work[BELOW + CHILDREN, root], work[BELOW + EXEMPT, root]
    best, cut, share, ties = np.inf, -1, 0, 0
    for own in range(1, regions):
        low, high = times(limits, own), times(limits, regions - own)
        for i in range(1, number):
            atom = work[ORDER, i]
            units, heads = work[BELOW + ONE, atom], work[BELOW + HEADS, atom]
            young, exempt = work[BELOW + CHILDREN, atom], work[BELOW + EXEMPT, atom]
            far = excess(low, units, heads, young, exempt > 0)
            if far < best + 1e-12:
                far += excess(high, all_units - units, all_heads - heads, all_young - young, all_exempt > exempt)
            if far < best - 1e-12:
                best, ties = far, 0
            if far < best + 1e-12:
                ties += 1
                if rng.random() * ties < 1:
                    cut, share = atom, own
    return cut, share, best


@bare
def cut_off(work: np.ndarray, number: int, cut: int) -> None:
    """Mark the atoms below an edge of the tree in ``SIDE``."""
    for i in range(number):
        atom = work[ORDER, i]
        below = atom == cut or (i > 0 and work[SIDE, work[PARENT, atom]] == 1)
        work[SIDE, atom] = 1 if below else 0


@bare
def cut_pool(graph: Graph, state: State, size: int, regions: int, rng: np.random.Generator) -> tuple[int, float]:
    """Cut the first units of the pool in two along a random spanning tree; return how well that went.

    The second part is marked in ``SIDE``. Given back are the number of regions meant for it, 0 when there is no cut,
    and how far both parts are outside the bounds on the sum of their regions.

    Parameters
    ----------
    graph
        The units.
    state
        Its ``work`` is changed.
    size
        Number of units in the pool.
    regions
        Number of regions that both parts become together.
    rng
        Source of randomness.
    """
    number = span(graph, state.work, size, next_stamp(state), rng)
    if number < 2:
        return 0, np.inf
    add_up(graph, state.work, number)
    cut, share, far = choose(graph.limits, state.work, number, regions, rng)
    cut_off(state.work, number, cut)
    return share, far
