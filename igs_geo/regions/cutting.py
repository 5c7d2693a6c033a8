"""Cuts: of three units, at most one region can hold two or more (subset-row inequalities, Jepsen et al. 2008)."""

from __future__ import annotations

import numpy as np
from numba import njit

VIOLATION = 0.02


@njit(cache=True, nogil=True)
def _violated(  # noqa: PLR0917 compiled code takes arrays
    together: np.ndarray, starts: np.ndarray, columns: np.ndarray, inside: np.ndarray, x: np.ndarray,
              room: int) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    size = together.shape[0]
    triples = np.zeros((room, 3), np.int64)
    excess = np.zeros(room)
    found = 0
    for i in range(size):
        for j in range(i + 1, size):
            for k in range(j + 1, size):
                pairs = together[i, j] + together[i, k] + together[j, k]
                if pairs <= 1 + VIOLATION:
                    continue
                triple = 0.0
                for c in range(starts[i], starts[i + 1]):
                    column = columns[c]
                    if inside[column, j] and inside[column, k]:
                        triple += x[column]
                # A region with all three was counted three times and counts once.
                value = pairs - 2 * triple - 1
                if value > VIOLATION and found < room:
                    triples[found, 0] = i
                    triples[found, 1] = j
                    triples[found, 2] = k
                    excess[found] = value
                    found += 1
    return triples[:found], excess[:found]


def violated_triples(members: list[np.ndarray], x: np.ndarray, most: int) -> list[tuple[int, int, int]]:
    """Return the triples whose cut the fractional solution violates most.

    Parameters
    ----------
    members
        Units of the regions.
    x
        Their values.
    most
        Largest number of cuts.
    """
    chosen = np.flatnonzero((x > 1e-6) & (x < 1 - 1e-6))
    if not len(chosen):
        return []
    touched = np.unique(np.concatenate([members[c] for c in chosen]))
    inside = np.zeros((len(chosen), len(touched)), dtype=np.bool_)
    for row, column in enumerate(chosen):
        inside[row, np.searchsorted(touched, members[column])] = True
    weighted = inside * x[chosen][:, None]
    together = weighted.T @ inside
    rows = [np.flatnonzero(inside[:, unit]) for unit in range(len(touched))]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    triples, excess = _violated(together, starts, np.concatenate(rows), inside, x[chosen], 20_000)
    # A unit in a few cuts is enough for one round: many cuts on one spot say the same.
    uses = np.zeros(len(touched), dtype=np.int64)
    picked = []
    for place in np.argsort(-excess, kind="stable"):
        i, j, k = triples[place]
        if max(uses[i], uses[j], uses[k]) >= 5:
            continue
        uses[[i, j, k]] += 1
        picked.append((int(touched[i]), int(touched[j]), int(touched[k])))
        if len(picked) >= most:
            break
    return picked
