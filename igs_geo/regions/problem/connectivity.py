"""Whether municipalities hang together in the graph of a problem."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse.csgraph import connected_components

from igs_geo.regions.problem.problem import Problem


def hangs_together(problem: Problem, places: Iterable[int]) -> bool:
    """Return whether the units at some places form one piece."""
    return len(pieces(problem, places)) == 1


def pieces(problem: Problem, places: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the pieces into which units fall in the graph of the problem, largest first."""
    nodes = np.array(sorted(set(places)), dtype=np.int64)
    if not len(nodes):
        return []
    _, labels = connected_components(problem.graph[nodes][:, nodes], directed=False)
    found = [tuple(nodes[labels == label].tolist()) for label in np.unique(labels)]
    return sorted(found, key=lambda piece: (-len(piece), piece))
