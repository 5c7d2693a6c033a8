"""Rows and columns of the linear program, and its solution."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, eq=False)
class PairRow:
    """A limit on the pairs of units with one label that may be together: Σ_R k(R) x_R ≤ most."""

    labels: np.ndarray = field(repr=False)
    most: float


@dataclass(eq=False)
class Column:
    """A region in the program: places of its units among the rows, and its cost."""

    members: np.ndarray
    cost: float


@dataclass(eq=False)
class Relaxed:
    """A solution of the linear program."""

    objective: float
    values: np.ndarray
    slack: np.ndarray
    units: np.ndarray
    region: float
    pairs: np.ndarray
    cuts: np.ndarray
    left: float
    solved: bool


def pairs_together(labels: np.ndarray) -> int:
    """Return the number of pairs with the same label; a label below 0 pairs with nothing."""
    counts = np.bincount(labels[labels >= 0])
    return int((counts * (counts - 1) // 2).sum())
