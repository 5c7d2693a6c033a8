"""The cost functions step by step, in compiled code: what a region costs when one unit is added to it."""

from __future__ import annotations

import numpy as np
from numba import njit

from igs_geo.regions.kernels.arrays import Arrays

SUMS = 13
"""Running sums of a set: people, their moments (x, y, square), pair Jaccard, out-flow, inner flow, inhabitants, young,
plain moments (x, y, square), pair distance."""
KINDS = 7
"""Criteria, in the order of ``parts.CRITERIA``."""


@njit(cache=True, nogil=True, inline="always")
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
    new = sums[depth + 1]
    old = sums[depth]
    square = x * x + y * y
    new[0] = old[0] + p
    new[1] = old[1] + p * x
    new[2] = old[2] + p * y
    new[3] = old[3] + p * square
    new[4] = old[4] + jaccard
    new[5] = old[5] + arrays.out_flow[unit]
    new[6] = old[6] + flow
    new[7] = old[7] + arrays.inhabitants[unit]
    new[8] = old[8] + arrays.young[unit]
    if far:
        new[9] = old[9] + x
        new[10] = old[10] + y
        new[11] = old[11] + square
        new[12] = old[12] + distance


@njit(cache=True, nogil=True, inline="always")
def evaluate(  # noqa: PLR0917 compiled code takes arrays
    arrays: Arrays, sums: np.ndarray, stack: np.ndarray, size: int, wanted: np.ndarray, out: np.ndarray
) -> None:
    """Write the wanted criteria of the set on the stack; the others stay as they are."""
    total = sums[size]
    p = total[0]
    if wanted[0]:
        moment = total[3] - (total[1] * total[1] + total[2] * total[2]) / p if p > 0 else 0.0
        out[0] = max(moment, 0.0) / (arrays.scale[0] * arrays.scale[3])
    if wanted[1]:
        out[1] = p / arrays.scale[0] - (total[4] / (size - 1) if size > 1 else 0.0)
    if wanted[2]:
        out[2] = total[5] - total[6]
    if wanted[3]:
        out[3] = abs(total[7] - arrays.scale[2]) / arrays.scale[1]
    if wanted[4]:
        out[4] = _splits(arrays, stack, size, p)
    if wanted[5]:
        out[5] = total[12]
    if wanted[6]:
        out[6] = max(total[11] - (total[9] * total[9] + total[10] * total[10]) / size, 0.0)


@njit(cache=True, nogil=True)
def _splits(arrays: Arrays, stack: np.ndarray, size: int, p: float) -> float:
    cost = 0.0
    for layer in range(arrays.groups.shape[0]):
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
    body = 0
    for layer in range(arrays.body_scale.shape[0]):
        touched = 0
        cut = 0
        while body < arrays.body_layers.shape[0] and arrays.body_layers[body] == layer:
            inside = 0
            for i in range(size):
                if arrays.body_members[body, stack[i]]:
                    inside += 1
            if inside > 0:
                touched += 1
                if inside < arrays.body_sizes[body] and inside < size:
                    cut += 1
            body += 1
        if touched > 0:
            cost += arrays.body_scale[layer] * p * cut / touched
    return cost
