"""How compiled code is compiled: kept on disk, and without Python's lock while it runs."""

from __future__ import annotations

from numba import njit

compiled = njit(cache=True, nogil=True)
inlined = njit(cache=True, nogil=True, inline="always")
