"""Sets of units as 64-bit words."""

from __future__ import annotations

import numpy as np

from igs_geo.regions.kernels.compiled import inlined


@inlined
def lowest(word: np.uint64) -> int:
    """Return the place of the lowest bit that is set."""
    low = word & (~word + np.uint64(1))
    place = 0
    if low & np.uint64(0xFFFFFFFF00000000):
        place += 32
    if low & np.uint64(0xFFFF0000FFFF0000):
        place += 16
    if low & np.uint64(0xFF00FF00FF00FF00):
        place += 8
    if low & np.uint64(0xF0F0F0F0F0F0F0F0):
        place += 4
    if low & np.uint64(0xCCCCCCCCCCCCCCCC):
        place += 2
    if low & np.uint64(0xAAAAAAAAAAAAAAAA):
        place += 1
    return place


@inlined
def count_bits(word: np.uint64) -> int:
    """Return the number of bits that are set."""
    number = 0
    while word:
        word &= word - np.uint64(1)
        number += 1
    return number
