"""What a region must hold to hang together: separators, found where an answer falls apart.

Source: Validi, Buchanan and Lykhovyd, "Imposing contiguity constraints in political districting models", Operations
Research 70(2), 2022 (there: length-U a,b-separators).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from igs_geo.regions.labelling.case import Case, Regions


class Separator(NamedTuple):
    """Two units, and the units of which a region with both must hold one."""

    first: int
    second: int
    between: tuple[int, ...]


@dataclass(eq=False)
class Separators:
    """Finds separators of a case."""

    case: Case

    def __post_init__(self) -> None:
        case, size = self.case, len(self.case)
        heads, edges = case.measures[1].values, case.edges
        there = csr_array((heads[edges[:, 1]] + 1e-9, edges.T), shape=(size, size))
        back = csr_array((heads[edges[:, 0]] + 1e-9, edges[:, ::-1].T), shape=(size, size))
        self.near = case.neighbours()
        # On the way from one unit to another: the inhabitants after the first.
        self.way = dijkstra(there + back)

    def of(self, regions: Regions) -> list[Separator]:
        """Return separators that regions break, none where each hangs together."""
        if not self.case.contiguous:
            return []
        found: dict[Separator, None] = {}
        for members in regions:
            main, *others = self.case.pieces(members)
            for piece in others:
                found[self._around(piece, main)] = None
                found[self._around(main, piece)] = None
        return list(found)

    def _around(self, inner: set[int], outer: set[int]) -> Separator:
        """Return the separator between two pieces that lies around the first.

        Only ways count that a region has room for: those with no more inhabitants than the maximum.
        """
        heads, most = self.case.measures[1].values, self.case.measures[1].most
        a, b = (max(side, key=lambda unit: (heads[unit], -unit)) for side in (inner, outer))
        room = np.asarray(heads[a] + self.way[a] + self.way[:, b] <= most * (1 + 1e-9) + 1.0)
        around = {other for unit in inner for other in self.near[unit] if room[other]} - inner
        between, reached, stack = set(), {b}, [b]
        while stack:
            for other in self.near[stack.pop()]:
                if other in around:
                    between.add(other)
                elif room[other] and other not in reached and other not in inner:
                    reached.add(other)
                    stack.append(other)
        return Separator(a, b, tuple(sorted(between)))
