"""What the measures need of sparse matrices: lookups and pairs within groups, never a loop or a dense table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.sparse import csr_array


def places(index: Iterable[str], values: Iterable[str]) -> np.ndarray:
    """Return where each value stands in an index, -1 for none."""
    found: np.ndarray = pd.Index(index).get_indexer(pd.Index(values))
    return found


def values_at(matrix: csr_array, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the entries of a sparse matrix at some places, 0 where it stores none."""
    matrix = csr_array(matrix)
    matrix.sum_duplicates()
    width = matrix.shape[1]
    stored_rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    keys = stored_rows * width + matrix.indices
    wanted = np.asarray(rows, dtype=np.int64) * width + columns
    if not len(keys):
        return np.zeros(len(wanted), dtype=matrix.dtype)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, matrix.data[place], 0)


def expand_pairs(groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return all ordered pairs of positions (a position with itself too) that have the same group.

    Parameters
    ----------
    groups
        Sorted group numbers; the cost is the sum of the squared group sizes.
    """
    _, start, size = np.unique(groups, return_index=True, return_counts=True)
    own_size = np.repeat(size, size)
    left = np.repeat(np.arange(len(groups)), own_size)
    # For every position: the positions of its own group, counted from the start of the group.
    offset = np.arange(len(left)) - np.repeat(np.cumsum(own_size) - own_size, own_size)
    return left, np.repeat(np.repeat(start, size), own_size) + offset


def upper(matrix: csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, columns and values of the stored entries above the diagonal, by row and column."""
    matrix = csr_array(matrix)
    matrix.sort_indices()
    entries = matrix.tocoo()
    above = (entries.row < entries.col) & (entries.data != 0)
    return entries.row[above], entries.col[above], entries.data[above]
