"""The bounds on a region."""

from __future__ import annotations

import numpy as np
from numba import njit

from igs_geo.regions.kernels.arrays import Arrays


@njit(cache=True, nogil=True)
def is_feasible(arrays: Arrays, total: np.ndarray, size: int, lifted: bool) -> bool:  # noqa: FBT001
    """Whether the bounds on a single region hold."""
    limit = arrays.limits
    return (
        size >= limit[0]
        and total[7] >= limit[2]
        and (total[7] <= limit[3] or lifted)
        and total[8] >= limit[4]
        and total[8] <= limit[5]
    )
