"""Cuts: of 2k + 1 units, at most k pairs can each be in one region.

Σ_R ⌊|R ∩ S| / 2⌋ x_R ≤ ⌊|S| / 2⌋ for every set S of an odd number of units: subset-row inequalities (Jepsen et al.
2008) for three units, and the same with more.
"""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.compiled import compiled

VIOLATION = 0.02
SEEDS = 400
"""So many triples, the nearest to violated, are extended by two units."""
TRIES = 10
"""First units to add to each of them."""
WIDEST = 7

Cut = tuple[int, ...]


@compiled
def _triples(  # noqa: PLR0917 compiled code takes arrays
    together: np.ndarray,
    starts: np.ndarray,
    columns: np.ndarray,
    inside: np.ndarray,
    x: np.ndarray,
    floor: float,
    room: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return triples of units whose cut is violated by more than ``floor``, which may be negative."""
    size = together.shape[0]
    triples = np.zeros((room, 3), np.int64)
    excess = np.zeros(room)
    found = 0
    for i in range(size):
        for j in range(i + 1, size):
            if together[i, j] <= 0:
                continue
            for k in range(size):
                # Two of the three pairs are together at least: those that are not are seen from another pair.
                if k in (i, j) or (k < j and together[i, k] > 0) or (k < i and together[j, k] > 0):
                    continue
                pairs = together[i, j] + together[i, k] + together[j, k]
                if pairs <= 1 + floor:
                    continue
                triple = 0.0
                for c in range(starts[i], starts[i + 1]):
                    column = columns[c]
                    if inside[column, j] and inside[column, k]:
                        triple += x[column]
                # A region with all three was counted three times and counts once.
                value = pairs - 2 * triple - 1
                if value > floor and found < room:
                    triples[found, 0] = i
                    triples[found, 1] = j
                    triples[found, 2] = k
                    excess[found] = value
                    found += 1
    return triples[:found], excess[:found]


@compiled
def _wider(sets: np.ndarray, inside: np.ndarray, x: np.ndarray, tries: int) -> tuple[np.ndarray, np.ndarray]:
    """Add two units to every set so that its cut is violated as much as possible; return the sets and by how much."""
    number, width = sets.shape
    size = inside.shape[1]
    wider = np.zeros((number, width + 2), np.int64)
    excess = np.zeros(number)
    hits = np.zeros(inside.shape[0], np.int64)
    gain = np.zeros(size)
    again = np.zeros(size)
    for s in range(number):
        hits[:] = 0
        base = 0.0
        for c in range(inside.shape[0]):
            for i in range(width):
                hits[c] += inside[c, sets[s, i]]
            base += x[c] * (hits[c] // 2)
        gain[:] = 0.0
        for c in range(inside.shape[0]):
            if hits[c] % 2 == 1:
                for unit in range(size):
                    if inside[c, unit]:
                        gain[unit] += x[c]
        for i in range(width):
            gain[sets[s, i]] = -1.0
        order = np.argsort(-gain)
        best = -1.0
        for place in range(min(tries, size)):
            first = order[place]
            if gain[first] < 0:
                break
            again[:] = 0.0
            for c in range(inside.shape[0]):
                if (hits[c] + inside[c, first]) % 2 == 1:
                    for unit in range(size):
                        if inside[c, unit]:
                            again[unit] += x[c]
            again[first] = -1.0
            for i in range(width):
                again[sets[s, i]] = -1.0
            second = np.argmax(again)
            value = base + gain[first] + again[second] - (width + 1) // 2
            if value > best and again[second] >= 0:
                best = value
                wider[s, :width] = sets[s]
                wider[s, width] = first
                wider[s, width + 1] = second
        excess[s] = best
    return wider, excess


def violated_cuts(members: list[np.ndarray], x: np.ndarray, most: int) -> list[Cut]:
    """Return the sets of units whose cut the fractional solution violates most.

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
    values = np.ascontiguousarray(x[chosen])
    together = (inside * values[:, None]).T @ inside
    rows = [np.flatnonzero(inside[:, unit]) for unit in range(len(touched))]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    sets, excess = _triples(together, starts, np.concatenate(rows), inside, values, -0.5, 200_000)
    found = _ranked(sets, excess)
    while sets.shape[1] < WIDEST and len(sets):
        seeds = np.argsort(-excess, kind="stable")[:SEEDS]
        sets, excess = _wider(sets[seeds], inside, values, TRIES)
        found += _ranked(sets, excess)
    # A unit in a few cuts is enough for one round: many cuts on one spot say the same.
    uses = np.zeros(len(touched), dtype=np.int64)
    picked: list[Cut] = []
    for _, cut in sorted(found, key=lambda item: (-item[0], item[1])):
        own = list(cut)
        if uses[own].max() >= 5:
            continue
        uses[own] += 1
        picked.append(tuple(sorted(touched[own].tolist())))
        if len(picked) >= most:
            break
    return picked


def _ranked(sets: np.ndarray, excess: np.ndarray) -> list[tuple[float, Cut]]:
    """Return the violated ones, each once, with how much that is for their size."""
    found = {
        tuple(sorted(row.tolist())): float(value) for row, value in zip(sets, excess, strict=True) if value > VIOLATION
    }
    return [(value, cut) for cut, value in found.items()]
