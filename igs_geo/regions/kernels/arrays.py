"""A part of a problem in the form that compiled code reads."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from igs_geo.regions.kernels.bounds import Limits
from igs_geo.regions.problem.settings import MEASURES

WORD = 64


LARGEST = 250
"""Members of the largest region that compiled code can hold."""


CRITERIA = MEASURES
"""Columns of the criteria in compiled code."""


class Arrays(NamedTuple):
    """A part in the form that compiled code reads; units are numbered within the part."""

    adjacency: np.ndarray
    """uint64 (units, words): neighbours."""
    closure: np.ndarray
    """uint64 (units, words): the units that must come along, the unit itself included."""
    conflict: np.ndarray
    """uint64 (units, words): the units that may not come along."""
    exempt: np.ndarray
    """bool (units): whether the unit lifts the maximum of inhabitants."""
    inhabitants: np.ndarray
    young: np.ndarray
    limits: Limits
    people: np.ndarray
    xy: np.ndarray
    """float (units, 2): km from the middle of the part."""
    half_flow: np.ndarray
    """float (units): half of the commuters who leave the unit and of those who come to it, share of the total."""
    pair_jaccard: np.ndarray
    """float (units, units): (p_i + p_j) J_ij / P."""
    pair_flow: np.ndarray
    """float (units, units): commuters between the two in both directions, share of the total."""
    groups: np.ndarray
    """int64 (group layers, units): group of each unit."""
    group_scale: np.ndarray
    """float (group layers): weight of the layer / (P · entropy)."""
    body_members: np.ndarray
    """bool (bodies, units)."""
    body_sizes: np.ndarray
    """int64 (bodies): members in all of Flanders."""
    body_layers: np.ndarray
    """int64 (bodies): layer of each body."""
    body_scale: np.ndarray
    """float (body layers): weight of the layer / P."""
    host_members: np.ndarray
    """bool (bodies that could take youth in, units)."""
    host_sizes: np.ndarray
    """int64 (those bodies): members in all of Flanders."""
    total_people: float
    total_inhabitants: float
    target: float
    km2: float
    """km² in which compactness is counted."""


def masks(lists: list[tuple[int, ...]], size: int) -> np.ndarray:
    """Return one row of 64-bit words per list, with the bits of its numbers set."""
    words = max(1, -(-size // WORD))
    table = np.zeros((len(lists), words), dtype=np.uint64)
    for row, numbers in enumerate(lists):
        for number in numbers:
            table[row, number // WORD] |= np.uint64(1) << np.uint64(number % WORD)
    return table
