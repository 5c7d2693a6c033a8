"""Cutting a large country into blocks: connected, of about equal size, each small enough to be solved exactly."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules


def inner_graph(problem: Problem, rules: Rules) -> csr_array:
    """Return the neighbours of every unit that can share a region with it: in its frame, and not given away."""
    graph = problem.graph.tocoo()
    free = np.ones(len(problem.units), dtype=bool)
    free[list(rules.removed)] = False
    kept = (problem.frames[graph.row] == problem.frames[graph.col]) & free[graph.row] & free[graph.col]
    return csr_array(coo_array((graph.data[kept], (graph.row[kept], graph.col[kept])), shape=graph.shape))


def pieces(problem: Problem, rules: Rules, units: np.ndarray, size: int) -> list[np.ndarray]:
    """Return blocks of any units: each within a frame and in one piece, except that bound units stay together.

    Parameters
    ----------
    problem, rules
        The problem and its hard constraints.
    units
        Places of units.
    size
        About how many units a block has.
    """
    _, labels = connected_components(inner_graph(problem, rules)[units][:, units], directed=False)
    block_of = np.full(len(problem.units), -1, dtype=np.int64)
    number = 0
    order = np.argsort(labels, kind="stable")
    for piece in np.split(units[order], np.flatnonzero(np.diff(labels[order])) + 1):
        for block in blocks(problem, piece, size) if len(piece) else ():
            block_of[block] = number
            number += 1
    for group in rules.bound:
        own = [unit for unit in group if block_of[unit] >= 0]
        block_of[own] = block_of[own[:1]]
    order = np.argsort(block_of, kind="stable")[int((block_of < 0).sum()) :]
    return [block for block in np.split(order, np.flatnonzero(np.diff(block_of[order])) + 1) if len(block)]


def whole_groups(rules: Rules, units: np.ndarray) -> np.ndarray:
    """Return the units without those that are bound to a unit which is not among them: no region here can hold them."""
    own = set(units.tolist())
    torn = {unit for group in rules.bound if not own.issuperset(group) for unit in group}
    return np.array(sorted(own - torn), dtype=np.int64)


def blocks(problem: Problem, units: np.ndarray, size: int) -> list[np.ndarray]:
    """Return connected blocks of units: the plane is halved again and again, loose pieces go to a block beside them.

    Parameters
    ----------
    problem
        The problem.
    units
        Places of units that hang together.
    size
        About how many units a block has.
    """
    label = np.full(len(problem.units), -1, dtype=np.int64)
    label[units] = 0
    number = 1
    waiting = [units]
    while waiting:
        own = waiting.pop()
        if len(own) <= 1.4 * size:
            continue
        xy = problem.xy[own]
        axis = int(np.argmax(np.ptp(xy, axis=0)))
        order = own[np.argsort(xy[:, axis], kind="stable")]
        # Whole blocks on either side, so that the last ones are no smaller than the others.
        whole = max(2, round(len(own) / size))
        cut = len(own) * (whole // 2) // whole
        label[order[cut:]] = number
        number += 1
        waiting += [order[:cut], order[cut:]]
    return _connected(problem, label, size)


def _connected(problem: Problem, label: np.ndarray, size: int) -> list[np.ndarray]:
    """Give pieces much smaller than a block to a block beside them, until every block is in one piece."""
    graph = problem.graph.tocoo()
    piece = label
    for _ in range(10):
        kept = (label[graph.row] >= 0) & (label[graph.row] == label[graph.col])
        inner = coo_array((graph.data[kept], (graph.row[kept], graph.col[kept])), shape=problem.graph.shape)
        _, piece = connected_components(inner, directed=False)
        piece = np.where(label >= 0, piece, -1)
        sizes = np.bincount(piece[piece >= 0], minlength=int(piece.max()) + 1)
        small = sizes < size // 2
        across = (piece[graph.row] >= 0) & (piece[graph.col] >= 0) & (piece[graph.row] != piece[graph.col])
        # A small piece goes where it touches most; only towards a larger one, or two would swap for ever.
        pairs = np.column_stack([piece[graph.row[across]], piece[graph.col[across]]])
        pairs = pairs[small[pairs[:, 0]] & (sizes[pairs[:, 1]] > sizes[pairs[:, 0]])]
        if not len(pairs):
            break
        unique, touching = np.unique(pairs, axis=0, return_counts=True)
        goal = np.arange(len(sizes))
        for place in np.argsort(touching, kind="stable"):
            goal[unique[place, 0]] = unique[place, 1]
        label = np.where(piece >= 0, goal[piece], -1)
    return [np.flatnonzero(piece == here) for here in np.unique(piece[piece >= 0])]
