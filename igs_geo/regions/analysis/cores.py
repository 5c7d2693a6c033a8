"""What stays together: the subsets of a region that lie whole in one region in most of a number of divisions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def cores(labels: np.ndarray, heads: Sequence[int], needed: int) -> list[tuple[int, ...]]:
    """Return the disjoint subsets of at least two members that stay together, the one with most inhabitants first.

    Each is the subset with most inhabitants among the members that are in none before it. Equal inhabitants are told
    apart by most members, then by the first members.

    Parameters
    ----------
    labels
        Region of each member (columns, in the order of their codes) in each division (rows); below 0 when left over.
    heads
        Inhabitants of the members.
    needed
        Number of divisions in which a subset must lie whole in one region.
    """
    same = _same(labels)
    free = list(range(len(heads)))
    found: list[tuple[int, ...]] = []
    while True:
        best = _best(same, heads, needed, free)
        if best is None:
            return found
        found.append(best)
        free = [member for member in free if member not in best]


def _same(labels: np.ndarray) -> list[list[int]]:
    """Return for each pair of members the divisions in which they are together, as bits of a number."""
    rows, size = labels.shape
    same = [[0] * size for _ in range(size)]
    for row in range(rows):
        for a in range(size):
            for b in range(size):
                if labels[row, a] >= 0 and labels[row, a] == labels[row, b]:
                    same[a][b] |= 1 << row
    return same


def _best(same: list[list[int]], heads: Sequence[int], needed: int, free: list[int]) -> tuple[int, ...] | None:
    """Return the best subset among some members; None when no two of them stay together.

    A subset that stays together in some divisions can take in everyone who is with it in all of those. Only subsets to
    which nobody can be added so are looked at: one for each set of divisions that is met on the way.
    """
    best: tuple[int, int, tuple[int, ...]] | None = None
    for place, first in enumerate(free):
        others = [other for other in free[place + 1 :] if same[first][other].bit_count() >= needed]
        waiting, seen = [same[first][other] for other in others], set[int]()
        while waiting:
            divisions = waiting.pop()
            if divisions in seen:
                continue
            seen.add(divisions)
            inside = [first, *(other for other in others if same[first][other] & divisions == divisions)]
            key = (-sum(heads[member] for member in inside), -len(inside), tuple(inside))
            best = key if best is None else min(best, key)
            meets = (same[first][other] & divisions for other in others)
            waiting += [meet for meet in meets if meet.bit_count() >= needed and meet not in seen]
    return None if best is None else best[2]
