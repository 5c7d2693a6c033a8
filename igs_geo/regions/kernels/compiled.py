"""How compiled code is compiled: kept on disk, and without Python's lock while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit

compiled = njit(cache=True, nogil=True)
inlined = njit(cache=True, nogil=True, inline="always")

_UNCOUNTED: dict[str, Any] = {"_nrt": False}


def bare(function: Callable[..., Any]) -> Any:
    """Compile a function that makes no arrays, without counting who refers to those it gets.

    Counting takes two locked steps for every array in every call: most of the time of a short function with many.
    The caller from Python holds all of them until the function returns.
    """
    return njit(cache=True, nogil=True, **_UNCOUNTED)(function)
