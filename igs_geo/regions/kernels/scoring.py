"""The cost functions step by step, in compiled code: what a region costs when one unit is added to it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.arrays import Arrays
from igs_geo.regions.kernels.compiled import compiled, inlined

SUMS = 13
"""Number of running sums of a set, which are the columns below."""
PEOPLE, X, Y, SQUARE, JACCARD, HALF_FLOW, INNER_FLOW, INHABITANTS, YOUNG = range(9)
PLAIN_X, PLAIN_Y, PLAIN_SQUARE, DISTANCE = range(9, 13)
"""People, their moments (x, y, square), pair Jaccard, half flow, inner flow, inhabitants, young people, the moments of
the places themselves, distance of all pairs."""
KINDS = 8
"""Number of criteria, in the order of :data:`igs_geo.regions.kernels.arrays.CRITERIA`, which are the columns below."""
COMPACTNESS, COHESION, TIES, BALANCE, SPLITS, HOSTS, PAIR_DISTANCE, PLAIN_SSD = range(8)


class Weighted(NamedTuple):
    """Which criteria count, and for how much."""

    wanted: np.ndarray
    """bool (criteria)."""
    weights: np.ndarray
    """float (criteria)."""


@compiled
def needs_distance(wanted: np.ndarray) -> bool:
    """Whether a wanted criterion looks at the places themselves: then :func:`add` must keep their sums too."""
    return bool(wanted[PAIR_DISTANCE] or wanted[PLAIN_SSD])


@compiled
def add(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays,
    sums: np.ndarray,
    stack: np.ndarray,
    depth: int,
    unit: int,
    far: bool,  # noqa: FBT001
) -> None:
    """Put a unit on the stack at a depth and bring the running sums up to date."""
    p = arrays.people[unit]
    x = arrays.xy[unit, 0]
    y = arrays.xy[unit, 1]
    jaccard = 0.0
    flow = 0.0
    distance = 0.0
    for place in range(depth):
        other = stack[place]
        jaccard += arrays.pair_jaccard[unit, other]
        flow += arrays.pair_flow[unit, other]
        if far:
            distance += np.hypot(x - arrays.xy[other, 0], y - arrays.xy[other, 1])
    stack[depth] = unit
    size = depth + 1
    square = x * x + y * y
    sums[size, PEOPLE] = sums[depth, PEOPLE] + p
    sums[size, X] = sums[depth, X] + p * x
    sums[size, Y] = sums[depth, Y] + p * y
    sums[size, SQUARE] = sums[depth, SQUARE] + p * square
    sums[size, JACCARD] = sums[depth, JACCARD] + jaccard
    sums[size, HALF_FLOW] = sums[depth, HALF_FLOW] + arrays.half_flow[unit]
    sums[size, INNER_FLOW] = sums[depth, INNER_FLOW] + flow
    sums[size, INHABITANTS] = sums[depth, INHABITANTS] + arrays.inhabitants[unit]
    sums[size, YOUNG] = sums[depth, YOUNG] + arrays.young[unit]
    if far:
        sums[size, PLAIN_X] = sums[depth, PLAIN_X] + x
        sums[size, PLAIN_Y] = sums[depth, PLAIN_Y] + y
        sums[size, PLAIN_SQUARE] = sums[depth, PLAIN_SQUARE] + square
        sums[size, DISTANCE] = sums[depth, DISTANCE] + distance


@inlined
def evaluate(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, sums: np.ndarray, stack: np.ndarray, size: int, wanted: np.ndarray, out: np.ndarray
) -> None:
    """Write the wanted criteria of the set on the stack; the others stay as they are."""
    # Rows of the sums are not taken out: a view costs more than all that is computed here.
    p = sums[size, PEOPLE]
    if wanted[COMPACTNESS]:
        middle = (sums[size, X] * sums[size, X] + sums[size, Y] * sums[size, Y]) / p if p > 0 else 0.0
        out[COMPACTNESS] = max(sums[size, SQUARE] - middle, 0.0) / (arrays.total_people * arrays.km2)
    if wanted[COHESION]:
        out[COHESION] = p / arrays.total_people - (sums[size, JACCARD] / (size - 1) if size > 1 else 0.0)
    if wanted[TIES]:
        out[TIES] = sums[size, HALF_FLOW] - sums[size, INNER_FLOW]
    if wanted[BALANCE]:
        out[BALANCE] = abs(sums[size, INHABITANTS] - arrays.target) / arrays.total_inhabitants
    if wanted[SPLITS]:
        out[SPLITS] = _splits(arrays, stack, size, p)
    if wanted[HOSTS]:
        number = arrays.host_sizes.shape[0]
        out[HOSTS] = p / arrays.total_people * _cut(arrays.host_members, arrays.host_sizes, (0, number), stack, size)
    if wanted[PAIR_DISTANCE]:
        out[PAIR_DISTANCE] = sums[size, DISTANCE]
    if wanted[PLAIN_SSD]:
        middle = (sums[size, PLAIN_X] * sums[size, PLAIN_X] + sums[size, PLAIN_Y] * sums[size, PLAIN_Y]) / size
        out[PLAIN_SSD] = max(sums[size, PLAIN_SQUARE] - middle, 0.0)


@compiled
def _splits(arrays: Arrays, stack: np.ndarray, size: int, p: float) -> float:
    cost = 0.0
    for layer in range(len(arrays.groups)):
        if arrays.group_scale[layer] == 0.0:
            continue
        labels = arrays.groups[layer]
        inner = 0.0
        whole = True
        for i in range(size):
            group = labels[stack[i]]
            if group != labels[stack[0]]:
                whole = False
        if whole:
            continue
        for i in range(size):
            group = labels[stack[i]]
            first = True
            own = 0.0
            for j in range(size):
                if labels[stack[j]] == group:
                    if j < i:
                        first = False
                        break
                    own += arrays.people[stack[j]]
            if first and own > 0:
                inner += own * np.log(own)
        if p > 0:
            cost += arrays.group_scale[layer] * max(p * np.log(p) - inner, 0.0)
    last = 0
    for layer in range(arrays.body_scale.shape[0]):
        begin = last
        while last < arrays.body_layers.shape[0] and arrays.body_layers[last] == layer:
            last += 1
        cost += arrays.body_scale[layer] * p * _cut(arrays.body_members, arrays.body_sizes, (begin, last), stack, size)
    return cost


@compiled
def _cut(members: np.ndarray, sizes: np.ndarray, span: tuple[int, int], stack: np.ndarray, size: int) -> float:
    """Return which share of the bodies in a span of rows that a set touches it cuts, without lying inside them."""
    touched = 0
    cut = 0
    for body in range(span[0], span[1]):
        inside = 0
        for i in range(size):
            if members[body, stack[i]]:
                inside += 1
        if inside > 0:
            touched += 1
            if inside < sizes[body] and inside < size:
                cut += 1
    return cut / touched if touched > 0 else 0.0


@inlined
def weigh(wanted: np.ndarray, weights: np.ndarray, values: np.ndarray) -> float:
    """Return the weighted sum of the wanted criteria."""
    cost = 0.0
    for kind in range(len(weights)):
        if wanted[kind]:
            cost += weights[kind] * values[kind]
    return cost
